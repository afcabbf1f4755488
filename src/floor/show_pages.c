/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The questions of an event: reading, asking, giving a voice.
 */
#include "alliance/programme.h"
#include "alliance/registration_mail.h"
#include "floor/floor_show.html.h"
#include "floor/pages.h"
#include "lang/lang.h"
#include "web/limiter.h"

#include <string.h>

#define LINK "/floor/"   /* before a token: by it one takes part without signing in */
#define SESSIONS_MOST 40 /* more are no list to choose from: their pages lead here */

/* ---- where, and who ---- */

static bool
place_by_name(Request *req, FloorPlace *place)
{
    Ctx *cx = req->cx;
    place->item = item_find(cx, "event", req_text(req, "slug"));
    if (place->item == NULL)
        return false;
    place->path = arena_printf(cx->arena, "%s/questions", place->item->path);
    place->terms = floor_terms(cx, place->item->id);
    if (place->terms != NULL)
        place->may_act = floor_taker_me(cx, place->item, place->terms, &place->taker);
    return place->terms != NULL;
}

/* By the link of a registration; its owner's eyes see what that person may see. */
static bool
place_by_registration(Request *req, const Registration *registration, FloorPlace *place)
{
    RegistrationStory story;
    /* Of who is forgotten nobody takes part. */
    if (*registration->email == '\0' ||
        !registration_story_of(req->cx, registration, req->cx->lang, &story))
        return false;
    place->reader = story.reader;
    place->item = item_find_id(&place->reader, registration->item_id);
    place->terms = floor_terms(req->cx, registration->item_id);
    if (place->item == NULL || place->terms == NULL)
        return false;
    place->may_act = floor_taker_registration(req->cx, registration, place->terms, &place->taker);
    return true;
}

static bool
place_by_voice(Request *req, const char *token, FloorPlace *place)
{
    int64_t item_id = 0;
    if (!floor_taker_visitor(req->cx, token, &item_id, &place->taker))
        return false;
    place->reader.me = (Viewer){0};
    place->item = item_find_id(&place->reader, item_id);
    place->terms = floor_terms(req->cx, item_id);
    place->may_act = place->terms != NULL && place->terms->guests;
    return place->item != NULL && place->terms != NULL;
}

bool
floor_place(Request *req, FloorPlace *ret_place, Response **ret_refused)
{
    Ctx *cx = req->cx;
    FloorPlace place = {.reader = *cx};
    const Registration *found = NULL;
    const char *token = "";
    place.by_link = g_str_has_prefix(req->path, LINK);
    if (place.by_link) {
        token = req_text(req, "token");
        place.path = arena_printf(cx->arena, LINK "%s", token);
        found = registration_find_floor(cx, token);
    }
    bool is_there = !place.by_link  ? place_by_name(req, &place)
                    : found != NULL ? place_by_registration(req, found, &place)
                                    : place_by_voice(req, token, &place);
    if (!is_there) {
        *ret_refused = place.by_link ? respond_link_ended(req) : respond_not_found(req);
        return false;
    }
    place.may_act = place.may_act && floor_is_open(place.terms, cx->now);
    *ret_place = place;
    return true;
}

/* ---- cards ---- */

static bool
is_state(const FloorQuestion *question, const char *status)
{
    return strcmp(question->status, status) == 0;
}

/* What the author is told of one that others do not see. */
static const char *
note_of(const FloorQuestion *question)
{
    static const struct {
        const char *status, *words;
    } notes[] = {
        {"held",   N_("Who leads the event looks at it before others see it.")},
        {"hidden", N_("Who leads the event has hidden it.")                   },
        {"merged", N_("It was merged with another that asks the same.")       },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(notes); i++)
        if (is_state(question, notes[i].status))
            return notes[i].words;
    return NULL;
}

static FloorCard
card_of(const FloorPlace *place, const FloorQuestion *question)
{
    Arena *arena = place->reader.arena;
    bool is_open = is_state(question, "shown") || is_state(question, "now");
    return (FloorCard){
        .question = question,
        .act = arena_printf(arena, "%s/%" PRId64, place->path, question->number),
        .recorded = floor_recorded(arena, question->recorded),
        .note = question->mine ? note_of(question) : NULL,
        .may_vote = is_open && place->may_act,
        .may_take_back = question->mine && !is_state(question, "answered") && place->may_act,
    };
}

FloorCardSpan
floor_cards(const FloorPlace *place, FloorQuestionSpan all, const char *status)
{
    FloorCard *cards = arena_array_of(place->reader.arena, FloorCard, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const FloorQuestion *one = &all.at[i];
        if (status != NULL ? is_state(one, status) : note_of(one) != NULL)
            cards[n++] = card_of(place, one);
    }
    return (FloorCardSpan){cards, n};
}

/* ---- the form ---- */

/* clang-format off */
static const Field text_field = {"text", N_("Your question"), .kind = FIELD_TEXT, .rows = 3, .most = FLOOR_TEXT};
static const Field name_field = {"name", N_("Your name"), N_("Others see it. Left empty: without a name."),
                                 .kind = FIELD_LINE, .optional = true, .most = FLOOR_NAME, .autocomplete = "name"};
static const Field to_field = {"to", N_("To whom"), .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true};
static const Field unnamed_field = {"unnamed", N_("Without my name"), N_("Then nobody can tell whose it is, and you cannot take it back."),
                                    .kind = FIELD_FLAG, .optional = true};
/* clang-format on */

enum { FIELDS_MOST = 4 };

/* To whom a question can be put: sessions and who speaks in them. */
typedef struct Targets {
    ProgrammeSessionSpan sessions;
    Choice *choices;
    size_t n;
} Targets;

static void
offer(Targets *targets, const char *value, const char *label)
{
    targets->choices[targets->n++] = (Choice){value, label};
}

static void
offer_session(Arena *arena, Targets *targets, const ProgrammeSession *session)
{
    offer(targets, arena_printf(arena, "s%" PRId64, session->id), session->title);
    for (size_t i = 0; i < session->people.n; i++)
        if (!session->people.at[i].is_gone)
            offer(targets, arena_printf(arena, "p%" PRId64 "-%zu", session->id, i),
                  arena_printf(arena, "%s (%s)", session->people.at[i].name, session->title));
}

/* With the query's "session" only that one. */
static Targets
targets_of(Request *req, const FloorPlace *place)
{
    Ctx reader = place->reader;
    Targets targets = {.sessions = programme_list(&reader, place->item->id)};
    int64_t wanted = g_ascii_strtoll(req_query(req, "session"), NULL, 10);
    size_t most = 1, n_people = 0;
    for (size_t i = 0; i < targets.sessions.n; i++)
        n_people += targets.sessions.at[i].people.n;
    targets.choices = arena_array_of(reader.arena, Choice, most + targets.sessions.n + n_people);
    offer(&targets, "", lang_text(reader.lang, N_("To all who speak")));
    bool all = wanted == 0 && targets.sessions.n <= SESSIONS_MOST;
    for (size_t i = 0; i < targets.sessions.n; i++)
        if (all || req->in->method == POST || targets.sessions.at[i].id == wanted)
            offer_session(reader.arena, &targets, &targets.sessions.at[i]);
    return targets;
}

static Form *
make_form(Request *req, const FloorPlace *place, const Targets *targets,
          Form *(*form_make)(Request *req, const Field *fields, size_t n))
{
    Field *fields = arena_array_of(req->cx->arena, Field, FIELDS_MOST);
    size_t n = 0;
    fields[n++] = text_field;
    if (targets->n > 1)
        fields[n++] = to_field;
    fields[n++] = place->taker.is_visitor ? name_field : unnamed_field;
    Form *form = form_make(req, fields, n);
    if (targets->n > 1)
        form_choices(form, "to", targets->choices, targets->n);
    return form;
}

/* What was chosen, into the draft. */
static void
read_target(const Targets *targets, const char *chosen, FloorDraft *draft)
{
    char *rest = NULL;
    int64_t id = *chosen != '\0' ? g_ascii_strtoll(chosen + 1, &rest, 10) : 0;
    for (size_t i = 0; i < targets->sessions.n && id != 0; i++) {
        const ProgrammeSession *session = &targets->sessions.at[i];
        if (session->id != id)
            continue;
        draft->session_id = id;
        uint64_t at = *rest == '-' ? g_ascii_strtoull(rest + 1, NULL, 10) : session->people.n;
        if (at < session->people.n) {
            draft->speaker = session->people.at[at].name;
            draft->speaker_id = session->people.at[at].person_id;
        }
    }
}

static FloorDraft
draft_of(const FloorPlace *place, const Targets *targets, const Form *form)
{
    FloorDraft draft = {.text = form_text(form, "text")};
    if (place->taker.is_visitor)
        draft.name = form_text(form, "name");
    draft.unnamed = place->taker.is_visitor ? *draft.name == '\0' : form_flag(form, "unnamed");
    if (targets->n > 1)
        read_target(targets, form_text(form, "to"), &draft);
    return draft;
}

/* ---- the page ---- */

/* Why the reader can only read; NULL: no reason. */
static const char *
refusal_of(const FloorPlace *place)
{
    if (place->may_act || !floor_is_open(place->terms, place->reader.now))
        return NULL;
    if (place->terms->guests && place->taker.person_id == 0)
        return NULL; /* the button is there */
    return place->terms->registers
               ? N_("Who is registered puts questions here: signed in, or by the link in the mail "
                    "about the registration.")
               : N_("Members put questions here.");
}

static const char *
address_of(const FloorPlace *place)
{
    Ctx reader = place->reader;
    const Registration *mine = place->taker.registration_id != 0
                                   ? registration_find(&reader, place->taker.registration_id)
                                   : NULL;
    return mine != NULL ? floor_address(&reader, mine) : NULL;
}

static Response *
respond_floor(Request *req, const FloorPlace *place, const Form *form)
{
    Ctx *cx = req->cx;
    Ctx reader = place->reader;
    FloorQuestionSpan all = floor_list(&reader, place->item->id, &place->taker);
    const FloorShow view = {
        .event = place->item,
        .next = floor_cards(place, all, "now"),
        .open = floor_cards(place, all, "shown"),
        .own = floor_cards(place, all, NULL),
        .answered = floor_cards(place, all, "answered"),
        .form = form,
        .path = place->path,
        .words = refusal_of(place),
        .address = form != NULL ? address_of(place) : NULL,
        .desk = place->taker.leads
                    ? arena_printf(cx->arena, "/desk/events/%" PRId64 "/floor", place->item->id)
                    : NULL,
        .is_open = floor_is_open(place->terms, cx->now),
        .may_enter = !place->by_link && cx->me.id == 0 && place->terms->guests &&
                     floor_is_open(place->terms, cx->now),
        .signed_in = cx->me.id != 0,
        .by_link = place->by_link,
    };
    Page page = {.title = lang_text(cx->lang, N_("Questions to who speaks")),
                 .section = "take-part",
                 .here = HERE({N_("Take part"), "/take-part"}, {N_("Events"), "/events"},
                              {place->item->title, place->item->path}),
                 .hidden = place->by_link || place->item->published_at == 0 || all.n == 0};
    return respond_page(req, form == NULL || form_ok(form) ? 200 : 422, &page, floor_show, &view);
}

Response *
get_floor(Request *req)
{
    FloorPlace place;
    Response *refused = NULL;
    if (!floor_place(req, &place, &refused))
        return refused;
    Form *form = NULL;
    if (place.may_act) {
        const Targets targets = targets_of(req, &place);
        form = make_form(req, &place, &targets, form_new);
        const char *session = req_query(req, "session");
        if (targets.n > 1 && *session != '\0')
            form_set(form, "to", arena_printf(req->cx->arena, "s%s", session));
    }
    return respond_floor(req, &place, form);
}

/* ---- asking ---- */

static Response *
respond_closed(Request *req)
{
    return respond_error(req, 409,
                         lang_text(req->cx->lang, N_("Questions are not taken here, or not any "
                                                     "more. Nothing was changed.")));
}

/* A person, a registration or a visitor's link: each in a moderate number. */
static Response *
refuse_many(Request *req, const FloorTaker *taker)
{
    return limiter_refuse(req, LIMIT_QUESTIONS_PUT,
                          arena_printf(req->cx->arena, "%" PRId64 " %" PRId64 " %" PRId64,
                                       taker->person_id, taker->registration_id,
                                       taker->is_visitor ? taker->voice_id : 0));
}

static const char *
outcome_words(FloorOutcome outcome)
{
    static const char *const words[] = {
        [FLOOR_SHOWN] = N_("Your question is in the list."),
        [FLOOR_HELD] = N_("Thank you. Who leads the event looks at it before others see it."),
        [FLOOR_MANY] = N_("You have put as many questions there as one can."),
    };
    return words[outcome];
}

Response *
post_floor(Request *req)
{
    Ctx *cx = req->cx;
    FloorPlace place;
    Response *refused = NULL;
    if (!floor_place(req, &place, &refused))
        return refused;
    if (!place.may_act)
        return respond_closed(req);
    const Targets targets = targets_of(req, &place);
    Form *form = make_form(req, &place, &targets, form_read);
    if (!form_ok(form))
        return respond_floor(req, &place, form);
    Response *many = refuse_many(req, &place.taker);
    if (many != NULL)
        return many;
    const FloorDraft draft = draft_of(&place, &targets, form);
    FloorOutcome outcome = floor_ask(&place.reader, place.item, place.terms, &place.taker, &draft);
    return respond_done(req, place.path, lang_text(cx->lang, outcome_words(outcome)));
}

/* ---- a visitor comes in ---- */

Response *
post_floor_enter(Request *req)
{
    FloorPlace place;
    Response *refused = NULL;
    if (!floor_place(req, &place, &refused))
        return refused;
    if (!place.terms->guests || !floor_is_open(place.terms, req->cx->now))
        return respond_closed(req);
    if (req->cx->me.id != 0)
        return respond_redirect(req, "%s", place.path);
    return respond_redirect(req, "%s", floor_enter(req->cx, place.item->id));
}

/* ---- one question ---- */

static const FloorQuestion *
find_question(Request *req, FloorPlace *ret_place, Response **ret_refused)
{
    if (!floor_place(req, ret_place, ret_refused))
        return NULL;
    *ret_refused = ret_place->may_act ? respond_not_found(req) : respond_closed(req);
    if (!ret_place->may_act)
        return NULL;
    return floor_find_number(&ret_place->reader, ret_place->item->id, req_id(req, "number"),
                             &ret_place->taker);
}

Response *
post_floor_voice(Request *req)
{
    FloorPlace place;
    Response *refused = NULL;
    const FloorQuestion *question = find_question(req, &place, &refused);
    if (question == NULL)
        return refused;
    bool give = *req_field(req, "give") != '\0';
    if (!floor_vote(&place.reader, &place.taker, question, give))
        return refused;
    return respond_redirect(req, "%s#question-%" PRId64, place.path, question->number);
}

Response *
post_floor_back(Request *req)
{
    FloorPlace place;
    Response *refused = NULL;
    const FloorQuestion *question = find_question(req, &place, &refused);
    if (question == NULL || !floor_take_back(&place.reader, question))
        return refused;
    return respond_done(req, place.path,
                        lang_text(req->cx->lang, N_("Your question was taken back.")));
}
