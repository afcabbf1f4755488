/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/match.h"
#include "alliance/consent.h"
#include "lang/lang.h"

#include <string.h>

/* clang-format off */
static const Meaning FIELDS[] = {
    {"",             N_("Not used"),                    COLUMN_UNKNOWN,      NULL},
    {"name",         N_("Name"),                        COLUMN_NAME,         NULL},
    {"first-name",   N_("First name"),                  COLUMN_FIRST_NAME,   NULL},
    {"last-name",    N_("Last name"),                   COLUMN_LAST_NAME,    NULL},
    {"email",        N_("E-mail address"),              COLUMN_EMAIL,        NULL},
    {"country",      N_("Country"),                     COLUMN_COUNTRY,      NULL},
    {"organisation", N_("Organisation"),                COLUMN_ORGANISATION, NULL},
    {"position",     N_("Position"),                    COLUMN_POSITION,     NULL},
    {"level",        N_("Level of work"),               COLUMN_LEVEL,        NULL},
    {"joined",       N_("Member since"),                COLUMN_JOINED,       NULL},
    {"language",     N_("Languages"),                   COLUMN_LANGUAGE,     NULL},
    {"interests",    N_("Interests"),                   COLUMN_INTERESTS,    NULL},
};
/* clang-format on */

const Meaning *
meanings(Arena *arena, size_t *ret_n)
{
    Meaning *all = arena_array_of(arena, Meaning, MEANING_MAX);
    size_t n = G_N_ELEMENTS(FIELDS);
    memcpy(all, FIELDS, sizeof FIELDS);
    for (const Purpose *purpose = PURPOSES; purpose->name != NULL && n < MEANING_MAX; purpose++)
        all[n++] = (Meaning){arena_printf(arena, "agrees-%s", purpose->name), purpose->label,
                             COLUMN_UNKNOWN, purpose->name};
    *ret_n = n;
    return all;
}

const char *
meaning_guessed(ColumnMeaning column)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (FIELDS[i].column == column)
            return FIELDS[i].name;
    return "";
}
