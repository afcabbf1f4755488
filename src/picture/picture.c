/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The side that is to be protected: it asks another process and believes little.
 */
#include "picture/picture.h"

#include "lang/lang.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define AT_ONCE 2 /* processes that decode: what they may take of memory, twice */
#define ANSWER_MOST (4 * 1024 * 1024) /* bytes, all sizes together */

static const char *const UNREADABLE = N_(
    "This picture could not be read. Open it, save it again as "
    "JPEG or PNG, and send that.");

/* ---- before anything is decoded ---- */

static const char *
refuse(Bytes content)
{
    PictureHead head = picture_head(content);
    if (content.n > PICTURE_BYTES)
        return N_("This picture is too large: at most 16 MB.");
    if (head.kind == PICTURE_UNKNOWN)
        return N_("This is not a picture of a kind that is known here. Send JPEG, PNG, HEIC, WebP, "
                  "AVIF or GIF.");
    if (head.width == 0)
        return UNREADABLE;
    if (head.width > PICTURE_SIDE || head.height > PICTURE_SIDE ||
        (uint64_t)head.width * head.height > PICTURE_PIXELS)
        return N_("This picture has too many pixels: at most 50 million. Make it smaller.");
    return NULL;
}

/* ---- the other process ---- */

static bool
put(int fd, Bytes content)
{
    for (size_t done = 0; done < content.n;) {
        ssize_t n = write(fd, (const char *)content.at + done, content.n - done);
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    return lseek(fd, 0, SEEK_SET) == 0;
}

/* This program once more with @in and @out and nothing else that is ours; -1: it did not start. */
static pid_t
start(int in, int out, const int *sizes, size_t n)
{
    char numbers[PICTURE_SIZES][12];
    char *argv[PICTURE_SIZES + 3] = {(char *)"baraza", (char *)PICTURE_WORKER};
    char *environment[] = {NULL};
    for (size_t i = 0; i < n; i++) {
        g_snprintf(numbers[i], sizeof numbers[i], "%d", sizes[i]);
        argv[i + 2] = numbers[i];
    }
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none;
    pid_t pid = -1;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    if (posix_spawn(&pid, "/proc/self/exe", &files, &how, argv, environment) != 0)
        pid = -1;
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

/* Did it end well and in time?  It is gone afterwards either way. */
static bool
await(pid_t pid)
{
    int status = -1;
    int handle = pidfd_open(pid, 0);
    struct pollfd ended = {.fd = handle, .events = POLLIN};
    if (handle < 0 || TEMP_FAILURE_RETRY(poll(&ended, 1, PICTURE_SECONDS * 1000)) != 1)
        kill(pid, SIGKILL);
    if (handle >= 0)
        close(handle);
    pid_t waited = TEMP_FAILURE_RETRY(waitpid(pid, &status, 0));
    return waited == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- its answer ---- */

/* Exactly @n pictures, each of the kind that was asked for. */
static bool
split(Bytes answer, size_t n, const int *sizes, Bytes *ret)
{
    const uint8_t *at = answer.at;
    size_t left = answer.n;
    for (size_t i = 0; i < n; i++) {
        uint32_t length = 0;
        if (left < sizeof length)
            return false;
        memcpy(&length, at, sizeof length);
        length = GUINT32_FROM_BE(length);
        at += sizeof length;
        left -= sizeof length;
        if (length > left)
            return false;
        ret[i] = (Bytes){at, length};
        PictureHead head = picture_head(ret[i]);
        if (head.kind != PICTURE_JPEG || head.width != (uint32_t)sizes[i] ||
            head.height != (uint32_t)sizes[i])
            return false;
        at += length;
        left -= length;
    }
    return left == 0;
}

static bool
fetch(Arena *arena, int out, Bytes *ret)
{
    struct stat answer;
    if (fstat(out, &answer) != 0 || answer.st_size <= 0 || answer.st_size > ANSWER_MOST)
        return false;
    size_t n = (size_t)answer.st_size;
    char *copy = arena_array_of(arena, char, n);
    *ret = (Bytes){copy, n};
    return pread(out, copy, n, 0) == (ssize_t)n;
}

static bool
ask(Arena *arena, int in, int out, Bytes content, const int *sizes, size_t n, Bytes *ret)
{
    Bytes answer = {NULL, 0};
    pid_t pid = in >= 0 && out >= 0 && put(in, content) ? start(in, out, sizes, n) : -1;
    return pid > 0 && await(pid) && fetch(arena, out, &answer) && split(answer, n, sizes, ret);
}

static bool
ask_in_memory(Arena *arena, Bytes content, const int *sizes, size_t n, Bytes *ret)
{
    int in = memfd_create("picture", MFD_CLOEXEC), out = memfd_create("pictures", MFD_CLOEXEC);
    bool done = ask(arena, in, out, content, sizes, n, ret);
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return done;
}

const char *
picture_make(Arena *arena, Bytes content, const int *sizes, size_t n, Bytes *ret)
{
    static int under_way;
    g_assert(n > 0 && n <= PICTURE_SIZES);
    const char *why = refuse(content);
    if (why != NULL)
        return why;
    if (g_atomic_int_add(&under_way, 1) >= AT_ONCE)
        why = N_("Other pictures are being read at this moment. Try again in a few seconds.");
    else if (!ask_in_memory(arena, content, sizes, n, ret))
        why = UNREADABLE;
    g_atomic_int_add(&under_way, -1);
    return why;
}
