/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who hears of a role: its owner by mail, the secretariat by a task.
 */
#include "alliance/role.h"

#include "alliance/role.sql.h"
#include "alliance/task.h"
#include "base/moment.h"
#include "lang/format.h"

#include <string.h>

#define TELL_AT_ONCE 200 /* the rest at the next run */
#define NEWS_SECONDS (7 * (int64_t)MOMENT_DAY)

typedef struct Untold {
    int64_t id, person_id, what; /* what: a bit of TermTold */
    const char *role, *name, *email, *language;
} Untold;

static const DbType UNTOLD = DB_TYPE(Untold, DB_FIELD(Untold, id), DB_FIELD(Untold, person_id),
                                     DB_FIELD(Untold, what), DB_FIELD(Untold, role),
                                     DB_FIELD(Untold, name), DB_FIELD(Untold, email),
                                     DB_FIELD(Untold, language));

static void
tell_owner(Ctx *cx, const Untold *term)
{
    const MailArgument arguments[] = {
        {.name = "term", .value = arena_printf(cx->arena, "%" PRId64, term->id)},
        {.name = "person", .value = arena_printf(cx->arena, "%" PRId64, term->person_id)},
        {.name = "what", .value = term->what == TOLD_BEGUN ? "begun" : "ended"},
        {0},
    };
    mail_queue(cx, &MAIL_ROLE, term->person_id, term->email, term->language, arguments);
}

int64_t
role_tell(Ctx *cx)
{
    int64_t recent = cx->now - NEWS_SECONDS, soon = cx->now + TERM_SOON;
    DbRows rows = db_all(cx, &SQL_role_untold, &UNTOLD,
                         DB_ARGS(cx->now, recent, soon, (int64_t)TELL_AT_ONCE));
    const Untold *terms = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        db_run(cx, &SQL_role_mark_told, DB_ARGS(terms[i].id, terms[i].what));
        if (terms[i].what == TOLD_ENDING)
            task_open_person(cx, "role.renew", terms[i].person_id, "secretariat", terms[i].name);
        else
            tell_owner(cx, &terms[i]);
    }
    return (int64_t)rows.n +
           db_run(cx, &SQL_role_close_settled, DB_ARGS(cx->now, soon, DB_OR_NULL(cx->me.id)));
}

int64_t
role_count_untold(Ctx *cx)
{
    int64_t soon = cx->now + TERM_SOON;
    return db_count(cx, &SQL_role_count_untold, DB_ARGS(cx->now, cx->now - NEWS_SECONDS, soon)) +
           db_count(cx, &SQL_role_count_settled, DB_ARGS(cx->now, soon));
}

/* "Translator: French" */
static const char *
title_of(Ctx *cx, const Html *out, const Term *term)
{
    const RoleKind *role = role_find(term->role);
    const char *label = role != NULL ? lang_text(out->lang, role->label) : term->role;
    const char *scope = term_scope(cx, out->lang, term);
    return scope != NULL ? arena_printf(cx->arena, "%s: %s", label, scope) : label;
}

/* What the role allows, and until when. */
static const char *
words_of_beginning(Ctx *cx, const Html *out, const Term *term, const char *title)
{
    const RoleKind *role = role_find(term->role);
    const char *last = term_last_day(cx, term);
    const char *text = last != NULL ? N_("Hello {name},\n\nyou have a role in the alliance: "
                                         "{role}, until {day}.\n\n{allows}")
                                    : N_("Hello {name},\n\nyou have a role in the alliance: "
                                         "{role}.\n\n{allows}");
    return lang_fill(cx->arena, lang_text(out->lang, text), "name", term->name, "role", title,
                     "day", last != NULL ? format_date(cx->arena, out->lang, last) : "", "allows",
                     role != NULL ? lang_text(out->lang, role->allows) : "", NULL);
}

static bool
compose_role(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t person = mail_argument_number(cx, row, "person");
    int64_t id = mail_argument_number(cx, row, "term");
    bool begun = strcmp(mail_argument(cx, row, "what"), "begun") == 0;
    const Term *term = term_find(cx, person, id);
    /* Ended or prolonged in the meantime: then it is not true any more. */
    if (term == NULL || term->in_force != begun)
        return false;
    const char *title = title_of(cx, out, term);
    const char *subject = begun ? N_("Your role: {role}") : N_("Your role has ended: {role}");
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, subject), "role", title, NULL),
        .body = begun ? words_of_beginning(cx, out, term, title)
                      : lang_fill(cx->arena,
                                  lang_text(out->lang,
                                            N_("Hello {name},\n\nyour role in the alliance has "
                                               "ended: {role}. Thank you for what you did in it. "
                                               "If you think that this is a mistake, ask the "
                                               "secretariat.")),
                                  "name", term->name, "role", title, NULL),
        .action = lang_text(out->lang, N_("Open the desk")),
        .url = "/desk",
        .reason = lang_text(out->lang, N_("You get this mail because the secretariat gave you a "
                                          "role or ended it.")),
    };
    return true;
}

const MailKind MAIL_ROLE = {.name = "role",
                            .label = N_("A role begins or ends"),
                            .priority = 4,
                            .compose = compose_role,
                            .waits = true};
