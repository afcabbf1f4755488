/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What one can choose the library's works by, in words and addresses.
 */
#include "alliance/pillar.h"
#include "alliance/vocabulary.h"
#include "finding/list.h"
#include "lang/format.h"
#include "library/place.h"

#include <string.h>

#define SHOWN 10      /* values of a facet */
#define SHOWN_ALL 200 /* of the one of which all were asked for */

const char *const FACET_NAMES[N_FACETS] = {
    [FACET_PILLAR] = "pillar",     [FACET_TOPIC] = "topic", [FACET_TYPE] = "type",
    [FACET_LANGUAGE] = "language", [FACET_YEAR] = "year",   [FACET_PLACE] = "place",
};

static const char *const labels[N_FACETS] = {
    [FACET_PILLAR] = N_("Part of our work"),
    [FACET_TOPIC] = N_("Topic"),
    [FACET_TYPE] = N_("Kind"),
    [FACET_LANGUAGE] = N_("Language"),
    [FACET_YEAR] = N_("Year"),
    [FACET_PLACE] = N_("Where it is about"),
};

static const char *
pillar_label(Ctx *cx, const char *slug)
{
    PillarSpan pillars = pillar_list(cx);
    for (size_t i = 0; i < pillars.n; i++)
        if (strcmp(pillars.at[i].slug, slug) == 0)
            return pillar_name(cx, &pillars.at[i]);
    return slug;
}

/* The language of the label goes into *@ret_language, NULL: the reader's. */
static const char *
topic_label(const Ctx *cx, const Vocabulary *v, const char *slug, const char **ret_language)
{
    const VocabularyTopic *topic = v != NULL ? vocabulary_find_slug(v, slug) : NULL;
    return topic != NULL ? vocabulary_name(cx, topic, ret_language) : slug;
}

const char *
facet_label(Ctx *cx, const Vocabulary *v, Facet facet, const ShelfValue *value,
            const char **ret_language)
{
    *ret_language = NULL;
    const LibraryWord *type = NULL;
    switch (facet) {
    case FACET_PILLAR: return pillar_label(cx, value->value);
    case FACET_TYPE:
        type = library_word_find(WORK_TYPES, value->value);
        return type != NULL ? lang_text(cx->lang, type->label) : value->value;
    case FACET_LANGUAGE: return format_language(cx->arena, cx->lang, value->value);
    case FACET_YEAR: return format_date(cx->arena, cx->lang, value->value);
    case FACET_PLACE: return place_name(cx->arena, cx->lang, value->value);
    case FACET_TOPIC: return topic_label(cx, v, value->value, ret_language);
    case N_FACETS: break;
    }
    return value->value;
}

static void
append_pair(GString *url, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    g_autofree char *escaped = g_uri_escape_string(value, NULL, false);
    g_string_append_printf(url, "%c%s=%s", strchr(url->str, '?') == NULL ? '?' : '&', name,
                           escaped);
}

const char *
library_url(Arena *arena, const ShelfQuestion *question, Facet facet, const char *value)
{
    GString *url = arena_string(arena, 64);
    g_string_append(url, "/library");
    append_pair(url, "q", question->words);
    append_pair(url, "since", question->day);
    for (Facet i = 0; i < N_FACETS; i++)
        append_pair(url, FACET_NAMES[i], i == facet ? value : question->chosen[i]);
    return url->str;
}

/* ---- the values of one ---- */

typedef struct Sorting {
    const Lang *lang;
    bool by_name; /* years: the last first */
} Sorting;

/* The chosen one, then what most works have. */
static int
by_number(const void *a, const void *b, void *data)
{
    const FacetValue *left = a, *right = b;
    const Sorting *sorting = data;
    if (left->here != right->here)
        return left->here ? -1 : 1;
    if (sorting->by_name)
        return strcmp(right->label, left->label);
    if (left->n != right->n)
        return left->n > right->n ? -1 : 1;
    return format_compare(sorting->lang, left->label, right->label);
}

static FacetValueSpan
values_of(Ctx *cx, const ShelfQuestion *question, const ShelfAnswer *answer, Facet facet)
{
    const ShelfFacet *of = &answer->shelf->facets[facet];
    FacetValue *values = arena_array_of(cx->arena, FacetValue, of->n_values + 1);
    const Vocabulary *v = facet == FACET_TOPIC && of->n_values > 0 ? vocabulary(cx) : NULL;
    const Sorting sorting = {cx->lang, facet == FACET_YEAR};
    size_t n = 0;
    for (size_t i = 0; i < of->n_values; i++) {
        bool here = answer->chosen[facet] == (int64_t)i;
        if (answer->counts[facet][i] == 0 && !here)
            continue;
        const char *language = NULL;
        values[n++] = (FacetValue){
            .label = facet_label(cx, v, facet, &of->values[i], &language),
            .language = language,
            .url = library_url(cx->arena, question, facet, here ? "" : of->values[i].value),
            .n = answer->counts[facet][i],
            .here = here};
    }
    g_qsort_with_data(values, (int)n, sizeof *values, by_number, (void *)(uintptr_t)&sorting);
    return (FacetValueSpan){values, n};
}

FacetShowSpan
facets_show(Ctx *cx, const ShelfQuestion *question, const ShelfAnswer *answer, const char *more)
{
    FacetShow *shown = arena_array_of(cx->arena, FacetShow, N_FACETS);
    size_t n = 0;
    for (Facet facet = 0; facet < N_FACETS; facet++) {
        bool all = strcmp(more, FACET_NAMES[facet]) == 0;
        size_t most = all ? SHOWN_ALL : SHOWN;
        FacetValueSpan values = values_of(cx, question, answer, facet);
        FacetShow *show = &shown[n];
        *show = (FacetShow){.name = FACET_NAMES[facet], .label = labels[facet], .values = values};
        if (values.n > most) {
            show->values.n = most;
            const char *url = library_url(cx->arena, question, N_FACETS, NULL);
            if (!all)
                show->more = arena_printf(cx->arena, "%s%cmore=%s", url,
                                          strchr(url, '?') == NULL ? '?' : '&', show->name);
        }
        n += values.n > 0 ? 1 : 0;
    }
    return (FacetShowSpan){shown, n};
}
