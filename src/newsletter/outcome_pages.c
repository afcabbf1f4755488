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
#include <unistd.h>

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
                              {mailing->title, issue_url(cx, mailing->item_id)},
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

static bool
flush(const ResponseFile *file, GString *text)
{
    ssize_t n = write(file->fd, text->str, text->len);
    bool is_all = n == (ssize_t)text->len;
    g_string_truncate(text, 0);
    return is_all;
}

/* Portion by portion, so that memory stays flat. */
static bool
write_mails(Ctx *cx, int64_t id, ResponseFile *file, GString *text)
{
    int64_t after = 0;
    for (size_t n = PORTION; n == PORTION && !db_failed(cx->db);) {
        g_autoptr(Arena) arena = arena_new();
        Ctx portion = *cx;
        portion.arena = arena;
        MailingMailSpan mails = mailing_mails(&portion, id, "", after, PORTION, 0);
        for (size_t i = 0; i < mails.n; i++)
            append_mail(&portion, text, &mails.at[i]);
        n = mails.n;
        after = n > 0 ? mails.at[n - 1].id : after;
        if (!flush(file, text))
            return false;
    }
    return true;
}

Response *
post_mailing_csv(Request *req)
{
    static const char *const heads[] = {N_("Name"),    N_("Address"),   N_("Language"),
                                        N_("Subject"), N_("Outcome"),   N_("Reason"),
                                        N_("Sent"),    N_("Came back"), N_("What was said")};
    Ctx *cx = req->cx;
    const Mailing *mailing = mailing_find(cx, req_id(req, "id"));
    if (mailing == NULL)
        return respond_not_found(req);
    g_autoptr(GError) error = NULL;
    ResponseFile *file = response_file_new(cx->arena, &error);
    GString *text = arena_string(cx->arena, 64 * 1024);
    const char *cells[G_N_ELEMENTS(heads)];
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
        cells[i] = lang_text(cx->lang, heads[i]);
    g_string_append(text, SHEET_BEGIN);
    sheet_write_row(text, cells, G_N_ELEMENTS(cells));
    if (file == NULL || !write_mails(cx, mailing->id, file, text))
        return respond_error(req, 503, lang_text(cx->lang, N_("There is no room for the file.")));
    audit(cx, "mailing.export", mailing->item_id,
          arena_printf(cx->arena, "#%" PRId64, mailing->id));
    return respond_from_file(req, CSV_TYPE, file);
}
