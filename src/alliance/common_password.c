/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/common_password.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define FEWEST_DIFFERENT 5 /* bytes */
#define SHORTEST_WORD 3

static const char *const common[] = {
#include "data/common_passwords.inc"
};

/* What fingers run along; each is read round and round, and backwards. */
static const char *const runs[] = {
    "0123456789",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "qwertyuiopasdfghjklzxcvbnm",
};

static int
compare(const void *key, const void *entry)
{
    return strcmp(key, *(const char *const *)entry);
}

static bool
is_listed(const char *word)
{
    return bsearch(word, common, G_N_ELEMENTS(common), sizeof common[0], compare) != NULL;
}

/* Lower case, and the letters for which figures and signs often stand. */
static char *
plain_letters(Arena *arena, const char *password)
{
    static const char signs[] = "@40$5137!", letters[] = "aaosslets";
    char *word = arena_strdup(arena, text_fold(arena, password));
    for (char *at = word; *at != '\0'; at++) {
        const char *sign = strchr(signs, *at);
        *at = sign != NULL ? letters[sign - signs] : *at;
    }
    return word;
}

/* Without what is no letter at both ends. */
static const char *
stem_of(Arena *arena, const char *word)
{
    size_t n = strlen(word);
    while (n > 0 && (guchar)word[n - 1] < 0x80 && !g_ascii_isalpha(word[n - 1]))
        n--;
    size_t from = 0;
    while (from < n && (guchar)word[from] < 0x80 && !g_ascii_isalpha(word[from]))
        from++;
    return arena_strndup(arena, word + from, n - from);
}

static bool
is_twice_listed(Arena *arena, const char *word)
{
    size_t half = strlen(word) / 2;
    return strlen(word) == 2 * half && memcmp(word, word + half, half) == 0 &&
           is_listed(arena_strndup(arena, word, half));
}

static bool
is_known(Arena *arena, const char *word)
{
    return is_listed(word) || is_twice_listed(arena, word);
}

static bool
has_few_bytes(const char *text)
{
    bool seen[256] = {false};
    int n = 0;
    for (const char *at = text; *at != '\0'; at++) {
        n += !seen[(guchar)*at];
        seen[(guchar)*at] = true;
    }
    return n < FEWEST_DIFFERENT;
}

static bool
is_run(Arena *arena, const char *text)
{
    size_t n = strlen(text);
    const char *back = g_strreverse(arena_strdup(arena, text));
    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        GString *round = arena_string(arena, n + 64);
        while (round->len < n + strlen(runs[i]))
            g_string_append(round, runs[i]);
        if (strstr(round->str, text) != NULL || strstr(round->str, back) != NULL)
            return true;
    }
    return false;
}

bool
password_is_common(Arena *arena, const char *password)
{
    const char *folded = text_fold(arena, password), *plain = plain_letters(arena, password);
    const char *stem = stem_of(arena, folded), *plain_stem = stem_of(arena, plain);
    const char *const words[] = {folded, plain, stem, plain_stem,
                                 stem_of(arena, plain_letters(arena, stem))};
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (is_known(arena, words[i]))
            return true;
    bool no_letters = *stem == '\0';
    return no_letters || has_few_bytes(folded) || is_run(arena, folded);
}

/* Letters and figures alone, folded: "Ann Achieng" and "ann.achieng" are the same. */
static const char *
squeeze(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    for (const char *at = text_fold(arena, text); *at != '\0'; at++)
        if ((guchar)*at >= 0x80 || g_ascii_isalnum(*at))
            g_string_append_c(out, *at);
    return out->str;
}

bool
password_is_word(Arena *arena, const char *password, const char *word)
{
    const char *own = squeeze(arena, word), *typed = squeeze(arena, password);
    return strlen(own) >= SHORTEST_WORD &&
           (strcmp(typed, own) == 0 || strcmp(stem_of(arena, typed), stem_of(arena, own)) == 0);
}
