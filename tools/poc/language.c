/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "po.h"

/* The rules are CLDR's for whole numbers. */
static const PoLanguage languages[] = {
    {"en", "English",   "ltr", 2, "n != 1"},
    {"fr", "Français",  "ltr", 2, "n > 1" },
    {"es", "Español",   "ltr", 2, "n != 1"},
    {"pt", "Português", "ltr", 2, "n > 1" },
    {"sw", "Kiswahili", "ltr", 2, "n != 1"},
    {"ar", "العربية",   "rtl", 6,
     "n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 "
     ": 5"                                },
};

const PoLanguage *
po_language_find(const char *code)
{
    for (gsize i = 0; i < G_N_ELEMENTS(languages); i++)
        if (g_strcmp0(languages[i].code, code) == 0)
            return &languages[i];
    return NULL;
}
