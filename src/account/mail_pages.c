/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Whether mail reaches who is signed in, and the word that it does again.
 */
#include "account/account_mail.html.h"
#include "account/pages.h"
#include "alliance/person.h"
#include "desk/desk.h"

Response *
get_desk_account_mail(Request *req)
{
    Ctx *cx = req->cx;
    AccountMail view = {reach_show(cx, cx->me.email)};
    Page page = {.title = lang_text(cx->lang, N_("Whether mail reaches you")),
                 .here = HERE(DESK_CRUMB, {N_("Account"), "/desk/account"})};
    return respond_desk(req, 200, &page, account_mail, &view);
}

/* Pressed twice it is said once more, and one test is sent. */
Response *
post_desk_account_mail(Request *req)
{
    Ctx *cx = req->cx;
    const Person *person = person_find(cx, cx->me.id);
    if (person == NULL)
        return respond_not_found(req);
    reach_resume(cx, person->id, person->email, person->language);
    return respond_done(req, "/desk/account/mail",
                        lang_text(cx->lang, N_("Thank you. A test mail is on its way.")));
}
