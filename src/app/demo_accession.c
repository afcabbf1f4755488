/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A table of works that waits to be brought in.  All of it is invented.  The server checks it.
 */
#include "accession/folder.h"
#include "accession/table.h"
#include "app/demo.h"
#include "lang/lang.h"

#include <string.h>

static const char TABLE[] =
    "Title;Language;Authors;Year;What it is;Topics;Country;Files;Old address;Translation or "
    "edition of\n"
    "How to supervise (demo);English;Demo Author;2015;Guide or "
    "manual;Supporting;Kenya;supervise.txt;/resources/901;\n"
    "Comment superviser (démo);French;;2015;;;;superviser.txt;/resources/902;2\n"
    "A form for home visits (demo);English;Demo Author;2016;Tool or "
    "form;Suporting;Kenja;visits.txt;;\n"
    "A lost report (demo);English;Demo Author;20015;Report;Planning;Zambia;lost.pdf;;\n"
    "A Form for Home Visits (demo);English;Demo Author;2016;Tool or form;Supporting;Kenya;;;\n";

static const char *const files[][2] = {
    {"supervise.txt",  "A demo: what a supervisor does each week.\n"         },
    {"superviser.txt", "Une démo : ce que l’on fait chaque semaine.\n"       },
    {"visits.txt",     "A demo: what is asked and written down at a visit.\n"},
    {"notes.txt",      "A demo: no row names this file.\n"                   },
};

void
demo_build_accession(Ctx *cx)
{
    AccessionTable table;
    FolderTaken taken = {0};
    const char *words = NULL;
    if (!table_read(cx->arena, LANG_ENGLISH, (Bytes){TABLE, strlen(TABLE)}, &table, &words))
        return;
    int64_t id = accession_insert(cx, "resources-demo.csv", &table, (AccessionRules){false, false});
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        folder_add(cx, id, files[i][0], (Bytes){files[i][1], strlen(files[i][1])}, &taken);
}
