/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The form for what an event is beside its text.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "base/text.h"
#include "calendar/rule.h"
#include "desk/desk.h"
#include "event/editable.h"
#include "event/event_edit.html.h"
#include "event/pages.h"
#include "lang/format.h"

#include <string.h>

#define TIME_HINT                                                                                  \
    N_("On the clocks of the time zone below: 2017-03-16 09:00. A whole day: 2017-03-16.")

/* clang-format off */
static const Field event_fields[] = {
    {"kind", N_("Kind"), .kind = FIELD_CHOICE, .narrow = true},
    {"series", N_("Series"), N_("The name of the numbered series that it is of."),
     .kind = FIELD_LINE, .optional = true, .verbatim = true, .most = 100},
    {"number", N_("Number in the series"), .kind = FIELD_INT, .optional = true, .least = 0,
     .most = 100000},
    {"state", N_("What is known"), .kind = FIELD_CHOICE},
    {"starts", N_("Begins"), TIME_HINT, .kind = FIELD_LINE, .optional = true, .most = 16},
    {"ends", N_("Ends"), N_("As the beginning; the last day of several."), .kind = FIELD_LINE,
     .optional = true, .most = 16},
    {"zone", N_("Time zone"), N_("Such as Africa/Nairobi, Europe/Paris or UTC."), .kind = FIELD_LINE,
     .most = 64},
    {"zones", N_("Also announced in"), N_("Time zones, with commas between: Asia/Jakarta, Africa/Johannesburg."),
     .kind = FIELD_LINE, .optional = true},
    {"again", N_("It comes again"), N_("Left empty: it takes place once."), .kind = FIELD_CHOICE,
     .optional = true, .narrow = true},
    {"weekday", N_("on"), N_("Of a day by its place in the month."), .kind = FIELD_CHOICE,
     .optional = true, .narrow = true, .verbatim = true},
    {"month", N_("of"), N_("Left empty: of every month."), .kind = FIELD_CHOICE, .optional = true,
     .narrow = true, .verbatim = true},
    {"leaves_out", N_("But not on"), N_("Days, with commas between: 2017-03-21."),
     .kind = FIELD_LINE, .optional = true},
    {"adds", N_("And also on"), N_("Days, with commas between: 2017-03-21."), .kind = FIELD_LINE,
     .optional = true},
    {"host", N_("Host"), N_("Left empty: the alliance."), .kind = FIELD_LINE, .optional = true},
    {"people", N_("How many sit together"), N_("Of a watch party: people on one connection."),
     .kind = FIELD_INT, .optional = true, .least = 0, .most = 100000},
    {"join_link", N_("Link to take part"), .kind = FIELD_URL, .optional = true},
    {"join_public", N_("Everybody sees this link, not only members"), .kind = FIELD_FLAG,
     .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};

/* Values as in Rule.nth; "date": the same date each year. */
static const Choice again_choices[] = {
    {"date", N_("every year, the same date")},
    {"1",    N_("the first …")          },
    {"2",    N_("the second …")         },
    {"3",    N_("the third …")          },
    {"4",    N_("the fourth …")         },
    {"-1",   N_("the last …")           },
};
/* clang-format on */

enum { N_EVENT_FIELDS = G_N_ELEMENTS(event_fields) };

static void
set_choices(Field *fields, const char *name, const Choice *choices, size_t n)
{
    for (size_t i = 0; i < N_EVENT_FIELDS; i++)
        if (strcmp(fields[i].name, name) == 0) {
            fields[i].choices = choices;
            fields[i].n_choices = n;
        }
}

/* Names of weekdays or months by their numbers from 1 on. */
static const Choice *
numbered_choices(Ctx *cx, int n, const char *(*name)(Arena *, const Lang *, int))
{
    Choice *choices = arena_array_of(cx->arena, Choice, (size_t)n);
    for (int i = 1; i <= n; i++)
        choices[i - 1] = (Choice){arena_printf(cx->arena, "%d", i), name(cx->arena, cx->lang, i)};
    return choices;
}

static const Field *
fields_of(Ctx *cx)
{
    Field *fields = arena_array_of(cx->arena, Field, N_EVENT_FIELDS);
    Choice *kinds = arena_array_of(cx->arena, Choice, 16), *states;
    size_t n_kinds = 0, n_states = 0;
    memcpy(fields, event_fields, sizeof event_fields);
    for (const EventKind *kind = EVENT_KINDS; kind->name != NULL; kind++)
        kinds[n_kinds++] = (Choice){kind->name, kind->label};
    states = kinds + n_kinds;
    for (const EventState *state = EVENT_STATES; state->name != NULL; state++)
        states[n_states++] = (Choice){state->name, state->label};
    EventGroupSpan series = event_series(cx);
    Choice *known = arena_array_of(cx->arena, Choice, series.n);
    for (size_t i = 0; i < series.n; i++)
        known[i] = (Choice){series.at[i].name, series.at[i].name};
    set_choices(fields, "kind", kinds, n_kinds);
    set_choices(fields, "state", states, n_states);
    set_choices(fields, "series", known, series.n);
    set_choices(fields, "again", again_choices, G_N_ELEMENTS(again_choices));
    set_choices(fields, "weekday", numbered_choices(cx, 7, format_weekday), 7);
    set_choices(fields, "month", numbered_choices(cx, 12, format_month), 12);
    return fields;
}

/* ---- between the record and the form ---- */

static void
show_number(Form *form, const char *name, int64_t number)
{
    if (number != 0)
        form_set_int(form, name, number);
}

static void
show_rule(Form *form, const char *text)
{
    Arena *arena = form->req->cx->arena;
    Rule rule;
    if (!rule_parse(text, &rule))
        return;
    form_set(form, "again", rule.nth == 0 ? "date" : arena_printf(arena, "%d", rule.nth));
    if (rule.weekday != 0)
        form_set(form, "weekday", arena_printf(arena, "%d", rule.weekday));
    if (rule.month != 0)
        form_set(form, "month", arena_printf(arena, "%d", rule.month));
}

static Form *
event_form(Request *req, const Event *event)
{
    Ctx *cx = req->cx;
    Form *form = form_new(req, fields_of(cx), N_EVENT_FIELDS);
    const char *const values[][2] = {
        {"kind", *event->kind != '\0' ? event->kind : EVENT_KINDS->name},
        {"series", event->series},
        {"state", event->state},
        {"starts", moment_written(cx->arena, event->starts)},
        {"ends", moment_written(cx->arena, event->ends)},
        {"zone", *event->uid == '\0' && cx->me.zone ? cx->me.zone : event->zone},
        {"zones", event->zones},
        {"leaves_out", event->leaves_out},
        {"adds", event->adds},
        {"host", event->host},
        {"join_link", event->join_link != NULL ? event->join_link : ""},
        {"version", arena_printf(cx->arena, "%" PRId64, event->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    show_number(form, "number", event->number);
    show_number(form, "people", event->people);
    form_set_int(form, "join_public", event->join_public);
    show_rule(form, event->rule);
    return form;
}

/* A list as it is kept: "a,b". */
static const char *
list_of(Arena *arena, const char *typed)
{
    GString *list = arena_string(arena, 100);
    g_auto(GStrv) parts = g_strsplit(typed, ",", -1);
    for (char **part = parts; *part != NULL; part++)
        if (*g_strstrip(*part) != '\0')
            g_string_append_printf(list, "%s%s", list->len > 0 ? "," : "", *part);
    return list->str;
}

static const char *
rule_of(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *again = form_text(form, "again"), *weekday = form_text(form, "weekday");
    if (*again == '\0')
        return "";
    if (strcmp(again, "date") == 0)
        return rule_format(cx->arena, &(Rule){0});
    if (*weekday == '\0') {
        form_fail(form, "weekday", lang_text(cx->lang, N_("Say which day of the week")));
        return "";
    }
    const Rule rule = {.nth = (int)g_ascii_strtoll(again, NULL, 10),
                       .weekday = (int)g_ascii_strtoll(weekday, NULL, 10),
                       .month = (int)g_ascii_strtoll(form_text(form, "month"), NULL, 10)};
    return rule_format(cx->arena, &rule);
}

static EventDraft
draft_of(Form *form)
{
    Arena *arena = form->req->cx->arena;
    const EventDraft draft = {
        .kind = form_text(form, "kind"),
        .series = form_text(form, "series"),
        .number = form_int(form, "number"),
        .state = form_text(form, "state"),
        .starts = moment_from_written(arena, form_text(form, "starts")),
        .ends = moment_from_written(arena, form_text(form, "ends")),
        .zone = form_text(form, "zone"),
        .zones = list_of(arena, form_text(form, "zones")),
        .rule = rule_of(form),
        .leaves_out = list_of(arena, form_text(form, "leaves_out")),
        .adds = list_of(arena, form_text(form, "adds")),
        .host = form_text(form, "host"),
        .people = form_int(form, "people"),
        .join_link = form_text(form, "join_link"),
        .join_public = form_flag(form, "join_public"),
    };
    FormFault fault = event_fault(&draft);
    if (g_strcmp0(fault.field, "rule") == 0)
        fault.field = "again";
    form_fail_for(form, fault);
    return draft;
}

/* ---- the pages ---- */

const Item *
event_editable(Request *req, int64_t id, const Event **ret_event, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Item *item = item_find_in(cx, id, "");
    const Event *event = item != NULL ? event_find(cx, item->id) : NULL;
    bool is_fine = event != NULL && may(cx, ACTION_EDIT, item);
    *ret_event = is_fine ? event : NULL;
    *ret_refused = event == NULL ? respond_not_found(req)
                   : !is_fine    ? respond_forbidden(req)
                                 : NULL;
    return is_fine ? item : NULL;
}

/* A time that was chosen elsewhere and comes with the address: it is shown, nothing is saved. */
static void
take_proposal(Form *form)
{
    static const char *const taken[] = {"starts", "ends", "zone"};
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++) {
        const char *value = req_query(form->req, taken[i]);
        if (*value != '\0' && strlen(value) <= LIMIT_LINE)
            form_set(form, taken[i], value);
    }
}

static Response *
respond_edit(Request *req, int status, const Item *item, const Form *form)
{
    const EventEdit view = {.item = item, .form = form};
    Page page = {.title = item->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, status, &page, event_edit, &view);
}

Response *
get_desk_event(Request *req)
{
    Response *refused = NULL;
    const Event *event = NULL;
    const Item *item = event_editable(req, req_id(req, "id"), &event, &refused);
    if (item == NULL)
        return refused;
    Form *form = event_form(req, event);
    take_proposal(form);
    return respond_edit(req, 200, item, form);
}

Response *
post_desk_event(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const Item *item = event_editable(req, req_id(req, "id"), &event, &refused);
    if (item == NULL)
        return refused;
    Form *form = form_read(req, fields_of(cx), N_EVENT_FIELDS);
    const EventDraft draft = draft_of(form);
    if (!form_ok(form))
        return respond_edit(req, 422, item, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (!event_save(cx, item->id, version, &draft)) {
        form_fail_conflict(form, "starts", item->version);
        return respond_edit(req, 409, item, form);
    }
    return respond_done(req, arena_printf(cx->arena, "/desk/events/%" PRId64, item->id),
                        lang_text(cx->lang, N_("Saved.")));
}
