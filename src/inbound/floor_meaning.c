/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/floor_meaning.h"

#include "alliance/floor.h"
#include "base/limits.h"
#include "lang/lang.h"

/* Nothing but numbers, with commas or spaces between, negative ones with a minus right before; at
 * most @most of them, 0: it says something else. */
static size_t
only_numbers(const char *words, int64_t *numbers, size_t most)
{
    size_t n = 0;
    const char *at = words + strspn(words, " ,;\n#");
    while (*at != '\0') {
        char *end = NULL;
        if (!g_ascii_isdigit(at[*at == '-']) || n == most)
            return 0;
        numbers[n++] = g_ascii_strtoll(at, &end, 10);
        at = end + strspn(end, " ,;\n#");
    }
    return n;
}

static MeaningOutcome
give_voices(Ctx *cx, FloorTaker *taker, int64_t item_id, const int64_t *numbers, size_t n,
            const char **ret_note)
{
    size_t n_given = 0;
    for (size_t i = 0; i < n; i++) {
        const FloorQuestion *question = floor_find_number(cx, item_id, ABS(numbers[i]), taker);
        n_given += question != NULL && floor_vote(cx, taker, question, numbers[i] > 0);
    }
    *ret_note = n_given == n ? N_("Your voices were noted.")
                             : N_("Not all of these numbers are open questions there; for those "
                                  "that are your voice was noted.");
    return n_given == n ? MEANING_DONE : n_given > 0 ? MEANING_PARTLY : MEANING_REFUSED;
}

static MeaningOutcome
put_question(Ctx *cx, FloorTaker *taker, const Item *event, const FloorTerms *terms,
             const Arrival *arrival, const char **ret_note)
{
    *ret_note = N_("There was no new word in the mail.");
    if (*arrival->words == '\0')
        return MEANING_REFUSED;
    *ret_note = N_("The mail is too long for a question.");
    if (g_utf8_strlen(arrival->words, -1) > FLOOR_TEXT)
        return MEANING_REFUSED;
    const FloorDraft draft = {.text = arrival->words};
    FloorOutcome outcome = floor_ask(cx, event, terms, taker, &draft);
    *ret_note = outcome == FLOOR_MANY   ? N_("You have put as many questions there as one can.")
                : outcome == FLOOR_HELD ? N_("It became a question. Who leads the event looks at "
                                             "it before others see it.")
                                        : N_("It became a question.");
    return outcome == FLOOR_MANY ? MEANING_REFUSED : MEANING_DONE;
}

MeaningOutcome
floor_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    int64_t numbers[LIMIT_POLL_OPTIONS];
    const Registration *registration = registration_find(cx, arrival->address->number);
    bool is_owner = registration != NULL && registration->person_id == cx->me.id;
    const Item *event = is_owner ? item_find_id(cx, registration->item_id) : NULL;
    const FloorTerms *terms = event != NULL ? floor_terms(cx, event->id) : NULL;
    FloorTaker taker;
    *ret_note = N_("Questions are not taken there, or not any more.");
    if (!floor_is_open(terms, cx->now) ||
        !floor_taker_registration(cx, registration, terms, &taker))
        return MEANING_REFUSED;
    size_t n = only_numbers(arrival->words, numbers, G_N_ELEMENTS(numbers));
    return n > 0 ? give_voices(cx, &taker, event->id, numbers, n, ret_note)
                 : put_question(cx, &taker, event, terms, arrival, ret_note);
}

bool
floor_decide(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Item *event = item_find_id(cx, task->item_id);
    const FloorQuestion *held = floor_find_held(cx, task->item_id);
    *ret_note = yes ? N_("The question is shown.") : N_("The question is hidden.");
    if (event != NULL && held != NULL)
        return yes ? floor_set(cx, event, held, "shown") : floor_hide(cx, event, held, "");
    *ret_note = N_("More than one question waits there: please decide on the desk.");
    return false;
}
