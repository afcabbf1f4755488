/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The programme in the desk: sessions are added, changed, moved and taken out.
 */
#include "alliance/access.h"
#include "base/limits.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "desk/page_choices.h"
#include "event/editable.h"
#include "programme/pages.h"
#include "programme/programme_edit.html.h"
#include "programme/session_edit.html.h"
#include "programme/session_out.html.h"

#include <string.h>

static const char people_hint[] = N_("One a line, in order: name, affiliation. Of a member put the "
                                     "address of the profile at the end of the line.");

/* The last three are for what there is already. */
/* clang-format off */
static const Field session_fields[] = {
    {"title", N_("Title"), .kind = FIELD_LINE},
    {"kind", N_("Kind"), .kind = FIELD_CHOICE, .narrow = true},
    {"starts", N_("Begins"), N_("On the event's clocks: 2018-05-08 09:00."), .kind = FIELD_LINE, .most = 16},
    {"ends", N_("Ends"), N_("2018-05-08 10:30, or only the time: 10:30."), .kind = FIELD_LINE, .most = 16},
    {"room", N_("Room or place"), N_("What is at the same time in different rooms stands side by side."),
     .kind = FIELD_LINE, .optional = true},
    {"summary", N_("One sentence"), .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = LIMIT_SUMMARY},
    {"body", N_("Text"), N_("Markdown works."), .kind = FIELD_TEXT, .optional = true, .rows = 8},
    {"language", N_("Language"), N_("Of these texts; translations are written afterwards."),
     .kind = FIELD_CHOICE, .narrow = true, .verbatim = true},
    {"moderators", N_("Who moderates"), people_hint, .kind = FIELD_TEXT, .optional = true, .rows = 2},
    {"speakers", N_("Who speaks"), people_hint, .kind = FIELD_TEXT, .optional = true, .rows = 5},
    {"recording", N_("Recording"), N_("The address at which it can be watched or heard afterwards."),
     .kind = FIELD_URL, .optional = true},
    {"cancelled", N_("It does not take place"), .kind = FIELD_FLAG, .optional = true},
    {"rest", N_("Move what comes after it on that day by as much"), .kind = FIELD_FLAG, .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

enum {
    N_FIELDS = G_N_ELEMENTS(session_fields),
    N_NEW = N_FIELDS - 3, /* without what is only for one that there is already */
    DAY_SIZE = 10,
    CLOCK_SIZE = 5, /* of "10:30" */
};

static Form *
with_choices(Form *form)
{
    Choice kinds[16];
    size_t n = 0;
    for (const SessionKind *kind = SESSION_KINDS; kind->name != NULL; kind++)
        kinds[n++] = (Choice){kind->name, kind->label};
    const ChoiceSpan languages = language_choices(form->req->cx);
    form_choices(form, "kind", kinds, n);
    form_choices(form, "language", languages.at, languages.n);
    return form;
}

/* ---- between the record and the form ---- */

/* Of an end that is only a time the day is that of the beginning. */
static const char *
moment_of(Arena *arena, const char *typed, const char *starts)
{
    const char *whole = strlen(typed) == CLOCK_SIZE && strlen(starts) > DAY_SIZE
                            ? arena_printf(arena, "%.*s %s", (int)DAY_SIZE, starts, typed)
                            : typed;
    return moment_from_written(arena, whole);
}

/* A new one begins where the last one ends. */
static Form *
form_of_new(Request *req, const Event *event)
{
    Ctx *cx = req->cx;
    Form *form = with_choices(form_new(req, session_fields, N_NEW));
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    const char *from = sessions.n > 0 ? sessions.at[sessions.n - 1].ends : event->starts;
    form_set(form, "kind", SESSION_KINDS->name);
    form_set(form, "language", event->language);
    form_set(form, "starts", moment_written(cx->arena, from));
    return form;
}

static Form *
form_of(Request *req, const ProgrammeSession *session)
{
    Ctx *cx = req->cx;
    Form *form = with_choices(form_new(req, session_fields, N_FIELDS));
    const char *const values[][2] = {
        {"title", session->title},
        {"kind", session->kind},
        {"starts", moment_written(cx->arena, session->starts)},
        {"ends", moment_written(cx->arena, session->ends)},
        {"room", session->room},
        {"summary", session->summary},
        {"body", session->body},
        {"language", session->language},
        {"moderators", speaker_lines_format(cx->arena, session->people, true)},
        {"speakers", speaker_lines_format(cx->arena, session->people, false)},
        {"recording", session->recording != NULL ? session->recording : ""},
        {"version", arena_printf(cx->arena, "%" PRId64, session->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1]);
    form_set_int(form, "cancelled", session->cancelled);
    return form;
}

static void
read_people(Form *form, const char *field, bool moderates, SpeakerDraft *drafts, size_t *n)
{
    Ctx *cx = form->req->cx;
    const char *words = NULL;
    size_t line = speaker_lines_parse(cx, form_text(form, field), moderates, drafts, n, &words);
    if (line != 0)
        form_fail(form, field,
                  lang_fill(cx->arena, lang_text(cx->lang, words), "line",
                            arena_printf(cx->arena, "%zu", line), NULL));
}

static SessionDraft
draft_of(Form *form, const Event *event, bool is_new)
{
    Ctx *cx = form->req->cx;
    SpeakerDraft *people = arena_array_of(cx->arena, SpeakerDraft, LIMIT_SPEAKERS);
    size_t n = 0;
    read_people(form, "moderators", true, people, &n);
    read_people(form, "speakers", false, people, &n);
    const char *starts = form_text(form, "starts");
    const SessionDraft draft = {
        .title = form_text(form, "title"),
        .summary = form_text(form, "summary"),
        .body = form_text(form, "body"),
        .language = form_text(form, "language"),
        .kind = form_text(form, "kind"),
        .starts = moment_of(cx->arena, starts, ""),
        .ends = moment_of(cx->arena, form_text(form, "ends"), starts),
        .room = form_text(form, "room"),
        .recording = form_text(form, "recording"),
        .cancelled = !is_new && form_flag(form, "cancelled"),
        .moves_rest = !is_new && form_flag(form, "rest"),
        .speakers = {people, n},
    };
    form_fail_for(form, programme_fault(&draft, event));
    return draft;
}

/* ---- the pages ---- */

static const char *
edit_path(Ctx *cx, const Event *event)
{
    return arena_printf(cx->arena, "/desk/events/%" PRId64 "/programme", event->id);
}

/* The session in the path, in the language of its original, which is what is edited. */
static const ProgrammeSession *
find_session(Request *req, const Event **ret_event, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const Lang *reader = cx->lang;
    const Item *item = item_find_in(cx, req_id(req, "id"), "");
    const Lang *original = item != NULL ? lang_find(item->original_language) : NULL;
    if (original != NULL)
        cx->lang = original;
    const ProgrammeSession *session = item != NULL ? programme_find(cx, item->id) : NULL;
    cx->lang = reader;
    *ret_event = NULL;
    *ret_refused = session == NULL ? respond_not_found(req) : NULL;
    if (session != NULL)
        event_editable(req, session->event_id, ret_event, ret_refused);
    return *ret_event != NULL ? session : NULL;
}

static Response *
respond_edit(Request *req, int status, const SessionEdit *view)
{
    Ctx *cx = req->cx;
    Page page = {.title = lang_text(cx->lang, view->heading),
                 .here = HERE(DESK_CRUMB, {view->event->title, edit_path(cx, view->event)})};
    return respond_desk(req, status, &page, session_edit, view);
}

Response *
get_desk_programme(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const Item *item = event_editable(req, req_id(req, "id"), &event, &refused);
    if (item == NULL)
        return refused;
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    const Item *summary = programme_summary(cx, event->id);
    const ProgrammeEdit view = {.event = event,
                                .days = programme_days(cx, event, sessions),
                                .n = (int64_t)sessions.n,
                                .most = LIMIT_PROGRAMME,
                                .draft = item->published_at == 0,
                                .rooms = programme_has_rooms(sessions),
                                .summary = summary,
                                .has_summary = summary != NULL};
    Page page = {.title = event->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, 200, &page, programme_edit, &view);
}

static Response *
respond_new(Request *req, int status, const Event *event, const Form *form)
{
    const SessionEdit view = {
        .event = event,
        .action = arena_printf(req->cx->arena, "%s/new", edit_path(req->cx, event)),
        .heading = N_("Add a session"),
        .form = form};
    return respond_edit(req, status, &view);
}

Response *
get_desk_programme_new(Request *req)
{
    Response *refused = NULL;
    const Event *event = NULL;
    event_editable(req, req_id(req, "id"), &event, &refused);
    return event != NULL ? respond_new(req, 200, event, form_of_new(req, event)) : refused;
}

Response *
post_desk_programme_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    event_editable(req, req_id(req, "id"), &event, &refused);
    if (event == NULL)
        return refused;
    Form *form = with_choices(form_read(req, session_fields, N_NEW));
    const SessionDraft draft = draft_of(form, event, true);
    if (form_ok(form) && programme_insert(cx, event, &draft) == 0)
        form_fail(form, "title", lang_text(cx->lang, N_("The programme is full.")));
    if (!form_ok(form))
        return respond_new(req, 422, event, form);
    return respond_done(req, edit_path(cx, event), lang_text(cx->lang, N_("It is added.")));
}

static Response *
respond_one(Request *req, int status, const Event *event, const ProgrammeSession *session,
            const Form *form)
{
    const SessionEdit view = {
        .event = event,
        .session = session,
        .action = arena_printf(req->cx->arena, "/desk/programme/%" PRId64, session->id),
        .heading = N_("Change the session"),
        .form = form};
    return respond_edit(req, status, &view);
}

Response *
get_desk_programme_session(Request *req)
{
    Response *refused = NULL;
    const Event *event = NULL;
    const ProgrammeSession *session = find_session(req, &event, &refused);
    return session != NULL ? respond_one(req, 200, event, session, form_of(req, session)) : refused;
}

Response *
post_desk_programme_session(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const ProgrammeSession *session = find_session(req, &event, &refused);
    if (session == NULL)
        return refused;
    Form *form = with_choices(form_read(req, session_fields, N_FIELDS));
    const SessionDraft draft = draft_of(form, event, false);
    if (!form_ok(form))
        return respond_one(req, 422, event, session, form);
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (programme_update(cx, session, version, &draft) != ITEM_OK) {
        form_fail_conflict(form, "title", session->version);
        return respond_one(req, 409, event, session, form);
    }
    return respond_done(req, edit_path(cx, event), lang_text(cx->lang, N_("Saved.")));
}

Response *
get_desk_programme_out(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const ProgrammeSession *session = find_session(req, &event, &refused);
    if (session == NULL)
        return refused;
    const SessionOut view = {
        .event = event, .session = session, .n_slides = (int64_t)session->slides.n};
    Page page = {.title = lang_text(cx->lang, N_("Take it out of the programme")),
                 .here = HERE(DESK_CRUMB, {event->title, edit_path(cx, event)})};
    return respond_desk(req, 200, &page, session_out, &view);
}

Response *
post_desk_programme_out(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const ProgrammeSession *session = find_session(req, &event, &refused);
    if (session == NULL)
        return refused;
    programme_delete(cx, session);
    return respond_done(req, edit_path(cx, event), lang_text(cx->lang, N_("It is taken out.")));
}

Response *
post_desk_summary(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Event *event = NULL;
    const Item *item = event_editable(req, req_id(req, "id"), &event, &refused);
    if (item == NULL)
        return refused;
    return respond_redirect(req, "/desk/pages/%" PRId64, programme_begin_summary(cx, item));
}
