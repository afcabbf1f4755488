/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/inactivity.h"

#include "alliance/audit.h"
#include "alliance/holding.h"
#include "alliance/inactivity.sql.h"
#include "alliance/leaving.h"
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "base/moment.h"
#include "lang/format.h"
#include "web/session.h"

#include <string.h>

/* More are taken by the next day's run: on the day on which the rule begins it meets years. */
#define AT_ONCE 200

typedef struct Unseen {
    int64_t id;
    const char *email, *name, *language;
} Unseen;

static const DbType UNSEEN = DB_TYPE(Unseen, DB_FIELD(Unseen, id), DB_FIELD(Unseen, email),
                                     DB_FIELD(Unseen, name), DB_FIELD(Unseen, language));

typedef void (*Step)(Ctx *cx, const Unseen *unseen);

static int64_t
each(Ctx *cx, DbRows rows, Step step)
{
    const Unseen *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        step(cx, &at[i]);
    return (int64_t)rows.n;
}

/* @steps: how many follow until the end. */
static void
queue_warning(Ctx *cx, const Unseen *unseen, int steps)
{
    const Settings *set = settings(cx);
    const MailArgument arguments[] = {
        {.name = "name", .value = unseen->name},
        {.name = "alliance", .value = set->name},
        {.name = "ends",
         .value = arena_printf(cx->arena, "%" PRId64, cx->now + steps * INACTIVITY_STEP)},
        {.name = "how", .value = set->inactive_end},
        {0},
    };
    mail_queue(cx, &MAIL_STILL_HERE, unseen->id, unseen->email, unseen->language, arguments);
}

static void
warn(Ctx *cx, const Unseen *unseen)
{
    db_run(cx, &SQL_inactivity_insert, DB_ARGS(unseen->id, cx->now));
    queue_warning(cx, unseen, 2);
}

static void
warn_again(Ctx *cx, const Unseen *unseen)
{
    db_run(cx, &SQL_inactivity_set_again, DB_ARGS(unseen->id, cx->now));
    queue_warning(cx, unseen, 1);
}

static void
end(Ctx *cx, const Unseen *unseen)
{
    const Person *person = person_find(cx, unseen->id);
    if (person == NULL)
        return;
    if (strcmp(settings(cx)->inactive_end, "erase") == 0)
        erasure_run(cx, person);
    else
        leaving_end_unseen(cx, person);
    holding_erase_rows(cx, "inactivity", person->id);
}

/* So that nothing of it happens unseen. */
static void
tell_secretariat(Ctx *cx, const InactivityRun *run)
{
    const MailArgument arguments[] = {
        {.name = "warned", .value = arena_printf(cx->arena, "%" PRId64, run->warned)},
        {.name = "again", .value = arena_printf(cx->arena, "%" PRId64, run->again)},
        {.name = "ended", .value = arena_printf(cx->arena, "%" PRId64, run->ended)},
        {0},
    };
    if (run->warned + run->again + run->ended > 0)
        mail_queue_role(cx, &MAIL_INACTIVE, "secretariat", arguments);
}

InactivityRun
inactivity_run(Ctx *cx)
{
    InactivityRun run = {0};
    int64_t years = g_ascii_strtoll(settings(cx)->inactive_years, NULL, 10);
    if (years == 0) {
        db_run(cx, &SQL_inactivity_delete_all, DB_NO_ARGS);
        return run;
    }
    int64_t before = cx->now - years * 365 * MOMENT_DAY, step = cx->now - INACTIVITY_STEP;
    int64_t most = AT_ONCE;
    db_run(cx, &SQL_inactivity_delete_settled, DB_ARGS(cx->now));
    run.ended = each(cx, db_all(cx, &SQL_inactivity_list_over, &UNSEEN, DB_ARGS(step, most)), end);
    run.again = each(cx, db_all(cx, &SQL_inactivity_list_again, &UNSEEN, DB_ARGS(step, most)),
                     warn_again);
    run.warned = each(
        cx, db_all(cx, &SQL_inactivity_list_unseen, &UNSEEN, DB_ARGS(before, cx->now, most)), warn);
    tell_secretariat(cx, &run);
    return run;
}

void
inactivity_stop(Ctx *cx, int64_t person_id)
{
    session_note_seen(cx, person_id);
    if (holding_erase_rows(cx, "inactivity", person_id) != 0)
        audit(cx, "person.still-here", 0, arena_printf(cx->arena, "#%" PRId64, person_id));
}

/* ---- the mails ---- */

static bool
compose_still_here(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    /* Seen in the meantime: nobody needs to hear of it. */
    if (db_count(cx, &SQL_inactivity_count, DB_ARGS(row->person_id)) == 0)
        return false;
    int64_t ends = mail_argument_number(cx, row, "ends");
    bool erases = strcmp(mail_argument(cx, row, "how"), "erase") == 0;
    const char *alliance = mail_argument(cx, row, "alliance");
    const char *text = lang_text(
        out->lang,
        erases
            ? N_("Hello {name},\n\n"
                 "you are a member of {alliance}, and we have not seen you for a long time. If you "
                 "would like to stay, press the button behind the link below; that is all.\n\n"
                 "If we hear nothing until {day}, your membership ends and your record is erased.")
            : N_("Hello {name},\n\n"
                 "you are a member of {alliance}, and we have not seen you for a long time. If you "
                 "would like to stay, press the button behind the link below; that is all.\n\n"
                 "If we hear nothing until {day}, your membership ends. You can come back at any "
                 "time."));
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Are you still here? {alliance}")),
                             "alliance", alliance, NULL),
        .body = lang_fill(cx->arena, text, "name", mail_argument(cx, row, "name"), "alliance",
                          alliance, "day", format_day(cx->arena, out->lang, ends, out->zone), NULL),
        .action = lang_text(out->lang, N_("I am still here")),
        .url = arena_printf(cx->arena, "/still-here/%s",
                            standing_link_token(cx, LINK_STILL_HERE, row->person_id, row->links_n)),
        .reason = lang_text(out->lang, N_("You get this mail because you are a member and were not "
                                          "here for a long time. There are at most two of them."))};
    return true;
}

static bool
compose_inactive(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *text = lang_text(
        out->lang, N_("Members who were not seen for a long time, today:\n\n"
                      "Asked whether they are still here: {warned}\n"
                      "Asked for the second time: {again}\n"
                      "Ended: {ended}\n\n"
                      "After how many years, and what happens then, is decided in the settings."));
    *ret_draft = (MailDraft){
        .subject = lang_text(out->lang, N_("Members who were not seen for a long time")),
        .body = lang_fill(cx->arena, text, "warned", mail_argument(cx, row, "warned"), "again",
                          mail_argument(cx, row, "again"), "ended", mail_argument(cx, row, "ended"),
                          NULL),
        .action = lang_text(out->lang, N_("Settings")),
        .url = "/desk/settings",
        .reason = lang_text(out->lang,
                            N_("You get this mail because you are in the secretariat."))};
    return true;
}

const MailKind MAIL_STILL_HERE = {.name = "still-here",
                                  .label = N_("Question to somebody who was not seen for long"),
                                  .priority = 6,
                                  .compose = compose_still_here,
                                  .waits = true};
const MailKind MAIL_INACTIVE = {.name = "inactive",
                                .label = N_("Summary of who was not seen for long"),
                                .priority = 6,
                                .compose = compose_inactive,
                                .waits = true};
