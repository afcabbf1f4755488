/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The page that asks for a time and says what it means.
 */
#include "alliance/access.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "event/editable.h"
#include "fair/fair_show.html.h"
#include "fair/pages.h"
#include "group/pages.h"
#include "lang/format.h"

#include <string.h>

#define MINUTE 60
#define LONGEST (12 * 60) /* minutes */
#define USUAL 60          /* minutes */
#define SERIES 4          /* times that are proposed for a series */
#define FEW 3             /* people of a country: fewer are shown to the secretariat alone */
#define WEEK (7 * (int64_t)MOMENT_DAY)

/* clang-format off */
static const Field fields[] = {
    {"at",      N_("A time"), N_("2017-03-16 09:00"), .kind = FIELD_LINE, .most = 16},
    {"zone",    N_("Time zone"), N_("Such as Africa/Nairobi, Europe/Paris or UTC."), .kind = FIELD_LINE, .most = 64},
    {"minutes", N_("Minutes"), .kind = FIELD_INT, .least = 1, .most = LONGEST},
    {"weeks",   N_("Weeks between two of a series"), .kind = FIELD_INT, .least = 1, .most = 26},
    {"who",     N_("Who is invited"), .kind = FIELD_CHOICE, .verbatim = true, .narrow = true},
};
/* clang-format on */

/* For what times are proposed. */
typedef struct Subject {
    const char *title, *path; /* path: of its page */
    const char *at, *zone;    /* by default: "2017-03-16T09:00" */
    int64_t minutes;
    FairScope scope;
    const char *form; /* the address into which a time is taken */
} Subject;

/* What somebody wants to know. */
typedef struct Asked {
    const Subject *subject;
    FairAsk time;
    const char *who; /* of fair_choices() */
} Asked;

/* ---- what is asked ---- */

static void
set_int(Form *form, const char *name, int64_t usual)
{
    const char *typed = req_query(form->req, name);
    form_set(form, name,
             *typed != '\0' ? typed : arena_printf(form->req->cx->arena, "%" PRId64, usual));
}

static int64_t
checked_int(Form *form, const char *name, int64_t least, int64_t most)
{
    const char *typed = form_text(form, name);
    char *end = NULL;
    int64_t n = g_ascii_strtoll(typed, &end, 10);
    if (*typed != '\0' && *end == '\0' && n >= least && n <= most)
        return n;
    const Lang *lang = form->req->cx->lang;
    form_fail(form, name, lang_text(lang, N_("This number is too small or too large")));
    return least;
}

static Form *
form_of(Request *req, const Subject *subject)
{
    Ctx *cx = req->cx;
    const char *at = req_query(req, "at"), *zone = req_query(req, "zone");
    ChoiceSpan choices = fair_choices(cx, subject->scope);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "at", *at != '\0' ? at : moment_written(cx->arena, subject->at));
    form_set(form, "zone", *zone != '\0' ? zone : subject->zone);
    set_int(form, "minutes", subject->minutes);
    set_int(form, "weeks", 4);
    form_choices(form, "who", choices.at, choices.n);
    form_set(form, "who", fair_chosen(subject->scope, choices, req_query(req, "who")));
    return form;
}

/* What is wrong stands at its field. */
static FairAsk
read_time(Form *form)
{
    Ctx *cx = form->req->cx;
    FairAsk time = {.zone = form_text(form, "zone"), .after = cx->now};
    const char *at = moment_from_written(cx->arena, form_text(form, "at"));
    time.seconds = checked_int(form, "minutes", 1, LONGEST) * MINUTE;
    if (!zone_is_valid(time.zone))
        form_fail(form, "zone", lang_text(cx->lang, N_("This time zone is not known")));
    else if (!moment_from_local(at, time.zone, &time.starts_at))
        form_fail(form, "at", lang_text(cx->lang, N_("This is no time there: 2017-03-16 09:00")));
    /* What is over is looked at as it was. */
    time.after = MIN(time.after, time.starts_at - WEEK);
    if (time.starts_at > cx->now)
        time.after = cx->now;
    return time;
}

/* ---- what is answered ---- */

static FairChoice
choice_of(Ctx *cx, const Asked *asked, const FairTime *time)
{
    const Subject *subject = asked->subject;
    const FairAsk *ask = &asked->time;
    FairChoice choice = {
        .time = time, .words = format_appointment(cx->arena, cx->lang, time->starts_at, ask->zone)};
    if (cx->me.zone != NULL && strcmp(cx->me.zone, ask->zone) != 0)
        choice.own = format_appointment(cx->arena, cx->lang, time->starts_at, cx->me.zone);
    g_autofree char *from = g_uri_escape_string(moment_local(cx->arena, time->starts_at, ask->zone),
                                                NULL, false);
    g_autofree char *to = g_uri_escape_string(
        moment_local(cx->arena, time->starts_at + ask->seconds, ask->zone), NULL, false);
    g_autofree char *zone = g_uri_escape_string(ask->zone, NULL, false);
    choice.url = subject->scope.event_id != 0
                     ? arena_printf(cx->arena, "%s?starts=%s&ends=%s&zone=%s", subject->form, from,
                                    to, zone)
                     : arena_printf(cx->arena, "%s?at=%s&zone=%s&minutes=%" PRId64 "&who=%s",
                                    subject->form, from, zone, ask->seconds / MINUTE, asked->who);
    return choice;
}

static FairChoiceSpan
choices_of(Ctx *cx, const Asked *asked, FairTimeSpan times)
{
    FairChoice *at = arena_array_of(cx->arena, FairChoice, times.n);
    for (size_t i = 0; i < times.n; i++)
        at[i] = choice_of(cx, asked, &times.at[i]);
    return (FairChoiceSpan){at, times.n};
}

static FairTurnSpan
turns_of(Ctx *cx, const Asked *asked, FairSlotSpan slots)
{
    FairTurn *at = arena_array_of(cx->arena, FairTurn, slots.n);
    for (size_t i = 0; i < slots.n; i++) {
        FairShare *shares = arena_array_of(cx->arena, FairShare, N_FAIR_REGIONS);
        FairChoice *choice = arena_new_of(cx->arena, FairChoice);
        size_t n = 0;
        for (size_t r = 0; r < N_FAIR_REGIONS; r++)
            if (slots.at[i].people[r] > 0)
                shares[n++] = (FairShare){FAIR_REGIONS[r].label, slots.at[i].people[r],
                                          slots.at[i].asleep[r]};
        *choice = choice_of(cx, asked, &slots.at[i].time);
        at[i] = (FairTurn){
            choice, {shares, n}
        };
    }
    return (FairTurnSpan){at, slots.n};
}

static void
answer(Ctx *cx, const Asked *asked, FairShow *view)
{
    const FairAsk *ask = &asked->time;
    FairClockSpan invited = fair_invited(cx, asked->subject->scope, asked->who);
    const Fair *fair = fairness_new(cx->arena, invited, ask->starts_at - 2 * WEEK,
                                    ask->starts_at + (SERIES * view->weeks + 2) * WEEK);
    FairTime *then = arena_new_of(cx->arena, FairTime);
    FairChoice *choice = arena_new_of(cx->arena, FairChoice);
    int64_t least = (cx->me.roles & ROLE_SECRETARIAT) != 0 ? 1 : FEW;
    *then = fairness_judge(fair, ask->starts_at, ask->seconds);
    *choice = choice_of(cx, asked, then);
    view->asked = choice;
    view->people = then->asleep + then->awake + then->office;
    view->rows = fair_rows(cx, fair, invited, ask, least);
    view->better = choices_of(cx, asked, fairness_better(cx->arena, fair, ask));
    view->turns = turns_of(cx, asked, fairness_rotate(cx->arena, fair, ask, SERIES, view->weeks));
}

static FairShow
view_of(Request *req, const Subject *subject)
{
    Form *form = form_of(req, subject);
    const Asked asked = {subject, read_time(form), form_text(form, "who")};
    FairShow view = {.title = subject->title, .path = subject->path, .form = form};
    view.weeks = checked_int(form, "weeks", 1, 26);
    if (form_ok(form))
        answer(req->cx, &asked, &view);
    return view;
}

/* ---- the pages ---- */

/* In a week at the same time of the reader's clocks as an office would begin a call. */
static const char *
next_week(Ctx *cx, const char *zone)
{
    return arena_printf(cx->arena, "%sT14:00", moment_date_in(cx->arena, cx->now + WEEK, zone));
}

/* Of an event whose hour is not known yet its day counts. */
static Subject
subject_of_event(Ctx *cx, const Item *item, const Event *event)
{
    int64_t from = 0, until = 0;
    Subject subject = {
        .title = event->title,
        .path = event->path,
        .zone = event->zone,
        .minutes = USUAL,
        .scope = {event->id, item->group_id},
        .form = arena_printf(cx->arena, "/desk/events/%" PRId64, event->id)
    };
    bool timed = moment_from_local(event->starts, event->zone, &from);
    subject.at = timed                    ? event->starts
                 : *event->starts != '\0' ? arena_printf(cx->arena, "%sT14:00", event->starts)
                                          : next_week(cx, event->zone);
    if (timed && moment_from_local(event->ends, event->zone, &until) && until > from)
        subject.minutes = MIN((until - from) / MINUTE, LONGEST);
    return subject;
}

Response *
get_event_times(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const Item *item = event_editable(req, req_id(req, "id"), &event, &refused);
    if (item == NULL)
        return refused;
    const Subject subject = subject_of_event(cx, item, event);
    const FairShow view = view_of(req, &subject);
    Page page = {.title = lang_text(cx->lang, N_("For whom is it night?")),
                 .here = HERE(DESK_CRUMB, {event->title, subject.form})};
    return respond_desk(req, form_ok(view.form) ? 200 : 422, &page, fair_show, &view);
}

Response *
get_group_times(Request *req)
{
    Ctx *cx = req->cx;
    const Item *group = group_asked(req);
    if (group == NULL)
        return respond_not_found(req);
    if (!may(cx, ACTION_LEAD, group))
        return respond_forbidden(req);
    const char *zone = cx->me.zone != NULL ? cx->me.zone : "UTC";
    const Subject subject = {.title = group->title,
                             .path = group->path,
                             .at = next_week(cx, zone),
                             .zone = zone,
                             .minutes = USUAL,
                             .scope = {.group_id = group->id},
                             .form = group_url(cx, group, "/times")};
    const FairShow view = view_of(req, &subject);
    Page *page = group_page(cx, group, lang_text(cx->lang, N_("For whom is it night?")));
    return respond_page(req, form_ok(view.form) ? 200 : 422, page, fair_show, &view);
}
