/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a telephone noted while it had no network, and the worker that keeps the page on it.
 *
 * Each field "mark" is one thing that was noted, in words with a space between: a random key, the
 * telephone's clock in milliseconds, what, and of whom:
 *
 *     KEY AT came REGISTRATION
 *     KEY AT not REGISTRATION, or the key of a walk-in that was noted on the same telephone
 *     KEY AT walk-in COUNTRY EMAIL NAME     "-" for a country or an address that nobody knows
 *
 * "sent" is the telephone's clock when it sends: a clock that is plainly wrong is put right by it,
 * and one that differs by no more than a slow network explains is taken at its word.  The answer
 * names the keys that need not be sent again, and those of which nothing can be noted, with why.  A
 * key that is known is done.
 */
#include "alliance/attendance.h"
#include "base/text.h"
#include "door/pages.h"
#include "lang/lang.h"
#include "registration/walk_in.h"
#include "render/asset.h"
#include "render/json.h"

#include <string.h>

#define SYNC_MARKS 50             /* at a time */
#define CLOCK_TRUSTED (30 * 1000) /* milliseconds from ours */
#define KEY_CHARACTERS "-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

typedef struct Sync {
    Ctx *cx;
    const Door *door;
    int64_t
        ahead; /* milliseconds by which the telephone's clock is wrong, if it is; negative: late */
} Sync;

static bool
key_is_fine(const char *key)
{
    size_t n = strlen(key);
    return n >= ATTENDANCE_KEY_LEAST && n <= ATTENDANCE_KEY_MOST &&
           n == strspn(key, KEY_CHARACTERS);
}

/* A number that is not negative; -1: it is none. */
static int64_t
number_of(const char *text)
{
    guint64 number = 0;
    if (!g_ascii_string_to_unsigned(text, 10, 0, INT64_MAX, &number, NULL))
        return -1;
    return (int64_t)number;
}

/* What a telephone's clock that says @sent is wrong by.  Two telephones that agree on who was first
   must not be parted by how long each one's batch was on its way. */
static int64_t
clock_ahead(const Ctx *cx, int64_t sent)
{
    int64_t ahead = sent >= 0 ? sent - cx->now * 1000 : 0;
    return ABS(ahead) > CLOCK_TRUSTED ? ahead : 0;
}

/* By our clock; nobody came before the door opened, nor in time to come. */
static int64_t
moment_of(const Sync *sync, int64_t at)
{
    int64_t now = sync->cx->now * 1000 + 999; /* ours knows whole seconds */
    return CLAMP(at - sync->ahead, MIN(sync->door->opens_at * 1000, now), now);
}

static const Registration *
find_one(const Sync *sync, const char *who)
{
    int64_t id = number_of(who);
    return door_find(sync->cx, sync->door, id >= 0 ? id : attendance_marked(sync->cx, who));
}

/* Each gets what stands behind the verb; NULL: it is noted, else why not, N_(). */

static const char *
note(const Sync *sync, const AttendanceMark *mark, const char *who)
{
    const Registration *one = find_one(sync, who);
    if (one == NULL)
        return N_("is not on the list of this event");
    attendance_mark(sync->cx, one, mark);
    return NULL;
}

static const char *
note_walk_in(const Sync *sync, const AttendanceMark *mark, const char *said)
{
    Ctx *cx = sync->cx;
    g_auto(GStrv) parts = g_strsplit(said, " ", 3);
    if (g_strv_length(parts) != 3)
        return N_("cannot be read");
    const char *country = strcmp(parts[0], "-") != 0 ? arena_strdup(cx->arena, parts[0]) : "";
    const char *email = strcmp(parts[1], "-") != 0 ? arena_strdup(cx->arena, parts[1]) : "";
    const char *name = text_fold_space(cx->arena, parts[2]);
    if (!walk_in_is_fine(cx, name, email, country))
        return N_("has no name, or an address or a country that does not exist");
    bool is_noted = door_walk_in(cx, sync->door, walk_in_applicant(cx, name, email, country),
                                 mark) != NULL;
    return is_noted ? NULL : N_("is not on the list of this event");
}

static const struct {
    const char *verb;
    bool came;
    const char *(*note)(const Sync *sync, const AttendanceMark *mark, const char *rest);
} verbs[] = {
    {"came",    true,  note        },
    {"not",     false, note        },
    {"walk-in", true,  note_walk_in},
};

static const char *
note_mark(const Sync *sync, char **words)
{
    int64_t at = number_of(words[1]);
    for (size_t i = 0; at >= 0 && i < G_N_ELEMENTS(verbs); i++)
        if (strcmp(words[2], verbs[i].verb) == 0) {
            const AttendanceMark mark = {arena_strdup(sync->cx->arena, words[0]),
                                         moment_of(sync, at), verbs[i].came};
            return verbs[i].note(sync, &mark, words[3]);
        }
    return N_("cannot be read");
}

static void
sync_one(const Sync *sync, const char *text, Json *json)
{
    Ctx *cx = sync->cx;
    g_auto(GStrv) words = g_strsplit(text, " ", 4);
    if (g_strv_length(words) != 4 || !key_is_fine(words[0]))
        return; /* not from our page: it has no key to be named by */
    const char *why = attendance_marked(cx, words[0]) != 0 ? NULL : note_mark(sync, words);
    json_open_object(json, NULL);
    json_str(json, "key", words[0]);
    if (why != NULL)
        json_str(json, "why", lang_text(cx->lang, why));
    json_close_object(json);
}

Response *
post_door_sync(Request *req)
{
    Ctx *cx = req->cx;
    Json json;
    Response *refused = NULL;
    const Door *door = door_of(req, &refused);
    if (door == NULL)
        return refused;
    const Sync sync = {cx, door, clock_ahead(cx, number_of(req_field(req, "sent")))};
    GString *text = arena_string(cx->arena, 1024);
    size_t n = 0;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_open_array(&json, "marks");
    for (size_t i = 0; i < req->fields.n; i++)
        if (strcmp(req->fields.at[i].name, "mark") == 0 && n++ < SYNC_MARKS)
            sync_one(&sync, req->fields.at[i].value, &json);
    json_close_array(&json);
    json_close_object(&json);
    Response *res = respond_bytes(req, "application/json", (Bytes){text->str, text->len});
    res->private = true;
    return res;
}

/* Where it is served from says what it may look after: "/door/", or "/fr/door/". */
Response *
get_door_worker(Request *req)
{
    const Asset *asset = asset_find(asset_url("door-worker.js"));
    Response *res = respond_bytes(req, asset->type, asset->plain);
    respond_allow_scripts(res);
    return res;
}
