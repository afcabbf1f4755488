/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "week/daily.h"

#include "alliance/week.h"
#include "blog/share.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "mailing/mailing.h"
#include "site/views.h"

#include <string.h>

int64_t
week_mail_due(Ctx *cx)
{
    const DbIds due = week_due(cx);
    for (size_t i = 0; i < due.n && !db_failed(cx->db); i++) {
        mailing_insert(cx, &(MailingPlan){.item_id = due.at[i],
                                          .kind = "day",
                                          .filter = MAILING_EVERYBODY,
                                          .send_at = cx->now,
                                          .share = 100});
        week_note_mailed(cx, due.at[i]);
    }
    return (int64_t)due.n;
}

/* ---- the mail ---- */

static void
add_posts(Ctx *cx, const Html *out, GString *text, ItemSpan posts)
{
    if (posts.n > 0)
        g_string_append_printf(text, "\n\n%s", lang_text(out->lang, N_("What was written:")));
    for (size_t i = 0; i < posts.n; i++) {
        const Item *post = item_with_figures(cx, &posts.at[i]);
        g_string_append_printf(text, "\n\n%s", post->title);
        if (*post->author != '\0')
            g_string_append_printf(text, " (%s)", post->author);
        if (*post->summary != '\0')
            g_string_append_printf(text, "\n%s", post->summary);
        g_string_append_printf(text, "\n%s", page_address(cx, post->path));
    }
}

/* The campaign and its day, as everybody reads them: who signs up without joining gets the same
 * mail, and what is not public is not for him. */
static const WeekDay *
find_day(Ctx *cx, const OutboxMail *row, const Item **ret_campaign)
{
    const WeekDay *day = week_day_find(cx, mail_argument_number(cx, row, "item"));
    *ret_campaign = day != NULL ? item_find_id(cx, day->week_id) : NULL;
    if (*ret_campaign == NULL || item_is_unfinished((*ret_campaign)->status))
        return NULL;
    *ret_campaign = item_with_figures(cx, *ret_campaign);
    return day;
}

static const char *
body_of(Ctx *cx, const Html *out, const OutboxMail *row, const Item *campaign, const WeekDay *day)
{
    GString *text = arena_string(cx->arena, 1024);
    g_string_append_printf(text, "%s\n\n%s · %s\n\n%s",
                           mail_greeting(cx->arena, out->lang, row->name), campaign->title,
                           format_date(cx->arena, out->lang, day->held_on), day->topic);
    if (*day->question != '\0')
        g_string_append_printf(text, "\n\n%s",
                               lang_fill(cx->arena,
                                         lang_text(out->lang, N_("The question of the day: "
                                                                 "{question}")),
                                         "question", day->question, NULL));
    add_posts(cx, out, text, week_post_items(cx, week_posts(cx, 0, day->id, false)));
    return text->str;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    const Item *campaign = NULL;
    Ctx reader = *cx;
    reader.lang = out->lang;
    reader.me = (Viewer){.id = 0};
    const WeekDay *day = find_day(&reader, row, &campaign);
    if (day == NULL)
        return false;
    *ret_draft = (MailDraft){
        .subject = arena_printf(cx->arena, "%s: %s", campaign->title, day->topic),
        .preheader = *day->question != '\0' ? day->question : NULL,
        .body = body_of(&reader, out, row, campaign, day),
        .action = lang_text(out->lang, N_("Read it and answer the question")),
        .url = day->path,
        .reason = lang_text(out->lang, N_("You get this mail because you signed up for one mail a "
                                          "day while a themed week is on.")),
    };
    return true;
}

const MailKind MAIL_WEEK = {.name = "week",
                            .label = N_("A day of a themed week"),
                            .priority = 8,
                            .compose = compose,
                            .list = "week",
                            .archive = "/campaigns",
                            .is_circular = true,
                            .waits = true};
