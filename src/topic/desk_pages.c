/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A topic in the desk: adding, changing, deleting one.
 */
#include "desk/desk.h"
#include "topic/pages.h"
#include "topic/topic_edit.html.h"

#include <string.h>

const char *
topic_desk_path(Ctx *cx, int64_t id, const char *rest)
{
    return arena_printf(cx->arena, "/desk/topics/%" PRId64 "%s", id, rest);
}

const VocabularyTopic *
topic_asked(const Request *req, const Vocabulary *v)
{
    const VocabularyTopic *topic = vocabulary_row(v, req_id(req, "id"));
    return topic != NULL && topic->merged_into == 0 ? topic : NULL;
}

UseRowSpan
topic_use_rows(Ctx *cx, TopicUseSpan uses, int64_t id, int64_t *ret_n, int64_t *ret_last)
{
    UseRow *rows = arena_array_of(cx->arena, UseRow, uses.n + 1);
    size_t n = 0;
    int64_t sum = 0, last = 0;
    for (size_t i = 0; i < uses.n; i++) {
        const ItemKind *kind = item_kind_find(uses.at[i].kind);
        if (uses.at[i].topic_id != id)
            continue;
        rows[n++] = (UseRow){kind != NULL ? kind->plural : uses.at[i].kind, uses.at[i].n};
        sum += uses.at[i].n;
        last = MAX(last, uses.at[i].last_at);
    }
    *ret_n = sum;
    *ret_last = last;
    return (UseRowSpan){rows, n};
}

static MergedRowSpan
merged_of(Ctx *cx, const VocabularyTopic *topic)
{
    const Vocabulary *v = vocabulary(cx);
    MergedRow *rows = arena_array_of(cx->arena, MergedRow, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].merged_into == topic->id)
            rows[n++] = (MergedRow){.id = v->at[i].id,
                                    .merged_at = v->at[i].merged_at,
                                    .name = vocabulary_name(cx, &v->at[i], NULL),
                                    .slug = v->at[i].slug,
                                    .may_undo = topic_may_unmerge(v, &v->at[i])};
    return (MergedRowSpan){rows, n};
}

static Response *
respond_edit(Request *req, int status, const VocabularyTopic *topic, const Form *form)
{
    Ctx *cx = req->cx;
    TopicEdit view = {.topic = topic, .form = form, .action = "/desk/topics/new"};
    view.title = topic != NULL ? vocabulary_name(cx, topic, NULL)
                               : lang_text(cx->lang, N_("Add a topic"));
    if (topic != NULL) {
        view.action = topic_desk_path(cx, topic->id, "");
        view.uses = topic_use_rows(cx, topic_uses(cx, &topic->id, 1), topic->id, &view.n,
                                   &view.last_at);
        view.merged = merged_of(cx, topic);
        view.may_delete = view.n == 0 && view.merged.n == 0;
    }
    Page page = {.title = view.title, .here = HERE(DESK_CRUMB, {N_("Topics"), "/desk/topics"})};
    return respond_desk(req, status, &page, topic_edit, &view);
}

Response *
get_desk_topic_new(Request *req)
{
    return respond_edit(req, 200, NULL, topic_edit_form(req, NULL));
}

static Response *
refuse_slug(Request *req, const VocabularyTopic *topic, Form *form)
{
    form_fail(form, "slug",
              lang_text(req->cx->lang, N_("Address: another topic has it or had it, choose "
                                          "another")));
    return respond_edit(req, 422, topic, form);
}

Response *
post_desk_topic_new(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = topic_edit_read(req, NULL);
    const TopicDraft draft = topic_edit_draft(form, 0);
    if (!form_ok(form))
        return respond_edit(req, 422, NULL, form);
    int64_t id = topic_add(cx, &draft);
    if (id == 0)
        return refuse_slug(req, NULL, form);
    return respond_done(req, topic_desk_path(cx, id, ""),
                        lang_text(cx->lang, N_("The topic is added.")));
}

/* One that was merged: the editor's page of the one to which it leads. */
static Response *
respond_absent(Request *req)
{
    const Vocabulary *v = vocabulary(req->cx);
    const VocabularyTopic *row = vocabulary_row(v, req_id(req, "id"));
    if (row == NULL)
        return respond_not_found(req);
    return respond_redirect(req, "/desk/topics/%" PRId64, vocabulary_standing(v, row)->id);
}

Response *
get_desk_topic(Request *req)
{
    const VocabularyTopic *topic = topic_asked(req, vocabulary(req->cx));
    return topic != NULL ? respond_edit(req, 200, topic, topic_edit_form(req, topic))
                         : respond_absent(req);
}

Response *
post_desk_topic(Request *req)
{
    Ctx *cx = req->cx;
    const VocabularyTopic *topic = topic_asked(req, vocabulary(req->cx));
    if (topic == NULL)
        return respond_absent(req);
    Form *form = topic_edit_read(req, topic);
    const TopicDraft draft = topic_edit_draft(form, topic->id);
    if (!form_ok(form))
        return respond_edit(req, 422, topic, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    switch (topic_save(cx, topic->id, version, &draft)) {
    case TOPIC_OK: break;
    case TOPIC_TAKEN: return refuse_slug(req, topic, form);
    case TOPIC_CONFLICT:
        form_fail_conflict(form, "name", topic->version);
        return respond_edit(req, 409, topic, form);
    }
    return respond_done(req, topic_desk_path(cx, topic->id, ""), lang_text(cx->lang, N_("Saved.")));
}

Response *
post_desk_topic_delete(Request *req)
{
    Ctx *cx = req->cx;
    const VocabularyTopic *topic = topic_asked(req, vocabulary(req->cx));
    int64_t version = g_ascii_strtoll(req_field(req, "version"), NULL, 10);
    if (topic == NULL)
        return respond_absent(req);
    if (!topic_delete(cx, topic->id, version))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("It was not deleted: a text has this topic, "
                                                    "another one leads to it, or somebody changed "
                                                    "it. What is in use is merged into another "
                                                    "topic instead.")));
    return respond_done(req, "/desk/topics", lang_text(cx->lang, N_("The topic is deleted.")));
}
