/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sight - what the world sees of our sending: SPF, DKIM, DMARC, MX, PTR, TLS.
 *
 * Facts are read in a transaction, the world is asked without one, for a limited time, and what was
 * seen is kept with its time.  The desk's page and `baraza doctor` show the same.  Where a receiver
 * may see something else than we do, it "cannot be told" instead of being guessed.
 *
 * Read with: sight_checks.c (the table of checks), sight_words.c (what each finding says),
 * docs/decisions/0041-sights.md.
 */
#pragma once
#include "alliance/mail_key.h"

#define SIGHT_SECONDS 20 /* for all questions to the DNS together */

typedef enum SightState {
    SIGHT_GOOD = 1,
    SIGHT_WRONG,
    SIGHT_UNSURE, /* cannot be told from here */
    SIGHT_OTHERS, /* nothing to do here: somebody else's business */
} SightState;

/** One thing that was looked at; no member is NULL. */
typedef struct Sight {
    const char *topic;       /* "spf" */
    const char *finding;     /* "spf-none": a row of sight_words.c */
    const char *subject;     /* the domain, host or address */
    const char *found;       /* what stands there, the server's words, or "" */
    const char *record_name; /* what to publish, and where; "": nothing */
    const char *record_type;
    const char *record_value;
    int64_t looked_at; /* UTC; 0 as long as it is not kept */
} Sight;

typedef struct SightSpan {
    const Sight *at;
    size_t n;
} SightSpan;

/** What the looks need to know of us. */
typedef struct SightFacts {
    const char *domain;  /* of the sender's address; "": nobody sends */
    const char *sender;  /* that address */
    const char *host;    /* at which this site answers */
    const char *servers; /* mail servers as in MailSender.smtp_url */
    MailKeySpan keys;
    int64_t n_signing; /* of them */
} SightFacts;

/** Read them, in the acting transaction; in its arena. */
SightFacts sight_facts(Ctx *cx);

/** Is there something to see?  A sender, a server, and a site that others can reach. */
bool sight_is_wanted(const SightFacts *facts);

/** Ask the world, without a transaction and for SIGHT_SECONDS and as many for each server; in
 *  @arena. */
SightSpan sight_look(struct App *app, Arena *arena, const SightFacts *facts);

/** Keep what was seen in the place of what was kept. */
void sight_keep(Ctx *cx, SightSpan seen);

/** What was kept, in the order of the checks. */
SightSpan sight_list(Ctx *cx);

#define SIGHT_JOB "sight.look"

/** A look that comes again, or that somebody asks for: facts, look and keep in transactions of its
 *  own.  A job. */
const char *sight_run(Ctx *cx, const char *argument, GError **error);
int64_t sight_count_due(Ctx *cx); /* 1 if the last look is a day old and one is wanted */

/* ---- in words ---- */

/** How it stands; of an unknown finding SIGHT_UNSURE. */
SightState sight_state(const Sight *sight);
const char *sight_state_word(SightState state); /* N_() */
const char *sight_label(const Sight *sight);    /* N_(), what was looked at: "Who may send (SPF)" */
const char *sight_says(Ctx *cx, const Sight *sight);   /* what was seen, a sentence */
const char *sight_advice(Ctx *cx, const Sight *sight); /* what to do, or "" */
