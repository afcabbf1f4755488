/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * "Tell me when it is out": one mail, once.
 */
#include "library/library.h"

#include "alliance/file_offer.h"
#include "alliance/mail_reader.h"
#include "library/library.sql.h"
#include "mail/address.h"

#define TELL_AT_ONCE 200 /* the rest at the next run */

typedef struct Untold {
    int64_t edition_id, person_id;
    const char *email, *language;
} Untold;

static const DbType UNTOLD = DB_TYPE(Untold, DB_FIELD(Untold, edition_id),
                                     DB_FIELD(Untold, person_id), DB_FIELD(Untold, email),
                                     DB_FIELD(Untold, language));

int64_t
library_tell(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_library_untold, &UNTOLD, DB_ARGS((int64_t)TELL_AT_ONCE));
    const Untold *untold = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        const Untold *u = &untold[i];
        const MailArgument arguments[] = {
            {.name = "edition", .value = arena_printf(cx->arena, "%" PRId64, u->edition_id)},
            {0},
        };
        mail_queue(cx, &MAIL_EDITION, u->person_id, u->email, u->language, arguments);
        db_run(cx, &SQL_library_wish_delete, DB_ARGS(u->edition_id, u->person_id));
    }
    return (int64_t)rows.n;
}

int64_t
library_count_untold(Ctx *cx)
{
    return db_count(cx, &SQL_library_count_untold, DB_NO_ARGS);
}

static const Edition *
find_edition(Ctx *cx, int64_t id)
{
    int64_t work_id = db_count(cx, &SQL_library_edition_work, DB_ARGS(id, cx->me.id, cx->me.roles));
    EditionSpan editions = work_id != 0 ? edition_list(cx, work_id) : (EditionSpan){NULL, 0};
    for (size_t i = 0; i < editions.n; i++)
        if (editions.at[i].id == id)
            return &editions.at[i];
    return NULL;
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Edition *edition = find_edition(cx, mail_argument_number(cx, row, "edition"));
    if (edition == NULL || !edition->is_out)
        return false;
    const char *address = file_offer_address(cx, edition->id, row);
    const char *told = lang_fill(
        cx->arena,
        lang_text(out->lang, N_("Hello {name},\n\nyou asked to be told: “{title}” "
                                "has been published. This is the only mail "
                                "about it.")),
        "name", row->name, "title", edition->title, NULL);
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, N_("It is out: {title}")), "title",
                             edition->title, NULL),
        .body = arena_printf(cx->arena, "%s%s", told,
                             file_offer(cx, out, edition->id, address, false)),
        .action = lang_text(out->lang, N_("Read it")),
        .url = edition->path,
        .reason = lang_text(out->lang, N_("You get this mail because you asked on its page to be "
                                          "told when it is out.")),
        .exchange = {.answers = MAIL_FETCH, .answers_number = edition->id},
    };
    return true;
}

static bool
compose_edition(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_EDITION = {.name = "edition",
                               .label = N_("An edition that somebody waits for is out"),
                               .priority = 5,
                               .compose = compose_edition,
                               .waits = true};
