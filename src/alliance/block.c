/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/block.h"

#include <string.h>

#define BLOCK_MOST 100 /* characters in braces */
#define ROWS_MOST 100  /* items that one may ask for */

static bool
set_pillar(ItemSearch *search, const char *value)
{
    search->pillar = value;
    return true;
}

static bool
set_topic(ItemSearch *search, const char *value)
{
    search->topic = value;
    return true;
}

static bool
set_most(ItemSearch *search, const char *value)
{
    search->limit = g_ascii_strtoll(value, NULL, 10);
    return search->limit > 0 && search->limit <= ROWS_MOST;
}

static const struct {
    const char *name;
    bool (*set)(ItemSearch *search, const char *value);
} options[] = {
    {"pillar=", set_pillar},
    {"topic=",  set_topic },
    {"most=",   set_most  },
};

static bool
read_option(ItemSearch *search, const char *word)
{
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (g_str_has_prefix(word, options[i].name))
            return options[i].set(search, word + strlen(options[i].name));
    return false;
}

/* What stands between the braces: a period, then options. */
static bool
read_words(Arena *arena, char *words, ItemSearch *search)
{
    char *rest = NULL, *period = strtok_r(words, " ", &rest);
    if (period == NULL || !period_parse(arena, period, &search->period))
        return false;
    for (char *word; (word = strtok_r(NULL, " ", &rest)) != NULL;)
        if (!read_option(search, word))
            return false;
    return true;
}

/* Does a block begin at the "{" that @at points to? */
static bool
read_block(Arena *arena, const char *at, Block *ret_block, const char **ret_after)
{
    size_t n_word = strcspn(at + 1, ":{} \n");
    const ItemKind *kind = at[1 + n_word] == ':' ? item_kind_find_root(at + 1, n_word) : NULL;
    if (kind == NULL)
        return false;
    const char *words = at + 1 + n_word + 1;
    size_t n = strcspn(words, "{}\n");
    if (words[n] != '}' || n > BLOCK_MOST)
        return false;
    Block block = {
        .kind = kind, .search = {.kind = kind->name, .limit = ROWS_MOST}
    };
    if (!read_words(arena, arena_strndup(arena, words, n), &block.search))
        return false;
    *ret_block = block;
    *ret_after = words + n + 1;
    return true;
}

const char *
block_find(Arena *arena, const char *text, Block *ret_block, const char **ret_after)
{
    for (const char *at = text; (at = strchr(at, '{')) != NULL; at++)
        if (read_block(arena, at, ret_block, ret_after))
            return at;
    return NULL;
}

ItemSpan
block_items(Ctx *cx, const Block *block)
{
    return item_list_in(cx, &block->search);
}
