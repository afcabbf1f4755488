/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How mails leave, and what the world sees of it.
 */
#include "alliance/job.h"
#include "alliance/setting.h"
#include "alliance/sight.h"
#include "desk/keep.h"
#include "desk/pages.h"
#include "desk/sending.h"
#include "desk/sending.html.h"
#include "desk/settings.h"
#include "mail/pace.h"
#include "web/app.h"

#include <string.h>

#define URL "/desk/settings/sending"
#define MOST_PRESETS 10
#define NONE "none" /* the hour at which no quiet hours begin */
#define USUAL_END 7 /* o'clock: when quiet hours usually end */

static SightRowSpan
sight_rows(Ctx *cx, SightSpan sights, int64_t *ret_n_wrong)
{
    SightRow *rows = arena_array_of(cx->arena, SightRow, MAX(sights.n, 1));
    *ret_n_wrong = 0;
    for (size_t i = 0; i < sights.n; i++) {
        const Sight *sight = &sights.at[i];
        SightState state = sight_state(sight);
        rows[i] = (SightRow){sight,
                             sight_label(sight),
                             sight_state_word(state),
                             sight_says(cx, sight),
                             sight_advice(cx, sight),
                             state == SIGHT_WRONG};
        *ret_n_wrong += state == SIGHT_WRONG;
    }
    return (SightRowSpan){rows, sights.n};
}

/* ---- how fast, and at which hours ---- */

static const Choice pacings[] = {
    {"0", N_("No: the mail server in the settings does that")},
    {"1", N_("Yes, by the table below")                      },
};

/* clang-format off */
static const Field sending_fields[] = {
    {"quiet_from", N_("Quiet hours begin at"),
     N_("On the reader's clock. Newsletters, comments and reminders wait until they are over; a link "
        "for signing in and an answer to what somebody has just done never wait."),
     .kind = FIELD_CHOICE},
    {"quiet_until", N_("and end at"), .kind = FIELD_CHOICE, .verbatim = true},
    {"pacing", N_("Send slowly to large mail services?"),
     N_("Say yes if the mail server stands on this machine and its address is new to the world: "
        "then it earns trust first. Sign-in links go at once all the same."),
     .kind = FIELD_CHOICE, .choices = pacings, .n_choices = G_N_ELEMENTS(pacings)},
    {"pace_rates", N_("Other numbers than those of the table"),
     N_("One a line, mails an hour: gmail.com 500. A * is for all that are not named."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(sending_fields), N_HOURS = 24 };

static Form *
with_hours(Form *form)
{
    Arena *arena = form->req->cx->arena;
    Choice *choices = arena_array_of(arena, Choice, N_HOURS + 1);
    choices[0] = (Choice){NONE, N_("There are none")};
    for (int i = 0; i < N_HOURS; i++)
        choices[i + 1] = (Choice){arena_printf(arena, "%d", i), arena_printf(arena, "%02d:00", i)};
    form_choices(form, "quiet_from", choices, N_HOURS + 1);
    form_choices(form, "quiet_until", choices + 1, N_HOURS);
    return form;
}

static Form *
filled_form(Request *req)
{
    const Settings *set = settings(req->cx);
    Arena *arena = req->cx->arena;
    Form *form = with_hours(form_new(req, sending_fields, N_FIELDS));
    const Quiet quiet = quiet_parse(set->quiet);
    bool is_quiet = quiet.from != quiet.until;
    form_set(form, "quiet_from", is_quiet ? arena_printf(arena, "%d", (int)quiet.from) : NONE);
    form_set(form, "quiet_until",
             arena_printf(arena, "%d", is_quiet ? (int)quiet.until : USUAL_END));
    form_set(form, "pacing", setting_text(req->cx, "pacing"));
    form_set(form, "pace_rates", set->pace_rates);
    return form;
}

static PresetSpan
preset_rows(Arena *arena)
{
    PresetRow *rows = arena_array_of(arena, PresetRow, MOST_PRESETS);
    size_t n = 0;
    const char *name;
    for (; n < MOST_PRESETS && (name = pace_preset(n, &rows[n].rate)) != NULL; n++)
        rows[n].name = strcmp(name, "*") == 0 ? NULL : name;
    return (PresetSpan){rows, n};
}

static Response *
respond_sending(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    const SightFacts facts = sight_facts(cx);
    SightSpan sights = sight_list(cx);
    SendingShow view = {.menu = settings_menu(req),
                        .domain = *facts.domain != '\0' ? facts.domain : NULL,
                        .servers = setting_mail_server(cx),
                        .may_look = sight_is_wanted(&facts),
                        .is_looking = job_is_queued(cx, SIGHT_JOB),
                        .looked_at = sights.n > 0 ? sights.at[0].looked_at : 0,
                        .form = form,
                        .presets = preset_rows(cx->arena),
                        .asking = mail_list_asking(cx)};
    view.sights = sight_rows(cx, sights, &view.n_wrong);
    Page page = {.title = lang_text(cx->lang, N_("Sending")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    Response *res = respond_desk(req, form_ok(form) ? 200 : 422, &page, sending, &view);
    if (view.is_looking && form_ok(form))
        respond_header(res, "Refresh", LOOK_AGAIN_SECONDS);
    return res;
}

Response *
get_desk_sending(Request *req)
{
    return respond_sending(req, filled_form(req));
}

/* The two hours as the setting has them. */
static const char *
quiet_of(Form *form)
{
    const char *from = form_text(form, "quiet_from"), *until = form_text(form, "quiet_until");
    if (strcmp(from, NONE) == 0)
        return "";
    if (strcmp(from, until) == 0)
        form_fail(form, "quiet_until",
                  lang_text(form->req->cx->lang, N_("They begin and end at the same hour.")));
    return arena_printf(form->req->cx->arena, "%s-%s", from, until);
}

Response *
post_desk_sending(Request *req)
{
    Ctx *cx = req->cx;
    static const char *const plain[] = {"pacing", "pace_rates"};
    Form *form = with_hours(form_read(req, sending_fields, N_FIELDS));
    const char *quiet = quiet_of(form);
    for (size_t i = 0; form_ok(form) && i < G_N_ELEMENTS(plain); i++)
        settings_write_changed(form, plain[i], setting_text(cx, plain[i]),
                               form_text(form, plain[i]));
    if (form_ok(form))
        settings_write_changed(form, "quiet", settings(cx)->quiet, quiet);
    if (!form_ok(form))
        return respond_sending(req, form);
    return respond_done(req, URL, lang_text(cx->lang, N_("The settings were saved.")));
}

/* ---- looking ---- */

/* The world may take its time to answer: a job asks it, and the page shows itself again meanwhile.
 */
Response *
post_desk_sending_look(Request *req)
{
    Ctx *cx = req->cx;
    const SightFacts facts = sight_facts(cx);
    if (sight_is_wanted(&facts) && !job_is_queued(cx, SIGHT_JOB))
        job_queue(cx, SIGHT_JOB, "", cx->now);
    return respond_redirect(req, URL);
}
