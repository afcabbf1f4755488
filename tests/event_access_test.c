/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Who may what at an event: every address of registration, questions, the floor and the door, by
 * who asks.  What is refused says nothing of the event and changes nothing.
 */
#include "alliance/answer.h"
#include "alliance/event.h"
#include "alliance/floor.h"
#include "alliance/group_testing.h"
#include "alliance/meeting.h"
#include "alliance/recording.h"
#include "alliance/registration.h"
#include "alliance/registration_code.h"
#include "alliance/survey.h"
#include "base/moment.h"
#include "door/door_link.h"
#include "door/room.h"
#include "floor/room.h"
#include "question/room.h"
#include "registration/certificate.h"
#include "registration/room.h"
#include "testing.h"

#include <string.h>

/* Words that only who may see something reads; behind each stands the event's slug. */
#define TITLE "Kept among us: "
#define OTHERS "Grace of the list: "
#define ROOM_ADDRESS "https://meet.example.org/secret"
#define RECORDING_ADDRESS "https://meet.example.org/faces"

/* ---- who asks ---- */

enum { MARA = 11, FRED = 12 };

/* One letter each, as in the rows below. */
static const struct {
    char letter;
    int64_t id;
    const char *name;
} PEOPLE[] = {
    {'v', NOBODY, "a visitor"                        },
    {'m', MARA,   "a member, not in the group"       },
    {'g', ANN,    "a member of the group, registered"},
    {'c', BOB,    "its chair, who organises it"      },
    {'e', EDNA,   "an editor"                        },
    {'s', SAM,    "the secretariat"                  },
    {'f', FRED,   "a former member, still signed in" },
};

/* ---- what there is ---- */

/* An event of a group: one is seen by everybody, one by the group alone. */
typedef struct World {
    int64_t event, registration, question, floor, link, ann, recording;
    const char *slug;
    const char *number; /* of a question from the floor */
} World;

/* What is not the group's own: people who are in no group, and one who left us. */
static void
more_people(Fixture *fx)
{
    run_sql(fx, "INSERT INTO person (id, email, name, joined_at) VALUES"
                " (11, 'mara@example.org', 'Mara', 1),"
                " (12, 'fred@example.org', 'Fred', 1);"
                "UPDATE person SET left_at = 2 WHERE id = 12");
    run_sql(fx, "INSERT INTO setting (name, value) VALUES"
                " ('meeting_server', 'https://bbb.example/bigbluebutton/api'),"
                " ('meeting_secret', 'x')");
}

/* A server of meetings, which has every room that is asked for. */
static Bytes
meet(Arena *arena, const char *url G_GNUC_UNUSED)
{
    const char *text = arena_strdup(arena, "<response><returncode>SUCCESS</returncode>"
                                           "<meetingID>x</meetingID><createTime>1</createTime>"
                                           "<recordings/></response>");
    return (Bytes){text, strlen(text)};
}

static int64_t
an_event(Ctx *cx, int64_t group, const char *slug, const char *audience)
{
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "event",
                                              .slug = slug,
                                              .title = arena_printf(cx->arena, TITLE "%s", slug),
                                              .language = "en",
                                              .audience = audience,
                                              .parent_id = group});
    item_publish(cx, id);
    g_assert_true(event_save(cx, id, event_find(cx, id)->version,
                             &(EventDraft){.kind = "call", .starts = "2017-01-02T09:10"}));
    registration_terms_save(cx, id,
                            &(RegistrationTerms){.is_open = true,
                                                 .guests = true,
                                                 .door = true,
                                                 .certificates = true,
                                                 .reminders = "",
                                                 .closes = "",
                                                 .meeting = MEETING_ROOM,
                                                 .room = ROOM_ADDRESS});
    floor_terms_save(cx, id, &(FloorTerms){.is_open = true, .guests = true});
    survey_save(cx, id, &(Survey){.is_on = true, .days = 30, .came_words = "", .missed_words = ""});
    return id;
}

static int64_t
a_seat(Fixture *fx, int64_t me, int64_t event, const char *slug)
{
    Ctx *cx = fixture_begin(fx, me);
    bool is_new = false;
    const Applicant grace = {.email = "grace@example.org",
                             .name = arena_printf(cx->arena, OTHERS "%s", slug),
                             .language = "en",
                             .zone = "UTC"};
    const Applicant who = me != NOBODY ? registration_applicant(cx) : grace;
    const Registration *made = registration_admit(cx, event, &who, &is_new);
    g_assert_nonnull(made);
    int64_t id = made->id;
    fixture_commit(fx);
    return id;
}

static int64_t
a_link(Fixture *fx, int64_t event)
{
    Ctx *cx = fixture_begin(fx, SAM);
    door_link_new(cx, event, "helper");
    fixture_commit(fx);
    return query_int(fx, "SELECT max(id) FROM door_link");
}

/* Published on the server of meetings: a way to watch it. */
static int64_t
a_recording(Fixture *fx, int64_t event)
{
    static const MeetingPlayback playback = {"video", RECORDING_ADDRESS, 5};
    static const MeetingRecording told = {
        "x-1", "published", 0, 0, {&playback, 1}
    };
    Ctx *cx = fixture_begin(fx, SAM);
    recording_write_answer(cx, event, (MeetingRecordingSpan){&told, 1, false});
    fixture_commit(fx);
    return query_int(fx, "SELECT max(id) FROM meeting_playback");
}

static World
a_world(Fixture *fx, int64_t group, const char *slug, const char *audience)
{
    World world = {.slug = slug, .number = "1"};
    fx->app.fetch = meet;
    Ctx *cx = fixture_begin(fx, SAM);
    world.event = an_event(cx, group, slug, audience);
    world.question = question_add(cx, world.event, QUESTION_REGISTRATION,
                                  &(QuestionDraft){.part = "", .kind = "line", .text = TITLE});
    question_add(cx, world.event, QUESTION_SURVEY,
                 &(QuestionDraft){.part = "", .kind = "line", .text = TITLE});
    fixture_commit(fx);
    world.link = a_link(fx, world.event);
    world.registration = a_seat(fx, NOBODY, world.event, slug);
    world.ann = a_seat(fx, ANN, world.event, slug);
    assert_status(post(fx, SAM, arena_printf(fx->arena, "/events/%s/questions", slug), "text",
                       arena_printf(fx->arena, OTHERS "%s", slug), NULL),
                  303);
    world.floor = query_int(fx, "SELECT max(id) FROM floor_question");
    world.recording = a_recording(fx, world.event);
    return world;
}

static bool
tells(Fixture *fx, const Response *res, const World *world)
{
    const char *const secrets[] = {
        arena_printf(fx->arena, TITLE "%s", world->slug),
        arena_printf(fx->arena, OTHERS "%s", world->slug),
        ROOM_ADDRESS,
        RECORDING_ADDRESS,
    };
    for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++)
        if (strstr(body_of(res), secrets[i]) != NULL)
            return true;
    return false;
}

/* ---- the addresses with a session ---- */

typedef struct Row {
    Method method;
    const char *path;
    const char *open, *closed; /* the letters of who may, at the event of all and of the group */
    const char *fields[6];     /* posted: names and values */
} Row;

#define LEADS "ces", "cs" /* of a group's own an editor knows nothing */

/* clang-format off */
static const Row ROWS[] = {
    {GET,  "/events/{slug}/register",   "vmgcesf", "gcs", {0}},
    {POST, "/events/{slug}/register",   "vmgcesf", "gcs", {"people", "1"}},
    {GET,  "/events/{slug}/questions",  "vmgcesf", "gcs", {0}},
    {GET,  "/events/{slug}/questions/screen", "vmgcesf", "gcs", {0}},
    {POST, "/events/{slug}/questions",  "mgcesf", "gcs", {"text", "Why?"}},
    {POST, "/events/{slug}/questions/enter", "vmgcesf", "gcs", {0}},
    {POST, "/events/{slug}/questions/{number}/voice", "mgcesf", "gcs", {"give", "1"}},
    {GET,  "/desk/events/{id}/meeting", LEADS, {0}},
    {POST, "/desk/events/{id}/meeting", LEADS, {"enter", "1"}},
    {POST, "/desk/events/{id}/meeting/recordings/{recording}", LEADS, {"act", "put"}},
    {POST, "/desk/events/{id}/meeting/recordings/{recording}", LEADS, {"act", "off"}},
    {POST, "/desk/events/{id}/meeting/left", LEADS, {0}},
    {POST, "/desk/events/{id}/meeting/recordings", LEADS, {0}},
    {GET,  "/desk/events/{id}/terms",   LEADS, {0}},
    {POST, "/desk/events/{id}/terms",   LEADS, {"seats", "-1"}},
    {GET,  "/desk/events/{id}/registrations", LEADS, {0}},
    {GET,  "/desk/events/{id}/registrations.csv", LEADS, {0}},
    {POST, "/desk/events/{id}/registrations", LEADS, {"name", "Walk In"}},
    {POST, "/desk/events/{id}/registrations/{registration}", LEADS, {"came", "1"}},
    {GET,  "/desk/events/{id}/report",  LEADS, {0}},
    {POST, "/desk/events/{id}/report",  LEADS, {"file", "x"}},
    {GET,  "/desk/events/{id}/thanks",  LEADS, {0}},
    {POST, "/desk/events/{id}/thanks",  LEADS, {0}},
    {GET,  "/desk/events/{id}/questions/{use}", LEADS, {0}},
    {POST, "/desk/events/{id}/questions/{use}", LEADS, {"dial-in", "1"}},
    {GET,  "/desk/events/{id}/questions/{use}/new", LEADS, {0}},
    {POST, "/desk/events/{id}/questions/{use}/new", LEADS, {"text", "Why?", "kind", "line", "part", "all"}},
    {GET,  "/desk/questions/{question}", LEADS, {0}},
    {POST, "/desk/questions/{question}", LEADS, {"text", "Why?", "kind", "line", "part", "all"}},
    {POST, "/desk/questions/{question}/act", LEADS, {"act", "down"}},
    {GET,  "/desk/events/{id}/answers/{use}", LEADS, {0}},
    {GET,  "/desk/events/{id}/answers/{use}/csv", LEADS, {0}},
    {GET,  "/desk/events/{id}/survey",  LEADS, {0}},
    {POST, "/desk/events/{id}/survey",  LEADS, {"days", "14"}},
    {POST, "/desk/events/{id}/survey/open", LEADS, {0}},
    {GET,  "/desk/events/{id}/floor",   LEADS, {0}},
    {POST, "/desk/events/{id}/floor",   LEADS, {"is_open", "1", "guests", "1"}},
    {POST, "/desk/events/{id}/floor/take/{registration}", LEADS, {0}},
    {GET,  "/desk/floor/{question}",       LEADS, {0}},
    {POST, "/desk/floor/{question}",       LEADS, {"hold", "1"}},
    {GET,  "/desk/events/{id}/door",    LEADS, {0}},
    {POST, "/desk/events/{id}/door",    LEADS, {"label", "Helper"}},
    {GET,  "/door/events/{id}",         LEADS, {0}},
    {GET,  "/door/events/{id}/list",    LEADS, {0}},
    {POST, "/door/events/{id}/people/{registration}", LEADS, {"came", "1"}},
    {POST, "/door/events/{id}/code",    LEADS, {"code", "none"}},
    {POST, "/door/events/{id}/walk-in", LEADS, {"name", "Walk In"}},
    {POST, "/door/events/{id}/sync",    LEADS, {"marks", "[]"}},
    {POST, "/desk/events/{id}/door/{link}/end", LEADS, {0}},
    /* Who registered above, and the question of the secretariat. */
    {POST, "/events/{slug}/unregister", "mgcesf", "gcs", {0}},
    {POST, "/events/{slug}/questions/{number}/back", "s", "s", {0}},
};
/* clang-format on */

/* Put the world's names and numbers into a path. */
static const char *
fill(Fixture *fx, const char *path, const World *world)
{
    /* The {question} of these is one from the floor. */
    int64_t question = g_str_has_prefix(path, "/desk/floor/") ? world->floor : world->question;
    const struct {
        const char *name, *value;
    } values[] = {
        {"slug", world->slug},
        {"use", QUESTION_REGISTRATION},
        {"number", world->number},
        {"id", arena_printf(fx->arena, "%" PRId64, world->event)},
        {"registration", arena_printf(fx->arena, "%" PRId64, world->registration)},
        {"question", arena_printf(fx->arena, "%" PRId64, question)},
        {"link", arena_printf(fx->arena, "%" PRId64, world->link)},
        {"recording", arena_printf(fx->arena, "%" PRId64, world->recording)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        const char *mark = arena_printf(fx->arena, "{%s}", values[i].name);
        const char *at = strstr(path, mark);
        if (at != NULL)
            path = arena_printf(fx->arena, "%.*s%s%s", (int)(at - path), path, values[i].value,
                                at + strlen(mark));
    }
    return path;
}

/* All that these addresses change, in one line. */
static const char *
state_of_all(Fixture *fx)
{
    static const char *const counts[] = {
        "SELECT count(*) FROM registration",
        "SELECT count(*) FROM registration WHERE state = 'in'",
        "SELECT count(*) FROM registration_request",
        "SELECT count(*) FROM attendance_mark",
        "SELECT coalesce(sum(places), 0) FROM registration_terms",
        "SELECT coalesce(sum(position), 0) FROM question",
        "SELECT count(*) FROM answer",
        "SELECT coalesce(sum(days), 0) FROM survey",
        "SELECT count(*) FROM survey WHERE opened_at IS NOT NULL",
        "SELECT count(*) FROM survey_reply",
        "SELECT count(*) FROM floor_question",
        "SELECT count(*) FROM floor_question WHERE status = 'shown'",
        "SELECT count(*) FROM floor_voice",
        "SELECT count(*) FROM floor_vote",
        "SELECT count(*) FROM door_link",
        "SELECT count(*) FROM item WHERE link <> ''",
        "SELECT count(*) FROM outbox",
        "SELECT count(*) FROM audit",
    };
    GString *state = arena_string(fx->arena, 100);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        g_string_append_printf(state, "%" PRId64 " ", query_int(fx, counts[i]));
    return state->str;
}

static Response *
ask(Fixture *fx, int64_t me, const Row *row, const char *path)
{
    const char *const *f = row->fields;
    return row->method == GET ? get(fx, me, path)
                              : post(fx, me, path, f[0], f[1], f[2], f[3], f[4], f[5], NULL);
}

/* Nothing is there for who asks, or only the way to sign in. */
static bool
is_refused(const Response *res)
{
    bool signs_in = res->status == 303 && strstr(res->location, "/sign-in") != NULL;
    return signs_in || res->status == 401 || res->status == 403 || res->status == 404 ||
           res->status == 410;
}

static int
try_row(Fixture *fx, const Row *row, const World *world, const char *who, const char *where)
{
    int n_wrong = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(PEOPLE); i++) {
        World now = *world;
        if (strstr(row->path, "{link}") != NULL) /* whoever may ends it */
            now.link = a_link(fx, world->event);
        const char *path = fill(fx, row->path, &now);
        bool may_it = strchr(who, PEOPLE[i].letter) != NULL;
        const char *before = state_of_all(fx);
        const Response *res = ask(fx, PEOPLE[i].id, row, path);
        bool refused = is_refused(res);
        bool told = refused && tells(fx, res, world);
        bool changes = refused && strcmp(before, state_of_all(fx)) != 0;
        if (refused == !may_it && !told && !changes && res->status < 500)
            continue;
        n_wrong++;
        g_test_message("%s %s, %s: %s gets %d%s%s", row->method == GET ? "GET" : "POST", path,
                       where, PEOPLE[i].name, res->status, told ? ", and is told" : "",
                       changes ? ", and changes something" : "");
    }
    return n_wrong;
}

static void
test_each_address_by_role(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    more_people(fx);
    int64_t group = group_of_two(fx, "circle", "Circle", "group");
    World open = a_world(fx, group, "open", "public");
    World closed = a_world(fx, group, "closed", "group");
    int n_wrong = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++)
        n_wrong += try_row(fx, &ROWS[i], &open, ROWS[i].open, "seen by all") +
                   try_row(fx, &ROWS[i], &closed, ROWS[i].closed, "the group's own");
    g_assert_cmpint(n_wrong, ==, 0);
}

/* ---- the addresses with a link ---- */

typedef enum LinkKind { OWNER, ROOM, FLOOR, SURVEY, DOOR, TICKET, CERTIFICATE, N_LINKS } LinkKind;

static const struct {
    Method method;
    const char *path;
    LinkKind link;
    bool is_after; /* once the event is over */
    const char *fields[4];
} LINKED[] = {
    {GET,  "/registrations/{token}",                    OWNER,       false, {0}               },
    {GET,  "/registrations/{token}/certificate.pdf",    OWNER,       true,  {0}               },
    {GET,  "/room/{token}",                             ROOM,        false, {0}               },
    {POST, "/room/{token}",                             ROOM,        false, {0}               },
    {GET,  "/floor/{token}",                            FLOOR,       false, {0}               },
    {POST, "/floor/{token}",                            FLOOR,       false, {"text", "Why?"}  },
    {POST, "/floor/{token}/{number}/voice",             FLOOR,       false, {"give", "1"}     },
    {POST, "/floor/{token}/{number}/back",              FLOOR,       false, {0}               },
    {GET,  "/surveys/{token}",                          SURVEY,      true,  {0}               },
    {POST, "/surveys/{token}",                          SURVEY,      true,  {0}               },
    {GET,  "/door/links/{token}",                       DOOR,        false, {0}               },
    {GET,  "/door/links/{token}/list",                  DOOR,        false, {0}               },
    {POST, "/door/links/{token}/people/{registration}", DOOR,        false, {"came", "1"}     },
    {POST, "/door/links/{token}/code",                  DOOR,        false, {"code", "none"}  },
    {POST, "/door/links/{token}/walk-in",               DOOR,        false, {"name", "Walker"}},
    {POST, "/door/links/{token}/sync",                  DOOR,        false, {"marks", "[]"}   },
    {GET,  "/tickets/{token}",                          TICKET,      false, {0}               },
    {GET,  "/certificates/{code}",                      CERTIFICATE, true,  {0}               },
    {POST, "/registrations/{token}",                    OWNER,       false, {"people", "1"}   },
    {POST, "/registrations/{token}/cancel",             OWNER,       false, {0}               },
};

/* These have nothing of an event, or a link that only a form's mail has (registration_page_test.c).
 */
static const char *const APART[] = {"/door/worker.js", "/registrations/confirm/{token}"};

/* The tokens of a registration's links, and of its event's door. */
static void
tokens_of(Fixture *fx, int64_t registration, const char *tokens[N_LINKS])
{
    Ctx *cx = fixture_begin(fx, SAM);
    const Registration *one = registration_find(cx, registration);
    const char *const found[N_LINKS] = {
        [OWNER] = registration_token(cx, one),
        [ROOM] = strrchr(registration_room_path(cx, one), '/') + 1,
        [FLOOR] = strrchr(registration_floor_path(cx, one), '/') + 1,
        [SURVEY] = registration_survey_token(cx, one),
        [DOOR] = door_link_new(cx, one->item_id, "another helper"),
        [TICKET] = registration_code(cx, &CODE_TICKET, one),
        [CERTIFICATE] = registration_code(cx, &CODE_CERTIFICATE, one),
    };
    for (size_t i = 0; i < N_LINKS; i++)
        tokens[i] = arena_strdup(fx->arena, found[i]);
    fixture_commit(fx);
}

/* Ask with a token; false: it was refused, and nothing changed. */
static bool
opens(Fixture *fx, size_t row, const World *world, const char *token)
{
    World now = *world;
    if (g_str_has_suffix(LINKED[row].path, "/back"))
        now.number = "2"; /* her own, which she has put by a row above */
    const char *pattern = fill(fx, LINKED[row].path, &now);
    const char *mark = strstr(pattern, "{token}");
    mark = mark != NULL ? mark : strstr(pattern, "{code}");
    const char *path = arena_printf(fx->arena, "%.*s%s%s", (int)(mark - pattern), pattern, token,
                                    strchr(mark, '}') + 1);
    const char *before = state_of_all(fx);
    const char *const *f = LINKED[row].fields;
    const Response *res = LINKED[row].method == GET
                              ? get(fx, NOBODY, path)
                              : post(fx, NOBODY, path, f[0], f[1], f[2], f[3], NULL);
    g_test_message("%s: %d", path, res->status);
    g_assert_cmpint(res->status, <, 500);
    if (!is_refused(res))
        return true;
    g_assert_false(tells(fx, res, world));
    g_assert_cmpstr(before, ==, state_of_all(fx));
    return false;
}

/* The last letter of a proof is another one. */
static const char *
damaged(Fixture *fx, const char *token)
{
    char *other = arena_strdup(fx->arena, token);
    char *last = &other[strlen(other) - 2];
    *last = *last == 'x' ? 'y' : 'x';
    return other;
}

static void
it_is_over(Fixture *fx)
{
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + 1;
    run_sql(fx, "UPDATE registration SET came_at = 1483347700, came_by = 'desk'");
}

static void
test_a_link_opens_its_own_address_alone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    more_people(fx);
    int64_t group = group_of_two(fx, "circle", "Circle", "group");
    World world = a_world(fx, group, "closed", "group");
    const char *tokens[N_LINKS];
    tokens_of(fx, world.ann, tokens);
    for (int after = 0; after <= 1; after++) {
        if (after == 1) {
            run_sql(fx, "UPDATE registration SET state = 'in'");
            it_is_over(fx);
            tokens_of(fx, world.ann, tokens);
        }
        for (size_t row = 0; row < G_N_ELEMENTS(LINKED); row++) {
            if (LINKED[row].is_after != (after == 1))
                continue;
            for (LinkKind kind = 0; kind < N_LINKS; kind++)
                if (kind != LINKED[row].link)
                    g_assert_false(opens(fx, row, &world, tokens[kind]));
            g_assert_false(opens(fx, row, &world, damaged(fx, tokens[LINKED[row].link])));
            g_assert_true(opens(fx, row, &world, tokens[LINKED[row].link]));
        }
    }
}

/* Who is out of the group has links, and what they lead to is the group's; but that one was there
   stays true, and so does the paper about it (docs/decisions/0055-certificates.md). */
static void
test_a_link_ends_with_the_right_to_see(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    more_people(fx);
    int64_t group = group_of_two(fx, "circle", "Circle", "group");
    World world = a_world(fx, group, "closed", "group");
    const char *tokens[N_LINKS];
    run_sql(fx, "DELETE FROM group_member WHERE person_id = 1");
    for (int after = 0; after <= 1; after++) {
        if (after == 1)
            it_is_over(fx);
        tokens_of(fx, world.ann, tokens);
        for (size_t row = 0; row < G_N_ELEMENTS(LINKED); row++)
            if (LINKED[row].link <= SURVEY && LINKED[row].is_after == (after == 1))
                g_assert_cmpint(opens(fx, row, &world, tokens[LINKED[row].link]), ==,
                                g_str_has_suffix(LINKED[row].path, "/certificate.pdf"));
    }
}

/* ---- none is forgotten ---- */

static bool
is_tried(const Route *route)
{
    for (size_t i = 0; i < G_N_ELEMENTS(APART); i++)
        if (strcmp(APART[i], route->path) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (ROWS[i].method == route->method && strcmp(ROWS[i].path, route->path) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(LINKED); i++)
        if (LINKED[i].method == route->method && strcmp(LINKED[i].path, route->path) == 0)
            return true;
    return false;
}

static void
test_every_address_of_the_rooms_is_tried(Fixture *fx G_GNUC_UNUSED,
                                         const void *unused G_GNUC_UNUSED)
{
    const RouteTable *const tables[] = {&registration_routes, &question_routes, &floor_routes,
                                        &door_routes};
    for (size_t t = 0; t < G_N_ELEMENTS(tables); t++)
        for (size_t i = 0; i < tables[t]->n; i++)
            if (!is_tried(&tables[t]->at[i]))
                g_error("nobody tries who may %s", tables[t]->at[i].path);
}

void
event_access_tests(void)
{
    add_test("/event-access/each-address-by-role", test_each_address_by_role);
    add_test("/event-access/a-link-opens-its-own-address-alone",
             test_a_link_opens_its_own_address_alone);
    add_test("/event-access/a-link-ends-with-the-right-to-see",
             test_a_link_ends_with_the_right_to_see);
    add_test("/event-access/every-address-of-the-rooms-is-tried",
             test_every_address_of_the_rooms_is_tried);
}
