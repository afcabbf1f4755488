/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who got a mailing: a page, and all of it as CSV.
 */
#include "alliance/audit.h"
#include "base/limits.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "inbound/bounce.h"
#include "lang/format.h"
#include "newsletter/outcome_list.html.h"
#include "newsletter/pages.h"
#include "sheet/sheet_write.h"

#include <string.h>

#define CSV_TYPE "text/csv; charset=utf-8"
#define PORTION 5000 /* rows written at once */

/* clang-format off */
static const struct {
    const char *outcome, *words;
} outcomes[] = {
    {"sent",      N_("handed to the mail server")},
    {"came-back", N_("came back")                },
    {"failed",    N_("not sent")                 },
    {"waiting",   N_("waiting")                  },
    {"held",      N_("held")                     },
    {"kept",      N_("stopped")                  },
};
/* clang-format on */

static const char *
outcome_words(const char *outcome)
{
    for (size_t i = 0; i < G_N_ELEMENTS(outcomes); i++)
        if (strcmp(outcomes[i].outcome, outcome) == 0)
            return outcomes[i].words;
    return outcome;
}

static const char *
reason_of(const MailingMail *mail)
{
    return *mail->came_back != '\0' ? bounce_class_label(bounce_class_find(mail->came_back)) : NULL;
}

/* ---- a page ---- */

/* Links to all of them and to each outcome; @ret_n: how many the chosen one has. */
static LinkSpan
outcome_links(Request *req, int64_t id, const char *chosen, int64_t *ret_n)
{
    Ctx *cx = req->cx;
    MailingOutcomeSpan counts = mailing_outcomes(cx, id);
    Link *links = arena_array_of(cx->arena, Link, counts.n + 1);
    int64_t all = 0;
    *ret_n = 0;
    for (size_t i = 0; i < counts.n; i++) {
        const MailingOutcome *of = &counts.at[i];
        bool here = strcmp(of->outcome, chosen) == 0;
        links[i + 1] = (Link){.label = arena_printf(cx->arena, "%s (%s)",
                                                    lang_text(cx->lang, outcome_words(of->outcome)),
                                                    format_number(cx->arena, cx->lang, of->n)),
                              .url = link_with(req, "outcome", of->outcome),
                              .here = here};
        all += of->n;
        *ret_n = here ? of->n : *ret_n;
    }
    if (*chosen == '\0')
        *ret_n = all;
    links[0] = (Link){.label = arena_printf(cx->arena, "%s (%s)", lang_text(cx->lang, N_("All")),
                                            format_number(cx->arena, cx->lang, all)),
                      .url = link_with(req, "outcome", NULL),
                      .here = *chosen == '\0'};
    return (LinkSpan){links, counts.n + 1};
}

static OutcomeRowSpan
rows_of(Ctx *cx, MailingMailSpan mails)
{
    OutcomeRow *rows = arena_array_of(cx->arena, OutcomeRow, mails.n + 1);
    for (size_t i = 0; i < mails.n; i++)
        rows[i] = (OutcomeRow){.mail = &mails.at[i],
                               .outcome = outcome_words(mails.at[i].outcome),
                               .reason = reason_of(&mails.at[i])};
    return (OutcomeRowSpan){rows, mails.n};
}

Response *
get_mailing_mails(Request *req)
{
    Ctx *cx = req->cx;
    const Mailing *mailing = mailing_find(cx, req_id(req, "id"));
    if (mailing == NULL)
        return respond_not_found(req);
    const char *chosen = req_query(req, "outcome");
    int64_t n = 0, offset = (req_page(req) - 1) * LIMIT_PAGE_ROWS;
    OutcomeList view = {
        .mailing = mailing,
        .outcomes = outcome_links(req, mailing->id, chosen, &n),
        .rows = rows_of(cx, mailing_mails(cx, mailing->id, chosen, 0, LIMIT_PAGE_ROWS, offset))};
    view.pages = link_pages(req, n);
    const char *url = arena_printf(cx->arena, "/desk/newsletter/mailings/%" PRId64, mailing->id);
    Page page = {.title = lang_text(cx->lang, N_("Who got it")),
                 .here = HERE(DESK_CRUMB, NEWSLETTER_CRUMB,
                              {mailing->title, mailing_text_url(cx, mailing)},
                              {N_("Mailing"), url})};
    return respond_desk(req, 200, &page, outcome_list, &view);
}

/* ---- all of it ---- */

static void
append_mail(Ctx *cx, GString *out, const MailingMail *mail)
{
    const char *reason = reason_of(mail);
    const char *cells[] = {
        mail->name,
        mail->address,
        mail->language,
        mail->subject,
        lang_text(cx->lang, outcome_words(mail->outcome)),
        reason != NULL ? lang_text(cx->lang, reason) : "",
        mail->sent_at != 0 ? moment_iso(cx->arena, mail->sent_at) : "",
        mail->came_back_at != 0 ? moment_iso(cx->arena, mail->came_back_at) : "",
        mail->said,
    };
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
}

/* Rows with a number after *@after; the number of the last goes there.  False: it was the last
 * portion. */
static bool
append_portion(Ctx *cx, GString *out, int64_t id, int64_t *after)
{
    MailingMailSpan mails = mailing_mails(cx, id, "", *after, PORTION, 0);
    for (size_t i = 0; i < mails.n; i++)
        append_mail(cx, out, &mails.at[i]);
    *after = mails.n > 0 ? mails.at[mails.n - 1].id : *after;
    return mails.n == PORTION;
}

/* Portion by portion, each in a transaction that reads, so that memory stays flat and nobody who
 * writes waits. */
static bool
write_mails(Ctx *cx, int64_t id, const ResponseFile *file, GString *text)
{
    bool more = true, fine = true;
    for (int64_t after = 0; more && fine;) {
        g_autoptr(Arena) arena = arena_new();
        Ctx portion = *cx;
        portion.arena = arena;
        if (db_begin(cx->db, false) != DB_OK)
            return false;
        more = append_portion(&portion, text, id, &after);
        fine = !db_failed(cx->db);
        db_end(cx->db, false);
        fine = response_file_append(file, text) && fine;
    }
    return fine;
}

static void
append_heads(const Ctx *cx, GString *out)
{
    static const char *const heads[] = {N_("Name"),    N_("Address"),   N_("Language"),
                                        N_("Subject"), N_("Outcome"),   N_("Reason"),
                                        N_("Sent"),    N_("Came back"), N_("What was said")};
    const char *cells[G_N_ELEMENTS(heads)];
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
        cells[i] = lang_text(cx->lang, heads[i]);
    g_string_append(out, SHEET_BEGIN);
    sheet_write_row(out, cells, G_N_ELEMENTS(cells));
}

/* Made between two transactions, and noted in the second. */
typedef struct MailingCsv {
    const Mailing *mailing;
    ResponseFile *file; /* NULL: it could not be written */
} MailingCsv;

static Response *
look_for_mailing(Request *req)
{
    const Mailing *mailing = mailing_find(req->cx, req_id(req, "id"));
    if (mailing == NULL)
        return respond_not_found(req);
    MailingCsv *csv = arena_new_of(req->cx->arena, MailingCsv);
    csv->mailing = mailing;
    req->prepared = csv;
    return NULL;
}

static void
make_csv(Request *req)
{
    Ctx *cx = req->cx;
    MailingCsv *csv = req->prepared;
    g_autoptr(GError) error = NULL;
    ResponseFile *file = response_file_new(cx->arena, &error);
    if (file == NULL) {
        g_warning("the mails of a mailing could not be listed: %s", error->message);
        return;
    }
    GString *text = arena_string(cx->arena, 64 * 1024);
    append_heads(cx, text);
    if (write_mails(cx, csv->mailing->id, file, text))
        csv->file = file;
}

const Preparation prepare_mailing_csv = {look_for_mailing, make_csv};

/* Only when it is noted does the file leave. */
Response *
post_mailing_csv(Request *req)
{
    Ctx *cx = req->cx;
    const MailingCsv *csv = req->prepared;
    if (csv->file == NULL)
        return respond_error(req, 503, lang_text(cx->lang, N_("There is no room for the file.")));
    audit(cx, "mailing.export", csv->mailing->item_id,
          arena_printf(cx->arena, "#%" PRId64, csv->mailing->id));
    return respond_from_file(req, CSV_TYPE, csv->file);
}
