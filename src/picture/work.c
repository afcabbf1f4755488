/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The process that decodes: bytes on standard input, sizes as arguments, pictures on standard
 * output.
 */
#include "picture/worker.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DONE = 0, UNREADABLE = 1, MISUSED = 2 };

static bool
write_out(void *unused G_GNUC_UNUSED, const void *bytes, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t more = write(STDOUT_FILENO, (const char *)bytes + done, n - done);
        if (more <= 0)
            return false;
        done += (size_t)more;
    }
    return true;
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
    struct stat in;
    if (fstat(STDIN_FILENO, &in) != 0 || in.st_size <= 0 || in.st_size > PICTURE_BYTES)
        _exit(MISUSED);
    size_t size = (size_t)in.st_size;
    const void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (at == MAP_FAILED || !confine_self())
        _exit(MISUSED);
    _exit(picture_convert((Bytes){at, size}, sizes, n, write_out, NULL) ? DONE : UNREADABLE);
}
