/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * config - what must be known before the database can be asked.
 *
 * A key file (baraza.conf) with one group [baraza]; every key can be
 * overridden by an environment variable, BARAZA_DATABASE for `database`.
 * What the secretariat sets is in the database: alliance/setting.h.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define MEGABYTE ((int64_t)1024 * 1024)

typedef struct Config {
    char *database; /* path of the SQLite file, or postgresql://... */
    char *base_url; /* as visitors see it, without a last slash */
    char *listen;   /* address to listen on, "127.0.0.1" */
    char *lmtp; /* where mail is taken: "unix:/run/baraza/lmtp", "127.0.0.1:2424"; "": nowhere */
    int port;
    int workers;        /* threads that work on pages; each has a database connection */
    int job_threads;    /* threads that work on jobs */
    int file_megabytes; /* of the largest file that may hang on something */
    int room_megabytes; /* of disk for all that is being sent, and again for what is being fetched
                         */
    int smtp_seconds;   /* that a mail server may take for one mail */
    bool behind_proxy;  /* X-Forwarded-For and -Proto from loopback are believed */
    bool log_requests;  /* all of them; otherwise only those that failed.  Changes on reload */
    char *path;         /* of the file as it was named, or "" */
} Config;

/** Read @path ("" or NULL: baraza.conf in the working directory if there is one), then the
 *  environment.  A key that is not known, or a value that does not fit, is ERROR_CONFIG and the
 *  message names file and key.  Free with config_free(). */
Config *config_load(const char *path, GError **error);
void config_free(Config *config);

/** Read the same file and the environment again.  What may change while the server runs is taken
 *  over; @ret_waiting names the other keys that have changed, "port, workers" or "": they wait for
 *  the next start.  Free it with g_free().  If something is wrong nothing is taken over. */
bool config_reload(Config *config, char **ret_waiting, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)
