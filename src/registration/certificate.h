/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * certificate - what shows that somebody was at an event, and by what anybody can check it.
 *
 * Nothing is stored: a certificate is there while somebody is noted as having
 * been there, the event is over and the organiser allows certificates.  Its code
 * has the registration's number and a MAC under the instance's key, in letters
 * that are typed from paper without mistakes.  What it says is what the records
 * say now, whoever reads it: with the code somebody was handed the paper.
 *
 * Read with: alliance/attendance.h, alliance/registration_code.h, paper/paper.h,
 * docs/decisions/0055-certificates.md.
 */
#pragma once
#include "alliance/registration.h"

typedef struct Certificate {
    const char *code;
    const char *name;                   /* of who was there; without signs that nobody sees */
    const char *title, *title_language; /* of the event */
    const char *when;                   /* on its clocks, and where they are */
    const char *length;                 /* "1 h 30 min"; "": not known, or more than a day */
    int64_t noted_at;                   /* UTC */
    int64_t until;                      /* can be checked so long, UTC; 0: no end is known */
    bool is_demo;
} Certificate;

/** The certificate for a registration in cx's language; NULL: there is none, or not any more. */
const Certificate *certificate_of(Ctx *cx, const Registration *registration);

/** Likewise for a code, as it was typed; NULL: nobody's, or not valid any more. */
const Certificate *certificate_find(Ctx *cx, const char *code);

/** The path at which its owner gets it as a file; NULL: there is none, as far as the registration
 *  tells.  @own: the path of the owner's page. */
const char *certificate_path(Ctx *cx, const Registration *registration, const char *own);

/** It, as PDF; false: there is no memory. */
bool certificate_draw(Ctx *cx, const Certificate *certificate, Bytes *ret_pdf);
