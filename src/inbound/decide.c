/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/audit.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/moment.h"
#include "inbound/inbound.h"
#include "inbound/inbound.sql.h"
#include "lang/lang.h"

#include <string.h>

static const DbType INBOUND = DB_TYPE(
    Inbound, DB_FIELD(Inbound, id), DB_FIELD(Inbound, received_at), DB_FIELD(Inbound, number),
    DB_FIELD(Inbound, person_id), DB_FIELD(Inbound, sender_id), DB_FIELD(Inbound, item_id),
    DB_FIELD(Inbound, decided_at), DB_FIELD(Inbound, envelope_from), DB_FIELD(Inbound, envelope_to),
    DB_FIELD(Inbound, sender), DB_FIELD(Inbound, sender_name), DB_FIELD(Inbound, subject),
    DB_FIELD(Inbound, class), DB_FIELD(Inbound, state), DB_FIELD(Inbound, note),
    DB_FIELD(Inbound, words), DB_FIELD(Inbound, files), DB_FIELD(Inbound, purpose),
    DB_FIELD(Inbound, person), DB_FIELD(Inbound, sender_person), DB_FIELD(Inbound, item_title));

InboundSpan
inbound_list(Ctx *cx, const char *state, int64_t page)
{
    int64_t offset = (MAX(page, 1) - 1) * LIMIT_PAGE_ROWS;
    return DB_SPAN(InboundSpan, db_all(cx, &SQL_inbound_list, &INBOUND,
                                       DB_ARGS(state, LIMIT_PAGE_ROWS, offset)));
}

const Inbound *
inbound_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_inbound_find, &INBOUND, DB_ARGS(id));
}

int64_t
inbound_count_held(Ctx *cx)
{
    return db_count(cx, &SQL_inbound_count_held, DB_NO_ARGS);
}

/* ---- deciding ---- */

/* Files were not kept with the message, so an answer that is let in has none. */
static bool
carry_out(Ctx *cx, const Inbound *held, int64_t person_id, const char **ret_note)
{
    const Meaning *meaning = meaning_find(held->purpose);
    *ret_note = N_("There is nothing that could be done with it.");
    if (meaning == NULL || person_id == 0)
        return false;
    const MailAddress address = {meaning->purpose, held->number, person_id};
    const Arrival arrival = {.address = &address, .subject = held->subject, .words = held->words};
    return meaning_run_as(cx, meaning, person_id, &arrival, ret_note) != MEANING_REFUSED;
}

static void
close_task(Ctx *cx, int64_t item_id)
{
    if (db_count(cx, &SQL_inbound_count_held_of, DB_ARGS(item_id)) == 0)
        task_close(cx, "inbound.review", item_id);
}

InboundDecided
inbound_decide(Ctx *cx, int64_t id, InboundDecision decision, const char **ret_note)
{
    static const char *const acts[] = {
        [DECIDE_OWNER] = "inbound.accept",
        [DECIDE_SENDER] = "inbound.accept",
        [DECIDE_DROP] = "inbound.drop",
        [DECIDE_BLOCK] = "inbound.block",
    };
    const Inbound *held = inbound_find(cx, id);
    *ret_note = N_("The mail was dropped.");
    if (held == NULL || strcmp(held->state, "held") != 0)
        return DECIDED_NOT_HELD;
    bool accepts = decision == DECIDE_OWNER || decision == DECIDE_SENDER;
    int64_t person_id = decision == DECIDE_OWNER ? held->person_id : held->sender_id;
    /* First the row: two who decide at the same time do not both carry it out. */
    if (db_run(cx, &SQL_inbound_decide,
               DB_ARGS(id, accepts ? "done" : "dropped", "", DB_OR_NULL(cx->me.id), cx->now)) == 0)
        return DECIDED_NOT_HELD;
    if (accepts && !carry_out(cx, held, person_id, ret_note)) {
        db_run(cx, &SQL_inbound_hold_again, DB_ARGS(id, held->note));
        return DECIDED_IMPOSSIBLE;
    }
    if (decision == DECIDE_BLOCK) {
        *ret_note = N_("The mail was dropped, and its sender is blocked.");
        db_run(cx, &SQL_inbound_block, DB_ARGS(held->sender, DB_OR_NULL(cx->me.id), cx->now));
    }
    db_run(cx, &SQL_inbound_note, DB_ARGS(id, *ret_note));
    audit(cx, acts[decision], held->item_id, held->subject);
    close_task(cx, held->item_id);
    return DECIDED_DONE;
}

int64_t
inbound_clean(Ctx *cx)
{
    int64_t kept = cx->now - LIMIT_LETTER_KEPT * (int64_t)MOMENT_DAY;
    int64_t row = cx->now - LIMIT_LETTER_ROW * (int64_t)MOMENT_DAY;
    return db_run(cx, &SQL_inbound_forget_raw, DB_ARGS(kept)) +
           db_run(cx, &SQL_inbound_delete_old, DB_ARGS(row));
}

/* ---- what its sender hears ---- */

static bool
compose_answer(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const char *subject = mail_argument(cx, row, "subject");
    const char *words = mail_argument(cx, row, "words");
    bool partly = *mail_argument(cx, row, "partly") != '\0';
    const char *first = partly ? N_("Your mail arrived, and most of it was done.")
                               : N_("Your mail arrived, but nothing was done with it.");
    const char *kept = *words == '\0'
                           ? ""
                           : arena_printf(out->arena, "\n\n%s\n\n%s",
                                          lang_text(out->lang, N_("This is what you wrote:")),
                                          words);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena,
                             lang_text(out->lang, partly ? N_("Done in part: {subject}")
                                                         : N_("Not done: {subject}")),
                             "subject", subject, NULL),
        .body = arena_printf(out->arena, "%s\n\n%s%s", lang_text(out->lang, first),
                             lang_text(out->lang, mail_argument(cx, row, "note")), kept),
        .reason = lang_text(out->lang, N_("You get this because you answered one of our mails.")),
    };
    return true;
}

const MailKind MAIL_INBOUND_ANSWER = {"inbound.answer", N_("An answer that could not be used"), 5,
                                      compose_answer};
