/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/review.h"

#include "alliance/access.h"
#include "alliance/contribution.h"
#include "alliance/item_row.h"
#include "alliance/review_note.sql.h"
#include "lang/lang.h"

#include <string.h>

/* An author who is an editor needs nobody: it is not handed in, and is published from the draft. */
/* clang-format off */
static const ReviewStep POST_STEPS[] = {
    {"hand-in",   N_("Hand it in to the editors"), N_("The editors were asked to look at it. You get a mail."),
     N_("{name} handed it in"), " draft ", REVIEW_AUTHOR, .of_finished = true, .to_other = true, .act = item_submit},
    {"take-back", N_("Take it back to go on writing"), N_("It is a draft again."),
     N_("{name} took it back"), " review scheduled ", REVIEW_AUTHOR, .act = item_withdraw},
    {"return",    N_("Give it back with these words"), N_("It went back to its author, with your words."),
     N_("{name} gave it back"), " review scheduled ", REVIEW_EDITOR, .needs_words = true, .to_other = true, .act = item_withdraw},
    {"publish",   N_("Accept and publish now"), N_("It is published, and its author gets a mail."),
     N_("{name} published it"), " draft review scheduled archived ", REVIEW_EDITOR, .of_finished = true, .act = item_publish},
    {"schedule",  N_("Accept and publish then"), N_("It will be published then, and its author gets a mail."),
     N_("{name} accepted it"), " draft review scheduled ", REVIEW_EDITOR, .needs_moment = true, .of_finished = true},
    {"unpublish", N_("Take it off the site"), N_("It is a draft again, and nobody else sees it."),
     N_("{name} took it off the site"), " published archived ", REVIEW_EDITOR, .act = item_withdraw},
    {"archive",   N_("Archive"), N_("It is archived."),
     N_("{name} archived it"), " published ", REVIEW_EDITOR, .act = item_archive},
    {0},
};

/* Once it is accepted it is a work like any other, and what becomes of it is decided in the desk. */
static const ReviewStep WORK_STEPS[] = {
    {"hand-in",   N_("Hand it in to the editors"), N_("The editors were asked to look at it. You get a mail."),
     N_("{name} handed it in"), " draft ", REVIEW_AUTHOR, .of_finished = true, .to_other = true, .act = item_submit},
    {"take-back", N_("Take your contribution back"), N_("It is a draft again."),
     N_("{name} took it back"), " review ", REVIEW_AUTHOR, .act = item_withdraw},
    {"decline",   N_("Decline it with these words"), N_("It was declined, and who contributed it gets your words."),
     N_("{name} declined it"), " review ", REVIEW_EDITOR, .needs_words = true, .to_other = true, .act = item_withdraw},
    {"publish",   N_("Accept and publish it"), N_("It is in the library, and who contributed it gets a mail."),
     N_("{name} published it"), " draft review ", REVIEW_EDITOR, .of_finished = true, .act = item_publish},
    {0},
};
/* clang-format on */

/* A kind of item that is reviewed. */
typedef struct Reviewed {
    const char *kind;
    const ReviewStep *steps;
    const char *root; /* of the pages on which they are written and talked about */
    bool (*is_mine)(Ctx *cx, int64_t id); /* who else than its author talks about it; or NULL */
} Reviewed;

static const Reviewed REVIEWED[] = {
    {"post", POST_STEPS, "/posts",         NULL                },
    {"work", WORK_STEPS, "/contributions", contribution_is_mine},
};

static const Reviewed *
reviewed_find(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(REVIEWED); i++)
        if (strcmp(REVIEWED[i].kind, kind) == 0)
            return &REVIEWED[i];
    return NULL;
}

static const ReviewStep NO_STEPS[] = {{0}};

const ReviewStep *
review_steps(const char *kind)
{
    const Reviewed *reviewed = reviewed_find(kind);
    return reviewed != NULL ? reviewed->steps : NO_STEPS;
}

const ReviewStep *
review_step_find(const char *kind, const char *name)
{
    for (const ReviewStep *step = review_steps(kind); step->name != NULL; step++)
        if (strcmp(step->name, name) == 0)
            return step;
    return NULL;
}

const char *
review_path(Arena *arena, const Item *item)
{
    const Reviewed *reviewed = reviewed_find(item->kind);
    return arena_printf(arena, "%s/%" PRId64 "/review",
                        reviewed != NULL ? reviewed->root : REVIEWED[0].root, item->id);
}

static bool
is_author(const Ctx *cx, const Item *item)
{
    return cx->me.id != 0 && item->author_id == cx->me.id;
}

/* Who may publish is an editor; of a draft that another one is still writing nobody else is. */
static unsigned
sides_of(const Ctx *cx, const Item *item)
{
    bool own = is_author(cx, item) || item->author_id == 0;
    bool is_draft = strcmp(item->status, "draft") == 0;
    bool is_editor = may(cx, ACTION_PUBLISH, item) && (own || !is_draft);
    return (is_author(cx, item) ? REVIEW_AUTHOR : 0) | (is_editor ? REVIEW_EDITOR : 0);
}

bool
review_step_is_open(const Ctx *cx, const ReviewStep *step, const Item *item)
{
    const char *state = arena_printf(cx->arena, " %s ", item->status);
    unsigned sides = sides_of(cx, item);
    bool both = sides == (REVIEW_AUTHOR | REVIEW_EDITOR);
    return review_step_find(item->kind, step->name) == step && (sides & step->sides) != 0 &&
           !(both && step->to_other) && strstr(step->from, state) != NULL;
}

bool
review_may_talk(Ctx *cx, const Item *item)
{
    const Reviewed *reviewed = reviewed_find(item->kind);
    if (reviewed == NULL)
        return false;
    return is_author(cx, item) || may(cx, ACTION_PUBLISH, item) ||
           (reviewed->is_mine != NULL && reviewed->is_mine(cx, item->id));
}

/* ---- notes ---- */

static const DbType NOTE = DB_TYPE(
    ReviewNote, DB_FIELD(ReviewNote, id), DB_FIELD(ReviewNote, item_id),
    DB_FIELD(ReviewNote, person_id), DB_FIELD(ReviewNote, created_at),
    DB_FIELD(ReviewNote, publish_at), DB_FIELD(ReviewNote, act), DB_FIELD(ReviewNote, words),
    DB_FIELD(ReviewNote, name), DB_FIELD(ReviewNote, is_demo), DB_FIELD(ReviewNote, mine));

ReviewNoteSpan
review_notes(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(ReviewNoteSpan, db_all(cx, &SQL_review_notes, &NOTE,
                                          DB_ARGS(item_id, cx->me.id, (int64_t)REVIEW_NOTES)));
}

const ReviewNote *
review_note_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_review_note_find, &NOTE, DB_ARGS(id, cx->me.id));
}

const ReviewNote *
review_handed_in(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_review_handed_in, &NOTE, DB_ARGS(item_id, cx->me.id));
}

static int64_t
insert_note(Ctx *cx, int64_t item_id, const char *act, const char *words, int64_t publish_at)
{
    return db_insert(
        cx, &SQL_review_note_insert,
        DB_ARGS(item_id, DB_OR_NULL(cx->me.id), act, words, DB_OR_NULL(publish_at), cx->now));
}

typedef struct Talker {
    int64_t id;
    const char *email, *language;
} Talker;

static const DbType TALKER = DB_TYPE(Talker, DB_FIELD(Talker, id), DB_FIELD(Talker, email),
                                     DB_FIELD(Talker, language));

/* Returns how many hear of it. */
static size_t
tell(Ctx *cx, int64_t note, DbRows rows)
{
    const Talker *talkers = rows.at;
    const MailArgument arguments[] = {
        {"note", arena_printf(cx->arena, "%" PRId64, note)},
        {0},
    };
    for (size_t i = 0; i < rows.n; i++)
        mail_queue(cx, &MAIL_REVIEW_NOTE, talkers[i].id, talkers[i].email, talkers[i].language,
                   arguments);
    return rows.n;
}

static size_t
tell_talkers(Ctx *cx, int64_t item_id, int64_t note)
{
    return tell(cx, note,
                db_all(cx, &SQL_review_talkers, &TALKER, DB_ARGS(item_id, cx->me.id, cx->now)));
}

void
review_say(Ctx *cx, const Item *item, const char *words)
{
    int64_t note = insert_note(cx, item->id, "words", words, 0);
    const MailArgument arguments[] = {
        {"note", arena_printf(cx->arena, "%" PRId64, note)},
        {0},
    };
    if (tell_talkers(cx, item->id, note) == 0)
        mail_queue_role(cx, &MAIL_REVIEW_NOTE, "editor", arguments);
}

/* ---- steps ---- */

ItemOutcome
review_step(Ctx *cx, const Item *item, const ReviewStep *step, const ReviewStepWords *with)
{
    if (!review_step_is_open(cx, step, item) || !item_claim(cx, item->id, with->version, ""))
        return ITEM_CONFLICT;
    /* First the note: what is published finds that it is told already. */
    int64_t note = insert_note(cx, item->id, step->name, with->words,
                               step->needs_moment ? with->moment : 0);
    if (step->needs_moment)
        item_schedule(cx, item->id, with->moment);
    else
        step->act(cx, item->id);
    /* The task's own mail tells what was handed in. */
    if (strcmp(step->name, "hand-in") != 0)
        tell_talkers(cx, item->id, note);
    return ITEM_OK;
}

void
review_published(Ctx *cx, int64_t id)
{
    if (db_count(cx, &SQL_review_is_noted, DB_ARGS(id, cx->now)) > 0)
        return;
    int64_t note = insert_note(cx, id, "publish", "", 0);
    const Talker *author = db_one(cx, &SQL_review_author_mail, &TALKER, DB_ARGS(id));
    if (author != NULL && author->id != cx->me.id)
        tell(cx, note, (DbRows){(void *)(uintptr_t)author, 1});
}
