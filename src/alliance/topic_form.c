/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/topic_form.h"
#include "alliance/vocabulary.h"
#include "base/text.h"
#include "lang/format.h"
#include "lang/lang.h"

#include <string.h>

#define TICKED_MOST 40 /* of many topics, those in use most can be ticked */

/* ---- what there is ---- */

static int
by_label(const void *a, const void *b, void *lang)
{
    return format_compare(lang, ((const Choice *)a)->label, ((const Choice *)b)->label);
}

static bool
is_among(DbIds ids, int64_t id)
{
    for (size_t i = 0; i < ids.n; i++)
        if (ids.at[i] == id)
            return true;
    return false;
}

static DbIds
ids_of(Ctx *cx, int64_t item_id)
{
    TopicSpan own = item_id != 0 ? topic_list_of(cx, item_id) : (TopicSpan){NULL, 0};
    int64_t *ids = arena_array_of(cx->arena, int64_t, own.n + 1);
    for (size_t i = 0; i < own.n; i++)
        ids[i] = own.at[i].id;
    return (DbIds){ids, own.n};
}

/* All by name for who types; to be ticked those of the item, and those in use most. */
static void
offer(Form *form, const Vocabulary *v, DbIds own)
{
    Ctx *cx = form->req->cx;
    const DbIds used = v->n > TICKED_MOST ? topic_most_used(cx, TICKED_MOST) : (DbIds){NULL, 0};
    Choice *ticked = arena_array_of(cx->arena, Choice, v->n + 1);
    Choice *typed = arena_array_of(cx->arena, Choice, v->n + 1);
    size_t n_ticked = 0, n_typed = 0;
    for (size_t i = 0; i < v->n; i++) {
        const VocabularyTopic *topic = &v->at[i];
        const char *name = vocabulary_name(cx, topic, NULL);
        if (topic->merged_into != 0)
            continue;
        typed[n_typed++] = (Choice){name, name};
        if (v->n <= TICKED_MOST || is_among(own, topic->id) || is_among(used, topic->id))
            ticked[n_ticked++] = (Choice){topic->slug, name};
    }
    g_qsort_with_data(ticked, (int)n_ticked, sizeof *ticked, by_label, (void *)(uintptr_t)cx->lang);
    form_choices(form, "topic", ticked, n_ticked);
    form_choices(form, "topics", typed, n_typed);
}

void
topic_form_new(Form *form, int64_t item_id)
{
    Ctx *cx = form->req->cx;
    const Vocabulary *v = vocabulary(cx);
    const DbIds own = ids_of(cx, item_id);
    offer(form, v, own);
    for (size_t i = 0; i < own.n; i++) {
        const VocabularyTopic *topic = vocabulary_row(v, own.at[i]);
        if (topic != NULL)
            form_set(form, "topic", topic->slug);
    }
}

/* ---- what was typed ---- */

/* "There is no topic “Cas management”.  Did you mean Case management?" */
static const char *
question(Ctx *cx, const TopicTyped *typed, bool may_make)
{
    const char *words = N_("There is no topic “{name}”. Choose one that there is; editors can add "
                           "others.");
    if (typed->near != NULL)
        words = N_("There is no topic “{name}”. Did you mean {near}?");
    else if (may_make)
        words = N_("There is no topic “{name}”. Choose one that there is, or tick the name below "
                   "to make a new one.");
    return lang_fill(cx->arena, lang_text(cx->lang, words), "name", typed->name, "near",
                     typed->near, NULL);
}

/* Was a box sent for just this name? */
static bool
is_wanted(const Form *form, const char *name)
{
    PairSpan sent = form->req->fields;
    for (size_t i = 0; i < sent.n; i++)
        if (strcmp(sent.at[i].name, "new_topic") == 0 && strcmp(sent.at[i].value, name) == 0)
            return true;
    return false;
}

static size_t
count_ticked(const Form *form)
{
    PairSpan sent = form->req->fields;
    size_t n = 0;
    for (size_t i = 0; i < sent.n; i++)
        n += strcmp(sent.at[i].name, "topic") == 0 ? 1 : 0;
    return n;
}

void
topic_form_read(Form *form, int64_t item_id, bool may_make)
{
    Ctx *cx = form->req->cx;
    offer(form, vocabulary(cx), ids_of(cx, item_id));
    TopicTypedSpan typed = topic_read(cx, form_text(form, "topics"));
    Choice *unknown = arena_array_of(cx->arena, Choice, typed.n);
    size_t n = 0;
    const TopicTyped *asked = NULL;
    for (size_t i = 0; i < typed.n; i++) {
        if (typed.at[i].id != 0)
            continue;
        unknown[n++] = (Choice){typed.at[i].name, typed.at[i].name};
        if (asked == NULL && !(may_make && is_wanted(form, typed.at[i].name)))
            asked = &typed.at[i];
    }
    if (may_make)
        form_choices(form, "new_topic", unknown, n);
    if (count_ticked(form) + typed.n > TOPICS_MAX)
        form_fail(form, "topics", lang_text(cx->lang, N_("Topics: a text has twenty at most")));
    if (asked != NULL)
        form_fail(form, "topics", question(cx, asked, may_make));
}

void
topic_form_save(const Form *form, int64_t item_id)
{
    Ctx *cx = form->req->cx;
    const Vocabulary *v = vocabulary(cx);
    GString *names = arena_string(cx->arena, 128);
    for (size_t i = 0; i < v->n; i++)
        if (form_has(form, "topic", v->at[i].slug))
            g_string_append_printf(names, "%s,", v->at[i].name);
    g_string_append(names, form_text(form, "topics"));
    topic_set(cx, item_id, names->str);
}
