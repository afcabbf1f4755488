/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * error - the GError domain of everything that is neither an expected outcome
 * nor the database (STYLE, rules 18-21).
 */
#pragma once
#include <glib.h>

#define BARAZA_ERROR baraza_error_quark()
GQuark baraza_error_quark(void);

typedef enum BarazaError {
    ERROR_INPUT = 1, /* what came from outside is not well-formed; the message is for people */
    ERROR_LIMIT,     /* it is larger than base/limits.h allows */
    ERROR_CONFIG,    /* the configuration or the command line is wrong */
    ERROR_SYSTEM,    /* the operating system or a peer refused */
    ERROR_DATABASE,  /* the database is away, locked, full or of another version */
} BarazaError;
