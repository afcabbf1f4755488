/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * app - what the process has, made and freed in main (STYLE, rule 12).
 *
 * A test makes its own App with a fixed clock and fixed randomness.
 */
#pragma once
#include "web/web.h"

typedef struct Cache Cache;     /* web/cache.h */
typedef struct Metrics Metrics; /* web/metrics.h */
typedef struct Limiter Limiter; /* web/limiter.h: rate limits per address and account */

struct MailKind; /* mail/mail.h */
struct JobKind;  /* alliance/job.h */
struct Roster;   /* roster/roster.h */

typedef struct App {
    const char *base_url; /* "https://alliance.example", without a last slash */
    const char *database; /* for app_connect() */
    bool demo;            /* the demo's banner is shown */
    bool secure;          /* base_url is https: Secure cookies, HSTS */
    const Lang *lang;     /* the alliance's own: has no prefix in addresses; NULL: English */
    uint8_t key[32];      /* signs tokens; kept in the database's setting "key" */

    int64_t (*clock)(struct App *app);                      /* the instance's time now */
    void (*random)(struct App *app, void *bytes, size_t n); /* unpredictable outside tests */
    /** As dns_ask() of mail/dns.h, and as smtp_look() of mail/smtp.h; never in a transaction. */
    const char *(*dns)(Arena *arena, const char *type, const char *name);
    /** As fetch() of web/fetch.h; never in a transaction either. */
    Bytes (*fetch)(Arena *arena, const char *url);
    int (*smtp_look)(Arena *arena, const char *url, const char *host, const char **ret_words);
    void *clock_data;
    int64_t clock_offset; /* the demo's clock runs this many seconds beside the world's */

    const RouteTable *const *routes;     /* ends with NULL */
    const struct MailKind *const *mails; /* ends with NULL */
    const struct JobKind *jobs;          /* ends with {0} */

    /** Called while a person is being erased, before the record is: a room that keeps something
     *  of people otherwise than in rows of theirs empties it.  Ends with NULL; or NULL. */
    void (*const *forgets)(struct Ctx *cx, int64_t person_id);

    /** What a role allows, as Role bits: role_rights() of alliance/role.h. */
    uint32_t (*rights_of)(const char *role);

    /** Draw the frame (header, menu, footer) around a page's body. */
    void (*frame)(Request *req, const Page *page, const char *notice, Html *body, Html *out);

    /** Answer for a path that no route has: an address of the old site.  Returns NULL if it is
     *  unknown; the hook may be NULL. */
    Response *(*not_found)(Request *req);

    int64_t file_most; /* bytes of a file that hangs on something; 0: LIMIT_FILE */
    int64_t body_room; /* bytes of disk for all that is being sent here */
    int smtp_seconds;  /* that a mail server may take for one mail; 0: as many as it is usual */

    int log_fd;       /* structured lines are written there; 0: nowhere */
    int log_requests; /* atomic; 0: only those that failed are logged */

    struct GenerationMap *generations; /* shared by the process's connections, or NULL */
    struct Memo *memo;                 /* likewise, what is the same for all readers, or NULL */
    struct Underway *underway; /* likewise, the mails that the process has in hand, or NULL */
    struct Relays *relays;     /* likewise, which mail servers are away, or NULL */
    struct Roster *roster;     /* everybody in memory, or NULL: read for each question */
    struct FileShelf *shelf;   /* large files laid out to be fetched, or NULL: sent from memory */
    Cache *cache;              /* or NULL: nothing is kept */
    Metrics *metrics;          /* or NULL */
    Limiter *limiter;          /* or NULL: no rate limits */
} App;

/** The largest file that hangs on something here, in bytes. */
int64_t app_file_most(const App *app);

/** How much of the disk what one person sends may take at a time: a part of the room, in which the
 *  largest form has place.  0: no bound. */
int64_t app_body_each(const App *app);

/** Open a connection of the process's own threads: what it writes makes the process's answers stale
 *  before the commit returns, and what is kept by others is good for it.  The caller closes it. */
Db *app_connect(const App *app, GError **error);
