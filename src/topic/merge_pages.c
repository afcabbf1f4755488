/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One topic into another: first what it will do, then it is done, then the way back.
 */
#include "desk/desk.h"
#include "topic/pages.h"
#include "topic/topic_merge.html.h"

#include <string.h>

static LinkSpan
names_of(Ctx *cx, const Vocabulary *v, const VocabularyTopic *from)
{
    Link *links = arena_array_of(cx->arena, Link, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].merged_into == 0 && &v->at[i] != from)
            links[n++] = (Link){.label = vocabulary_name(cx, &v->at[i], NULL), .url = ""};
    return (LinkSpan){links, n};
}

/* Its own, former ones, and those that were led to it. */
static int64_t
count_addresses(const Vocabulary *v, const VocabularyTopic *from)
{
    int64_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->at[i].id != from->id && v->at[i].merged_into != from->id)
            continue;
        n++;
        for (size_t k = 0; k < v->at[i].n_words; k++)
            n += strcmp(v->at[i].words[k].kind, "slug") == 0 ? 1 : 0;
    }
    return n;
}

static Response *
respond_merge(Request *req, int status, const Vocabulary *v, TopicMerge *view)
{
    Ctx *cx = req->cx;
    const VocabularyTopic *from = view->from;
    int64_t last = 0;
    view->name = vocabulary_name(cx, from, NULL);
    view->action = topic_desk_path(cx, from->id, "/merge");
    view->back = topic_desk_path(cx, from->id, "");
    view->offered = names_of(cx, v, from);
    view->uses = topic_use_rows(cx, topic_uses(cx, &from->id, 1), from->id, &view->n, &last);
    view->n_addresses = count_addresses(v, from);
    if (view->into != NULL) {
        view->into_name = vocabulary_name(cx, view->into, NULL);
        view->n_both = topic_count_both(cx, from->id, view->into->id);
    }
    Page page = {.title = lang_text(cx->lang, N_("Merge a topic into another")),
                 .here = HERE(DESK_CRUMB, {N_("Topics"), "/desk/topics"})};
    return respond_desk(req, status, &page, topic_merge, view);
}

static const char *
unknown(Ctx *cx, const Vocabulary *v, const char *typed)
{
    const VocabularyTopic *near = vocabulary_find_near(cx->arena, v, typed);
    const char *words = near != NULL ? N_("There is no topic “{name}”. Did you mean {near}?")
                                     : N_("There is no topic “{name}”.");
    return lang_fill(cx->arena, lang_text(cx->lang, words), "name", typed, "near",
                     near != NULL ? vocabulary_name(cx, near, NULL) : "", NULL);
}

Response *
get_desk_topic_merge(Request *req)
{
    Ctx *cx = req->cx;
    const Vocabulary *v = vocabulary(cx);
    TopicMerge view = {.from = topic_asked(req, v), .typed = req_query(req, "into")};
    if (view.from == NULL)
        return respond_not_found(req);
    if (*view.typed == '\0')
        return respond_merge(req, 200, v, &view);
    view.into = vocabulary_find_name(cx->arena, v, view.typed);
    if (view.into == NULL) {
        view.fault = unknown(cx, v, view.typed);
        return respond_merge(req, 422, v, &view);
    }
    const char *fault = topic_merge_fault(v, view.from, view.into);
    if (fault == NULL)
        return respond_merge(req, 200, v, &view);
    view.fault = lang_text(cx->lang, fault);
    view.into = NULL;
    return respond_merge(req, 422, v, &view);
}

static int64_t
number_in(const Request *req, const char *field)
{
    return g_ascii_strtoll(req_field(req, field), NULL, 10);
}

Response *
post_desk_topic_merge(Request *req)
{
    Ctx *cx = req->cx;
    const Vocabulary *v = vocabulary(cx);
    TopicMerge view = {.from = topic_asked(req, v), .typed = ""};
    if (view.from == NULL)
        return respond_not_found(req);
    view.into = vocabulary_row(v, number_in(req, "into"));
    if (view.into == NULL || view.into->merged_into != 0 ||
        topic_merge_fault(v, view.from, view.into) != NULL) {
        view.into = NULL;
        view.fault = lang_text(cx->lang, N_("It cannot be merged into that one (any more). Nothing "
                                            "was changed."));
        return respond_merge(req, 422, v, &view);
    }
    if (topic_merge(cx, view.from, view.into, number_in(req, "from_version"),
                    number_in(req, "into_version")) != TOPIC_OK) {
        view.fault = lang_text(cx->lang, N_("Somebody changed one of the two in between. This is "
                                            "how it is now; nothing was merged yet."));
        return respond_merge(req, 409, v, &view);
    }
    return respond_done(req, topic_desk_path(cx, view.into->id, ""),
                        lang_text(cx->lang, N_("The topics are merged.")));
}

Response *
post_desk_topic_undo(Request *req)
{
    Ctx *cx = req->cx;
    const VocabularyTopic *merged = vocabulary_row(vocabulary(cx), req_id(req, "id"));
    if (merged == NULL)
        return respond_not_found(req);
    if (merged->merged_into == 0 || !topic_unmerge(cx, merged))
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("There is no way back any more: since then the "
                                                    "other topic was changed, or something was "
                                                    "merged. Add the topic under another name, if "
                                                    "it is needed.")));
    return respond_done(req, topic_desk_path(cx, merged->id, ""),
                        lang_text(cx->lang, N_("The topic stands by itself again.")));
}
