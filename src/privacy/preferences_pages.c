/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What may be sent to a person: for who is signed in, and behind the link in every mail.
 */
#include "alliance/consent.h"
#include "alliance/digest.h"
#include "alliance/follow.h"
#include "alliance/person.h"
#include "alliance/person_form.h"
#include "alliance/poll_tell.h"
#include "alliance/standing_link.h"
#include "desk/desk.h"
#include "privacy/pages.h"
#include "privacy/preferences.h"
#include "privacy/preferences.html.h"
#include "site/doors.h"
#include "web/form.h"
#include "web/session.h"

#include <string.h>

const Choice PACES[N_PACES] = {
    {"0", N_("Each mail at once")},
    {"1", N_("One mail a day")   },
    {"7", N_("One mail a week")  },
};

/* clang-format off */
#define LANGUAGE {"language", N_("Language of our mails"), .kind = FIELD_CHOICE, .verbatim = true}

static const Field member_fields[] = {
    {"purposes", N_("What may we do?"),
     N_("Each is your choice, and you can change it at any time. Membership needs none of them."),
     .kind = FIELD_CHOICES, .optional = true},
    {"comments", N_("Send me new comments on texts that I wrote or follow"),
     N_("Each of these mails also has a link that ends those about one text."),
     .kind = FIELD_FLAG, .optional = true},
    {"polls", N_("Tell me when the whole alliance is asked in a poll"),
     N_("The question with its options, to be answered by mail; a reminder before it closes, and what came out."),
     .kind = FIELD_FLAG, .optional = true},
    {"pace", N_("What you follow comes"),
     N_("Comments, discussions and polls. One mail a day comes at eight in your morning, one a week on Mondays. A poll that closes before that comes at once. A group can have its own pace: choose on its page."),
     .kind = FIELD_CHOICE, .choices = PACES, .n_choices = N_PACES},
    LANGUAGE,
};

/* Of who is no member, who neither writes nor follows. */
static const Field subscriber_fields[] = {
    {"purposes", N_("What may we do?"),
     N_("Each is your choice, and you can change it at any time."),
     .kind = FIELD_CHOICES, .optional = true},
    LANGUAGE,
};
/* clang-format on */

typedef Form *FormMaker(Request *req, const Field *fields, size_t n);

/* Who is asked, and how we know that it is him. */
typedef struct Asked {
    const Person *person;
    const char *token; /* of the link, or NULL: signed in */
} Asked;

/* ---- the page ---- */

/* "ann@example.org" as "a•••@example.org": its owner knows it, others learn nothing to write to. */
static const char *
masked_email(Arena *arena, const char *email)
{
    const char *at = strrchr(email, '@');
    int first = (int)(g_utf8_next_char(email) - email);
    return arena_printf(arena, "%.*s•••%s", first, email, at != NULL ? at : "");
}

/* Who is no member is asked only what concerns him. */
static bool
is_asked(const Ctx *cx, const Person *person, const Purpose *purpose)
{
    return purpose->open || person_is_member(person, cx->now);
}

static Standing
standing_of(ConsentSpan answers, const Purpose *purpose)
{
    for (size_t i = 0; i < answers.n; i++) /* newest first */
        if (strcmp(answers.at[i].purpose, purpose->name) == 0)
            return (Standing){purpose, purpose->label, answers.at[i].answered_at,
                              answers.at[i].given};
    return (Standing){.purpose = purpose, .label = purpose->label};
}

static StandingSpan
standings_of(Ctx *cx, const Person *person)
{
    ConsentSpan answers = consent_list(cx, person->id);
    GArray *standings = g_array_new(false, false, sizeof(Standing));
    arena_defer(cx->arena, (GDestroyNotify)g_array_unref, standings);
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++) {
        const Standing standing = standing_of(answers, purpose);
        if (is_asked(cx, person, purpose))
            g_array_append_val(standings, standing);
    }
    return (StandingSpan){(const Standing *)(const void *)standings->data, standings->len};
}

/* Let @make make the form with what concerns @person. */
static Form *
form_for(Request *req, const Person *person, FormMaker *make)
{
    const Ctx *cx = req->cx;
    bool is_member = person_is_member(person, cx->now);
    Form *form = is_member ? make(req, member_fields, G_N_ELEMENTS(member_fields))
                           : make(req, subscriber_fields, G_N_ELEMENTS(subscriber_fields));
    person_form_purposes(form, "purposes", is_member);
    Choice *languages = arena_array_of(cx->arena, Choice, N_LANGS);
    for (size_t i = 0; i < N_LANGS; i++)
        languages[i] = (Choice){LANGS[i]->code, LANGS[i]->name};
    form_choices(form, "language", languages, N_LANGS);
    return form;
}

/* The form as things stand. */
static Form *
filled_form(Request *req, const Person *person, StandingSpan standings)
{
    Form *form = form_for(req, person, form_new);
    for (size_t i = 0; i < standings.n; i++)
        if (standings.at[i].given)
            form_set(form, "purposes", standings.at[i].purpose->name);
    if (person_is_member(person, req->cx->now)) {
        form_set_int(form, "comments", person->comment_mails);
        form_set_int(form, "polls", person->poll_mails);
        form_set_int(form, "pace", person->pace);
    }
    const Lang *lang = lang_find(person->language);
    form_set(form, "language", lang != NULL ? lang->code : LANG_ENGLISH->code);
    return form;
}

/* @form: what was sent and refused, or NULL. */
static Response *
respond_preferences(Request *req, const Asked *asked, const Form *form)
{
    Ctx *cx = req->cx;
    StandingSpan standings = standings_of(cx, asked->person);
    Preferences view = {
        .token = asked->token,
        .email = masked_email(cx->arena, asked->person->email),
        .standings = standings,
        .form = form != NULL ? form : filled_form(req, asked->person, standings),
        .is_member = person_is_member(asked->person, cx->now),
    };
    for (size_t i = 0; i < standings.n; i++)
        view.any = view.any || standings.at[i].given;
    int status = form_ok(view.form) ? 200 : 422;
    Page page = {.title = lang_text(cx->lang, N_("What we send you, and why")), .hidden = true};
    if (asked->token != NULL)
        return respond_page(req, status, &page, preferences, &view);
    page.here = HERE(DOOR_CRUMB);
    return respond_desk(req, status, &page, preferences, &view);
}

/* ---- saving ---- */

/* Note what is answered otherwise than before; @form NULL: no to everything. */
static void
answer(Ctx *cx, const Asked *asked, const Form *form)
{
    const ConsentSource source = {
        .source = "preferences",
        .evidence = asked->token == NULL
                        ? cx->request_id
                        : arena_printf(cx->arena, "link in a mail, %s", cx->request_id),
        .language = cx->lang->code,
    };
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL; purpose++) {
        if (form != NULL && !is_asked(cx, asked->person, purpose))
            continue;
        bool given = form != NULL && form_has(form, "purposes", purpose->name);
        consent_answer(cx, asked->person->id, purpose, given, &source);
    }
    if (form == NULL || person_is_member(asked->person, cx->now)) {
        follow_set_mails(cx, asked->person->id, form != NULL && form_flag(form, "comments"));
        poll_take_mails(cx, asked->person->id, form != NULL && form_flag(form, "polls"));
    }
}

static Response *
respond_saved(Request *req, const Asked *asked, const char *notice)
{
    const char *url = asked->token == NULL
                          ? "/preferences"
                          : arena_printf(req->cx->arena, "/preferences/%s", asked->token);
    return respond_done(req, url, lang_text(req->cx->lang, notice));
}

static Response *
save(Request *req, const Asked *asked)
{
    Ctx *cx = req->cx;
    const Person *person = asked->person;
    session_note_seen(cx, person->id);
    if (desk_is_pressed(req, "nothing")) {
        answer(cx, asked, NULL);
        return respond_saved(req, asked, N_("All of it is taken back."));
    }
    Form *form = form_for(req, person, form_read);
    if (!form_ok(form))
        return respond_preferences(req, asked, form);
    answer(cx, asked, form);
    if (person_is_member(person, cx->now))
        digest_set_pace(cx, person->id, g_ascii_strtoll(form_text(form, "pace"), NULL, 10));
    const char *language = form_text(form, "language");
    if (strcmp(language, person->language) != 0)
        person_set_reading(cx, person->id, language, person->zone);
    return respond_saved(req, asked, N_("Your choices are saved."));
}

/* ---- signed in ---- */

Response *
get_preferences(Request *req)
{
    const Asked asked = {.person = person_find(req->cx, req->cx->me.id)};
    return asked.person != NULL ? respond_preferences(req, &asked, NULL) : respond_not_found(req);
}

Response *
post_preferences(Request *req)
{
    const Asked asked = {.person = person_find(req->cx, req->cx->me.id)};
    return asked.person != NULL ? save(req, &asked) : respond_not_found(req);
}

Response *
post_preferences_links(Request *req)
{
    standing_link_end_all(req->cx, req->cx->me.id);
    return respond_done(req, "/preferences",
                        lang_text(req->cx->lang, N_("The links in earlier mails have ended.")));
}

/* ---- by the link ---- */

static bool
find_asked(Request *req, Asked *ret_asked)
{
    Ctx *cx = req->cx;
    const char *token = req_text(req, "token");
    int64_t id = standing_link_find(cx, LINK_PREFERENCES, token);
    const Person *person = id != 0 ? person_find(cx, id) : NULL;
    if (person == NULL)
        return false;
    *ret_asked = (Asked){person, token};
    return true;
}

Response *
get_preferences_token(Request *req)
{
    Asked asked;
    return find_asked(req, &asked) ? respond_preferences(req, &asked, NULL)
                                   : respond_link_ended(req);
}

Response *
post_preferences_token(Request *req)
{
    Asked asked;
    return find_asked(req, &asked) ? save(req, &asked) : respond_link_ended(req);
}
