/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "list_make.h"

#include <stdbool.h>

static const char *const NAMES[] = {
    "Amina Okoth",   "MWANGI, JUMA", "jos\xe9 da silva",          "\"Diallo, Fatou\"",
    "N'Guessan Yao", "O'NEIL MARY",  "\"Ana \"\"Nita\"\" Lima\"", "van der berg piet",
};
static const char *const COUNTRIES[] = {
    "Kenya", "KENYA", "kenia", "NA", "C\xf4te d'Ivoire", "Ivory Coast", "CI", "Atlantis", "", "RDC",
};
static const char *const DATES[] = {
    "2016-12-31", "31/12/2016", "31 Dec 2016", "20161231", "25.4.2015", "soon", "",
};
static const char *const ORGANISATIONS[] = {
    "Ministry of Health",
    "ministry of health ",
    "\"University\nof Nairobi\"",
    "\"Save; Children\"",
    "",
};

#define PICK(list, i) (list)[(i) % (int)G_N_ELEMENTS(list)]

/* Semicolons and Windows-1252, as Excel in Europe writes; quoted line ends, two addresses in a
 * cell, capitals, a repeated address each tenth row, no address each fiftieth. */
GString *
list_make(int n_rows, ListFacts *ret_facts)
{
    GString *list = g_string_new("Nom;Courriel;Pays;Organisation;Membre depuis\r\n");
    ListFacts facts = {.n_rows = n_rows};
    for (int i = 0; i < n_rows; i++) {
        bool twice = i % 10 == 9, refused = i % 50 == 25;
        int number = twice ? i - 1 : i;
        g_autofree char *email = g_strdup_printf("person%d@Example.ORG", number);
        g_autofree char *loud = g_ascii_strup(email, -1);
        g_string_append_printf(list, "%s;", PICK(NAMES, i * 7 / 3));
        if (!refused)
            g_string_append(list, i % 3 == 1 ? loud : email);
        if (!refused && i % 20 == 3)
            g_string_append_printf(list, " / other%d@example.net.", i);
        g_string_append_printf(list, ";%s;%s;%s\r\n", PICK(COUNTRIES, i / 3),
                               PICK(ORGANISATIONS, i / 5), PICK(DATES, i / 2));
        facts.n_twice += twice;
        facts.n_refused += refused;
        facts.n_new += !twice && !refused;
    }
    *ret_facts = facts;
    return list;
}
