/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * tmplc - compile an HTML template to C functions.
 *
 *     tmplc event_show.html event_show.html.c event_show.html.h
 */
#include "source.h"
#include "tmplc.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
    g_autofree char *c = NULL;
    g_autofree char *h = NULL;
    g_autoptr(GError) error = NULL;

    if (argc != 4) {
        fprintf(stderr, "usage: tmplc FILE.html OUT.c OUT.h\n");
        return 2;
    }
    g_autofree char *header = g_path_get_basename(argv[3]);
    g_autofree char *source = source_read(argv[1], &error);
    if (source == NULL || !tmplc_compile(source, argv[1], header, &c, &h, &error) ||
        !g_file_set_contents(argv[2], c, -1, &error) ||
        !g_file_set_contents(argv[3], h, -1, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 1;
    }
    return 0;
}
