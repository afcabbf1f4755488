/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/recording_testing.h"

#include "alliance/recording.h"
#include "registration/registration_testing.h"
#include "site/site_testing.h"

#include <string.h>

RecordingWorld recording_world;

Bytes
recording_answer(Arena *arena, const char *url)
{
    recording_world.asked++;
    g_assert_true(g_str_has_prefix(url, API "/getRecordings?meetingID="));
    g_assert_nonnull(strstr(url, "&state=any&"));
    g_assert_true(is_signed_call(url));
    if (recording_world.answer == NULL)
        return (Bytes){0};
    const char *id = url + strlen(API "/getRecordings?meetingID=");
    g_autofree char *escaped = g_strndup(id, strcspn(id, "&"));
    g_autofree char *room = g_uri_unescape_string(escaped, NULL);
    g_auto(GStrv) parts = g_strsplit(recording_world.answer, "@ROOM", -1);
    g_autofree char *text = g_strjoinv(room, parts);
    return (Bytes){arena_strdup(arena, text), strlen(text)};
}

int64_t
a_recorded_call(Fixture *fx, int64_t seconds)
{
    memset(&recording_world, 0, sizeof recording_world);
    recording_world.answer = NONE;
    fx->app.fetch = recording_answer;
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('meeting_server', '" API
                "'), ('meeting_secret', '" SECRET "')");
    int64_t id = a_call(
        fx, &(RegistrationTerms){.is_open = true, .recording = true, .meeting = MEETING_RECORDED});
    post(fx, ANN, PAGE "/register", NULL);
    run_sql(fx, "INSERT INTO meeting (item_id, made_at) SELECT id, 1 FROM item"
                " WHERE kind = 'event'; DELETE FROM outbox");
    fx->now = query_int(fx, "SELECT max(ends_at) FROM occurrence") + seconds;
    g_hash_table_remove_all(fx->cookies);
    return id;
}

int64_t
recording_due(Fixture *fx)
{
    int64_t n = recording_count_due(fixture_begin(fx, NOBODY));
    fixture_commit(fx);
    return n;
}

bool
recording_look_now(Fixture *fx)
{
    if (recording_due(fx) == 0)
        return false;
    Ctx job = *fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    g_autoptr(GError) error = NULL;
    g_assert_cmpstr(recording_run(&job, "", &error), ==, "1");
    g_assert_no_error(error);
    return true;
}

void
recording_look_next(Fixture *fx)
{
    fx->now = query_int(fx, "SELECT max(look_at) FROM meeting");
    g_assert_true(recording_look_now(fx));
}

const char *
desk_path(Fixture *fx, int64_t id, const char *rest)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/%s", id, rest);
}

const char *
desk_link(Fixture *fx, int64_t id, const char *url)
{
    int64_t link = query_int(
        fx, arena_printf(fx->arena, "SELECT id FROM meeting_playback WHERE url = '%s'", url));
    g_assert_cmpint(link, >, 0);
    return desk_path(fx, id, arena_printf(fx->arena, "meeting/recordings/%" PRId64, link));
}

int64_t
count_tasks(Fixture *fx, const char *kind)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT count(*) FROM task WHERE state = 'open'"
                                      " AND kind = 'recording.%s'",
                                      kind));
}

const char *
page_link(Fixture *fx)
{
    return query_text(fx, "SELECT coalesce(max(link), '') FROM item WHERE kind = 'summary'");
}
