/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Some file systems have no files without a name: there it loses the name at once. */
static int
open_named(GError **error)
{
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("baraza-XXXXXX", &path, error);
    if (fd >= 0 && unlink(path) == 0)
        (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

int
scratch_open(GError **error)
{
    int fd = open(g_get_tmp_dir(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        fd = open_named(error);
    return fd;
}

bool
scratch_reserve(int fd, int64_t n)
{
    int failed;
    do
        failed = n > 0 && fallocate(fd, 0, 0, n) != 0;
    while (failed && errno == EINTR);
    return !failed || errno == EOPNOTSUPP;
}

bool
scratch_write(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t done = write(fd, at, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        at += done;
        n -= (size_t)done;
    }
    return true;
}
