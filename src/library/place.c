/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/place.h"

#include "base/text.h"
#include "lang/format.h"
#include "sheet/cell.h"

#include <string.h>

static const struct {
    const char *code, *label;
} regions[] = {
    {"africa",   N_("Africa")  },
    {"americas", N_("Americas")},
    {"asia",     N_("Asia")    },
    {"europe",   N_("Europe")  },
    {"oceania",  N_("Oceania") },
    {"global",   N_("Global")  },
};

const char *
place_name(Arena *arena, const Lang *lang, const char *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(regions); i++)
        if (strcmp(regions[i].code, code) == 0)
            return lang_text(lang, regions[i].label);
    return format_country(arena, lang, code);
}

const char *const *
place_names(Arena *arena, const Lang *lang, const char *codes)
{
    g_auto(GStrv) split = g_strsplit(codes, ",", -1);
    size_t n = g_strv_length(split);
    const char **names = arena_array_of(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        names[i] = place_name(arena, lang, arena_strdup(arena, split[i]));
    return names;
}

const char *
places_write(Arena *arena, const Lang *lang, const char *codes)
{
    GString *out = arena_string(arena, 64);
    for (const char *const *name = place_names(arena, lang, codes); *name != NULL; name++)
        g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", *name);
    return out->str;
}

/* The code of one place; NULL: it is none.  Regions by their code, or in English or @lang. */
static const char *
place_read(Arena *arena, const Lang *lang, const char *name)
{
    const char *folded = text_fold(arena, name);
    for (size_t i = 0; i < G_N_ELEMENTS(regions); i++)
        if (strcmp(folded, regions[i].code) == 0 ||
            strcmp(folded, text_fold(arena, lang_text(lang, regions[i].label))) == 0)
            return regions[i].code;
    return cell_country(arena, name).iso2;
}

static bool
has_code(const GString *codes, const char *code)
{
    g_auto(GStrv) split = g_strsplit(codes->str, ",", -1);
    return g_strv_contains((const char *const *)split, code);
}

const char *
places_read(Arena *arena, const Lang *lang, const char *typed, const char **ret_wrong)
{
    GString *codes = arena_string(arena, 64);
    size_t n = 0;
    g_auto(GStrv) split = g_regex_split_simple("[,;\n\xd8\x8c]", typed, 0, 0);
    for (char **piece = split; *piece != NULL; piece++) {
        const char *name = text_fold_space(arena, *piece);
        if (*name == '\0')
            continue;
        const char *code = place_read(arena, lang, name);
        *ret_wrong = code == NULL ? name : NULL;
        if (code == NULL || n == PLACES_MOST)
            return NULL;
        if (has_code(codes, code))
            continue;
        g_string_append_printf(codes, "%s%s", n > 0 ? "," : "", code);
        n++;
    }
    return codes->str;
}
