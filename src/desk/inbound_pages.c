/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Mail in: what arrived, what was done with it, and what somebody has to decide.
 */
#include "alliance/person.h"
#include "desk/inbound_list.html.h"
#include "desk/inbound_mail.html.h"
#include "desk/inbound_show.h"
#include "desk/pages.h"
#include "inbound/reach.h"

#include <string.h>

/* What the database has, and its words. */
typedef struct Word {
    const char *value, *label;
} Word;

static const Word states[] = {
    {"",        N_("All")      },
    {"held",    N_("to decide")},
    {"done",    N_("done")     },
    {"refused", N_("not done") },
    {"dropped", N_("dropped")  },
};

/* Beside those of inbound/bounce.h. */
static const Word classes[] = {
    {"answer", N_("answer to one of our mails")},
    {"letter", N_("letter")                    },
    {"list",   N_("mail of a list")            },
    {"loop",   N_("mail that goes round")      },
};

/* NULL: it has no word in the table. */
static const char *
word_of(const Word *words, size_t n, const char *value)
{
    while (n > 0 && strcmp(words[n - 1].value, value) != 0)
        n--;
    return n > 0 ? words[n - 1].label : NULL;
}

static const char *
state_label(const char *state)
{
    const char *label = word_of(states, G_N_ELEMENTS(states), state);
    return label != NULL ? label : state;
}

static const char *
class_label(const char *class)
{
    const char *label = word_of(classes, G_N_ELEMENTS(classes), class);
    return label != NULL ? label : bounce_class_label(bounce_class_find(class));
}

static LinkSpan
links_of(Request *req, const char *chosen)
{
    Link *links = arena_array_of(req->cx->arena, Link, G_N_ELEMENTS(states));
    for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
        links[i] = (Link){states[i].label, link_with(req, "state", states[i].value),
                          strcmp(chosen, states[i].value) == 0};
    return (LinkSpan){links, G_N_ELEMENTS(states)};
}

Response *
get_desk_inbound(Request *req)
{
    Ctx *cx = req->cx;
    const char *state = req_query(req, "state");
    InboundSpan mails = inbound_list(cx, state, req_page(req));
    InboundRow *rows = arena_array_of(cx->arena, InboundRow, MAX(mails.n, 1));
    for (size_t i = 0; i < mails.n; i++)
        rows[i] = (InboundRow){&mails.at[i], class_label(mails.at[i].class),
                               state_label(mails.at[i].state)};
    InboundList view = {
        .states = links_of(req, state),
        .rows = {rows, mails.n},
        .n_paused = reach_count_paused(cx),
        .beside = neighbours(req, mails.n),
    };
    Page page = {.title = lang_text(cx->lang, N_("Mail in")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, 200, &page, inbound_list, &view);
}

static Response *
respond_mail(Request *req, const Inbound *mail, const char *error)
{
    Ctx *cx = req->cx;
    bool is_known = mail->purpose != NULL && meaning_find(mail->purpose) != NULL;
    InboundShow view = {
        .mail = mail,
        .class = class_label(mail->class),
        .state = state_label(mail->state),
        .is_held = strcmp(mail->state, "held") == 0,
        .may_owner = is_known && mail->person_id != 0,
        .may_sender = is_known && mail->sender_id != 0 && mail->sender_id != mail->person_id,
        .error = error,
    };
    const char *title = *mail->subject != '\0' ? mail->subject : lang_text(cx->lang, view.class);
    Page page = {.title = title, .here = HERE(DESK_CRUMB, {N_("Mail in"), "/desk/inbound"})};
    return respond_desk(req, error != NULL ? 422 : 200, &page, inbound_mail, &view);
}

Response *
get_desk_inbound_mail(Request *req)
{
    const Inbound *mail = inbound_find(req->cx, req_id(req, "id"));
    return mail != NULL ? respond_mail(req, mail, NULL) : respond_not_found(req);
}

static InboundDecision
decision_of(const Request *req)
{
    static const struct {
        const char *name;
        InboundDecision decision;
    } buttons[] = {
        {"owner",  DECIDE_OWNER },
        {"sender", DECIDE_SENDER},
        {"block",  DECIDE_BLOCK },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(buttons); i++)
        if (desk_is_pressed(req, buttons[i].name))
            return buttons[i].decision;
    return DECIDE_DROP;
}

Response *
post_desk_inbound_mail(Request *req)
{
    Ctx *cx = req->cx;
    const Inbound *mail = inbound_find(cx, req_id(req, "id"));
    const char *note;
    if (mail == NULL)
        return respond_not_found(req);
    switch (inbound_decide(cx, mail->id, decision_of(req), &note)) {
    case DECIDED_DONE: return respond_done(req, "/desk/inbound", lang_text(cx->lang, note));
    case DECIDED_NOT_HELD: note = N_("Somebody has decided about it already."); break;
    case DECIDED_IMPOSSIBLE: break;
    }
    return respond_mail(req, mail, note);
}

/* The secretariat heard from the person that the address works. */
Response *
post_desk_person_mail(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, req_id(req, "id"));
    if (person == NULL || !reach_resume(cx, person->id, person->email, person->language))
        return respond_not_found(req);
    return respond_done(
        req, arena_printf(cx->arena, "/desk/people/%" PRId64, person->id),
        lang_text(cx->lang, N_("Mail is sent there again, beginning with a test.")));
}
