/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * dkim - signatures by which receivers know that a mail is ours (RFC 6376, RFC 8463).
 *
 * Each mail is signed once by each key: Ed25519 for who can check it, RSA for
 * everybody else.  Headers and body are "relaxed", which bears what honest
 * relays change.  From, To, Subject and Date are signed once more than they
 * stand there, so that nobody can add a second one (RFC 6376, 8.15).
 *
 * Nothing here asks a database; the keys may be used by several threads at once.
 */
#pragma once
#include "base/sign.h"

typedef struct DkimKey {
    const char *selector; /* where in the domain's DNS its public half stands */
    const SignKey *key;
} DkimKey;

typedef struct Dkim {
    const char *domain; /* of the sender's address */
    const DkimKey *keys;
    size_t n_keys; /* 0: nothing is signed */
} Dkim;

/** Lines with CRLF in the relaxed form, in which a body is signed; in the arena.  What is put
 * together of lines may be put together of their relaxed forms. */
Bytes dkim_relaxed(Arena *arena, Bytes lines);

/** Append the signatures made at @now of a message with the headers @head and the body whose
 * relaxed form is @relaxed. */
void dkim_append_signatures(Arena *arena, const Dkim *dkim, int64_t now, Bytes head, Bytes relaxed,
                            GString *out);

/** Put the signatures made at @now before @message, which has CRLF line ends; the whole is in
 *  @arena.  Without keys it is @message itself. */
Bytes dkim_sign(Arena *arena, const Dkim *dkim, int64_t now, Bytes message);

/** What the DNS must say at "SELECTOR._domainkey.DOMAIN" as TXT: "v=DKIM1; k=rsa; p=...". */
const char *dkim_record(Arena *arena, const SignKey *key);
