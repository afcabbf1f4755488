/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What author and editors do with a post, and say about it.
 */
#include "alliance/access.h"
#include "alliance/item_row.h"
#include "alliance/post.h"
#include "alliance/post.sql.h"
#include "alliance/profile.h"
#include "lang/lang.h"

#include <string.h>

/* An author who is an editor needs nobody: it is not handed in, and is published from the draft. */
/* clang-format off */
const PostStep POST_STEPS[] = {
    {"hand-in",   N_("Hand it in to the editors"), N_("The editors were asked to look at it. You get a mail."),
     N_("{name} handed it in"), " draft ", POST_AUTHOR, .of_finished = true, .act = item_submit},
    {"take-back", N_("Take it back to go on writing"), N_("It is a draft again."),
     N_("{name} took it back"), " review scheduled ", POST_AUTHOR, .act = item_withdraw},
    {"return",    N_("Give it back with these words"), N_("It went back to its author, with your words."),
     N_("{name} gave it back"), " review scheduled ", POST_EDITOR, .needs_words = true, .act = item_withdraw},
    {"publish",   N_("Accept and publish now"), N_("It is published, and its author gets a mail."),
     N_("{name} published it"), " draft review scheduled archived ", POST_EDITOR, .of_finished = true, .act = item_publish},
    {"schedule",  N_("Accept and publish then"), N_("It will be published then, and its author gets a mail."),
     N_("{name} accepted it"), " draft review scheduled ", POST_EDITOR, .needs_moment = true, .of_finished = true},
    {"unpublish", N_("Take it off the site"), N_("It is a draft again, and nobody else sees it."),
     N_("{name} took it off the site"), " published archived ", POST_EDITOR, .act = item_withdraw},
    {"archive",   N_("Archive"), N_("It is archived."),
     N_("{name} archived it"), " published ", POST_EDITOR, .act = item_archive},
    {0},
};
/* clang-format on */

const PostStep *
post_step_find(const char *name)
{
    for (const PostStep *step = POST_STEPS; step->name != NULL; step++)
        if (strcmp(step->name, name) == 0)
            return step;
    return NULL;
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
    return (is_author(cx, item) ? POST_AUTHOR : 0) | (is_editor ? POST_EDITOR : 0);
}

bool
post_step_is_open(const Ctx *cx, const PostStep *step, const Item *item)
{
    const char *state = arena_printf(cx->arena, " %s ", item->status);
    unsigned sides = sides_of(cx, item);
    bool both = sides == (POST_AUTHOR | POST_EDITOR);
    bool to_oneself = both &&
                      (strcmp(step->name, "hand-in") == 0 || strcmp(step->name, "return") == 0);
    return strcmp(item->kind, "post") == 0 && (sides & step->sides) != 0 && !to_oneself &&
           strstr(step->from, state) != NULL;
}

bool
post_may_talk(const Ctx *cx, const Item *item)
{
    return strcmp(item->kind, "post") == 0 &&
           (is_author(cx, item) || may(cx, ACTION_PUBLISH, item));
}

/* ---- notes ---- */

static const DbType NOTE = DB_TYPE(PostNote, DB_FIELD(PostNote, id), DB_FIELD(PostNote, item_id),
                                   DB_FIELD(PostNote, person_id), DB_FIELD(PostNote, created_at),
                                   DB_FIELD(PostNote, publish_at), DB_FIELD(PostNote, act),
                                   DB_FIELD(PostNote, words), DB_FIELD(PostNote, name),
                                   DB_FIELD(PostNote, is_demo), DB_FIELD(PostNote, mine));

PostNoteSpan
post_notes(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(PostNoteSpan, db_all(cx, &SQL_post_notes, &NOTE,
                                        DB_ARGS(item_id, cx->me.id, (int64_t)POST_PARTS)));
}

const PostNote *
post_note_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_post_note_find, &NOTE, DB_ARGS(id, cx->me.id));
}

const PostNote *
post_handed_in(Ctx *cx, int64_t item_id)
{
    return db_one(cx, &SQL_post_handed_in, &NOTE, DB_ARGS(item_id, cx->me.id));
}

static int64_t
insert_note(Ctx *cx, int64_t item_id, const char *act, const char *words, int64_t publish_at)
{
    return db_insert(
        cx, &SQL_post_note_insert,
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
        mail_queue(cx, &MAIL_POST, talkers[i].id, talkers[i].email, talkers[i].language, arguments);
    return rows.n;
}

static size_t
tell_talkers(Ctx *cx, int64_t item_id, int64_t note)
{
    return tell(cx, note,
                db_all(cx, &SQL_post_talkers, &TALKER, DB_ARGS(item_id, cx->me.id, cx->now)));
}

void
post_say(Ctx *cx, const Item *item, const char *words)
{
    int64_t note = insert_note(cx, item->id, "words", words, 0);
    const MailArgument arguments[] = {
        {"note", arena_printf(cx->arena, "%" PRId64, note)},
        {0},
    };
    if (tell_talkers(cx, item->id, note) == 0)
        mail_queue_role(cx, &MAIL_POST, "editor", arguments);
}

/* ---- steps ---- */

ItemOutcome
post_step(Ctx *cx, const Item *item, const PostStep *step, const PostStepWords *with)
{
    if (!post_step_is_open(cx, step, item) || !item_claim(cx, item->id, with->version, ""))
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
post_published(Ctx *cx, int64_t id)
{
    const Talker *author = db_one(cx, &SQL_post_author_mail, &TALKER, DB_ARGS(id));
    if (author != NULL)
        profile_give_handle(cx, author->id);
    if (db_count(cx, &SQL_post_is_noted, DB_ARGS(id, cx->now)) > 0)
        return;
    int64_t note = insert_note(cx, id, "publish", "", 0);
    if (author != NULL && author->id != cx->me.id)
        tell(cx, note, db_all(cx, &SQL_post_author_mail, &TALKER, DB_ARGS(id)));
}
