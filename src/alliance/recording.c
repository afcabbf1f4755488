/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/recording.h"

#include "alliance/access.h"
#include "alliance/audit.h"
#include "alliance/group_task.h"
#include "alliance/programme.h"
#include "alliance/recording.sql.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/format.h"
#include "lang/lang.h"

#include <string.h>

#define FOUND "recording.found" /* kinds of tasks */
#define GONE "recording.gone"

typedef struct Concern {
    const char *title, *audience, *zone;
    const char *group_slug; /* or NULL */
} Concern;

static const DbType CONCERN = DB_TYPE(Concern, DB_FIELD(Concern, title),
                                      DB_FIELD(Concern, audience), DB_FIELD(Concern, zone),
                                      DB_FIELD(Concern, group_slug));
static const DbType RECORDING = DB_TYPE(Recording, DB_FIELD(Recording, id),
                                        DB_FIELD(Recording, starts_at),
                                        DB_FIELD(Recording, ends_at), DB_FIELD(Recording, state));
static const DbType LINK = DB_TYPE(
    RecordingLink, DB_FIELD(RecordingLink, id), DB_FIELD(RecordingLink, recording_id),
    DB_FIELD(RecordingLink, type), DB_FIELD(RecordingLink, url), DB_FIELD(RecordingLink, minutes),
    DB_FIELD(RecordingLink, is_given), DB_FIELD(RecordingLink, on_page));

static const struct {
    const char *state, *words;
} STATES[] = {
    {"processing",  N_("The server is still making it.")           },
    {"processed",   N_("It is made, and not published there yet.") },
    {"published",   N_("It can be watched by who has the address.")},
    {"unpublished", N_("The server keeps it and does not show it.")},
    {"deleted",     N_("The server does not have it any more.")    },
};

/* What the API calls formats.  What nobody watches or hears is not the recording of an event;
 * likewise in recording.sql. */
static const struct {
    const char *type, *label;
    bool is_recording;
} FORMATS[] = {
    {"presentation", N_("With slides and chat"),     true },
    {"video",        N_("As a video"),               true },
    {"screenshare",  N_("The shared screen"),        true },
    {"podcast",      N_("Only the sound"),           true },
    {"notes",        N_("The shared notes"),         false},
    {"statistics",   N_("Figures about who was in"), false},
};

/* ---- what is known ---- */

static void
complete_link(RecordingLink *link)
{
    bool is_recording = true;
    link->label = *link->type != '\0' ? link->type : N_("Recording");
    for (size_t i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        if (strcmp(FORMATS[i].type, link->type) != 0)
            continue;
        link->label = FORMATS[i].label;
        is_recording = FORMATS[i].is_recording;
    }
    link->offers = is_recording && link->is_given && !link->on_page;
}

static const char *
words_of_state(const char *state)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(STATES) - 1 && strcmp(STATES[i].state, state) != 0)
        i++;
    return STATES[i].words;
}

RecordingSpan
recording_list(Ctx *cx, int64_t item_id)
{
    DbRows rows = db_all(cx, &SQL_recording_list, &RECORDING, DB_ARGS(item_id));
    DbRows links = db_all(cx, &SQL_recording_links, &LINK, DB_ARGS(item_id));
    Recording *at = rows.at;
    RecordingLink *link = links.at;
    for (size_t k = 0; k < links.n; k++)
        complete_link(&link[k]);
    for (size_t i = 0; i < rows.n; i++) {
        at[i].words = words_of_state(at[i].state);
        size_t first = 0, end;
        while (first < links.n && link[first].recording_id != at[i].id)
            first++;
        for (end = first; end < links.n && link[end].recording_id == at[i].id; end++)
            at[i].is_gone |= link[end].on_page && !link[end].is_given;
        at[i].links = (RecordingLinkSpan){link + first, end - first};
        if (end == first && strcmp(at[i].state, "published") == 0)
            at[i].words = N_("It is published there, without an address that can be used.");
    }
    return (RecordingSpan){at, rows.n};
}

const RecordingLink *
recording_find_link(Ctx *cx, int64_t item_id, int64_t id)
{
    DbRows rows = db_all(cx, &SQL_recording_link, &LINK, DB_ARGS(item_id, id));
    if (rows.n == 0)
        return NULL;
    complete_link(rows.at);
    return rows.at;
}

const char *
recording_on_page(Ctx *cx, int64_t item_id)
{
    return text_or_empty(db_string(cx, &SQL_recording_page_link, DB_ARGS(item_id)));
}

bool
recording_waits(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_recording_waits, DB_ARGS(item_id)) > 0;
}

/* ---- onto the event's page, and off it ---- */

/* What is gone and stands nowhere any more is nobody's task. */
static void
close_gone(Ctx *cx, int64_t item_id)
{
    if (db_count(cx, &SQL_recording_count_gone, DB_ARGS(item_id)) == 0)
        task_close(cx, GONE, item_id);
}

static RecordingOutcome
write_link(Ctx *cx, const Item *summary, const char *url)
{
    ItemDraft draft = item_draft_of(summary);
    draft.link = url;
    return item_update(cx, summary->id, summary->version, &draft) == ITEM_OK ? RECORDING_DONE
                                                                             : RECORDING_CHANGED;
}

RecordingOutcome
recording_put(Ctx *cx, const Item *event, const RecordingLink *link, const char *instead)
{
    const char *stands = recording_on_page(cx, event->id);
    bool replaces = *stands != '\0' && strcmp(stands, link->url) != 0;
    bool stands_well = link->on_page && link->is_given;
    if (!stands_well && !link->offers)
        return RECORDING_GONE;
    if (replaces && !may(cx, ACTION_EDIT, event))
        return RECORDING_EDITORS;
    if (replaces && strcmp(stands, instead) != 0)
        return RECORDING_OTHER;
    const Item *summary = item_find_in(cx, programme_begin_summary(cx, event), "");
    if (summary == NULL)
        return RECORDING_CHANGED;
    RecordingOutcome outcome = write_link(cx, summary, link->url);
    if (outcome != RECORDING_DONE)
        return outcome;
    audit(cx, "recording.put", event->id, event->title);
    task_close(cx, FOUND, event->id);
    close_gone(cx, event->id);
    return RECORDING_DONE;
}

RecordingOutcome
recording_take_off(Ctx *cx, const Item *event, const RecordingLink *link)
{
    const Item *summary = link->on_page ? programme_summary(cx, event->id) : NULL;
    if (summary != NULL)
        summary = item_find_in(cx, summary->id, "");
    if (summary == NULL)
        return RECORDING_DONE;
    RecordingOutcome outcome = write_link(cx, summary, "");
    if (outcome != RECORDING_DONE)
        return outcome;
    audit(cx, "recording.take-off", event->id, event->title);
    close_gone(cx, event->id);
    return RECORDING_DONE;
}

void
recording_leave(Ctx *cx, int64_t item_id)
{
    if (!recording_waits(cx, item_id))
        return;
    task_close(cx, FOUND, item_id);
    audit(cx, "recording.leave", item_id, "");
}

/* ---- tasks ---- */

/* Who leads the event: a chair of its group; without one, who writes its page. */
static void
open_task(Ctx *cx, const char *kind, int64_t item_id)
{
    const Concern *event = db_one(cx, &SQL_recording_event, &CONCERN, DB_ARGS(item_id));
    if (event == NULL)
        return;
    bool is_editors = strcmp(event->audience, "public") == 0 ||
                      strcmp(event->audience, "members") == 0 ||
                      strcmp(event->audience, "editors") == 0;
    if (event->group_slug != NULL || !is_editors)
        group_task_open(cx, kind, item_id, event->group_slug, event->title);
    else
        task_open(cx, kind, item_id, 0, "editor", event->title);
}

/* "Recorded on 16 March 2017 at 14:00 EDT (New York)" */
static void
append_when(Ctx *cx, GString *words, const Recording *recording, const char *zone)
{
    if (recording->starts_at == 0)
        return;
    g_string_append_printf(
        words, "%s\n",
        lang_fill(cx->arena, lang_text(cx->lang, N_("Recorded on {when}")), "when",
                  format_moment_there(cx->arena, cx->lang, recording->starts_at, zone), NULL));
}

static void
append_link(Ctx *cx, GString *words, const RecordingLink *link)
{
    const char *label = lang_text(cx->lang, link->label);
    const char *length = lang_fill(
        cx->arena, lang_plural(cx->lang, "{n} minute", "{n} minutes", link->minutes), "n",
        format_number(cx->arena, cx->lang, link->minutes), NULL);
    if (link->minutes > 0)
        g_string_append_printf(words, "%s · %s\n%s\n", label, length, link->url);
    else
        g_string_append_printf(words, "%s\n%s\n", label, link->url);
}

/* What of @recording is said in a mail, with its addresses; false: nothing. */
static bool
append_recording(Ctx *cx, GString *words, const Recording *recording, bool gone, const char *zone)
{
    const RecordingLinkSpan links = recording->links;
    bool is_first = true;
    for (size_t i = 0; i < links.n; i++) {
        const RecordingLink *link = &links.at[i];
        if (gone ? !link->on_page || link->is_given : !link->offers)
            continue;
        if (is_first)
            append_when(cx, words, recording, zone);
        is_first = false;
        append_link(cx, words, link);
    }
    return !is_first;
}

const char *
recording_words(Ctx *cx, const Task *task)
{
    const Concern *event = db_one(cx, &SQL_recording_event, &CONCERN, DB_ARGS(task->item_id));
    bool gone = strcmp(task->kind, GONE) == 0, is_any = false;
    RecordingSpan recordings = recording_list(cx, task->item_id);
    GString *words = arena_string(cx->arena, 400);
    for (size_t i = 0; event != NULL && i < recordings.n; i++)
        if (append_recording(cx, words, &recordings.at[i], gone, event->zone)) {
            g_string_append_c(words, '\n');
            is_any = true;
        }
    if (!is_any)
        return NULL;
    const char *hint = gone
                           ? N_("The event's page leads to it, and our server of meetings does not "
                                "show it any more.")
                           : N_("Nothing of it is on the event's page before somebody puts it "
                                "there: it shows faces and "
                                "voices.");
    g_string_append(words, lang_text(cx->lang, hint));
    return words->str;
}

/* ---- what the server answered ---- */

static void
write_recording(Ctx *cx, int64_t item_id, const MeetingRecording *told)
{
    int64_t id = db_insert(
        cx, &SQL_recording_write,
        DB_ARGS(item_id, told->record_id, told->state, told->starts_at, told->ends_at, cx->now));
    if (strcmp(told->state, "published") != 0)
        return; /* what its addresses were is still known */
    db_run(cx, &SQL_recording_withdraw_links, DB_ARGS(id));
    for (size_t i = 0; i < told->playbacks.n; i++) {
        const MeetingPlayback *playback = &told->playbacks.at[i];
        db_run(cx, &SQL_recording_write_link,
               DB_ARGS(id, (int64_t)i + 1, playback->type, playback->url, playback->minutes));
    }
}

void
recording_write_answer(Ctx *cx, int64_t item_id, MeetingRecordingSpan found)
{
    for (size_t i = 0; i < found.n; i++)
        write_recording(cx, item_id, &found.at[i]);
    if (!found.is_cut)
        db_run(cx, &SQL_recording_lost, DB_ARGS(item_id, cx->now));
    db_run(cx, &SQL_recording_is_back, DB_ARGS(item_id));
    if (db_ids(cx, &SQL_recording_tell, DB_ARGS(item_id, cx->now)).n > 0)
        open_task(cx, FOUND, item_id);
    else if (db_count(cx, &SQL_recording_count_waiting, DB_ARGS(item_id)) == 0)
        task_close(cx, FOUND, item_id);
    if (db_ids(cx, &SQL_recording_tell_gone, DB_ARGS(item_id, cx->now)).n > 0)
        open_task(cx, GONE, item_id);
    else
        close_gone(cx, item_id);
}
