/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "account/account.html.h"
#include "account/pages.h"
#include "alliance/audit.h"
#include "alliance/person.h"
#include "alliance/portrait.h"
#include "base/moment.h"
#include "desk/desk.h"
#include "desk/page_choices.h"
#include "site/doors.h"
#include "web/session.h"

#include <string.h>

/* clang-format off */
static const Field account_fields[] = {
    {"language", N_("Language"),  N_("Of the mails to you and of the first page after you sign in."),
     .kind = FIELD_CHOICE, .verbatim = true},
    {"zone",     N_("Time zone"), N_("Such as Africa/Nairobi, Europe/Paris or UTC."),
     .kind = FIELD_LINE},
};

static const Field picture_fields[] = {
    {"picture", N_("Picture"), N_("JPEG, PNG, HEIC, WebP, AVIF or GIF, at most 16 MB. Its middle is cut "
                                  "to a square. Only what it shows is kept, not where or when it was "
                                  "taken."),
     .kind = FIELD_FILE},
};
/* clang-format on */

enum { N_PICTURE_FIELDS = G_N_ELEMENTS(picture_fields) };
enum { N_ACCOUNT_FIELDS = G_N_ELEMENTS(account_fields) };

static const Field *
fields_of(Ctx *cx)
{
    Field *fields = arena_array_of(cx->arena, Field, N_ACCOUNT_FIELDS);
    memcpy(fields, account_fields, sizeof account_fields);
    page_choices(&fields[0], language_choices(cx));
    return fields;
}

static SessionRowSpan
rows_of(Ctx *cx, SessionSpan sessions)
{
    SessionRow *rows = arena_array_of(cx->arena, SessionRow, sessions.n);
    for (size_t i = 0; i < sessions.n; i++) {
        const Session *session = &sessions.at[i];
        rows[i] = (SessionRow){.id = session->id,
                               .created_at = session->created_at,
                               .seen_at = session->seen_at,
                               .device = device_in_words(cx, session->device),
                               .here = session->id == cx->me.session};
    }
    return (SessionRowSpan){rows, sessions.n};
}

static Form *
reading_form(Request *req, const Person *person)
{
    Form *form = form_new(req, fields_of(req->cx), N_ACCOUNT_FIELDS);
    form_set(form, "language", person->language);
    form_set(form, "zone", person->zone);
    return form;
}

/* @form, @picture: what was sent and refused, or NULL. */
static Response *
respond_account(Request *req, const Form *form, const Form *picture)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    Account view = {
        .name = cx->me.name,
        .email = cx->me.email,
        .form = form != NULL ? form : reading_form(req, person),
        .picture = picture != NULL ? picture : form_new(req, picture_fields, N_PICTURE_FIELDS),
        .picture_id = person->picture_id,
        .now = cx->now,
    };
    view.sessions = rows_of(cx, session_list(cx, cx->me.id));
    for (size_t i = 0; i < view.sessions.n; i++)
        view.has_others = view.has_others || !view.sessions.at[i].here;
    Page page = {.title = lang_text(cx->lang, N_("Account")), .here = HERE(DOOR_CRUMB)};
    return respond_desk(req, form == NULL && picture == NULL ? 200 : 422, &page, account, &view);
}

Response *
get_desk_account(Request *req)
{
    return respond_account(req, NULL, NULL);
}

/* A picture that was sent, before it is the owner's. */
typedef struct Sent {
    Form *form;
    const char *why; /* it is none; or NULL */
    Portrait portrait;
} Sent;

static Response *
look_at_portrait(Request *req)
{
    if (desk_is_pressed(req, "delete"))
        return NULL;
    Form *form = form_read(req, picture_fields, N_PICTURE_FIELDS);
    if (!form_ok(form))
        return respond_account(req, NULL, form);
    Sent *sent = req->prepared = arena_new_of(req->cx->arena, Sent);
    sent->form = form;
    return NULL;
}

static void
work_on_portrait(Request *req)
{
    Sent *sent = req->prepared;
    sent->why = portrait_make(req->cx, form_upload(sent->form, "picture")->bytes, &sent->portrait);
}

const Preparation prepare_desk_portrait = {look_at_portrait, work_on_portrait};

Response *
post_desk_portrait(Request *req)
{
    Ctx *cx = req->cx;
    const Sent *sent = req->prepared;
    if (sent == NULL) {
        portrait_remove(cx, cx->me.id);
        return respond_done(req, "/desk/account",
                            lang_text(cx->lang, N_("Your picture was taken away.")));
    }
    if (sent->why != NULL) {
        form_fail(sent->form, "picture", lang_text(cx->lang, sent->why));
        return respond_account(req, NULL, sent->form);
    }
    portrait_set(cx, cx->me.id, &sent->portrait);
    return respond_done(req, "/desk/account", lang_text(cx->lang, N_("This is your picture now.")));
}

Response *
post_desk_account(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields_of(cx), N_ACCOUNT_FIELDS);
    const char *zone = form_text(form, "zone");
    if (*zone != '\0' && !zone_is_valid(zone))
        form_fail(form, "zone",
                  lang_text(cx->lang, N_("This time zone is not known. Write a continent and a "
                                         "city, such as Africa/Nairobi.")));
    if (!form_ok(form))
        return respond_account(req, form, NULL);
    person_set_reading(cx, cx->me.id, form_text(form, "language"), zone);
    return respond_done(req, "/desk/account", lang_text(cx->lang, N_("It is saved.")));
}

/* The device that asks has the site's own way out, which deletes its cookie too. */
Response *
post_desk_session(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id");
    if (id == cx->me.session || !session_end_one(cx, cx->me.id, id))
        return respond_not_found(req);
    audit(cx, "session.end", 0, arena_printf(cx->arena, "#%" PRId64, id));
    return respond_done(req, "/desk/account",
                        lang_text(cx->lang, N_("That device is signed out.")));
}

Response *
post_desk_others(Request *req)
{
    Ctx *cx = req->cx;
    int64_t n = session_end_others(cx);
    if (n > 0)
        audit(cx, "session.end", 0, arena_printf(cx->arena, "%" PRId64 " others", n));
    return respond_done(req, "/desk/account",
                        lang_text(cx->lang, N_("You are signed out everywhere else.")));
}
