/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/meeting.h"

#include "alliance/meeting.sql.h"
#include "alliance/row_link.h"
#include "alliance/setting.h"
#include "base/text.h"
#include "lang/lang.h"
#include "sheet/xml.h"
#include "web/app.h"

#include <string.h>

#define FOR_ROOM "meeting.room" /* what its identifier is made for */
#define DEEPEST 16              /* elements in elements that are told apart */

/* ---- the server ---- */

MeetingServer
meeting_server(Ctx *cx)
{
    const Settings *set = settings(cx);
    return (MeetingServer){set->meeting_server, set->meeting_secret};
}

const char *
meeting_server_clean(Arena *arena, const char *typed)
{
    size_t n = strlen(typed);
    while (n > 0 && typed[n - 1] == '/')
        n--;
    const char *address = arena_strndup(arena, typed, n);
    return n == 0 || g_str_has_suffix(address, "/api") ? address
                                                       : arena_printf(arena, "%s/api", address);
}

bool
meeting_is_server(const char *address)
{
    static const char *const here[] = {"127.0.0.1", "::1", "localhost", NULL};
    g_autoptr(GUri) uri = g_uri_parse(address, G_URI_FLAGS_NONE, NULL);
    if (uri == NULL || g_uri_get_host(uri) == NULL || g_uri_get_query(uri) != NULL ||
        g_uri_get_fragment(uri) != NULL || g_uri_get_userinfo(uri) != NULL ||
        strpbrk(address, " \t\n\"<>") != NULL)
        return false;
    const char *scheme = g_uri_get_scheme(uri), *host = g_uri_get_host(uri);
    return *host != '\0' && (strcmp(scheme, "https") == 0 ||
                             (strcmp(scheme, "http") == 0 && g_strv_contains(here, host)));
}

const char *
meeting_url(Arena *arena, const MeetingServer *server, const char *call,
            const MeetingParameter *parameters)
{
    GString *query = arena_string(arena, 512);
    for (const MeetingParameter *p = parameters; p->name != NULL; p++) {
        if (p->value == NULL)
            continue;
        g_string_append_printf(query, "%s%s=", query->len > 0 ? "&" : "", p->name);
        g_string_append_uri_escaped(query, p->value, NULL, false);
    }
    const char *signed_text = arena_printf(arena, "%s%s%s", call, query->str, server->secret);
    g_autofree char *checksum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, signed_text, -1);
    return arena_printf(arena, "%s/%s?%s%schecksum=%s", server->address, call, query->str,
                        query->len > 0 ? "&" : "", checksum);
}

/* ---- the room ---- */

static const DbType STATE = DB_TYPE(MeetingState, DB_FIELD(MeetingState, made_at),
                                    DB_FIELD(MeetingState, failed_at));

bool
meeting_room(Ctx *cx, const Event *event, const char *terms_meeting, MeetingRoom *ret)
{
    MeetingServer server = meeting_server(cx);
    if (*server.address == '\0' || *terms_meeting == '\0')
        return false;
    *ret = (MeetingRoom){
        .server = server,
        .item_id = event->id,
        /* Nobody can guess it, and no other tool of that server has the same. */
        .id = row_link_token(cx, FOR_ROOM, event->id, 0),
        .title = event->title,
        .back = page_address(cx, event->path),
        .records = strcmp(terms_meeting, MEETING_RECORDED) == 0,
    };
    return true;
}

MeetingState
meeting_state(Ctx *cx, int64_t item_id)
{
    const MeetingState *found = db_one(cx, &SQL_meeting_state, &STATE, DB_ARGS(item_id));
    return found != NULL ? *found : (MeetingState){0};
}

bool
meeting_is_made(Ctx *cx, MeetingState state)
{
    return state.made_at > cx->now - MEETING_LASTS;
}

bool
meeting_is_away(Ctx *cx, MeetingState state)
{
    return state.failed_at > cx->now - MEETING_AWAY_SECONDS;
}

void
meeting_keep(Ctx *cx, int64_t item_id, MeetingOutcome outcome)
{
    bool is_made = outcome == MEETING_DONE;
    db_run(cx, &SQL_meeting_keep,
           DB_ARGS(item_id, DB_OR_NULL(is_made ? cx->now : 0), DB_OR_NULL(is_made ? 0 : cx->now)));
}

/* As the API wants it: no control characters, at most @most characters, and at least two. */
static const char *
plain(Arena *arena, const char *text, size_t most)
{
    g_autofree char *copy = g_strdup(text);
    for (char *at = copy; *at != '\0'; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    const char *line = text_shorten(arena, text_fold_space(arena, copy), most);
    return text_length(line) >= 2 ? line : arena_printf(arena, "%s …", line);
}

const char *
meeting_join_url(Arena *arena, const MeetingRoom *room, const char *name, bool moderates)
{
    const MeetingParameter parameters[] = {
        {"fullName", plain(arena, name, MEETING_NAME)},
        {"meetingID", room->id},
        {"role", moderates ? "MODERATOR" : "VIEWER"},
        {0},
    };
    return meeting_url(arena, &room->server, "join", parameters);
}

/* ---- what a server answers ---- */

typedef struct Answer {
    Arena *arena;
    const char *path[DEEPEST]; /* elements that are open */
    int depth;
    GString *text; /* of the innermost */
    const char *code, *key;
    int64_t starts_at; /* of the recording that is read */
    const char *type;
    MeetingRecording *recordings;
    size_t n;
} Answer;

static void
on_start(void *data, const char *name, const char **attributes G_GNUC_UNUSED)
{
    Answer *answer = data;
    if (answer->depth < DEEPEST)
        answer->path[answer->depth] = arena_strdup(answer->arena, name);
    answer->depth++;
    if (strcmp(name, "format") == 0)
        answer->type = NULL;
    g_string_truncate(answer->text, 0);
}

static void
on_text(void *data, const char *text, int n)
{
    Answer *answer = data;
    g_string_append_len(answer->text, text, n);
}

static void
take_recording(Answer *answer, const char *url)
{
    bool is_page = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://");
    if (is_page && answer->n < MEETING_RECORDINGS)
        answer->recordings[answer->n++] = (MeetingRecording){
            url, answer->type != NULL ? answer->type : "", answer->starts_at};
}

/* The elements that mean something: the innermost, and the one around it. */
static void
on_end(void *data, const char *name)
{
    Answer *answer = data;
    const char *text = text_fold_space(answer->arena, answer->text->str);
    const char *around = answer->depth >= 2 && answer->depth <= DEEPEST
                             ? answer->path[answer->depth - 2]
                             : "";
    if (strcmp(around, "response") == 0 && strcmp(name, "returncode") == 0)
        answer->code = text;
    else if (strcmp(around, "response") == 0 && strcmp(name, "messageKey") == 0)
        answer->key = text;
    else if (strcmp(around, "recording") == 0 && strcmp(name, "startTime") == 0)
        answer->starts_at = g_ascii_strtoll(text, NULL, 10) / 1000;
    else if (strcmp(around, "format") == 0 && strcmp(name, "type") == 0)
        answer->type = text;
    else if (strcmp(around, "format") == 0 && strcmp(name, "url") == 0)
        take_recording(answer, text);
    answer->depth--;
    g_string_truncate(answer->text, 0);
}

static const XmlEvents EVENTS = {on_start, on_end, on_text};

static MeetingOutcome
outcome_of(const Answer *answer)
{
    if (answer->code == NULL)
        return MEETING_AWAY;
    if (strcmp(answer->code, "SUCCESS") == 0)
        return MEETING_DONE;
    return g_strcmp0(answer->key, "checksumError") == 0 ? MEETING_SECRET : MEETING_REFUSED;
}

static MeetingOutcome
ask(struct App *app, Answer *answer, const char *url)
{
    Bytes body = app->fetch(answer->arena, url);
    answer->text = arena_string(answer->arena, 256);
    answer->recordings = arena_array_of(answer->arena, MeetingRecording, MEETING_RECORDINGS);
    if (body.at == NULL || !g_utf8_validate(body.at, (gssize)body.n, NULL) ||
        xml_read(body, &EVENTS, answer) != XML_ENDED)
        return MEETING_AWAY;
    return outcome_of(answer);
}

MeetingOutcome
meeting_try(struct App *app, Arena *arena, const MeetingServer *server)
{
    Answer answer = {.arena = arena};
    return ask(app, &answer, meeting_url(arena, server, "getMeetings", (MeetingParameter[]){{0}}));
}

MeetingOutcome
meeting_make(struct App *app, Arena *arena, const MeetingRoom *room)
{
    const char *records = room->records ? "true" : "false";
    const MeetingParameter parameters[] = {
        {"name", plain(arena, room->title, MEETING_TITLE)},
        {"meetingID", room->id},
        {"record", records},
        {"autoStartRecording", "false"},
        {"allowStartStopRecording", records},
        {"notifyRecordingIsOn", records},
        {"logoutURL", room->back},
        {0},
    };
    Answer answer = {.arena = arena};
    return ask(app, &answer, meeting_url(arena, &room->server, "create", parameters));
}

static int
by_time(const void *a, const void *b)
{
    const MeetingRecording *one = a, *other = b;
    return (one->starts_at < other->starts_at) - (one->starts_at > other->starts_at);
}

MeetingOutcome
meeting_recordings(struct App *app, Arena *arena, const MeetingRoom *room,
                   MeetingRecordingSpan *ret)
{
    const MeetingParameter parameters[] = {
        {"meetingID", room->id},
        {"state", "published"},
        {0},
    };
    Answer answer = {.arena = arena};
    MeetingOutcome outcome = ask(app, &answer,
                                 meeting_url(arena, &room->server, "getRecordings", parameters));
    if (outcome == MEETING_DONE) {
        qsort(answer.recordings, answer.n, sizeof *answer.recordings, by_time);
        *ret = (MeetingRecordingSpan){answer.recordings, answer.n};
    }
    return outcome;
}

const char *
meeting_words(MeetingOutcome outcome)
{
    switch (outcome) {
    case MEETING_DONE: return NULL;
    case MEETING_AWAY: return N_("The server of meetings does not answer.");
    case MEETING_SECRET: return N_("The server of meetings does not know this secret.");
    case MEETING_REFUSED: return N_("The server of meetings refused it.");
    }
    g_assert_not_reached();
}
