/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/follow.h"

#include "alliance/audit.h"
#include "alliance/comment.h"
#include "alliance/digest.h"
#include "alliance/drafting_proposal.h"
#include "alliance/follow.sql.h"
#include "alliance/item_row.h"
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "lang/format.h"
#include "mail/address.h"
#include "web/session.h"

#include <string.h>

bool
follow_is_mine(Ctx *cx, int64_t item_id)
{
    return cx->me.id != 0 && db_count(cx, &SQL_follow_is_mine, DB_ARGS(item_id, cx->me.id)) > 0;
}

void
follow_set(Ctx *cx, int64_t item_id, int64_t person_id, FollowWants wants)
{
    db_run(cx, &SQL_follow_set, DB_ARGS(item_id, person_id, (int64_t)wants, cx->now));
}

FollowWants
follow_of_group(Ctx *cx, int64_t group_id)
{
    return (FollowWants)db_count(cx, &SQL_follow_wants, DB_ARGS(group_id, cx->me.id));
}

static const DbType FOLLOWED = DB_TYPE(Followed, DB_FIELD(Followed, id), DB_FIELD(Followed, kind),
                                       DB_FIELD(Followed, title), DB_FIELD(Followed, language),
                                       DB_FIELD(Followed, slug));

/* @item_id 0: all. */
static FollowedSpan
list_followed(Ctx *cx, int64_t item_id, int64_t most)
{
    DbRows rows = db_all(cx, &SQL_follow_list, &FOLLOWED,
                         DB_ARGS(cx->me.id, cx->me.roles, cx->lang->code, item_id, most));
    Followed *at = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        at[i].path = item_path(cx->arena, at[i].kind, at[i].slug);
        at[i].is_group = strcmp(at[i].kind, "group") == 0;
    }
    return DB_SPAN(FollowedSpan, rows);
}

FollowedSpan
follow_list(Ctx *cx, int64_t most)
{
    return list_followed(cx, 0, most);
}

const Followed *
follow_find(Ctx *cx, int64_t item_id)
{
    FollowedSpan found = list_followed(cx, item_id, 1);
    return item_id != 0 && found.n > 0 ? &found.at[0] : NULL;
}

const char *
follow_end_use(Arena *arena, int64_t item_id)
{
    return arena_printf(arena, "end comments %" PRId64, item_id);
}

bool
follow_mails(Ctx *cx, int64_t person_id)
{
    return db_count(cx, &SQL_follow_mails, DB_ARGS(person_id)) == 1;
}

void
follow_set_mails(Ctx *cx, int64_t person_id, bool wants)
{
    if (db_run(cx, &SQL_follow_set_mails, DB_ARGS(person_id, (int64_t)wants)) == 1)
        audit(cx, "person.comments", 0,
              arena_printf(cx->arena, "#%" PRId64 ": %s", person_id, wants ? "on" : "off"));
}

void
follow_tell(Ctx *cx, const FollowNews *news)
{
    db_run(cx, &SQL_follow_tell,
           DB_ARGS(news->kind->name, news->item_id, news->comment_id, news->but, news->argument,
                   news->kind->priority, news->deadline, cx->now));
    db_run(cx, &SQL_follow_gather,
           DB_ARGS(news->kind->name, news->item_id, news->comment_id, news->but, news->deadline,
                   cx->now));
}

void
follow_tell_group(Ctx *cx, const FollowNews *news)
{
    db_run(cx, &SQL_follow_tell_group,
           DB_ARGS(news->kind->name, news->item_id, news->comment_id, news->argument,
                   news->kind->priority, news->deadline, cx->now));
    db_run(cx, &SQL_follow_gather_group,
           DB_ARGS(news->kind->name, news->item_id, news->comment_id, news->deadline, cx->now));
}

void
follow_tell_comment(Ctx *cx, int64_t item_id, int64_t comment_id, int64_t author_id)
{
    const FollowNews news = {
        .kind = &MAIL_FOLLOW,
        .item_id = item_id,
        .comment_id = comment_id,
        .argument = arena_printf(cx->arena, "{\"comment\":\"%" PRId64 "\"}", comment_id),
        .but = author_id};
    follow_tell(cx, &news);
}

MailExchange
follow_exchange(Arena *arena, const char *answers, int64_t item_id, int64_t ends_id,
                const char *list)
{
    return (MailExchange){.answers = answers,
                          .answers_number = item_id,
                          .thread = arena_printf(arena, "item-%" PRId64, item_id),
                          .list = list,
                          .end_path = arena_printf(arena, "/items/%" PRId64 "/unfollow", ends_id),
                          .end_use = follow_end_use(arena, ends_id),
                          .fewer_path = DIGEST_PACE_PATH,
                          .fewer_use = LINK_PACE,
                          .fewer_label = N_("Fewer mails: one a day or one a week")};
}

MailExchange
follow_exchange_of(Arena *arena, const Comment *comment)
{
    int64_t id = comment->item_id;
    bool whole = comment->paragraph_id == 0;
    MailExchange exchange = follow_exchange(arena, whole ? MAIL_COMMENT : MAIL_PARAGRAPH, id, id,
                                            arena_printf(arena, "item-%" PRId64 ".comments", id));
    if (!whole)
        exchange.answers_number = comment->paragraph_id;
    return exchange;
}

bool
follow_still(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_follow_still, DB_ARGS(item_id, cx->me.id)) > 0;
}

bool
follow_still_group(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_follow_still_group, DB_ARGS(item_id, cx->me.id)) > 0;
}

/* ---- the mail ---- */

/* What the reader of @row may see now of the item and the comment. */
static const Item *
find_seen(Ctx *cx, const OutboxMail *row, const Lang *lang, const Comment *comment)
{
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool still = cx->me.id != 0 && follow_still(cx, comment->item_id);
    const Item *item = still ? item_find_in(cx, comment->item_id, lang->code) : NULL;
    cx->me = before;
    return item;
}

/* The words of a comment, and of one that proposes a wording this, too. */
static const char *
words_of(Html *out, const Comment *comment, const Wording *wording)
{
    if (wording == NULL)
        return comment->body;
    const char *strike = lang_text(out->lang, N_("(strike it out)"));
    return arena_printf(out->arena, "%s %s\n\n%s %s\n\n%s %s", lang_text(out->lang, N_("Now:")),
                        wording->base, lang_text(out->lang, N_("Proposed wording:")),
                        *wording->wording != '\0' ? wording->wording : strike,
                        lang_text(out->lang, N_("Why:")), comment->body);
}

static const char *
compose_body(Ctx *cx, Html *out, const Item *item, const Comment *comment)
{
    const char *name = *comment->name != '\0' ? comment->name
                                              : lang_text(out->lang, N_("A former member"));
    const Wording *wording = comment->paragraph != 0 ? wording_find(cx, comment->id) : NULL;
    const char *words = wording != NULL
                            ? N_("{name} proposes other words for paragraph {n} of \"{title}\".")
                        : comment->paragraph != 0
                            ? N_("{name} wrote a comment on paragraph {n} of \"{title}\":")
                            : N_("{name} wrote a comment on \"{title}\":");
    const char *first = lang_fill(out->arena, lang_text(out->lang, words), "name", name, "title",
                                  item->title, "n",
                                  format_number(out->arena, out->lang, comment->paragraph), NULL);
    const char *last =
        !settings(cx)->mail_in ? N_("You can answer below the text.")
        : comment->paragraph != 0
            ? N_("Answer this mail, and your words become a comment on that "
                 "paragraph.")
            : N_("Answer this mail, and your words become a comment below the text.");
    return arena_printf(out->arena, "%s\n\n%s\n\n%s", first, words_of(out, comment, wording),
                        lang_text(out->lang, last));
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "comment");
    const Comment *comment = comment_find(cx, id);
    if (comment == NULL || strcmp(comment->status, "shown") != 0)
        return false; /* taken away in the meantime */
    const Item *item = find_seen(cx, row, out->lang, comment);
    if (item == NULL)
        return false;
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Comments: {title}")), "title",
                             item->title, NULL),
        .preheader = comment->body,
        .body = compose_body(cx, out, item, comment),
        .action = lang_text(out->lang, N_("Read them all")),
        .url = comment_path(out->arena, item, comment->paragraph, id),
        .reason = lang_text(out->lang, N_("You get this because you wrote this text or follow "
                                          "what is said about it.")),
        .exchange = follow_exchange_of(out->arena, comment),
    };
    return true;
}

const MailKind MAIL_FOLLOW = {.name = "comment",
                              .label = N_("A new comment"),
                              .priority = 6,
                              .compose = compose,
                              .waits = true};
