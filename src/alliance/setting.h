/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * setting - what the secretariat can set for its alliance.
 *
 * Each setting is declared in a table in setting.c with its kind and default;
 * one statement reads all of them.
 */
#pragma once
#include "db/ctx.h"

typedef struct Settings {
    const char *name;               /* of the alliance */
    const char *short_name;         /* for narrow headers and mails' subjects */
    const char *sentence;           /* who we are, home's heading */
    const char *introduction;       /* one paragraph below it */
    const char *brand, *brand_dark; /* "#0b5d5e" */
    const char *language;           /* the alliance's own */
    const char *languages;          /* codes offered, comma separated, own first */
    const char *contact;            /* e-mail address printed in the footer */
    const char *zone;               /* the alliance's IANA time zone */
    const char *join_text;          /* how to join, Markdown */
    const char *second_factor;      /* who owes one: "off", "secretariat", "editors" */
    const char *smtp_url;           /* best first, blanks between; "" : mail is kept in the desk */
    const char *mail_from;          /* sender's address */
    bool pacing;                    /* mails by destination, see mail/pace.h */
    const char *pace_rates;         /* other rates than the presets', a line each */
    const char *quiet;              /* hours of the reader's clock, "22-7"; "": none */
    bool mail_in;               /* answers and reports to the sender's domain are handed to us */
    const char *authserv_id;    /* what our mail server calls itself where it says who is forged
                                   (RFC 8601); "": it says nothing */
    const char *meeting_server; /* address of a BigBlueButton server (meeting.h); "": none */
    const char *meeting_secret; /* shared with it, never shown */
    int64_t mark_id;            /* file with the alliance's own mark, 0: the ring of dots */
    int64_t clock_offset;       /* seconds that the instance's clock is beside the world's */
    const char *inactive_years; /* who was not seen for so many is let go; "0": nobody */
    const char *inactive_end;   /* "leave" or "erase" */
    bool welcome;               /* who joins or subscribes gets a welcome mail */
    bool join_review;           /* the secretariat looks at each who wants to join */
    bool demo;                  /* people are invented: a banner says so */
} Settings;

/** All settings, in the context's arena.  One statement, once a context: later calls return the
 *  same until setting_update(). */
const Settings *settings(Ctx *cx);

/** The setting @name as it is now, a flag as "0" or "1"; a name of neither is our mistake. */
const char *setting_text(Ctx *cx, const char *name);

/** The mail servers without the name and the password in their addresses: fit to be shown.  "" if
 * none is set. */
const char *setting_mail_server(Ctx *cx);

/** Is it one address of a mail server (mail/smtp.h)? */
bool setting_is_mail_server(const char *value);

/** The mail server that setting_mail_server() shows as @shown, with its name and password; @shown
 *  itself if none is. */
const char *setting_mail_server_whole(Ctx *cx, const char *shown);

/** Change one, by the name of its field.  Returns false if the name or the value's form is wrong:
 *  then nothing was written.  Numbers are decimal, flags "0" and "1". */
bool setting_update(Ctx *cx, const char *name, const char *value);
