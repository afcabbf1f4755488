/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/topic_edit.h"
#include "alliance/audit.h"
#include "alliance/topic.sql.h"
#include "alliance/topic_edit.sql.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

static const DbType USE = DB_TYPE(TopicUse, DB_FIELD(TopicUse, topic_id), DB_FIELD(TopicUse, n),
                                  DB_FIELD(TopicUse, last_at), DB_FIELD(TopicUse, kind));

/* ---- what is wrong ---- */

/* Is it, standing, a part of another one, or has it parts? */
static bool
has_parts(const Vocabulary *v, int64_t id)
{
    for (size_t i = 0; i < v->n; i++)
        if (id != 0 && v->at[i].broader_id == id && v->at[i].merged_into == 0)
            return true;
    return false;
}

static const char *
broader_fault(Ctx *cx, const Vocabulary *v, int64_t id, int64_t broader_id)
{
    const VocabularyTopic *whole = vocabulary_row(v, broader_id);
    if (broader_id == 0)
        return NULL;
    if (whole == NULL || whole->merged_into != 0 || whole->id == id)
        return lang_text(cx->lang, N_("Part of: choose another topic"));
    if (whole->broader_id != 0)
        return lang_text(cx->lang, N_("Part of: that topic is a part of another one itself, and "
                                      "one level is all there is"));
    return has_parts(v, id) ? lang_text(cx->lang, N_("Part of: this topic has parts of its own, "
                                                     "and one level is all there is"))
                            : NULL;
}

/* A comma divides names where texts get topics; what has no letter makes no address. */
static const char *
name_fault(Ctx *cx, const Vocabulary *v, int64_t id, const char *name)
{
    if (*name == '\0')
        return NULL;
    if (strchr(name, ',') != NULL || *text_slug(cx->arena, name) == '\0')
        return lang_text(cx->lang, N_("Write names with letters and without commas: where texts "
                                      "get topics, a comma divides them"));
    const VocabularyTopic *other = vocabulary_find_name(cx->arena, v, name);
    if (other == NULL || other->id == id)
        return NULL;
    return lang_fill(cx->arena,
                     lang_text(cx->lang, N_("“{name}” leads to the topic {other} already. Merge "
                                            "the two, or choose another name.")),
                     "name", name, "other", vocabulary_name(cx, other, NULL), NULL);
}

static const char *
slug_fault(Ctx *cx, const Vocabulary *v, int64_t id, const char *slug)
{
    if (*slug == '\0')
        return NULL;
    if (strcmp(slug, text_slug(cx->arena, slug)) != 0)
        return lang_text(cx->lang, N_("Address: use small letters, digits and hyphens only"));
    const VocabularyTopic *other = vocabulary_find_slug(v, slug);
    return other != NULL && other->id != id
               ? lang_text(cx->lang, N_("Address: another topic has it or had it, choose another"))
               : NULL;
}

static FormFault
words_fault(Ctx *cx, const Vocabulary *v, int64_t id, const TopicDraft *draft)
{
    const char *words = name_fault(cx, v, id, draft->name);
    if (words != NULL)
        return (FormFault){"name", words};
    for (size_t i = 0; i < draft->n_texts; i++) {
        words = name_fault(cx, v, id, draft->texts[i].name);
        if (words != NULL)
            return (FormFault){arena_printf(cx->arena, "name_%s", draft->texts[i].language), words};
    }
    size_t n = 0;
    for (char *const *label = draft->labels; label != NULL && *label != NULL; label++) {
        words = name_fault(cx, v, id, *label);
        n++;
        if (words == NULL && n > TOPIC_LABELS_MAX)
            words = lang_text(cx->lang, N_("Other names: these are too many"));
        if (words == NULL && strlen(*label) > TOPIC_NAME_MAX * 4)
            words = lang_text(cx->lang, N_("Other names: one of them is too long"));
        if (words != NULL)
            return (FormFault){"labels", words};
    }
    return (FormFault){NULL, NULL};
}

FormFault
topic_fault(Ctx *cx, int64_t id, const TopicDraft *draft)
{
    const Vocabulary *v = vocabulary(cx);
    FormFault fault = words_fault(cx, v, id, draft);
    if (fault.field == NULL)
        fault = (FormFault){"slug", slug_fault(cx, v, id, draft->slug)};
    if (fault.words == NULL)
        fault = (FormFault){"broader", broader_fault(cx, v, id, draft->broader_id)};
    return fault.words != NULL ? fault : (FormFault){NULL, NULL};
}

/* ---- writing ---- */

/* Names of people's languages are few: a statement each, and one for all labels. */
static void
put_words(Ctx *cx, int64_t id, const TopicDraft *draft)
{
    for (size_t i = 0; i < draft->n_texts; i++) {
        const VocabularyWord *text = &draft->texts[i];
        if (*text->name != '\0' || *text->scope != '\0')
            db_run(cx, &SQL_topic_put_text, DB_ARGS(id, text->language, text->name, text->scope));
    }
    if (draft->labels == NULL || draft->labels[0] == NULL)
        return;
    GString *names = arena_string(cx->arena, 256);
    Json json;
    json_init(&json, names);
    json_open_array(&json, NULL);
    for (char *const *label = draft->labels; *label != NULL; label++)
        json_str(&json, NULL, *label);
    json_close_array(&json);
    db_run(cx, &SQL_topic_put_labels, DB_ARGS(id, names->str));
}

static const char *
slug_of(Ctx *cx, const TopicDraft *draft)
{
    return *draft->slug != '\0' ? draft->slug : text_slug(cx->arena, draft->name);
}

int64_t
topic_add(Ctx *cx, const TopicDraft *draft)
{
    int64_t id = db_insert(
        cx, &SQL_topic_insert,
        DB_ARGS(slug_of(cx, draft), draft->name, draft->scope, DB_OR_NULL(draft->broader_id)));
    if (id == 0)
        return 0;
    put_words(cx, id, draft);
    audit(cx, "topic.insert", 0, draft->name);
    return id;
}

TopicOutcome
topic_save(Ctx *cx, int64_t id, int64_t version, const TopicDraft *draft)
{
    const Vocabulary *v = vocabulary(cx);
    const VocabularyTopic *was = vocabulary_row(v, id);
    const char *slug = slug_of(cx, draft);
    const VocabularyTopic *other = vocabulary_find_slug(v, slug);
    if (other != NULL && other->id != id)
        return TOPIC_TAKEN;
    if (was == NULL || db_run(cx, &SQL_topic_update,
                              DB_ARGS(id, version, slug, draft->name, draft->scope,
                                      DB_OR_NULL(draft->broader_id))) == 0)
        return TOPIC_CONFLICT;
    if (strcmp(slug, was->slug) != 0) {
        db_run(cx, &SQL_topic_take_slug, DB_ARGS(slug));
        db_run(cx, &SQL_topic_leave_slug, DB_ARGS(id, was->slug));
    }
    db_run(cx, &SQL_topic_forget_words, DB_ARGS(id));
    db_run(cx, &SQL_topic_forget_labels, DB_ARGS(id));
    put_words(cx, id, draft);
    db_run(cx, &SQL_topic_touch, DB_ARGS(id, cx->now));
    bool is_renamed = strcmp(was->name, draft->name) != 0 || strcmp(was->slug, slug) != 0;
    audit(cx, is_renamed ? "topic.rename" : "topic.update", 0,
          is_renamed ? arena_printf(cx->arena, "%s (%s) → %s (%s)", was->name, was->slug,
                                    draft->name, slug)
                     : draft->name);
    return TOPIC_OK;
}

bool
topic_delete(Ctx *cx, int64_t id, int64_t version)
{
    const VocabularyTopic *was = vocabulary_row(vocabulary(cx), id);
    if (was == NULL || db_run(cx, &SQL_topic_delete, DB_ARGS(id, version)) == 0)
        return false;
    audit(cx, "topic.delete", 0, was->name);
    return true;
}

TopicUseSpan
topic_uses(Ctx *cx, const int64_t *ids, size_t n)
{
    return DB_SPAN(TopicUseSpan,
                   db_all(cx, &SQL_topic_uses, &USE, DB_ARGS(db_numbers(cx->arena, ids, n))));
}
