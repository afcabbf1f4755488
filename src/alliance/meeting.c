/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/meeting.h"

#include "alliance/meeting.sql.h"
#include "alliance/row_link.h"
#include "alliance/setting.h"
#include "base/text.h"
#include "lang/lang.h"
#include "sheet/xml.h"
#include "web/app.h"
#include "web/form.h"

#include <string.h>

#define FOR_ROOM "meeting.room" /* what its identifier is made for */
#define DEEPEST 16              /* elements in elements that are told apart */
#define TYPE_MOST 40            /* bytes of the name of a way to watch */
#define RECORD_ID_MOST 200      /* bytes */
#define MINUTES_MOST 100000
#define LAST_MOMENT ((int64_t)4102444800) /* the year 2100: later is no moment */

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

const char *
meeting_room_id(Ctx *cx, int64_t item_id)
{
    return row_link_token(cx, FOR_ROOM, item_id, 0);
}

bool
meeting_room(Ctx *cx, const Event *event, const char *terms_meeting, MeetingRoom *ret)
{
    MeetingServer server = meeting_server(cx);
    if (*server.address == '\0' || *terms_meeting == '\0')
        return false;
    *ret = (MeetingRoom){
        .server = server,
        .item_id = event->id,
        .id = meeting_room_id(cx, event->id),
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

const char *const MEETING_STATES[] = {"processing",  "processed", "published",
                                      "unpublished", "deleted",   NULL};

/* A recording while it is read. */
typedef struct Draft {
    MeetingRecording told;
    const char *room_id;
    bool hidden; /* <published> says no */
    MeetingPlayback playback;
    MeetingPlayback playbacks[MEETING_PLAYBACKS];
    size_t n_playbacks;
} Draft;

typedef struct Answer {
    Arena *arena;
    const char *path[DEEPEST]; /* elements that are open */
    int depth;
    GString *text; /* of the innermost */
    const char *code, *key;
    /* Of recordings; .room_id NULL: they are not read. */
    const char *room_id;
    Draft draft;
    MeetingRecording *recordings;
    size_t n;
    bool is_cut;
} Answer;

/* The open element around the innermost, or "". */
static const char *
around_of(const Answer *answer)
{
    return answer->depth >= 2 && answer->depth <= DEEPEST ? answer->path[answer->depth - 2] : "";
}

static void
on_start(void *data, const char *name, const char **attributes G_GNUC_UNUSED)
{
    Answer *answer = data;
    if (answer->depth < DEEPEST)
        answer->path[answer->depth] = arena_strdup(answer->arena, name);
    answer->depth++;
    if (strcmp(name, "recording") == 0)
        answer->draft = (Draft){0};
    else if (strcmp(name, "format") == 0)
        answer->draft.playback = (MeetingPlayback){0};
    g_string_truncate(answer->text, 0);
}

static void
on_text(void *data, const char *text, int n)
{
    Answer *answer = data;
    g_string_append_len(answer->text, text, n);
}

/* A link as other fields take it, and one that names no user before its host. */
static bool
is_link(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
    return form_is_url(url) && uri != NULL && g_uri_get_userinfo(uri) == NULL &&
           *text_or_empty(g_uri_get_host(uri)) != '\0';
}

static void
take_playback(Draft *draft)
{
    MeetingPlayback playback = draft->playback;
    if (playback.type == NULL || strlen(playback.type) > TYPE_MOST)
        playback.type = "";
    bool is_fine = playback.url != NULL && is_link(playback.url);
    if (is_fine && draft->n_playbacks < MEETING_PLAYBACKS)
        draft->playbacks[draft->n_playbacks++] = playback;
}

/* What the server says of a recording in one word; NULL: one that we do not know. */
static const char *
state_of(const Draft *draft)
{
    const char *state = draft->told.state;
    if (state == NULL || !g_strv_contains(MEETING_STATES, state))
        return NULL;
    return draft->hidden && strcmp(state, "published") == 0 ? "unpublished" : state;
}

static void
take_recording(Answer *answer)
{
    const Draft *draft = &answer->draft;
    MeetingRecording told = draft->told;
    told.state = state_of(draft);
    bool is_ours = answer->room_id != NULL && g_strcmp0(draft->room_id, answer->room_id) == 0;
    if (!is_ours || told.state == NULL || told.record_id == NULL || *told.record_id == '\0' ||
        strlen(told.record_id) > RECORD_ID_MOST)
        return;
    if (answer->n == MEETING_RECORDINGS) {
        answer->is_cut = true;
        return;
    }
    MeetingPlayback *playbacks = arena_array_of(answer->arena, MeetingPlayback,
                                                draft->n_playbacks + 1);
    memcpy(playbacks, draft->playbacks, draft->n_playbacks * sizeof *playbacks);
    told.playbacks = (MeetingPlaybackSpan){playbacks, draft->n_playbacks};
    answer->recordings[answer->n++] = told;
}

/* Milliseconds since 1970 as seconds; 0: no such moment. */
static int64_t
moment_of(const char *text)
{
    int64_t moment = g_ascii_strtoll(text, NULL, 10) / 1000;
    return moment > 0 && moment < LAST_MOMENT ? moment : 0;
}

static void
read_recording(Draft *draft, const char *name, const char *text)
{
    if (strcmp(name, "recordID") == 0)
        draft->told.record_id = text;
    else if (strcmp(name, "meetingID") == 0)
        draft->room_id = text;
    else if (strcmp(name, "state") == 0)
        draft->told.state = text;
    else if (strcmp(name, "published") == 0)
        draft->hidden = strcmp(text, "true") != 0;
    else if (strcmp(name, "startTime") == 0)
        draft->told.starts_at = moment_of(text);
    else if (strcmp(name, "endTime") == 0)
        draft->told.ends_at = moment_of(text);
}

static void
read_playback(Draft *draft, const char *name, const char *text)
{
    if (strcmp(name, "type") == 0)
        draft->playback.type = text;
    else if (strcmp(name, "url") == 0)
        draft->playback.url = text;
    else if (strcmp(name, "length") == 0)
        draft->playback.minutes = CLAMP(g_ascii_strtoll(text, NULL, 10), 0, MINUTES_MOST);
}

/* The elements that mean something: the innermost, and the one around it. */
static void
on_end(void *data, const char *name)
{
    Answer *answer = data;
    const char *text = text_fold_space(answer->arena, answer->text->str);
    const char *around = around_of(answer);
    if (strcmp(around, "response") == 0 && strcmp(name, "returncode") == 0)
        answer->code = text;
    else if (strcmp(around, "response") == 0 && strcmp(name, "messageKey") == 0)
        answer->key = text;
    else if (strcmp(around, "recordings") == 0 && strcmp(name, "recording") == 0)
        take_recording(answer);
    else if (strcmp(around, "recording") == 0)
        read_recording(&answer->draft, name, text);
    else if (strcmp(around, "playback") == 0 && strcmp(name, "format") == 0)
        take_playback(&answer->draft);
    else if (strcmp(around, "format") == 0)
        read_playback(&answer->draft, name, text);
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

MeetingOutcome
meeting_recordings(struct App *app, Arena *arena, const MeetingServer *server, const char *room_id,
                   MeetingRecordingSpan *ret)
{
    const MeetingParameter parameters[] = {
        {"meetingID", room_id},
        {"state", "any"},
        {0},
    };
    Answer answer = {.arena = arena,
                     .room_id = room_id,
                     .recordings = arena_array_of(arena, MeetingRecording, MEETING_RECORDINGS)};
    MeetingOutcome outcome = ask(app, &answer,
                                 meeting_url(arena, server, "getRecordings", parameters));
    if (outcome == MEETING_DONE)
        *ret = (MeetingRecordingSpan){answer.recordings, answer.n, answer.is_cut};
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
