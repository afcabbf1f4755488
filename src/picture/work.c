/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The process that decodes: bytes on standard input, sizes as arguments, pictures on standard
 * output.
 */
#include "picture/worker.h"

#include <unistd.h>

enum { DONE = 0, UNREADABLE = 1, MISUSED = 2 };

static bool
write_out(void *unused G_GNUC_UNUSED, const void *bytes, size_t n)
{
    return confine_write(bytes, n);
}

static size_t
read_sizes(int argc, char **argv, int *sizes)
{
    size_t n = 0;
    for (int i = 2; i < argc && n < PICTURE_SIZES; i++)
        sizes[n++] = (int)g_ascii_strtoll(argv[i], NULL, 10);
    return n;
}

/* Exit handlers of libraries have nothing to do here, so none runs. */
int
picture_work(int argc, char **argv)
{
    int sizes[PICTURE_SIZES];
    size_t n = read_sizes(argc, argv, sizes);
    Bytes content = {NULL, 0};
    if (!confine_input(PICTURE_BYTES, &content) || !confine_self(&PICTURE_LIMITS))
        _exit(MISUSED);
    _exit(picture_convert(content, sizes, n, write_out, NULL) ? DONE : UNREADABLE);
}
