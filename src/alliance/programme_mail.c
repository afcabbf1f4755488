/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Members who stand in a programme hear of it: they change nothing themselves, and say what is
 * wrong by answering.
 */
#include "alliance/programme.h"

#include "alliance/mail_reader.h"
#include "alliance/programme.sql.h"
#include "lang/format.h"
#include "mail/mail.h"

#include <string.h>

#define TELL_AT_ONCE 200 /* the rest at the next run */

typedef struct Untold {
    int64_t session_id, position, person_id, told, now_told;
    const char *email, *language;
} Untold;

static const DbType UNTOLD = DB_TYPE(Untold, DB_FIELD(Untold, session_id),
                                     DB_FIELD(Untold, position), DB_FIELD(Untold, person_id),
                                     DB_FIELD(Untold, told), DB_FIELD(Untold, now_told),
                                     DB_FIELD(Untold, email), DB_FIELD(Untold, language));

int64_t
programme_tell(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_programme_untold, &UNTOLD,
                         DB_ARGS(cx->now, (int64_t)TELL_AT_ONCE));
    const Untold *untold = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++) {
        const Untold *u = &untold[i];
        const MailArgument arguments[] = {
            {.name = "session", .value = arena_printf(cx->arena, "%" PRId64, u->session_id)},
            {.name = "what", .value = u->told == 0 ? "named" : "moved"},
            {0},
        };
        mail_queue(cx, &MAIL_SPEAKER, u->person_id, u->email, u->language, arguments);
        db_run(cx, &SQL_programme_note_told, DB_ARGS(u->session_id, u->position, u->now_told));
    }
    return (int64_t)rows.n;
}

int64_t
programme_count_untold(Ctx *cx)
{
    return db_count(cx, &SQL_programme_count_untold, DB_ARGS(cx->now));
}

static const Speaker *
speaker_in(SpeakerSpan people, int64_t person_id)
{
    for (size_t i = 0; i < people.n; i++)
        if (people.at[i].person_id == person_id)
            return &people.at[i];
    return NULL;
}

/* "Tuesday, 8 May 2018, 09:00 (New York)", and by the reader's own clocks. */
static const char *
time_words(Ctx *cx, const Html *out, const ProgrammeSession *session, const Event *event)
{
    Occurrence o;
    if (!programme_moments(cx->arena, session, event->zone, &o))
        return session->starts;
    const char *there = format_appointment(cx->arena, out->lang, o.starts_at, event->zone);
    if (strcmp(out->zone, event->zone) == 0)
        return there;
    const char *own = format_moment_there(cx->arena, out->lang, o.starts_at, out->zone);
    return lang_fill(cx->arena, lang_text(out->lang, N_("{there}; for you: {own}")), "there", there,
                     "own", own, NULL);
}

/* How the person is named in the session; NULL: not any more. */
static const char *
printed_name(Arena *arena, const ProgrammeSession *session, int64_t person)
{
    const Speaker *speaker = speaker_in(session->people, person);
    if (speaker == NULL)
        return NULL;
    return *speaker->affiliation != '\0'
               ? arena_printf(arena, "%s, %s", speaker->name, speaker->affiliation)
               : speaker->name;
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "session");
    bool moved = strcmp(mail_argument(cx, row, "what"), "moved") == 0;
    const ProgrammeSession *session = programme_find(cx, id);
    const Event *event = session != NULL ? event_find(cx, session->event_id) : NULL;
    const char *printed = event != NULL ? printed_name(cx->arena, session, row->person_id) : NULL;
    if (printed == NULL)
        return false;
    const char *subject = moved ? N_("Your session was changed: {title}")
                                : N_("You stand in the programme: {title}");
    const char *text =
        moved ? N_("Hello {name},\n\nthe session “{title}” of “{event}”, in which you take part, "
                   "was changed. It is now: {when}.\n\nIf that does not suit you, write to the "
                   "secretariat.")
              : N_("Hello {name},\n\nyou stand in the programme of “{event}”, in the session "
                   "“{title}”: {when}. You are named there as {printed}.\n\nThe editors write the "
                   "programme. If something in it is wrong, write to the secretariat.");
    const char *when = session->cancelled ? lang_text(out->lang, N_("cancelled"))
                                          : time_words(cx, out, session, event);
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena, lang_text(out->lang, subject), "title", session->title,
                             NULL),
        .body = lang_fill(cx->arena, lang_text(out->lang, text), "name", row->name, "title",
                          session->title, "event", event->title, "when", when, "printed", printed,
                          NULL),
        .action = lang_text(out->lang, N_("Look at the session")),
        .url = session->path,
        .reason = lang_text(out->lang, N_("You get this mail because an editor named you in a "
                                          "programme that was published.")),
    };
    return true;
}

static bool
compose_speaker(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_SPEAKER = {.name = "speaker",
                               .label = N_("Somebody stands in a programme"),
                               .priority = 5,
                               .compose = compose_speaker,
                               .waits = true};
