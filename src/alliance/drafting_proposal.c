/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/drafting_proposal.h"

#include "alliance/audit.h"
#include "alliance/comment.h"
#include "alliance/drafting.sql.h"
#include "base/diff.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

/* clang-format off */
static const DbType WORDING = DB_TYPE(
    Wording, DB_FIELD(Wording, id), DB_FIELD(Wording, item_id), DB_FIELD(Wording, paragraph_id),
    DB_FIELD(Wording, paragraph), DB_FIELD(Wording, place), DB_FIELD(Wording, version),
    DB_FIELD(Wording, present), DB_FIELD(Wording, created_at), DB_FIELD(Wording, person_id),
    DB_FIELD(Wording, name), DB_FIELD(Wording, is_demo), DB_FIELD(Wording, status),
    DB_FIELD(Wording, why), DB_FIELD(Wording, base), DB_FIELD(Wording, wording),
    DB_FIELD(Wording, state), DB_FIELD(Wording, reason), DB_FIELD(Wording, decider),
    DB_FIELD(Wording, decided_at), DB_FIELD(Wording, n_agree), DB_FIELD(Wording, mine),
    DB_FIELD(Wording, i_agree));

static const DbType RECORD = DB_TYPE(
    RecordRow, DB_FIELD(RecordRow, id), DB_FIELD(RecordRow, paragraph),
    DB_FIELD(RecordRow, created_at), DB_FIELD(RecordRow, name), DB_FIELD(RecordRow, is_demo),
    DB_FIELD(RecordRow, words), DB_FIELD(RecordRow, proposes),
    DB_FIELD(RecordRow, base), DB_FIELD(RecordRow, wording), DB_FIELD(RecordRow, state),
    DB_FIELD(RecordRow, reason), DB_FIELD(RecordRow, decider), DB_FIELD(RecordRow, decided_at),
    DB_FIELD(RecordRow, n_agree));
/* clang-format on */

static const struct {
    const char *state, *label;
} labels[] = {
    {"open",      N_("waits for a decision") },
    {"accepted",  N_("accepted")             },
    {"adapted",   N_("accepted with changes")},
    {"rejected",  N_("rejected")             },
    {"withdrawn", N_("taken back")           },
};

const char *
wording_state_label(const char *state)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (strcmp(labels[i].state, state) == 0)
            return labels[i].label;
    return "";
}

WordingSpan
wording_list(Ctx *cx, const Item *item, int64_t paragraph_id, int64_t page)
{
    return DB_SPAN(
        WordingSpan,
        db_all(cx, &SQL_drafting_proposals, &WORDING,
               DB_ARGS(item->id, paragraph_id, cx->me.id, (int64_t)comment_may_decide(cx, item),
                       (int64_t)LIMIT_PAGE_ROWS, (page - 1) * LIMIT_PAGE_ROWS)));
}

int64_t
wording_count(Ctx *cx, const Item *item, int64_t paragraph_id)
{
    return db_count(
        cx, &SQL_drafting_count_proposals,
        DB_ARGS(item->id, paragraph_id, cx->me.id, (int64_t)comment_may_decide(cx, item)));
}

const Wording *
wording_find(Ctx *cx, int64_t comment_id)
{
    return db_one(cx, &SQL_drafting_proposal, &WORDING, DB_ARGS(comment_id, cx->me.id));
}

WordingFit
wording_fit(Arena *arena, const Wording *wording, const char **ret_text)
{
    *ret_text = wording->wording;
    if (wording->place == 0)
        return WORDING_NOWHERE;
    if (strcmp(wording->base, wording->present) == 0)
        return WORDING_FITS;
    const char *both = diff_merge(arena, wording->base, wording->present, wording->wording);
    if (both != NULL)
        *ret_text = both;
    return both != NULL ? WORDING_REBASED : WORDING_CLASHES;
}

void
wording_attach(Ctx *cx, int64_t comment_id, const char *base, const char *wording)
{
    db_run(cx, &SQL_drafting_propose, DB_ARGS(comment_id, base, wording));
}

int64_t
wording_propose(Ctx *cx, const Item *item, const Paragraph *paragraph, const char *wording,
                const char *why)
{
    const CommentPlace place = {.item_id = item->id, .paragraph_id = paragraph->id};
    int64_t id = comment_insert_at(cx, &place, why);
    if (id != 0)
        wording_attach(cx, id, paragraph->body, wording);
    return id;
}

/* ---- decisions ---- */

static bool
decide(Ctx *cx, const Wording *wording, const char *state, const char *reason)
{
    return db_run(cx, &SQL_drafting_decide,
                  DB_ARGS(wording->id, state, reason, cx->me.id, cx->now)) == 1;
}

/* Whose wording it is and why, for the history. */
static const char *
note_of(Ctx *cx, const Wording *wording, bool adapted)
{
    const char *words = adapted ? N_("Wording of {name}, with changes: {why}")
                                : N_("Wording of {name}: {why}");
    const char *name = *wording->name != '\0' ? wording->name
                                              : lang_text(cx->lang, N_("A former member"));
    return text_shorten(cx->arena,
                        lang_fill(cx->arena, lang_text(cx->lang, words), "name", name, "why",
                                  text_fold_space(cx->arena, wording->why), NULL),
                        LIMIT_SUMMARY);
}

WordingOutcome
wording_accept(Ctx *cx, const Item *item, const Wording *wording, int64_t version, const char *text,
               const char *reason)
{
    if (strcmp(wording->state, "open") != 0)
        return WORDING_DECIDED;
    if (wording->place == 0 || wording->version != version)
        return WORDING_CHANGED;
    if (drafting_replace_fault(cx, item, wording->present, text) != NULL)
        return WORDING_FULL;
    const char *proposed = NULL;
    wording_fit(cx->arena, wording, &proposed);
    bool adapted = strcmp(text_trim_lines(cx->arena, proposed), text) != 0;
    const DraftingText change = {.title = item->title,
                                 .body = text,
                                 .note = note_of(cx, wording, adapted),
                                 .paragraph = wording->paragraph};
    if (drafting_save(cx, item, item->version, &change) != ITEM_OK)
        return WORDING_CHANGED;
    if (!decide(cx, wording, adapted ? "adapted" : "accepted", reason))
        return WORDING_DECIDED;
    audit(cx, "drafting.accept", item->id, item->title);
    wording_tell(cx, wording);
    return WORDING_DONE;
}

WordingOutcome
wording_reject(Ctx *cx, const Item *item, const Wording *wording, const char *reason)
{
    if (!decide(cx, wording, "rejected", reason))
        return WORDING_DECIDED;
    audit(cx, "drafting.reject", item->id, item->title);
    wording_tell(cx, wording);
    return WORDING_DONE;
}

/* ---- the record ---- */

RecordSpan
drafting_record(Ctx *cx, int64_t item_id, int64_t limit, int64_t offset)
{
    return DB_SPAN(RecordSpan,
                   db_all(cx, &SQL_drafting_record, &RECORD, DB_ARGS(item_id, limit, offset)));
}

int64_t
drafting_count_record(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_drafting_count_record, DB_ARGS(item_id));
}
