/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What was written in answer to a question, to who asked it.
 */
#include "alliance/floor.h"

#include "alliance/event.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "web/session.h"

#include "alliance/floor.sql.h"

#include <string.h>

bool
floor_is_told(const FloorTerms *terms, int64_t now)
{
    return terms != NULL && terms->ends_at != 0 && terms->ends_at <= now;
}

int64_t
floor_count_untold(Ctx *cx, const FloorQuestion *question)
{
    return db_count(cx, &SQL_floor_count_untold, DB_ARGS(question->id, cx->me.id, cx->now));
}

int64_t
floor_tell_answer(Ctx *cx, const FloorQuestion *question, const char *answer)
{
    if (*answer == '\0' || !floor_is_told(floor_terms(cx, question->item_id), cx->now))
        return 0;
    int64_t n = db_run(cx, &SQL_floor_tell_answer,
                       DB_ARGS(question->id, cx->me.id, MAIL_FLOOR_ANSWER.priority, cx->now));
    db_run(cx, &SQL_floor_note_told, DB_ARGS(question->id, cx->now));
    return n;
}

/* ---- the mail ---- */

const char *
floor_recorded(Arena *arena, int64_t seconds)
{
    if (seconds < 0)
        return NULL;
    int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60),
        rest = (int)(seconds % 60);
    return hours > 0 ? arena_printf(arena, "%d:%02d:%02d", hours, minutes, rest)
                     : arena_printf(arena, "%d:%02d", minutes, rest);
}

/* A question of the reader, and the answer, which may have been given to one that asks the same. */
typedef struct Told {
    const FloorQuestion *asked, *answered;
    const Event *event;
} Told;

/* False: it is not answered any more, or the reader sees nothing of the event. */
static bool
find_told(Ctx *cx, const OutboxMail *row, const Lang *lang, Told *ret)
{
    Ctx reader = *cx;
    reader.lang = lang;
    reader.me = session_viewer(cx, row->person_id);
    int64_t id = mail_argument_number(cx, row, "question");
    Told told = {.asked = floor_find(&reader, id)};
    if (told.asked == NULL || strcmp(told.asked->status, "hidden") == 0)
        return false;
    told.answered = told.asked->into_id != 0 ? floor_find(&reader, told.asked->into_id)
                                             : told.asked;
    if (told.answered == NULL || strcmp(told.answered->status, "answered") != 0 ||
        *told.answered->answer == '\0')
        return false;
    told.event = event_find(&reader, told.asked->item_id);
    *ret = told;
    return told.event != NULL;
}

static const char *
body_of(Html *out, const OutboxMail *row, const Told *told)
{
    const Lang *lang = out->lang;
    GString *body = arena_string(out->arena, 600);
    g_string_append_printf(body, "%s\n\n%s\n\n%s", mail_greeting(out->arena, lang, row->name),
                           lang_fill(out->arena,
                                     lang_text(lang, N_("this is what you asked at \"{event}\":")),
                                     "event", told->event->title, NULL),
                           told->asked->text);
    if (told->asked != told->answered)
        g_string_append_printf(body, "\n\n%s\n\n%s",
                               lang_text(lang, N_("Others asked the same, and it was answered "
                                                  "together with:")),
                               told->answered->text);
    g_string_append_printf(body, "\n\n%s\n\n%s",
                           lang_text(lang, N_("This is the answer of who organised it:")),
                           told->answered->answer);
    const char *recorded = floor_recorded(out->arena, told->answered->recorded);
    if (recorded != NULL)
        g_string_append_printf(body, "\n\n%s",
                               lang_fill(out->arena,
                                         lang_text(lang, N_("In the recording from {time} on")),
                                         "time", recorded, NULL));
    return body->str;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Told told;
    if (!find_told(cx, row, out->lang, &told))
        return false;
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Your question: {event}")),
                             "event", told.event->title, NULL),
        .preheader = told.answered->answer,
        .body = body_of(out, row, &told),
        .action = lang_text(out->lang, N_("All questions and answers")),
        .url = arena_printf(out->arena, "%s/questions#question-%" PRId64, told.event->path,
                            told.answered->number),
        .reason = lang_text(out->lang, N_("You get this because you asked this question.")),
    };
    return true;
}

const MailKind MAIL_FLOOR_ANSWER = {.name = "floor.answer",
                                    .label = N_("A question was answered in writing"),
                                    .priority = 6,
                                    .compose = compose,
                                    .waits = true};
