/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/registration.h"

#include "alliance/answer.h"
#include "alliance/audit.h"
#include "alliance/floor.h"
#include "alliance/group_task.h"
#include "alliance/person.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/moment.h"
#include "lang/lang.h"

#include "alliance/registration.sql.h"

#include <string.h>

/* clang-format off */
const RegistrationState REGISTRATION_STATES[] = {
    {"in",        N_("Registered"),          N_("You are registered.")},
    {"waiting",   N_("On the waiting list"), N_("All seats are taken. You are on the waiting list, and get a mail when a seat is free for you.")},
    {"asked",     N_("Waits for a decision"), N_("The organiser decides about each registration. You get a mail.")},
    {"refused",   N_("Refused"),             N_("The organiser could not give you a seat.")},
    {"recording", N_("Gets the recording"),  N_("You cannot come. We send you the recording.")},
    {"left",      N_("Cancelled"),           N_("You are not registered any more.")},
    {0},
};

static const DbType TERMS = DB_TYPE(
    RegistrationTerms, DB_FIELD(RegistrationTerms, item_id), DB_FIELD(RegistrationTerms, is_open),
    DB_FIELD(RegistrationTerms, guests), DB_FIELD(RegistrationTerms, approval),
    DB_FIELD(RegistrationTerms, recording), DB_FIELD(RegistrationTerms, certificates), DB_FIELD(RegistrationTerms, door),
    DB_FIELD(RegistrationTerms, seats),
    DB_FIELD(RegistrationTerms, closes), DB_FIELD(RegistrationTerms, reminders),
    DB_FIELD(RegistrationTerms, room), DB_FIELD(RegistrationTerms, meeting),
    DB_FIELD(RegistrationTerms, meeting_counts), DB_FIELD(RegistrationTerms, places),
    DB_FIELD(RegistrationTerms, zone),
    DB_FIELD(RegistrationTerms, event_state), DB_FIELD(RegistrationTerms, ends_at),
    DB_FIELD(RegistrationTerms, n_in), DB_FIELD(RegistrationTerms, n_waiting),
    DB_FIELD(RegistrationTerms, n_asked), DB_FIELD(RegistrationTerms, n_recording),
    DB_FIELD(RegistrationTerms, n_people));
/* clang-format on */

static const DbType REGISTRATION = DB_TYPE(
    Registration, DB_FIELD(Registration, id), DB_FIELD(Registration, item_id),
    DB_FIELD(Registration, person_id), DB_FIELD(Registration, email), DB_FIELD(Registration, name),
    DB_FIELD(Registration, language), DB_FIELD(Registration, zone), DB_FIELD(Registration, country),
    DB_FIELD(Registration, state), DB_FIELD(Registration, question),
    DB_FIELD(Registration, question_open), DB_FIELD(Registration, people),
    DB_FIELD(Registration, place), DB_FIELD(Registration, sequence),
    DB_FIELD(Registration, created_at), DB_FIELD(Registration, changed_at),
    DB_FIELD(Registration, opened_at), DB_FIELD(Registration, came_at),
    DB_FIELD(Registration, came_by), DB_FIELD(Registration, has_room),
    DB_FIELD(Registration, has_ticket), DB_FIELD(Registration, is_certified),
    DB_FIELD(Registration, is_demo));

static const DbType COUNTRY = DB_TYPE(RegistrationCountry, DB_FIELD(RegistrationCountry, country),
                                      DB_FIELD(RegistrationCountry, n));

/* ---- how one registers ---- */

/* A day is open until its end. */
static int64_t
closing_of(Ctx *cx, const RegistrationTerms *terms)
{
    int64_t moment = 0;
    const char *day = terms->closes;
    if (*day == '\0')
        return terms->ends_at;
    if (moment_from_local(day, terms->zone, &moment))
        return moment;
    const char *last = arena_printf(cx->arena, "%.10sT23:59", day);
    return moment_from_local(last, terms->zone, &moment) ? moment + 60 : terms->ends_at;
}

static const RegistrationTerms *
read_terms(Ctx *cx, const Sql *sql, int64_t item_id)
{
    const RegistrationTerms *found = db_one(cx, sql, &TERMS, DB_ARGS(item_id));
    if (found == NULL)
        return NULL;
    RegistrationTerms *terms = arena_new_of(cx->arena, RegistrationTerms);
    *terms = *found;
    terms->closes_at = MIN(closing_of(cx, terms), terms->ends_at);
    return terms;
}

const RegistrationTerms *
registration_terms(Ctx *cx, int64_t item_id)
{
    return read_terms(cx, &SQL_registration_terms, item_id);
}

/* Not what was cancelled, whatever the terms say. */
static bool
takes_place(const RegistrationTerms *terms, int64_t now)
{
    return strcmp(terms->event_state, "cancelled") != 0 && terms->ends_at > now;
}

bool
registration_is_open(const RegistrationTerms *terms, int64_t now)
{
    return terms->is_open && takes_place(terms, now) && terms->closes_at > now;
}

int64_t
registration_seats_left(const RegistrationTerms *terms)
{
    return terms->seats == 0 ? -1 : MAX(terms->seats - terms->n_in, 0);
}

const RegistrationState *
registration_state_find(const char *name)
{
    const RegistrationState *state = REGISTRATION_STATES;
    while (state->name != NULL && strcmp(state->name, name) != 0)
        state++;
    g_assert(state->name != NULL);
    return state;
}

/* ---- reading ---- */

const Registration *
registration_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_registration_find, &REGISTRATION, DB_ARGS(id));
}

/* An empty address is nobody's. */
static const char *
address_of(const char *email)
{
    return email != NULL && *email != '\0' ? email : " ";
}

static const Registration *
find_of(Ctx *cx, int64_t item_id, int64_t person_id, const char *email)
{
    return db_one(cx, &SQL_registration_find_of, &REGISTRATION,
                  DB_ARGS(item_id, person_id, address_of(email)));
}

const Registration *
registration_mine(Ctx *cx, int64_t item_id)
{
    return cx->me.id != 0 ? find_of(cx, item_id, cx->me.id, cx->me.email) : NULL;
}

static bool
is_state(const Registration *registration, const char *state)
{
    return registration != NULL && strcmp(registration->state, state) == 0;
}

const Registration *
registration_find_of(Ctx *cx, int64_t item_id, const Applicant *who)
{
    return find_of(cx, item_id, who->person_id, who->email);
}

bool
registration_is_alive(const Registration *registration)
{
    return registration != NULL && !is_state(registration, "left") &&
           !is_state(registration, "refused");
}

RegistrationSpan
registration_list(Ctx *cx, int64_t item_id, const char *state, int64_t limit, int64_t offset)
{
    return DB_SPAN(RegistrationSpan,
                   db_all(cx, &SQL_registration_list, &REGISTRATION,
                          DB_ARGS(item_id, state != NULL ? state : "", limit, offset)));
}

RegistrationSpan
registration_list_questions(Ctx *cx, int64_t item_id, bool is_open, int64_t limit)
{
    return DB_SPAN(RegistrationSpan, db_all(cx, &SQL_registration_list_questions, &REGISTRATION,
                                            DB_ARGS(item_id, is_open, limit)));
}

int64_t
registration_count(Ctx *cx, int64_t item_id, const char *state)
{
    return db_count(cx, &SQL_registration_count, DB_ARGS(item_id, state != NULL ? state : ""));
}

const Registration *
registration_only_asked(Ctx *cx, int64_t item_id)
{
    RegistrationSpan asked = registration_list(cx, item_id, "asked", 2, 0);
    return asked.n == 1 ? asked.at : NULL;
}

int64_t
registration_count_before(Ctx *cx, const Registration *registration)
{
    return db_count(cx, &SQL_registration_count_before,
                    DB_ARGS(registration->item_id, registration->place, registration->id));
}

RegistrationCountrySpan
registration_countries(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(RegistrationCountrySpan,
                   db_all(cx, &SQL_registration_countries, &COUNTRY, DB_ARGS(item_id)));
}

RegistrationSpan
registration_list_mine(Ctx *cx)
{
    return DB_SPAN(RegistrationSpan, db_all(cx, &SQL_registration_list_mine, &REGISTRATION,
                                            DB_ARGS(cx->me.id, address_of(cx->me.email),
                                                    (int64_t)REGISTRATION_MINE)));
}

/* ---- deciding ---- */

static void
tell(Ctx *cx, int64_t id, const char *why)
{
    db_run(cx, &SQL_registration_tell, DB_ARGS(id, why, MAIL_REGISTRATION.priority, cx->now));
}

void
registration_tell_change(Ctx *cx, int64_t item_id)
{
    db_run(cx, &SQL_registration_tell_all,
           DB_ARGS(item_id, "changed", MAIL_REGISTRATION.priority, cx->now));
}

/* The event's row is ours until the transaction ends; then its terms, with who is in counted anew
 * and nobody else.  NULL: there are none. */
static const RegistrationTerms *
take_turn(Ctx *cx, int64_t item_id)
{
    if (db_run(cx, &SQL_registration_queue, DB_ARGS(item_id)) == 0)
        return NULL;
    return read_terms(cx, &SQL_registration_terms_in_turn, item_id);
}

/* Give on what is free, to who waits for longest. */
static void
advance(Ctx *cx, int64_t item_id)
{
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    if (terms == NULL || terms->n_waiting == 0 || !takes_place(terms, cx->now))
        return;
    int64_t free = terms->seats == 0 ? terms->n_waiting : registration_seats_left(terms);
    const DbIds moved = db_ids(cx, &SQL_registration_advance, DB_ARGS(item_id, free, cx->now));
    for (size_t i = 0; i < moved.n; i++)
        tell(cx, moved.at[i], "moved");
}

void
registration_terms_save(Ctx *cx, int64_t item_id, const RegistrationTerms *terms)
{
    db_run(cx, &SQL_registration_terms_write,
           DB_ARGS(item_id, terms->is_open, terms->guests, terms->approval, terms->recording,
                   terms->certificates, terms->door, terms->seats,
                   terms->closes != NULL ? terms->closes : "",
                   terms->reminders != NULL ? terms->reminders : "",
                   terms->room != NULL ? terms->room : "",
                   terms->meeting != NULL ? terms->meeting : "", terms->meeting_counts));
    audit(cx, "registration.terms", item_id,
          arena_printf(cx->arena, "%" PRId64 " seats", terms->seats));
    advance(cx, item_id);
}

static Applicant
person_applicant(Ctx *cx, const Person *person)
{
    return (Applicant){.person_id = person->id,
                       .is_member = person_is_member(person, cx->now),
                       .email = person->email,
                       .name = person->name,
                       .country = person->country,
                       .language = person->language,
                       .zone = person->zone};
}

Applicant
registration_applicant(Ctx *cx)
{
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return (Applicant){.email = "", .name = "", .language = cx->lang->code, .zone = "UTC"};
    return person_applicant(cx, person);
}

Applicant
registration_owner(Ctx *cx, const Registration *registration)
{
    const Person *person = person_find(cx, registration->person_id);
    if (person != NULL)
        return person_applicant(cx, person);
    return (Applicant){.email = registration->email,
                       .name = registration->name,
                       .country = registration->country,
                       .language = registration->language,
                       .zone = registration->zone};
}

static const char *
state_for(const RegistrationTerms *terms, const Registration *was, const RegistrationWish *wish)
{
    /* Who was refused does not get in by asking for something else first. */
    if (is_state(was, "refused") ||
        (!wish->recording && registration_is_alive(was) && !is_state(was, "recording")))
        return was->state;
    if (wish->recording)
        return "recording";
    if (terms->approval)
        return "asked";
    return registration_seats_left(terms) == 0 ? "waiting" : "in";
}

static int64_t
write_row(Ctx *cx, const RegistrationTerms *terms, const Registration *was, const Applicant *who,
          const Registration *now)
{
    DbValue person = DB_OR_NULL(who->person_id);
    DbValue email = who->person_id == 0 && *who->email != '\0' ? db_text(who->email) : DB_NONE;
    if (was != NULL) {
        db_run(cx, &SQL_registration_update,
               DB_ARGS(was->id, person, email, now->state, now->people, now->question,
                       now->question_open, terms->places, cx->now));
        floor_take_out_changed(cx, was->id);
        return was->id;
    }
    return db_insert(cx, &SQL_registration_insert,
                     DB_ARGS(terms->item_id, person, email, who->person_id == 0 ? who->name : "",
                             who->country, who->language, who->zone, now->state, now->people,
                             now->question, now->question_open, terms->places, cx->now));
}

static void
close_task_if_settled(Ctx *cx, int64_t item_id)
{
    const RegistrationTerms *terms = registration_terms(cx, item_id);
    if (terms == NULL || terms->n_asked == 0)
        task_close(cx, "registration.review", item_id);
}

/* What follows from a change. */
static void
follow_up(Ctx *cx, const RegistrationTerms *terms, const Registration *was, int64_t id,
          const char *state)
{
    bool had_seat = is_state(was, "in");
    if (was != NULL && strcmp(was->state, state) == 0)
        return;
    tell(cx, id, had_seat ? "lost" : "new");
    if (had_seat)
        advance(cx, terms->item_id);
    if (is_state(was, "asked"))
        close_task_if_settled(cx, terms->item_id);
}

RegistrationOutcome
registration_ask(Ctx *cx, const Item *event, const Applicant *who, const RegistrationWish *wish,
                 const Registration **ret_registration)
{
    const RegistrationTerms *terms = take_turn(cx, event->id);
    if (terms == NULL)
        return REGISTRATION_CLOSED;
    const Registration *was = find_of(cx, event->id, who->person_id, who->email);
    bool may_change = registration_is_alive(was) && takes_place(terms, cx->now);
    if (!terms->guests && !who->is_member && !may_change)
        return REGISTRATION_MEMBERS;
    if (!registration_is_open(terms, cx->now) && !may_change)
        return REGISTRATION_CLOSED;
    const char *state = state_for(terms, was, wish);
    /* Coming after all is as new. */
    bool is_new = was == NULL || (is_state(was, "recording") && !wish->recording);
    if ((is_new && !registration_is_open(terms, cx->now)) || (wish->recording && !terms->recording))
        return REGISTRATION_CLOSED;
    const Registration now = {.state = state,
                              .people = CLAMP(wish->people, 1, REGISTRATION_PEOPLE),
                              .question = wish->question != NULL ? wish->question : "",
                              .question_open = wish->question_open};
    int64_t id = write_row(cx, terms, was, who, &now);
    follow_up(cx, terms, was, id, state);
    if (strcmp(state, "asked") == 0 && !is_state(was, "asked"))
        group_task_open(cx, "registration.review", event->id, event->group_slug, event->title);
    *ret_registration = registration_find(cx, id);
    return *ret_registration != NULL ? REGISTRATION_DONE : REGISTRATION_CLOSED;
}

/* Put it into another state, after having waited for the turn; false: it is in another one. */
static bool
change(Ctx *cx, const Registration *registration, const char *state)
{
    const RegistrationTerms *terms = take_turn(cx, registration->item_id);
    if (terms == NULL ||
        db_run(cx, &SQL_registration_set_state,
               DB_ARGS(registration->id, registration->state, state, cx->now)) == 0)
        return false;
    follow_up(cx, terms, registration, registration->id, state);
    return true;
}

void
registration_leave(Ctx *cx, const Registration *registration)
{
    /* Read again: somebody may have been faster. */
    const Registration *now = registration_find(cx, registration->id);
    if (registration_is_alive(now))
        change(cx, now, "left");
}

bool
registration_decide(Ctx *cx, const Registration *registration, bool yes)
{
    if (!is_state(registration, "asked"))
        return false;
    const RegistrationTerms *terms = take_turn(cx, registration->item_id);
    const char *state = !yes                                                   ? "refused"
                        : terms != NULL && registration_seats_left(terms) == 0 ? "waiting"
                                                                               : "in";
    if (terms == NULL || db_run(cx, &SQL_registration_set_state,
                                DB_ARGS(registration->id, "asked", state, cx->now)) == 0)
        return false;
    follow_up(cx, terms, registration, registration->id, state);
    audit(cx, yes ? "registration.approve" : "registration.refuse", registration->item_id,
          arena_printf(cx->arena, "#%" PRId64, registration->id));
    return true;
}

bool
registration_give_seat(Ctx *cx, const Registration *registration)
{
    if (is_state(registration, "in") || !change(cx, registration, "in"))
        return false;
    audit(cx, "registration.seat", registration->item_id,
          arena_printf(cx->arena, "#%" PRId64, registration->id));
    return true;
}

/* Who has no address is not looked for: there may be two of one name. */
const Registration *
registration_admit(Ctx *cx, int64_t item_id, const Applicant *who, bool *ret_is_new)
{
    const RegistrationTerms *terms = take_turn(cx, item_id);
    if (terms == NULL)
        return NULL;
    const Registration *was = find_of(cx, item_id, who->person_id, who->email);
    const Registration now = {.state = "in",
                              .people = was != NULL ? was->people : 1,
                              .question = was != NULL ? was->question : "",
                              .question_open = was != NULL && was->question_open};
    *ret_is_new = was == NULL;
    int64_t id = write_row(cx, terms, was, who, &now);
    if (is_state(was, "asked"))
        close_task_if_settled(cx, item_id);
    return registration_find(cx, id);
}

/* ---- forgetting ---- */

void
registration_forget_person(Ctx *cx, int64_t person_id)
{
    const Person *person = person_find(cx, person_id);
    const char *email = address_of(person != NULL ? person->email : NULL);
    DbRows rows = db_all(cx, &SQL_registration_list_alive, &REGISTRATION,
                         DB_ARGS(person_id, email, cx->now));
    const Registration *alive = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        change(cx, &alive[i], "left");
}

int64_t
registration_clean(Ctx *cx)
{
    return answer_clean(cx, cx->now - REGISTRATION_KEPT) +
           floor_clean(cx, cx->now - REGISTRATION_KEPT) +
           db_run(cx, &SQL_registration_forget_old, DB_ARGS(cx->now - REGISTRATION_KEPT)) +
           db_run(cx, &SQL_registration_request_delete_expired, DB_ARGS(cx->now));
}
