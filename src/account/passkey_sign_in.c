/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Signing in with a passkey: as the only step, or as the second one.
 */
#include "account/pages.h"
#include "account/passkey_answer.h"
#include "render/json.h"
#include "site/sign_in.h"
#include "web/app.h"
#include "web/limiter.h"
#include "web/session.h"

#include <string.h>

Response *
post_sign_in_passkey_challenge(Request *req)
{
    Json json;
    Ctx *cx = req->cx;
    if (!passkey_is_possible(cx->app))
        return respond_not_found(req);
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    GString *text = arena_string(cx->arena, 256);
    Response *res = respond_bytes(req, "application/json", (Bytes){"", 0});
    Bytes holder = session_make_holder(req, res);
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "challenge", passkey_challenge_get(cx, holder));
    json_str(&json, "site", passkey_site(cx));
    json_close_object(&json);
    res->body = (Bytes){text->str, text->len};
    return res;
}

/* Is the second factor proved by this?  By a device that made sure who its user is; by any, when
 * something else was the first. */
static bool
is_proof(const Session *half, const Viewer *me, const Passkey *key, bool verified)
{
    bool is_second = half != NULL && me->half == key->person_id &&
                     strcmp(half->made_by, "passkey") != 0;
    return verified || is_second;
}

Response *
post_sign_in_passkey(Request *req)
{
    Ctx *cx = req->cx;
    bool verified = false;
    Response *refusal = limiter_refuse(req, LIMIT_SIGN_IN, req->in->address);
    if (refusal != NULL)
        return refusal;
    PasskeyAnswer answer = passkey_answer_read(req);
    const Passkey *key = passkey_use(cx, &answer, &verified);
    const Person *person = key != NULL ? person_find(cx, key->person_id) : NULL;
    /* Refused, and yet the transaction stands: the challenge is spent. */
    if (person == NULL)
        return respond_done(req, cx->me.half != 0 ? SECOND_STEP_URL : "/sign-in",
                            lang_text(cx->lang, N_("This passkey is not known here. Nobody was "
                                                   "signed in. Try again, or another way.")));
    const Session *half = cx->me.half != 0 ? session_find_own(cx) : NULL;
    return sign_in_as(req, person, req_field(req, "next"), "passkey",
                      is_proof(half, &cx->me, key, verified));
}
