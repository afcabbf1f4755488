/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The process that reads what strangers sent gives up what it does not need.
 */
#include "confine/confine.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static bool
limit(int what, size_t most)
{
    return setrlimit((__rlimit_resource_t)what, &(struct rlimit){most, most}) == 0;
}

static bool
limit_all(const ConfineLimits *limits)
{
/* The sanitizers reserve more addresses than there is memory. */
#if !defined(__SANITIZE_ADDRESS__)
    if (!limit(RLIMIT_AS, limits->memory))
        return false;
#endif
    return limit(RLIMIT_CPU, limits->seconds) && limit(RLIMIT_FSIZE, limits->answer) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 4);
}

#ifdef ARCHITECTURE
/* Memory, threads, time, random numbers (the C library ends a process that gets none), the files
 * that are open, the end.  All else is refused with EPERM, so that a library that looks for a
 * setting goes on without it. */
#define ALLOW(name)                                                                                \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1),                                        \
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define X32_BIT 0x40000000 /* the same calls by other numbers */

static struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    ALLOW(read),
    ALLOW(write),
    ALLOW(mmap),
    ALLOW(munmap),
    ALLOW(mremap),
    ALLOW(mprotect),
    ALLOW(madvise),
    ALLOW(brk),
    ALLOW(futex),
    ALLOW(exit),
    ALLOW(exit_group),
    ALLOW(rt_sigprocmask),
    ALLOW(rt_sigreturn),
    ALLOW(rt_sigaction),
    ALLOW(sigaltstack),
    ALLOW(set_robust_list),
    ALLOW(rseq),
    ALLOW(sched_yield),
    ALLOW(sched_getaffinity),
    ALLOW(clock_gettime),
    ALLOW(clock_nanosleep),
    ALLOW(getrandom),
    ALLOW(gettid),
    ALLOW(getpid),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1), /* its flags cannot be seen from here */
    REFUSE(ENOSYS),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 3),
    LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    REFUSE(EPERM),
};

static bool
filter_calls(void)
{
    struct sock_fprog program = {G_N_ELEMENTS(filter), filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 || errno == EINVAL);
}
#else
static bool
filter_calls(void)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}
#endif

bool
confine_self(const ConfineLimits *limits)
{
    return limit_all(limits) && filter_calls();
}

bool
confine_input(size_t most, Bytes *ret)
{
    struct stat in;
    if (fstat(STDIN_FILENO, &in) != 0 || in.st_size <= 0 || (size_t)in.st_size > most)
        return false;
    void *at = mmap(NULL, (size_t)in.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
    if (at == MAP_FAILED)
        return false;
    *ret = (Bytes){at, (size_t)in.st_size};
    return true;
}

bool
confine_write(const void *bytes, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t more = write(STDOUT_FILENO, (const char *)bytes + done, n - done);
        if (more <= 0)
            return false;
        done += (size_t)more;
    }
    return true;
}
