/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * limits - the size of everything that comes from outside.
 *
 * Whoever reads input checks these before it allocates (STYLE, rule 22).
 * Sizes are bytes, times are seconds, unless a name says otherwise.
 */
#pragma once

/* A request, before anything of it is looked at. */
#define LIMIT_PATH 2048
#define LIMIT_HEADERS (8 * 1024)        /* request line and all headers together: 431 */
#define LIMIT_BODY (64 * 1024)          /* of a form without files: 413 */
#define LIMIT_UPLOAD (32 * 1024 * 1024) /* of a multipart body, where no large files are taken */
#define LIMIT_BODY_BESIDE (8 * 1024 * 1024) /* with the largest file that an alliance takes */
#define LIMIT_BODY_MEMORY (256 * 1024)      /* of a multipart body; more lies in a file */
#define LIMIT_BODY_SHARES 4 /* one person has this part of the room for what is sent */
#define LIMIT_BODY_UNREAD                                                                          \
    (256 * 1024 * 1024)  /* of one that is refused, read for its sender's sake */
#define LIMIT_FIELDS 200 /* form fields, query parameters, parts */
#define LIMIT_FIELD_NAME 100
#define LIMIT_SEGMENT 200       /* one segment of a path */
#define LIMIT_HEADER_SECONDS 10 /* from connect to the end of the headers */
#define LIMIT_BODY_SECONDS 120
#define LIMIT_BODY_RATE (16 * 1024) /* bytes a second, that a large body may come as slowly as */
#define LIMIT_IDLE_SECONDS 60
#define LIMIT_CONNECTIONS 4096
#define LIMIT_CONNECTIONS_PER_ADDRESS 256

/* What people write. */
#define LIMIT_LINE 300         /* titles, names, places: characters */
#define LIMIT_SUMMARY 1000     /* characters */
#define LIMIT_TEXT (48 * 1024) /* a page's body */
#define LIMIT_COMMENT 4000     /* characters; longer contributions are posts */
#define LIMIT_MENTIONS 10      /* people named in one comment */
#define LIMIT_OBJECTIVES 20    /* of a group */
#define LIMIT_POLL_OPTIONS 20  /* of a poll */
#define LIMIT_POLL_WORDS 3000  /* characters of what explains it in a mail; the page has all */
#define LIMIT_PARAGRAPHS 400   /* of a shared draft */
#define LIMIT_PARAGRAPHS_PAGE                                                                      \
    (24 * 1024)          /* bytes of a shared draft on one page: what a weak phone can pay         \
                          */
#define LIMIT_EMAIL 254  /* RFC 5321 */
#define LIMIT_SEARCH 200 /* a search query: characters */
#define LIMIT_FILTER                                                                               \
    (LIMIT_PATH - 200)      /* conditions over people, kept: they fit into an address              \
                             */
#define LIMIT_PASSWORD 1024 /* bytes */

/* The files of a text. */
#define LIMIT_FILE (24 * 1024 * 1024)   /* one that is in memory; see app_file_most() */
#define LIMIT_PICTURE (2 * 1024 * 1024) /* one: readers on weak phones load it with the page */
#define LIMIT_ITEM_FILES 50             /* on one item */

/* A message that arrives by mail. */
#define LIMIT_LETTER (25 * 1024 * 1024)  /* all of it, as it is sent */
#define LIMIT_LETTER_HEADERS (64 * 1024) /* its own headers */
#define LIMIT_LETTER_LINES 2000          /* of these headers */
#define LIMIT_LETTER_DEPTH 20            /* parts in parts */
#define LIMIT_LETTER_PARTS 200
#define LIMIT_LETTER_TEXT (128 * 1024)  /* of its words; what is longer is cut */
#define LIMIT_LETTER_HTML (1024 * 1024) /* of which they are made */
#define LIMIT_LETTER_RAW (256 * 1024)   /* of which this much is kept as it came */
#define LIMIT_LETTER_HOPS 50            /* servers that it came through: more is a loop */
#define LIMIT_LETTER_KEPT 14            /* days for which a message is kept as it came */
#define LIMIT_LETTER_ROW 365            /* days for which it is known that it came */
#define LIMIT_LMTP_CONNECTIONS 16
#define LIMIT_LMTP_RECIPIENTS 50
#define LIMIT_LMTP_LINE 2048         /* of a command */
#define LIMIT_LMTP_IDLE_SECONDS 60   /* between two commands, or two pieces of a message */
#define LIMIT_LMTP_DATA_SECONDS 300  /* for a whole message */
#define LIMIT_LMTP_TOTAL_SECONDS 900 /* for a connection */

/* Mail that comes back.  What each kind of report counts for stands in inbound/reach.c. */
#define LIMIT_MAIL_SERVERS 4   /* tried one after the other */
#define LIMIT_DIGEST_TOLD 20   /* things that one digest tells with their words */
#define LIMIT_DIGEST_EACH 3    /* of them about one text */
#define LIMIT_DIGEST_WORDS 240 /* characters of each */
#define LIMIT_DIGEST_KEPT 30   /* days for which it is known what a digest had in it */
#define LIMIT_PACE_RATES 2000  /* bytes: destinations with a rate of their own */
#define LIMIT_BOUNCE_SCORE 3.0 /* from here on an address gets no mail until its owner says so */
#define LIMIT_BOUNCE_DAYS 30   /* in which a score falls to a half */

/* What other tools send. */
#define LIMIT_OPENID_URI 500                    /* an address to return to */
#define LIMIT_OPENID_REQUEST (LIMIT_PATH - 200) /* one to sign in, escaped: part of an address */

/* What takes place. */
#define LIMIT_OCCURRENCES 500       /* of what comes again, with the days added to it */
#define LIMIT_OCCURRENCE_YEARS 3    /* after this one, in which its days are known ahead */
#define LIMIT_QUESTIONS 30          /* in a questionnaire, with those that are retired */
#define LIMIT_QUESTION_OPTIONS 20   /* of one, with those that are not offered any more */
#define LIMIT_ANSWER_LINE 300       /* characters of an answer in one line */
#define LIMIT_ANSWER_TEXT 2000      /* and in several */
#define LIMIT_NEED_DAYS 30          /* after an event, for which it is known what somebody needed */
#define LIMIT_SURVEY_DAYS 90        /* for which a survey is open at most */
#define LIMIT_SURVEY_LEAST 3        /* answers from which an anonymous one has a result */
#define LIMIT_EVENT_ZONES 8         /* in which an event is announced */
#define LIMIT_PROGRAMME 400         /* sessions of an event */
#define LIMIT_SPEAKERS 40           /* people in a session, who moderates among them */
#define LIMIT_CALENDAR_ENTRIES 2000 /* in one calendar: the newest */

/* The library. */
#define LIMIT_EDITIONS 200 /* of a work, in all languages */
#define LIMIT_AUTHORS 100  /* of a work */

/* What is kept in memory. */
#define LIMIT_CACHE_BYTES (64 * 1024 * 1024) /* ready pages, all encodings */
#define LIMIT_CACHED_PAGE (1024 * 1024)
#define LIMIT_PAGE_ROWS 50   /* rows on one page of a list */
#define LIMIT_REVIEW_ROWS 30 /* items of one kind in a draft of the year in review */

/* What is kept in the database, or comes from an export. */
#define LIMIT_FILE_CHUNK (256 * 1024)
#define LIMIT_EXPORT_LINE (4 * 1024 * 1024) /* one row */

/* Tokens. */
#define LIMIT_LOGIN_SECONDS (30 * 60)          /* a sign-in link */
#define LIMIT_FRESH_SECONDS (15 * 60)          /* a sign-in that needs no further proof */
#define LIMIT_CODE_SECONDS 60                  /* what another tool exchanges for a token */
#define LIMIT_TOKEN_SECONDS 3600               /* that token, and what says who signed in there */
#define LIMIT_CHALLENGE_SECONDS (5 * 60)       /* what a passkey is asked to sign */
#define LIMIT_SESSION_SECONDS (60 * 24 * 3600) /* since it was last used */
#define LIMIT_SESSION_LIFE (365 * 24 * 3600)   /* however often it is used; the cookie's too */
