/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What goes out of a poll: that it has begun, that it closes soon, what somebody voted, what came
 * out.  What the reader may not see any more is not sent.
 */
#include "alliance/poll_tell.h"
#include "alliance/poll_told.h"

#include "alliance/follow.h"
#include "alliance/setting.h"
#include "base/text.h"
#include "lang/format.h"
#include "mail/address.h"
#include "render/markdown.h"

#include "alliance/poll.sql.h"

#include <string.h>

/* Of one of the whole alliance. */
static bool
still_taken(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_poll_still_told, DB_ARGS(item_id, cx->me.id)) > 0;
}

static bool
still_wanted(Ctx *cx, int64_t item_id)
{
    const Poll *poll = poll_find(cx, item_id);
    if (poll == NULL)
        return false;
    return poll->group_id != 0 ? follow_still_group(cx, item_id) : still_taken(cx, item_id);
}

static bool
still_silent(Ctx *cx, int64_t item_id)
{
    const Poll *poll = poll_find(cx, item_id);
    return poll != NULL && !poll->has_voted && still_taken(cx, item_id);
}

/* Who has it all by one list, which is ended as a whole. */
static MailExchange
exchange_of_all(Arena *arena, const char *answers, int64_t item_id)
{
    MailExchange exchange = follow_exchange(arena, answers, item_id, item_id, "polls");
    exchange.end_path = POLL_END_PATH;
    exchange.end_use = POLL_END_USE;
    return exchange;
}

static const char *
titled(const Html *out, const char *subject, const PollTold *told)
{
    return lang_fill(out->arena, lang_text(out->lang, subject), "title", told->item->title, NULL);
}

/* ---- it has begun, it closes soon ---- */

static void
add_explanation(GString *text, const Html *out, const PollTold *told)
{
    const char *words = markdown_text(out->arena, text_or_empty(told->item->body));
    if (*words != '\0')
        g_string_append_printf(text, "\n\n%s", text_shorten(out->arena, words, LIMIT_POLL_WORDS));
}

static void
add_secrecy(GString *text, const Html *out)
{
    g_string_append_printf(
        text, "\n\n%s\n\n%s",
        lang_text(out->lang, N_("Secret means: no page shows what you choose, and at the end all "
                                "choices are wiped; who voted and the sums stay. Until then who "
                                "runs the server could read your choice there, and a copy of the "
                                "database that was made before keeps it.")),
        lang_text(out->lang, N_("The poll is secret. Mail is not: who keeps your mailbox or "
                                "a mail server can read what you answer. If that matters, vote "
                                "on the page.")));
}

static const char *
ask_body(Ctx *cx, const Html *out, const PollTold *told, const char *first)
{
    GString *text = arena_string(out->arena, 2048);
    if (first != NULL)
        g_string_append_printf(text, "%s\n\n", first);
    g_string_append(text, told->item->title);
    add_explanation(text, out, told);
    poll_told_add_options(text, told);
    poll_told_add_wording(text, out, told);
    g_string_append_printf(text, "\n\n%s", poll_told_until(out, told));
    if (settings(cx)->mail_in)
        g_string_append_printf(text, "\n\n%s", poll_told_how(out, told));
    if (told->poll->secret)
        add_secrecy(text, out);
    return text->str;
}

static MailDraft
ask_draft(Ctx *cx, const Html *out, const PollTold *told, const char *first)
{
    int64_t id = told->item->id, group = told->item->group_id;
    MailDraft draft = {.body = ask_body(cx, out, told, first),
                       .action = lang_text(out->lang, N_("Vote on the page")),
                       .url = told->item->path};
    if (group != 0) {
        draft.reason = lang_text(out->lang, N_("You get this because you are in the group."));
        draft.exchange = follow_exchange(out->arena, MAIL_POLL, id, group,
                                         arena_printf(out->arena, "item-%" PRId64 ".polls", group));
    } else {
        draft.reason = lang_text(out->lang, N_("You get this because you are a member, and every "
                                               "member can vote."));
        draft.exchange = exchange_of_all(out->arena, MAIL_POLL, id);
    }
    return draft;
}

static bool
compose_begin(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    PollTold told;
    if (!poll_told_find(cx, row, out, still_wanted, &told) || !told.may_vote ||
        !poll_is_open(cx, told.poll))
        return false;
    *ret_draft = ask_draft(cx, out, &told, NULL);
    ret_draft->subject = titled(out, N_("Poll: {title}"), &told);
    return true;
}

const MailKind MAIL_POLL_BEGUN = {.name = "poll",
                                  .label = N_("A poll has begun"),
                                  .priority = 6,
                                  .compose = compose_begin,
                                  .waits = true};

static bool
compose_reminder(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    PollTold told;
    if (!poll_told_find(cx, row, out, still_silent, &told) || !told.may_vote ||
        !poll_is_open(cx, told.poll))
        return false;
    *ret_draft = ask_draft(cx, out, &told,
                           lang_text(out->lang, N_("This poll closes soon, and you have not voted. "
                                                   "No other reminder comes, and no page shows who "
                                                   "has voted.")));
    ret_draft->subject = titled(out, N_("Closes soon: {title}"), &told);
    return true;
}

const MailKind MAIL_POLL_REMINDER = {.name = "poll.reminder",
                                     .label = N_("A poll closes soon"),
                                     .priority = 8,
                                     .compose = compose_reminder,
                                     .waits = true};

/* ---- what was understood ---- */

/* What was chosen, as its reader reads it and as it counts. */
static const char *
chosen_words(const Html *out, const PollTold *told, int64_t number)
{
    const PollOption *option = poll_told_option(told, number);
    if (option == NULL)
        return "…";
    if (!option->translated)
        return option->text;
    return lang_fill(out->arena, lang_text(out->lang, N_("{text} (original: {original})")), "text",
                     option->text, "original", option->original, NULL);
}

static const char *
vote_body(const Html *out, const PollTold *told, const char *choice)
{
    GString *text = arena_string(out->arena, 512);
    g_string_append(text, lang_text(out->lang, N_("Your vote has arrived. We understood:")));
    g_auto(GStrv) numbers = g_strsplit(choice, ",", -1);
    bool ranked = strcmp(told->poll->kind, "ranked") == 0;
    for (size_t i = 0; numbers[i] != NULL; i++) {
        int64_t number = g_ascii_strtoll(numbers[i], NULL, 10);
        const char *place = ranked
                                ? arena_printf(out->arena, "%s. ",
                                               format_number(out->arena, out->lang, (int64_t)i + 1))
                                : "";
        g_string_append_printf(text, "\n\n%s%s", place, chosen_words(out, told, number));
    }
    g_string_append_printf(text, "\n\n%s\n\n%s", poll_told_until(out, told),
                           poll_told_how(out, told));
    return text->str;
}

static bool
compose_vote(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    PollTold told;
    if (!poll_told_find(cx, row, out, NULL, &told))
        return false;
    *ret_draft = (MailDraft){
        .subject = titled(out, N_("Your vote: {title}"), &told),
        .body = vote_body(out, &told, mail_argument(cx, row, "choice")),
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
result_body(Ctx *cx, const Html *out, const PollTold *told)
{
    GString *text = arena_string(out->arena, 512);
    g_string_append(
        text,
        lang_fill(out->arena,
                  lang_text(out->lang, N_("The poll is closed. {voted} of {entitled} voted.")),
                  "voted", format_number(out->arena, out->lang, told->poll->voted), "entitled",
                  format_number(out->arena, out->lang, told->poll->entitled), NULL));
    poll_add_result(cx, text, out, told->poll, told->options, "\n\n");
    poll_told_add_wording(text, out, told);
    return text->str;
}

static bool
compose_result(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    PollTold told;
    bool voter = *mail_argument(cx, row, "as") != '\0';
    if (!poll_told_find(cx, row, out, voter ? still_taken : follow_still, &told) ||
        told.poll->closed_at == 0)
        return false;
    int64_t id = told.item->id;
    *ret_draft = (MailDraft){
        .subject = titled(out, N_("Result: {title}"), &told),
        .body = result_body(cx, out, &told),
        .action = lang_text(out->lang, N_("See the whole result")),
        .url = told.item->path,
        .reason = lang_text(out->lang,
                            voter ? N_("You get this because you voted.")
                                  : N_("You get this because you asked this or follow it.")),
        .exchange = voter ? exchange_of_all(out->arena, MAIL_COMMENT, id)
                          : follow_exchange(
                                out->arena, MAIL_COMMENT, id, id,
                                arena_printf(out->arena, "item-%" PRId64 ".comments", id)),
    };
    return true;
}

const MailKind MAIL_POLL_RESULT = {.name = "poll.result",
                                   .label = N_("The result of a poll"),
                                   .priority = 6,
                                   .compose = compose_result,
                                   .waits = true};
