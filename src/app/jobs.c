/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/jobs.h"
#include "accession/accession.h"
#include "alliance/answer_doubt.h"
#include "alliance/answer_open.h"
#include "alliance/contribution.h"
#include "alliance/credential.h"
#include "alliance/data_copy.h"
#include "alliance/digest.h"
#include "alliance/discussion.h"
#include "alliance/document_light.h"
#include "alliance/drafting_proposal.h"
#include "alliance/event.h"
#include "alliance/file.h"
#include "alliance/file_request.h"
#include "alliance/floor.h"
#include "alliance/follow.h"
#include "alliance/group_member.h"
#include "alliance/inactivity.h"
#include "alliance/item.h"
#include "alliance/joining.h"
#include "alliance/leaving.h"
#include "alliance/mail_key.h"
#include "alliance/mention.h"
#include "alliance/passkey.h"
#include "alliance/poll.h"
#include "alliance/poll_tell.h"
#include "alliance/programme.h"
#include "alliance/proposal.h"
#include "alliance/recording.h"
#include "alliance/registration_request.h"
#include "alliance/reminder.h"
#include "alliance/review.h"
#include "alliance/role.h"
#include "alliance/search_word.h"
#include "alliance/sender.h"
#include "alliance/sight.h"
#include "alliance/survey.h"
#include "alliance/task.h"
#include "alliance/thanks.h"
#include "alliance/week_writer.h"
#include "alliance/welcome.h"
#include "app/app.sql.h"
#include "door/room.h"
#include "drafting/guest.h"
#include "finding/saved_search.h"
#include "finding/shelf_load.h"
#include "import/import.h"
#include "inbound/inbound.h"
#include "inbound/reach.h"
#include "library/library.h"
#include "mailing/mailing.h"
#include "merge/merge.h"
#include "newsletter/newsletter.h"
#include "oai/oai.h"
#include "openid/openid.h"
#include "roster/roster.h"
#include "site/sign_in.h"
#include "subscription/subscription.h"
#include "web/app.h"
#include "web/session.h"
#include "week/daily.h"

#define MINUTE ((int64_t)60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define SEARCHES_SECONDS 60
#define LEARN_SECONDS 60 /* what is left is for the next run */

/* clang-format off */
const MailKind *const MAILS[] = {
    &MAIL_SIGN_IN,
    &MAIL_JOIN_CONFIRM,
    &MAIL_JOIN_KNOWN,
    &MAIL_JOIN_TAKEN,
    &MAIL_WELCOME,
    &MAIL_WELCOME_SUBSCRIBER,
    &MAIL_JOIN_REFUSED,
    &MAIL_SUBSCRIBE,
    &MAIL_CREDENTIAL,
    &MAIL_TASK_OPENED,
    &MAIL_TASK_REMINDER,
    &MAIL_TASK_ESCALATED,
    &MAIL_ROLE,
    &MAIL_GROUP,
    &MAIL_REGISTRATION,
    &MAIL_SURVEY,
    &MAIL_REGISTRATION_CONFIRM,
    &MAIL_REMINDER,
    &MAIL_ANSWERED,
    &MAIL_ANSWERS_DROPPED,
    &MAIL_FLOOR_ANSWER,
    &MAIL_THANKS,
    &MAIL_PROPOSAL,
    &MAIL_LEFT,
    &MAIL_ERASURE,
    &MAIL_DATA_COPY,
    &MAIL_STILL_HERE,
    &MAIL_INACTIVE,
    &MAIL_IMPORT_INVITE,
    &MAIL_MERGED,
    &MAIL_NEWSLETTER,
    &MAIL_NEWSLETTER_TEST,
    &MAIL_REACH_TEST,
    &MAIL_INBOUND_ANSWER,
    &MAIL_FOLLOW,
    &MAIL_DISCUSSION,
    &MAIL_DIGEST,
    &MAIL_MENTION,
    &MAIL_POLL_BEGUN,
    &MAIL_POLL_REMINDER,
    &MAIL_POLL_VOTE,
    &MAIL_POLL_RESULT,
    &MAIL_DRAFTING,
    &MAIL_WORDING,
    &MAIL_REVIEW_NOTE,
    &MAIL_CONTRIBUTION,
    &MAIL_GUEST,
    &MAIL_SPEAKER,
    &MAIL_EDITION,
    &MAIL_SAVED_SEARCH,
    &MAIL_WEEK,
    &MAIL_WEEK_WRITER,
    &MAIL_FILE,
    &MAIL_FILE_ASKED,
    &MAIL_FILE_LINK,
    NULL,
};
/* clang-format on */

/* What a job says of itself in the desk: a number, or nothing when it was 0. */
static const char *
told(Ctx *cx, int64_t n)
{
    return n == 0 ? NULL : arena_printf(cx->arena, "%" PRId64, n);
}

static const char *
run_publish_due(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, item_publish_due(cx));
}

static const char *
run_chase(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, task_chase(cx));
}

static const char *
run_tell_roles(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, role_tell(cx));
}

static const char *
run_send(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    /* It opens its own transactions: nothing is held open while the server is spoken to. */
    if (db_begin(cx->db, false) != DB_OK)
        return NULL;
    const MailSender sender = mail_sender(cx);
    if (db_end(cx->db, true) != DB_OK)
        return NULL;
    return told(cx, mail_send_due(cx, cx->app->mails, &sender));
}

static const char *
run_clean(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, session_delete_expired(cx) +
                        db_run(cx, &SQL_app_delete_expired_links, DB_ARGS(cx->now - DAY)) +
                        joining_delete_expired(cx) + data_copy_delete_expired(cx) + mail_clean(cx) +
                        job_clean(cx) + roster_forget_changes(cx) + shelf_forget_changes(cx) +
                        openid_delete_expired(cx) + import_clear_old(cx) + accession_clear_old(cx) +
                        merge_clear_old(cx) + passkey_delete_expired(cx) + inbound_clean(cx) +
                        reach_clean(cx) + subscription_clean(cx) + digest_clean(cx) +
                        registration_clean(cx) + door_clean(cx) + guest_clean(cx) + file_clean(cx));
}

static const char *
run_close_polls(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, poll_close_due(cx));
}

static const char *
run_remind_of_polls(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, poll_remind_due(cx));
}

static const char *
run_close_drafts(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, drafting_close_due(cx));
}

static const char *
run_remind(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, reminder_run(cx));
}

static const char *
run_data_copy(Ctx *cx, const char *argument, GError **error)
{
    (void)error;
    return told(cx, data_copy_make(cx, g_ascii_strtoll(argument, NULL, 10)));
}

static const char *
run_erase_due(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, erasure_run_due(cx));
}

static const char *
run_inactive(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    const InactivityRun run = inactivity_run(cx);
    return told(cx, run.warned + run.again + run.ended);
}

/* Nothing is written every half minute when nothing is scheduled. */
static int64_t
count_due_items(Ctx *cx)
{
    return db_count(cx, &SQL_app_count_due_items, DB_ARGS(cx->now));
}

static const char *
run_sync_events(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, event_sync_all(cx));
}

static const char *
run_tell_speakers(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, programme_tell(cx));
}

static const char *
run_tell_library(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, library_tell(cx));
}

static const char *
run_forget_requests(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, file_request_clean(cx));
}

static const char *
run_weeks(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, week_mail_due(cx) + week_writer_remind(cx));
}

static int64_t
count_due_weeks(Ctx *cx)
{
    return week_count_due(cx) + week_writer_count_due(cx);
}

static const char *
run_saved_searches(Ctx *cx, const char *argument, GError **error)
{
    (void)argument;
    return job_run_portions(cx, saved_search_look, SEARCHES_SECONDS, error);
}

static const char *
run_learn_words(Ctx *cx, const char *argument, GError **error)
{
    (void)argument;
    return job_run_portions(cx, search_learn, LEARN_SECONDS, error);
}

static const char *
run_forget_words(Ctx *cx, const char *argument, GError **error)
{
    (void)argument, (void)error;
    return told(cx, search_forget(cx));
}

void (*const FORGETS[])(Ctx *cx, int64_t person_id) = {
    import_forget_person, programme_forget, registration_forget_person,
    accession_forget,     library_forget,   NULL};

const JobKind JOBS[] = {
    {"mail.send", N_("Send mail"), 1, 5 * MINUTE, 5, run_send, mail_count_due, true},
    {"item.publish-due", N_("Publish what is scheduled"), 30, MINUTE, 5, run_publish_due,
     count_due_items, false},
    {"task.chase", N_("Remind and hand on late tasks"), HOUR, MINUTE, 5, run_chase, NULL, false},
    {"role.tell", N_("Tell of roles that begin and end"), 10 * MINUTE, MINUTE, 5, run_tell_roles,
     role_count_untold, false},
    {"erasure.run-due", N_("Erase who asked for it"), HOUR, 5 * MINUTE, 5, run_erase_due,
     erasure_count_due, false},
    {"inactivity.run", N_("Ask who was not seen for long, and let go"), DAY, 5 * MINUTE, 5,
     run_inactive, NULL, false},
    {"data-copy.make", N_("Make a copy of somebody's data"), 0, 10 * MINUTE, 5, run_data_copy, NULL,
     false},
    {"clean", N_("Delete what has expired"), DAY, 5 * MINUTE, 5, run_clean, NULL, false},
    {"event.sync", N_("Reckon anew when events are"), DAY, 5 * MINUTE, 5, run_sync_events, NULL,
     false},
    {SIGHT_JOB, N_("Look what the world sees of our mails"), DAY, 5 * MINUTE, 5, sight_run,
     sight_count_due, true},
    {MAIL_KEY_JOB, N_("Look whether the domain publishes our keys"), HOUR, 5 * MINUTE, 5,
     mail_key_look, mail_key_count_unseen, true},
    {"people.compare", N_("Look for duplicates"), DAY, 10 * MINUTE, 5, likeness_run, NULL, true},
    {"mailing.run", N_("Write the mails that go to many"), 2, 5 * MINUTE, 5, mailing_run,
     mailing_count_running, true},
    {"week.run", N_("Mail the day of a themed week, and remind who writes for one"), MINUTE, MINUTE,
     5, run_weeks, count_due_weeks, false},
    {"poll.close", N_("Count the polls that close"), 2, MINUTE, 5, run_close_polls, poll_count_due,
     false},
    {"poll.remind", N_("Remind of polls that close soon"), 10 * MINUTE, MINUTE, 5,
     run_remind_of_polls, poll_count_reminders, false},
    {"drafting.close", N_("Close shared drafts whose time is over"), 2, MINUTE, 5, run_close_drafts,
     drafting_count_due, false},
    {"digest.run", N_("Gather what people follow into one mail each"), 2, 5 * MINUTE, 5, digest_run,
     digest_count_waiting, true},
    {"programme.tell", N_("Tell members in which sessions they stand"), 10 * MINUTE, MINUTE, 5,
     run_tell_speakers, programme_count_untold, false},
    {"library.searches", N_("Tell of new works that fit what somebody searched for"), 10 * MINUTE,
     5 * MINUTE, 5, run_saved_searches, saved_search_count_due, true},
    {"library.tell", N_("Tell who waits for an edition that it is out"), 10 * MINUTE, MINUTE, 5,
     run_tell_library, library_count_untold, false},
    {"document.read", N_("Read the texts of files"), 2, 10 * MINUTE, 5, document_run,
     document_count_waiting, true},
    {"document.light", N_("Make lighter copies of large files"), 10, 10 * MINUTE, 5,
     document_light_run, document_light_count_waiting, true},
    {"file.forget", N_("Forget who was sent a file and is no member"), 10 * MINUTE, MINUTE, 5,
     run_forget_requests, file_request_count_over, false},
    {"search.learn", N_("Learn words that can be offered to who mistypes one"), 2 * MINUTE,
     5 * MINUTE, 5, run_learn_words, search_count_unlearnt, true},
    {"search.forget", N_("Forget words that stand nowhere any more"), DAY, 10 * MINUTE, 5,
     run_forget_words, NULL, true},
    {"oai.update", N_("Bring what harvesters are given up to date"), MINUTE, 5 * MINUTE, 5, oai_run,
     oai_count_stale, true},
    {"event.remind", N_("Remind of events that begin soon"), MINUTE, MINUTE, 5, run_remind,
     reminder_count_due, false},
    {"meeting.recordings", N_("Ask the server of meetings for recordings"), 5 * MINUTE, 5 * MINUTE,
     5, recording_run, recording_count_due, true},
    {"accession.work", N_("Bring in publications"), 2, 5 * MINUTE, 5, accession_run,
     accession_count_working, true},
    {"import.work", N_("Read in a list"), 0, IMPORT_LEASE_SECONDS, 20, import_run, NULL, true},
    {0},
};
