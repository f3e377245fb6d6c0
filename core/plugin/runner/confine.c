#define _GNU_SOURCE
#include "plugin/runner/confine.h"

#include "plugin/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST_MEMORY  (256u * 1024u * 1024u)
#define MOST_STACK   (2u * 1024u * 1024u)
#define MOST_SECONDS 20 /* of processor time: a net below the supervisor's deadlines */
#define MOST_OPEN    32
#define ANY_WRITING  (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)

/* What the kernel knows beyond the distribution's header, which stops at the second ABI. */
#define ACCESS_TRUNCATE  (1ULL << 14)
#define ACCESS_IOCTL_DEV (1ULL << 15)
#define NET_BIND         (1ULL << 0)
#define NET_CONNECT      (1ULL << 1)
#define SCOPE_SOCKET     (1ULL << 0)
#define SCOPE_SIGNAL     (1ULL << 1)

struct ruleset {
    uint64_t files, network, scoped;
};

static bool limit(int resource, rlim_t most)
{
    struct rlimit value = {.rlim_cur = most, .rlim_max = most};
    return setrlimit((__rlimit_resource_t)resource, &value) == 0;
}

static bool set_limits(void)
{
#ifndef MARHABA_SANITIZED /* the sanitizer maps terabytes of shadow */
    if (!limit(RLIMIT_AS, MOST_MEMORY))
        return false;
#endif
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, MOST_OPEN) && limit(RLIMIT_FSIZE, 0) &&
           limit(RLIMIT_NPROC, 0) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0) &&
           limit(RLIMIT_STACK, MOST_STACK) && limit(RLIMIT_CPU, MOST_SECONDS);
}

/* A runner started by root keeps root's number but none of its powers. */
static bool drop_capabilities(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
    return syscall(SYS_capset, &header, none) == 0;
}

static bool set_process(void)
{
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && set_limits() &&
           syscall(SYS_close_range, WIRE_FD + 1u, ~0u, 0u) == 0 && drop_capabilities() &&
           prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

static bool allow_reading(int rules, const char *path, uint64_t access)
{
    int folder = open(path, O_PATH | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT; /* a merged /usr has no /lib64 of its own, and so on */
    struct landlock_path_beneath_attr beneath = {.allowed_access = access, .parent_fd = folder};
    bool allowed =
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
    close(folder);
    return allowed;
}

/* Everything the running kernel can forbid, by its Landlock ABI, and the size of the struct it
 * takes. */
static size_t fill_ruleset(long abi, struct ruleset *out)
{
    out->files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    if (abi >= 2)
        out->files |= LANDLOCK_ACCESS_FS_REFER;
    if (abi >= 3)
        out->files |= ACCESS_TRUNCATE;
    if (abi >= 4)
        out->network = NET_BIND | NET_CONNECT;
    if (abi >= 5)
        out->files |= ACCESS_IOCTL_DEV;
    if (abi >= 6)
        out->scoped = SCOPE_SOCKET | SCOPE_SIGNAL;
    if (abi >= 6)
        return sizeof *out;
    return abi >= 4 ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, network);
}

static bool restrict_files(void)
{
    const uint64_t file = LANDLOCK_ACCESS_FS_READ_FILE;
    const uint64_t folder = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    struct ruleset ruleset = {0};
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return false;
    size_t size = fill_ruleset(abi, &ruleset);
    int rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, size, 0);
    if (rules < 0)
        return false;
    bool restricted =
        allow_reading(rules, ".", folder) && allow_reading(rules, "/usr/lib", folder) &&
        allow_reading(rules, "/lib", folder) && allow_reading(rules, "/lib64", folder) &&
        allow_reading(rules, "/usr/share/zoneinfo", folder) &&
        allow_reading(rules, "/etc/ld.so.cache", file) &&
        syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return restricted;
}

/* Memory, time, reading and talking over descriptors it already has. */
static const int allowed_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(brk),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(futex),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(getrandom),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(membarrier),
};

/* Calls that ordinary libraries make and can do without: they are told no instead of being killed
 * for it. */
static bool refuse_gently(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0) == 0;
}

/* Opening for reading is Landlock's to decide; opening for writing is refused gently, by each bit
 * that can change a file. */
static bool allow_opening(scmp_filter_ctx filter, int call, unsigned argument)
{
    static const unsigned writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND};
    struct scmp_arg_cmp reading = {argument, SCMP_CMP_MASKED_EQ, ANY_WRITING, 0};
    if (seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &reading) != 0)
        return false;
    for (size_t i = 0; i < sizeof writing / sizeof writing[0]; i++) {
        struct scmp_arg_cmp bit = {argument, SCMP_CMP_MASKED_EQ, writing[i], writing[i]};
        if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), call, 1, &bit) != 0)
            return false;
    }
    return true;
}

static bool allow_mapping(scmp_filter_ctx filter, bool loading)
{
    struct scmp_arg_cmp no_code = {2, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0};
    if (loading)
        return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 0) == 0 &&
               seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 0) == 0;
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &no_code) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, &no_code) == 0;
}

/* Signals only to itself, limits only to be read, descriptors only to be asked about. */
static bool allow_with_care(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp self = {0, SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0};
    struct scmp_arg_cmp same_process = {0, SCMP_CMP_EQ, 0, 0};
    struct scmp_arg_cmp no_new_limit = {2, SCMP_CMP_EQ, 0, 0};
    struct scmp_arg_cmp asks_flags = {1, SCMP_CMP_EQ, F_GETFL, 0};
    struct scmp_arg_cmp asks_close = {1, SCMP_CMP_EQ, F_GETFD, 0};
    struct scmp_arg_cmp sets_close = {1, SCMP_CMP_EQ, F_SETFD, 0};
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &self) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2, same_process,
                            no_new_limit) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, &asks_flags) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, &asks_close) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, &sets_close) == 0;
}

/* The second filter is installed by the first one's leave. */
static bool allow_tightening(scmp_filter_ctx filter)
{
    struct scmp_arg_cmp no_new_powers = {0, SCMP_CMP_EQ, PR_SET_NO_NEW_PRIVS, 0};
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(seccomp), 0) == 0 &&
           seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, &no_new_powers) == 0;
}

static bool fill_filter(scmp_filter_ctx filter, bool loading)
{
    for (size_t i = 0; i < sizeof allowed_calls / sizeof allowed_calls[0]; i++)
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0) != 0)
            return false;
    return refuse_gently(filter) && allow_opening(filter, SCMP_SYS(openat), 2) &&
           allow_opening(filter, SCMP_SYS(open), 1) && allow_mapping(filter, loading) &&
           allow_with_care(filter) && (!loading || allow_tightening(filter));
}

static bool restrict_calls(bool loading)
{
#ifdef MARHABA_SANITIZED /* killed by the filter, the sanitizer could not say what it found */
    const uint32_t otherwise = SCMP_ACT_ERRNO(EPERM);
#else
    const uint32_t otherwise = SCMP_ACT_KILL_PROCESS;
#endif
    scmp_filter_ctx filter = seccomp_init(otherwise);
    bool restricted =
        filter && seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
        fill_filter(filter, loading) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return restricted;
}

bool confine_before_loading(const char **lacking)
{
    *lacking = "process limits";
    if (!set_process())
        return false;
    *lacking = "Landlock";
    if (!restrict_files())
        return false;
    *lacking = "seccomp";
    return restrict_calls(true);
}

bool confine_after_loading(const char **lacking)
{
    *lacking = "seccomp";
    return restrict_calls(false);
}
