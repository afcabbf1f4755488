/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The server on which events have rooms: said once, and tried before it is kept.
 */
#include "alliance/meeting.h"
#include "alliance/setting.h"
#include "desk/keep.h"
#include "desk/pages.h"
#include "desk/settings.h"
#include "desk/settings_meeting.html.h"
#include "lang/lang.h"
#include "web/app.h"

#define URL "/desk/settings/meetings"
#define SERVER "meeting_server"
#define SECRET "meeting_secret"

/* clang-format off */
static const Field fields[] = {
    {SERVER, N_("Address of the server"),
     N_("As its command \"bbb-conf --secret\" prints it, such as https://bbb.example/bigbluebutton/. "
        "Left empty: no event has a room there."),
     .kind = FIELD_URL, .optional = true},
    {SECRET, N_("Secret"),
     N_("From the same command. It is not shown here again: leave it empty to keep it."),
     .kind = FIELD_PASSWORD, .optional = true, .autocomplete = "off"},
};
/* clang-format on */

/* What was typed, and what the server says of it. */
typedef struct Trial {
    MeetingServer server;
    MeetingOutcome outcome;
} Trial;

static Response *
respond_form(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    const SettingsMeeting view = {
        .menu = settings_menu(req), .form = form, .is_set = *settings(cx)->meeting_server != '\0'};
    Page page = {.title = lang_text(cx->lang, N_("Rooms for meetings")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, settings_meeting, &view);
}

Response *
get_desk_meetings(Request *req)
{
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, SERVER, settings(req->cx)->meeting_server);
    return respond_form(req, form);
}

/* The server in the form; what is wrong with it becomes an error at the field. */
static MeetingServer
server_of(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *typed = form_text(form, SERVER), *secret = form_text(form, SECRET);
    MeetingServer server = {meeting_server_clean(cx->arena, typed),
                            *secret != '\0' ? secret : settings(cx)->meeting_secret};
    if (*server.address == '\0')
        return (MeetingServer){"", ""};
    if (!meeting_is_server(server.address))
        form_fail(form, SERVER,
                  lang_text(cx->lang, N_("Write it with https://, such as "
                                         "https://bbb.example/bigbluebutton/.")));
    else if (*server.secret == '\0')
        form_fail(form, SECRET, lang_text(cx->lang, N_("The server's secret is missing.")));
    return server;
}

static Response *
look_at_server(Request *req)
{
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    Trial *trial = arena_new_of(req->cx->arena, Trial);
    *trial = (Trial){.server = server_of(form), .outcome = MEETING_DONE};
    if (!form_ok(form))
        return respond_form(req, form);
    req->prepared = trial;
    return NULL;
}

static void
try_server(Request *req)
{
    Trial *trial = req->prepared;
    if (*trial->server.address != '\0')
        trial->outcome = meeting_try(req->cx->app, req->cx->arena, &trial->server);
}

const Preparation prepare_desk_meetings = {look_at_server, try_server};

Response *
post_desk_meetings(Request *req)
{
    Ctx *cx = req->cx;
    const Trial *trial = req->prepared;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (trial->outcome != MEETING_DONE)
        form_fail(form, trial->outcome == MEETING_SECRET ? SECRET : SERVER,
                  lang_text(cx->lang, meeting_words(trial->outcome)));
    if (form_ok(form)) {
        settings_write_changed(form, SERVER, settings(cx)->meeting_server, trial->server.address);
        settings_write_changed(form, SECRET, settings(cx)->meeting_secret, trial->server.secret);
    }
    if (!form_ok(form))
        return respond_form(req, form);
    return respond_done(req, URL,
                        lang_text(cx->lang, *trial->server.address != '\0'
                                                ? N_("Saved. The server answers, and knows the "
                                                     "secret.")
                                                : N_("Saved.")));
}
