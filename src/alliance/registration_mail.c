/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What becomes of a registration, by mail and for calendars.
 */
#include "alliance/registration_mail.h"

#include "alliance/answer_open.h"
#include "alliance/event_entry.h"
#include "alliance/floor.h"
#include "alliance/registration_code.h"
#include "alliance/setting.h"
#include "calendar/ical.h"
#include "lang/format.h"
#include "mail/address.h"
#include "web/app.h"

#include <string.h>

/* ---- the story ---- */

static const Occurrence *
last_chosen(Ctx *cx, int64_t item_id)
{
    return when_chosen(cx, event_occurrences(cx, item_id));
}

bool
registration_story_of(Ctx *cx, const Registration *registration, const Lang *lang,
                      RegistrationStory *ret)
{
    RegistrationStory story = {.reader = *cx, .registration = registration};
    story.reader.me = registration_viewer(cx, registration);
    story.reader.me.zone = registration->zone;
    story.reader.lang = lang;
    story.event = event_find(&story.reader, registration->item_id);
    if (story.event == NULL)
        return false;
    story.occurrence = last_chosen(&story.reader, story.event->id);
    story.when = when_of(&story.reader, story.event, story.occurrence);
    *ret = story;
    return true;
}

bool
registration_story(Ctx *cx, const Html *out, const OutboxMail *row, RegistrationStory *ret)
{
    int64_t id = mail_argument_number(cx, row, "registration");
    const Registration *registration = registration_find(cx, id);
    return registration != NULL && *registration->email != '\0' &&
           registration_story_of(cx, registration, out->lang, ret);
}

static void
append_clock(GString *out, const Clock *clock, bool with_date)
{
    if (with_date)
        g_string_append_printf(out, "%s, ", clock->date);
    g_string_append(out, clock->from);
    if (*clock->to != '\0')
        g_string_append_printf(out, "–%s%s%s", clock->to_date, *clock->to_date != '\0' ? ", " : "",
                               clock->to);
    g_string_append_printf(out, " %s", clock->place);
    if (*clock->offset != '\0')
        g_string_append_printf(out, " (%s)", clock->offset);
}

static void
append_days(Ctx *cx, const When *when, GString *out)
{
    if (when->unknown)
        g_string_append(out, lang_text(cx->lang, N_("The date is not known yet.")));
    else
        g_string_append(out, format_date(cx->arena, cx->lang, when->day));
    if (*when->to_day != '\0')
        g_string_append_printf(out, " – %s", format_date(cx->arena, cx->lang, when->to_day));
}

const char *
when_lines(Ctx *cx, const Event *event, const When *when)
{
    GString *out = arena_string(cx->arena, 200);
    if (when->clock == NULL)
        append_days(cx, when, out);
    else
        append_clock(out, when->clock, true);
    for (size_t i = 0; i < when->others.n; i++) {
        const Clock *clock = &when->others.at[i];
        g_string_append_c(out, '\n');
        if (clock->own)
            g_string_append_printf(out, "%s ", lang_text(cx->lang, N_("For you:")));
        append_clock(out, clock, clock->other_day);
    }
    if (*when->rule != '\0')
        g_string_append_printf(out, "\n%s", when->rule);
    if (when->plan)
        g_string_append_printf(
            out, "\n%s", lang_text(cx->lang, N_("This is the plan; it is not confirmed yet.")));
    if (*event->place != '\0')
        g_string_append_printf(out, "\n%s", event->place);
    return out->str;
}

const char *
registration_greeting(const RegistrationStory *story)
{
    return mail_greeting(story->reader.arena, story->reader.lang, story->registration->name);
}

/* Who is in takes part, member or not: by a link of the own if the event has a room.  "": none. */
static const char *
link_of(const RegistrationStory *story)
{
    Ctx reader = story->reader;
    const Event *event = story->event;
    bool is_in = strcmp(story->registration->state, "in") == 0;
    if (is_in && story->registration->has_room)
        return page_address(&reader, registration_room_path(&reader, story->registration));
    return event->join_link != NULL && (is_in || event->join_public) ? event->join_link : "";
}

static void
append_ticket(GString *out, Ctx *reader, const RegistrationStory *story)
{
    const char *ticket = story->when->cancelled ? NULL
                                                : registration_ticket(reader, story->registration);
    if (ticket == NULL)
        return;
    g_string_append_printf(
        out, "\n\n%s\n%s\n%s %s",
        lang_text(reader->lang,
                  N_("Your ticket, to be shown at the door on a telephone or on paper:")),
        registration_ticket_url(reader, ticket),
        lang_text(reader->lang, N_("The code alone is enough:")), ticket);
}

static void
append_floor(GString *out, Ctx *reader, const RegistrationStory *story)
{
    if (!floor_is_open(floor_terms(reader, story->event->id), reader->now))
        return;
    g_string_append_printf(
        out, "\n\n%s\n%s",
        lang_text(reader->lang, N_("Put a question to who speaks, or give your voice to those of "
                                   "others:")),
        page_address(reader, registration_floor_path(reader, story->registration)));
    const char *address = floor_address(reader, story->registration);
    if (address != NULL)
        g_string_append_printf(
            out, "\n%s\n%s",
            lang_text(reader->lang, N_("Or by mail to this address: what you write is a question "
                                       "with your name; nothing but numbers of questions, such as "
                                       "3, 7, gives them your voice, and -3 takes it back.")),
            address);
}

const char *
registration_link_words(const RegistrationStory *story)
{
    Ctx reader = story->reader;
    const char *link = link_of(story);
    GString *words = arena_string(reader.arena, 200);
    if (*link != '\0')
        g_string_append_printf(words, "\n\n%s\n%s", lang_text(reader.lang, N_("Take part:")), link);
    append_ticket(words, &reader, story);
    append_floor(words, &reader, story);
    return words->str;
}

const char *
registration_path(const RegistrationStory *story)
{
    Ctx reader = story->reader;
    return arena_printf(reader.arena, "/registrations/%s",
                        registration_token(&reader, story->registration));
}

/* ---- for calendars ---- */

/* To which an answer goes, or the alliance's own address where no mail comes in. */
static const char *
organizer_of(const RegistrationStory *story, const OutboxMail *row)
{
    Ctx reader = story->reader;
    const Settings *set = settings(&reader);
    const char *at = strrchr(set->mail_from, '@');
    if (!set->mail_in || at == NULL)
        return set->mail_from;
    return mail_address_sign(reader.arena, reader.app->key, MAIL_REGISTRATION_ANSWER,
                             story->registration->id, row->person_id, at + 1);
}

static int64_t
sequence_of(const RegistrationStory *story)
{
    return story->event->sequence + story->registration->sequence;
}

/* Does the mail invite, or take an invitation back?  NULL: neither. */
static const char *
method_of(const RegistrationStory *story, const char *why)
{
    bool in = strcmp(story->registration->state, "in") == 0;
    if (in)
        return story->when->cancelled ? "CANCEL" : "REQUEST";
    return strcmp(why, "lost") == 0 ? "CANCEL" : NULL;
}

static MailInvitation
invitation_of(const RegistrationStory *story, const OutboxMail *row, const char *why)
{
    Ctx reader = story->reader;
    const Registration *registration = story->registration;
    const char *method = method_of(story, why);
    if (method == NULL || story->occurrence == NULL)
        return (MailInvitation){NULL, NULL};
    Event event = *story->event;
    event.day = story->occurrence->day;
    const char *link = link_of(story);
    event.join_link = *link != '\0' ? link : NULL;
    event.join_public = true;
    IcalEntrySpan entries = event_entries(&reader, (EventSpan){&event, 1}, true);
    if (entries.n == 0)
        return (MailInvitation){NULL, NULL}; /* nobody knows the day yet */
    IcalEntry entry = entries.at[0];
    entry.sequence = sequence_of(story);
    entry.changed_at = MAX(entry.changed_at, registration->changed_at);
    if (strcmp(method, "CANCEL") == 0)
        entry.state = "cancelled";
    entry.organizer = organizer_of(story, row);
    entry.organizer_name = settings(&reader)->name;
    entry.attendee = registration->email;
    entry.attendee_name = registration->name;
    const Ical ical = {
        .method = method, .entries = {&entry, 1}
    };
    Bytes text = ical_format(reader.arena, &ical);
    return (MailInvitation){method, arena_strndup(reader.arena, text.at, text.n)};
}

/* ---- the mail ---- */

/* The first paragraph and the subject; of a state, unless why has words of its own. */
static const struct {
    const char *state, *why; /* why NULL: any */
    const char *subject, *body;
} words[] = {
    {"in",        "moved",   N_("A seat is free for you: {event}"),
     N_("somebody cancelled, or there are more seats: you are not on the waiting list of "
        "\"{event}\" "
        "any more, you are registered.")                                                                          },
    {"in",        "changed", N_("It changed: {event}"),
     N_("the time of \"{event}\", for which you are registered, has changed. It is now:")                         },
    {"in",        NULL,      N_("You are registered: {event}"),          N_("you are registered for \"{event}\".")},
    {"waiting",   "changed", N_("It changed: {event}"),
     N_("the time of \"{event}\", for which you are on the waiting list, has changed. It is now:")                },
    {"waiting",   NULL,      N_("You are on the waiting list: {event}"),
     N_("all seats of \"{event}\" are taken. You are on the waiting list, and get a mail as soon "
        "as "
        "a seat is free for you.")                                                                                },
    {"asked",     "changed", N_("It changed: {event}"),
     N_("the time of \"{event}\", for which you asked for a seat, has changed. It is now:")                       },
    {"asked",     NULL,      N_("We have your registration: {event}"),
     N_("you asked for a seat at \"{event}\". Who organises it decides about each registration, "
        "and "
        "you get a mail.")                                                                                        },
    {"refused",   NULL,      N_("No seat: {event}"),
     N_("you asked for a seat at \"{event}\". Who organises it could not give you one. If you "
        "think "
        "that this is a mistake, write to us.")                                                                   },
    {"recording", "changed", N_("It changed: {event}"),
     N_("the time of \"{event}\", of which you will get the recording, has changed. If you can "
        "come "
        "now, the link below has a button for it.")                                                               },
    {"recording", NULL,      N_("You get the recording: {event}"),
     N_("you cannot come to \"{event}\". We send you the recording when it is there, and your "
        "question, if you wrote one, goes to who speaks.")                                                        },
    {"left",      NULL,      N_("Cancelled: {event}"),
     N_("you are not registered for \"{event}\" any more. If that was a mistake, the link below "
        "has a "
        "button to come back.")                                                                                   },
};

static size_t
words_find(const char *state, const char *why)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(words) - 1 &&
           (strcmp(words[i].state, state) != 0 ||
            (words[i].why != NULL && strcmp(words[i].why, why) != 0)))
        i++;
    return i;
}

static const char *
cancelled_words(void)
{
    return N_("\"{event}\" was cancelled. It does not take place.");
}

/* @asks: paragraphs with what the reader has still to answer. */
static const char *
body_of(const RegistrationStory *story, const char *first, const char *method, const char *asks)
{
    Ctx reader = story->reader;
    const Lang *lang = reader.lang;
    const Registration *registration = story->registration;
    bool is_over = story->when->cancelled || !registration_is_alive(registration);
    GString *out = arena_string(reader.arena, 600);
    g_string_append(out, registration_greeting(story));
    g_string_append_printf(
        out, "\n\n%s",
        lang_fill(reader.arena, lang_text(lang, first), "event", story->event->title, NULL));
    if (is_over)
        return out->str;
    g_string_append_printf(out, "\n\n%s%s%s", when_lines(&reader, story->event, story->when), asks,
                           registration_link_words(story));
    if (method != NULL && settings(&reader)->mail_in)
        g_string_append_printf(
            out, "\n\n%s",
            lang_text(lang, N_("If your calendar asks whether you come, its answer is enough: "
                               "declining gives your seat to somebody else.")));
    return out->str;
}

/* Has more changed since?  Then another mail is on its way. */
static bool
is_old(Ctx *cx, const OutboxMail *row, const RegistrationStory *story)
{
    return mail_argument_number(cx, row, "sequence") != sequence_of(story);
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    RegistrationStory story;
    if (!registration_story(cx, out, row, &story) || is_old(cx, row, &story))
        return false;
    const char *why = mail_argument(cx, row, "why");
    size_t i = words_find(story.registration->state, why);
    bool cancelled = story.when->cancelled && registration_is_alive(story.registration);
    const char *subject = cancelled ? N_("It does not take place: {event}") : words[i].subject;
    MailInvitation invitation = invitation_of(&story, row, why);
    QuestionSpan open = cancelled ? (QuestionSpan){0}
                                  : answer_open(&story.reader, story.registration);
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, subject), "event", story.event->title,
                             NULL),
        .body = body_of(&story, cancelled ? cancelled_words() : words[i].body, invitation.method,
                        answer_open_words(&story, open)),
        .action = cancelled ? lang_text(out->lang, N_("Read more"))
                            : answer_open_action(&story, open),
        .url = cancelled ? story.event->path : registration_path(&story),
        .reason = lang_text(out->lang, N_("You get this because you registered for this event.")),
        .exchange = answer_open_exchange(&story, open),
        .invitation = invitation,
    };
    return true;
}

const MailKind MAIL_REGISTRATION = {.name = "registration",
                                    .label = N_("How a registration stands"),
                                    .priority = 3,
                                    .compose = compose};
