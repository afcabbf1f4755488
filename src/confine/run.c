/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The side that is to be protected: it asks another process and believes little.
 */
#include "confine/confine.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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
start(int in, int out, const char *const *words)
{
    char *argv[CONFINE_WORDS + 2] = {(char *)"baraza"};
    char *environment[] = {NULL};
    for (size_t i = 0; words[i] != NULL; i++) {
        g_assert(i < CONFINE_WORDS);
        argv[i + 1] = (char *)words[i];
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

/* It is gone afterwards, however it ended. */
static ConfineEnd
await(pid_t pid, int seconds, int *ret_status)
{
    int status = -1;
    int handle = pidfd_open(pid, 0);
    struct pollfd ended = {.fd = handle, .events = POLLIN};
    if (handle < 0 || TEMP_FAILURE_RETRY(poll(&ended, 1, 2 * seconds * 1000)) != 1)
        kill(pid, SIGKILL);
    if (handle >= 0)
        close(handle);
    if (TEMP_FAILURE_RETRY(waitpid(pid, &status, 0)) != pid || !WIFEXITED(status))
        return CONFINE_KILLED;
    *ret_status = WEXITSTATUS(status);
    return CONFINE_ENDED;
}

static bool
fetch(Arena *arena, int out, size_t most, Bytes *ret)
{
    struct stat answer;
    if (fstat(out, &answer) != 0 || answer.st_size < 0 || (size_t)answer.st_size > most)
        return false;
    size_t n = (size_t)answer.st_size;
    char *copy = arena_array_of(arena, char, n + 1);
    *ret = (Bytes){copy, n};
    return pread(out, copy, n, 0) == (ssize_t)n;
}

ConfineEnd
confine_run(Arena *arena, const ConfineLimits *limits, const char *const *argv, Bytes input,
            int *ret_status, Bytes *ret_answer)
{
    int in = memfd_create("input", MFD_CLOEXEC), out = memfd_create("answer", MFD_CLOEXEC);
    ConfineEnd end = CONFINE_NOTHING;
    pid_t pid = in >= 0 && out >= 0 && put(in, input) ? start(in, out, argv) : -1;
    if (pid > 0)
        end = await(pid, limits->seconds, ret_status);
    if (end == CONFINE_ENDED && !fetch(arena, out, limits->answer, ret_answer))
        end = CONFINE_NOTHING;
    if (in >= 0)
        close(in);
    if (out >= 0)
        close(out);
    return end;
}
