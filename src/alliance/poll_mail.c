/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What goes out of a poll: that it has begun, what somebody voted, what came out.  What the reader
 * may not see any more is not sent.
 */
#include "alliance/poll.h"

#include "alliance/follow.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "lang/format.h"
#include "mail/address.h"
#include "web/session.h"

#include <string.h>

static const char *
argument_of(Ctx *cx, int64_t item_id)
{
    return arena_printf(cx->arena, "{\"poll\":\"%" PRId64 "\"}", item_id);
}

void
poll_tell_group(Ctx *cx, int64_t item_id, int64_t closes_at)
{
    const FollowNews news = {.kind = &MAIL_POLL_BEGUN,
                             .item_id = item_id,
                             .argument = argument_of(cx, item_id),
                             .deadline = closes_at};
    follow_tell_group(cx, &news);
}

void
poll_tell_result(Ctx *cx, int64_t item_id)
{
    const FollowNews news = {
        .kind = &MAIL_POLL_RESULT, .item_id = item_id, .argument = argument_of(cx, item_id)};
    follow_tell(cx, &news);
}

void
poll_confirm(Ctx *cx, int64_t item_id, const char *choice)
{
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return;
    mail_queue(cx, &MAIL_POLL_VOTE, person->id, person->email, person->language,
               (const MailArgument[]){
                   {"poll", arena_printf(cx->arena, "%" PRId64, item_id)},
                   {"choice", choice, .secret = true},
                   {0}
    });
}

/* ---- what all three say ---- */

/* The poll of a mail as its reader may see it now. */
typedef struct Told {
    const Item *item;
    const Poll *poll;
    PollOptionSpan options;
    bool may_vote;
} Told;

/* Does the acting person still want a mail about the item? */
typedef bool Wish(Ctx *cx, int64_t item_id);

/* False: it is not for the reader any more.  @wish: what must be true of the reader's wishes, or
   NULL. */
static bool
find_told(Ctx *cx, const OutboxMail *row, const Lang *lang, Wish *wish, Told *ret_told)
{
    int64_t id = mail_argument_number(cx, row, "poll");
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool wanted = cx->me.id != 0 && (wish == NULL || wish(cx, id));
    const Item *item = wanted ? item_find_in(cx, id, lang->code) : NULL;
    const Poll *poll = item != NULL && !item_is_unfinished(item->status) ? poll_find(cx, id) : NULL;
    if (poll != NULL)
        *ret_told = (Told){item, poll, poll_options(cx, id), poll_may_vote(cx, item)};
    cx->me = before;
    return poll != NULL;
}

static const char *
option_text(const Told *told, int64_t number)
{
    for (size_t i = 0; i < told->options.n; i++)
        if (told->options.at[i].number == number)
            return told->options.at[i].text;
    return "…";
}

static const char *
how_to(Html *out, const Told *told)
{
    const char *words = N_("Answer this mail with the number of one option: 2");
    if (strcmp(told->poll->kind, "several") == 0)
        words = N_("Answer this mail with the numbers of at most {n} options: 2, 3");
    else if (strcmp(told->poll->kind, "ranked") == 0)
        words = N_("Answer this mail with the numbers of the options, the one that you like best "
                   "first: 2, 1, 3");
    return lang_fill(out->arena, lang_text(out->lang, words), "n",
                     format_number(out->arena, out->lang, told->poll->most), NULL);
}

static const char *
closing_words(Html *out, const Told *told)
{
    return lang_fill(
        out->arena, lang_text(out->lang, N_("You can vote and change your vote until {moment}.")),
        "moment", format_moment(out->arena, out->lang, told->poll->closes_at, told->poll->zone),
        NULL);
}

/* ---- it has begun ---- */

static const char *
begin_body(Ctx *cx, Html *out, const Told *told)
{
    GString *text = arena_string(out->arena, 1024);
    g_string_append_printf(text, "%s\n", told->item->title);
    for (size_t i = 0; i < told->options.n; i++)
        g_string_append_printf(text, "\n%" PRId64 ") %s\n", told->options.at[i].number,
                               told->options.at[i].text);
    g_string_append_printf(text, "\n%s", closing_words(out, told));
    if (settings(cx)->mail_in)
        g_string_append_printf(text, "\n\n%s", how_to(out, told));
    if (told->poll->secret)
        g_string_append_printf(
            text, "\n\n%s",
            lang_text(out->lang, N_("The poll is secret. Mail is not: who keeps your mailbox or "
                                    "a mail server can read what you answer. If that matters, vote "
                                    "on the page.")));
    return text->str;
}

static bool
compose_begin(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Told told;
    if (!find_told(cx, row, out->lang, follow_still_group, &told) || !told.may_vote ||
        !poll_is_open(cx, told.poll))
        return false;
    int64_t group = told.item->group_id;
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Poll: {title}")), "title",
                             told.item->title, NULL),
        .body = begin_body(cx, out, &told),
        .action = lang_text(out->lang, N_("Vote on the page")),
        .url = told.item->path,
        .reason = lang_text(out->lang, N_("You get this because you are in the group.")),
        .exchange = follow_exchange(out->arena, MAIL_POLL, told.item->id, group,
                                    arena_printf(out->arena, "item-%" PRId64 ".polls", group)),
    };
    return true;
}

const MailKind MAIL_POLL_BEGUN = {.name = "poll",
                                  .label = N_("A poll has begun"),
                                  .priority = 6,
                                  .compose = compose_begin,
                                  .waits = true};

/* ---- what was understood ---- */

static bool
compose_vote(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Told told;
    if (!find_told(cx, row, out->lang, NULL, &told))
        return false;
    GString *text = arena_string(out->arena, 512);
    g_string_append(text, lang_text(out->lang, N_("Your vote has arrived. We understood:")));
    g_auto(GStrv) numbers = g_strsplit(mail_argument(cx, row, "choice"), ",", -1);
    bool ranked = strcmp(told.poll->kind, "ranked") == 0;
    for (size_t i = 0; numbers[i] != NULL; i++) {
        int64_t number = g_ascii_strtoll(numbers[i], NULL, 10);
        const char *place = ranked
                                ? arena_printf(out->arena, "%s. ",
                                               format_number(out->arena, out->lang, (int64_t)i + 1))
                                : "";
        g_string_append_printf(text, "\n\n%s%s", place, option_text(&told, number));
    }
    g_string_append_printf(text, "\n\n%s\n\n%s", closing_words(out, &told), how_to(out, &told));
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Your vote: {title}")), "title",
                             told.item->title, NULL),
        .body = text->str,
        .action = lang_text(out->lang, N_("Vote on the page")),
        .url = told.item->path,
        .reason = lang_text(out->lang, N_("You get this because you voted by mail.")),
        .exchange = {.answers = MAIL_POLL, .answers_number = told.item->id},
    };
    return true;
}

const MailKind MAIL_POLL_VOTE = {"poll.vote", N_("A vote by mail, confirmed"), 4, compose_vote,
                                 NULL};

/* ---- what came out ---- */

static const char *
result_body(Ctx *cx, Html *out, const Told *told)
{
    PollTallySpan tallies = poll_tallies(cx, told->poll);
    int64_t last = tallies.n > 0 ? tallies.at[tallies.n - 1].round : 0;
    GString *text = arena_string(out->arena, 512);
    g_string_append(
        text,
        lang_fill(out->arena,
                  lang_text(out->lang, N_("The poll is closed. {voted} of {entitled} voted.")),
                  "voted", format_number(out->arena, out->lang, told->poll->voted), "entitled",
                  format_number(out->arena, out->lang, told->poll->entitled), NULL));
    for (size_t i = 0; i < tallies.n; i++) {
        const PollTally *tally = &tallies.at[i];
        if (tally->round != last || tally->number == 0)
            continue;
        bool first = strcmp(tally->state, "won") == 0 || strcmp(tally->state, "equal") == 0;
        g_string_append_printf(text, "\n\n%s%s: %s", first ? "★ " : "",
                               option_text(told, tally->number),
                               format_number(out->arena, out->lang, tally->votes));
    }
    return text->str;
}

static bool
compose_result(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Told told;
    if (!find_told(cx, row, out->lang, follow_still, &told) || told.poll->closed_at == 0)
        return false;
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Result: {title}")), "title",
                             told.item->title, NULL),
        .body = result_body(cx, out, &told),
        .action = lang_text(out->lang, N_("See the whole result")),
        .url = told.item->path,
        .reason = lang_text(out->lang, N_("You get this because you asked this or follow it.")),
        .exchange = follow_exchange(
            out->arena, MAIL_COMMENT, told.item->id, told.item->id,
            arena_printf(out->arena, "item-%" PRId64 ".comments", told.item->id)),
    };
    return true;
}

const MailKind MAIL_POLL_RESULT = {.name = "poll.result",
                                   .label = N_("The result of a poll"),
                                   .priority = 6,
                                   .compose = compose_result,
                                   .waits = true};
