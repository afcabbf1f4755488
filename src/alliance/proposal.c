/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/proposal.h"

#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/proposal.sql.h"
#include "alliance/task.h"
#include "base/text.h"
#include "lang/format.h"

#include <string.h>

static const DbType PROPOSAL = DB_TYPE(
    Proposal, DB_FIELD(Proposal, item_id), DB_FIELD(Proposal, made_from),
    DB_FIELD(Proposal, version), DB_FIELD(Proposal, proposed_by), DB_FIELD(Proposal, proposed_at),
    DB_FIELD(Proposal, language), DB_FIELD(Proposal, title), DB_FIELD(Proposal, summary),
    DB_FIELD(Proposal, body), DB_FIELD(Proposal, note), DB_FIELD(Proposal, translator));

const Proposal *
proposal_find(Ctx *cx, int64_t item_id, const char *language)
{
    return db_one(cx, &SQL_proposal_find, &PROPOSAL, DB_ARGS(item_id, language));
}

ProposalSpan
proposal_list(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(ProposalSpan, db_all(cx, &SQL_proposal_list, &PROPOSAL, DB_ARGS(item_id)));
}

bool
proposal_write(Ctx *cx, int64_t item_id, int64_t version, const ItemDraft *draft)
{
    if (db_run(cx, &SQL_proposal_write,
               DB_ARGS(item_id, draft->language, version, draft->title,
                       text_or_empty(draft->summary), text_or_empty(draft->body),
                       text_or_empty(draft->note), draft->made_from, DB_OR_NULL(cx->me.id),
                       cx->now)) == 0)
        return false;
    audit(cx, "item.propose", item_id,
          arena_printf(cx->arena, "%s: %s", draft->language, draft->title));
    task_open(cx, "translation.review", item_id, 0, "editor", draft->title);
    return true;
}

static void
tell_translator(Ctx *cx, const Proposal *proposal, bool was_published)
{
    const MailArgument arguments[] = {
        {.name = "title", .value = proposal->title},
        {.name = "language", .value = proposal->language},
        {.name = "outcome", .value = was_published ? "published" : "declined"},
        {0},
    };
    const Person *reader = person_find(cx, proposal->proposed_by);
    if (reader != NULL && reader->left_at == 0)
        mail_queue(cx, &MAIL_PROPOSAL, reader->id, reader->email, reader->language, arguments);
}

void
proposal_close(Ctx *cx, const Proposal *proposal, bool was_published)
{
    const char *language = proposal->language;
    if (db_run(cx, &SQL_proposal_delete, DB_ARGS(proposal->item_id, language)) == 0)
        return;
    if (!was_published)
        audit(cx, "item.decline", proposal->item_id,
              arena_printf(cx->arena, "%s: %s", language, proposal->title));
    tell_translator(cx, proposal, was_published);
    if (db_count(cx, &SQL_proposal_count, DB_ARGS(proposal->item_id)) == 0)
        task_close(cx, "translation.review", proposal->item_id);
}

static bool
compose_proposal(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    bool published = strcmp(mail_argument(cx, row, "outcome"), "published") == 0;
    const char *text =
        published ? N_("An editor took over your translation into {language}: {title}. Thank you.")
                  : N_("An editor set your translation into {language} aside: {title}. Ask the "
                       "editors what should be different; you can propose another one.");
    const char *language = format_language(cx->arena, out->lang,
                                           mail_argument(cx, row, "language"));
    const char *title = mail_argument(cx, row, "title");
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("Your translation: {title}")),
                             "title", title, NULL),
        .body = lang_fill(cx->arena, lang_text(out->lang, text), "language", language, "title",
                          title, NULL),
        .action = lang_text(out->lang, N_("Look what else is to be translated")),
        .url = arena_printf(cx->arena, "/desk/translations?language=%s",
                            mail_argument(cx, row, "language")),
        .reason = lang_text(out->lang, N_("You get this mail because you are a translator.")),
    };
    return true;
}

const MailKind MAIL_PROPOSAL = {.name = "proposal",
                                .label = N_("An editor decided about a translation"),
                                .priority = 5,
                                .compose = compose_proposal};
