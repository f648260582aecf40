/* A layer between a process and its disk, for LD_PRELOAD: it lets everything through and writes down, in order, what a
 * power cut could take away. `disk.py` reads that log and makes the disks that a cut could leave.
 *
 *   POWER_WATCH  the folder whose files are watched        POWER_LOG  the log, outside of it; appended to
 *
 * A record: op, length of the path, inode, offset, length of the data (little-endian: u32 u32 u64 i64 u64), path, data.
 *   'c' a name leads to a file now (path, inode)   'w' bytes at an offset   't' cut to a length (offset)
 *   's' the file is synced   'd' the folder is synced (path)   'r' renamed (path, data: the new one)   'u' removed
 *   'm' a folder is made (path)   'x' an empty folder is removed (path)
 *   '!' what this layer cannot follow (path): the test fails
 * A file is known by its inode, so that copies of a descriptor need no care. SQLite's -shm is left out: it is mapped into
 * memory, and is made anew when nobody has it open. Operation and record happen under one lock, so a sync is written
 * down only once it has happened.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watch[PATH_MAX];
static size_t watch_length;
static int log_file = -1;


__attribute__((constructor)) static void begin(void) {
    const char *folder = getenv("POWER_WATCH"), *path = getenv("POWER_LOG");
    if (!folder || !path || !realpath(folder, watch)) return;
    watch_length = strlen(watch);
    int made = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    log_file = fcntl(made, F_DUPFD_CLOEXEC, 700); /* out of the way of whoever closes low numbers */
    syscall(SYS_close, made);
}

static void note(char op, const char *path, uint64_t inode, int64_t offset, const void *data, uint64_t length) {
    struct __attribute__((packed)) { uint32_t op, path; uint64_t inode; int64_t offset; uint64_t length; } head =
        {(uint32_t)op, path ? (uint32_t)strlen(path) : 0, inode, offset, length};
    struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)data, length}};
    if (syscall(SYS_writev, log_file, parts, 3) != (long)(sizeof head + head.path + length)) abort();
}

static int inside(const char *path) {
    return log_file >= 0 && !strncmp(path, watch, watch_length) && (path[watch_length] == '/' || !path[watch_length]);
}

static int skipped(const char *path) {
    size_t length = strlen(path);
    return length > 4 && !strcmp(path + length - 4, "-shm");
}

/* The path of a descriptor, and whether it is one of the watched files or folders. */
static int of(int fd, char *path, struct stat *found) {
    char link[32];
    if (log_file < 0 || fd == log_file) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    if (length > 10 && !strcmp(path + length - 10, " (deleted)")) path[length - 10] = 0;
    return inside(path) && !skipped(path) && !fstat(fd, found) && (S_ISREG(found->st_mode) || S_ISDIR(found->st_mode));
}

/* The whole path of a name that need not be there; 0 when it is not watched. */
static int whole(const char *name, char *path) {
    char folder[PATH_MAX];
    if (log_file < 0 || !name || strlen(name) >= PATH_MAX) return 0;
    strcpy(folder, name);
    char *slash = strrchr(folder, '/');
    const char *last = slash ? slash + 1 : name;
    if (slash) *slash = 0;
    char *found = realpath(slash ? (folder[0] ? folder : "/") : ".", path);
    if (!found || strlen(path) + strlen(last) + 2 > PATH_MAX) return 0;
    strcat(path, "/");
    strcat(path, name + (last - (slash ? folder : name)));
    return inside(path) && !skipped(path);
}

static int opened(const char *name, int flags, int mode) {
    char path[PATH_MAX];
    struct stat found;
    if (!whole(name, path) || (flags & O_DIRECTORY)) return syscall(SYS_openat, AT_FDCWD, name, flags, mode);
    pthread_mutex_lock(&lock);
    int there = !lstat(path, &found);
    int fd = syscall(SYS_openat, AT_FDCWD, name, flags, mode), kept = errno;
    if (fd >= 0 && !fstat(fd, &found) && S_ISREG(found.st_mode)) {
        if (!there) note('c', path, found.st_ino, 0, NULL, 0);
        else if (flags & O_TRUNC) note('t', path, found.st_ino, 0, NULL, 0);
        if ((flags & O_ACCMODE) != O_RDONLY && (flags & (O_SYNC | O_DSYNC))) note('!', path, 0, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return fd;
}

#define OPEN(name, at) \
    va_list more; va_start(more, flags); int mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, int) : 0; va_end(more);
int open(const char *name, int flags, ...) { OPEN(open, 0) return opened(name, flags, mode); }
int open64(const char *name, int flags, ...) { OPEN(open64, 0) return opened(name, flags | O_LARGEFILE, mode); }
int openat(int at, const char *name, int flags, ...) {
    OPEN(openat, 1)
    if (at == AT_FDCWD || name[0] == '/') return opened(name, flags, mode);
    return syscall(SYS_openat, at, name, flags, mode);
}
int openat64(int at, const char *name, int flags, ...) {
    OPEN(openat64, 1)
    if (at == AT_FDCWD || name[0] == '/') return opened(name, flags | O_LARGEFILE, mode);
    return syscall(SYS_openat, at, name, flags | O_LARGEFILE, mode);
}
int creat(const char *name, mode_t mode) { return opened(name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static ssize_t written(int fd, const struct iovec *parts, int count, off_t offset, int placed) {
    char path[PATH_MAX];
    struct stat found;
    if (!of(fd, path, &found))
        return placed ? syscall(SYS_pwritev, fd, parts, count, offset, 0) : syscall(SYS_writev, fd, parts, count);
    pthread_mutex_lock(&lock);
    if (!placed) offset = (fcntl(fd, F_GETFL) & O_APPEND) ? (fstat(fd, &found), found.st_size) : lseek(fd, 0, SEEK_CUR);
    ssize_t done = placed ? syscall(SYS_pwritev, fd, parts, count, offset, 0) : syscall(SYS_writev, fd, parts, count);
    int kept = errno;
    ssize_t left = done;
    for (int n = 0; n < count && left > 0; n++) {
        ssize_t length = (ssize_t)parts[n].iov_len < left ? (ssize_t)parts[n].iov_len : left;
        note('w', NULL, found.st_ino, offset, parts[n].iov_base, length);
        offset += length, left -= length;
    }
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}

ssize_t write(int fd, const void *data, size_t length) {
    struct iovec one = {(void *)data, length};
    return written(fd, &one, 1, 0, 0);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    struct iovec one = {(void *)data, length};
    return written(fd, &one, 1, offset, 1);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return pwrite(fd, data, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return written(fd, parts, count, 0, 0); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return written(fd, parts, count, offset, 1); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t o) { return written(fd, parts, count, o, 1); }

int ftruncate(int fd, off_t length) {
    char path[PATH_MAX];
    struct stat found;
    int ours = of(fd, path, &found);
    if (ours) pthread_mutex_lock(&lock);
    int done = syscall(SYS_ftruncate, fd, length), kept = errno;
    if (ours && !done) note('t', NULL, found.st_ino, length, NULL, 0);
    if (ours) pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int ftruncate64(int fd, off64_t length) { return ftruncate(fd, length); }

static int synced(int fd, long call) {
    char path[PATH_MAX];
    struct stat found;
    int ours = of(fd, path, &found);
    if (ours) pthread_mutex_lock(&lock);
    int done = syscall(call, fd), kept = errno;
    if (ours && !done) note(S_ISDIR(found.st_mode) ? 'd' : 's', path, found.st_ino, 0, NULL, 0);
    if (ours) pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int rename(const char *from, const char *to) {
    char one[PATH_MAX], two[PATH_MAX];
    int a = whole(from, one), b = whole(to, two);
    pthread_mutex_lock(&lock);
    int done = syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to), kept = errno;
    if (!done && (a || b)) note(a && b ? 'r' : '!', a ? one : two, 0, 0, two, a && b ? strlen(two) : 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
/* The whole path of a name that is said from an open folder. */
static int whole_at(int at, const char *name, char *path) {
    char link[32], said[PATH_MAX];
    if (at == AT_FDCWD || name[0] == '/') return whole(name, path);
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, said, PATH_MAX - 1);
    if (length <= 0 || length + strlen(name) + 2 > PATH_MAX) return 0;
    said[length] = '/';
    strcpy(said + length + 1, name);
    return whole(said, path);
}
int unlinkat(int at, const char *name, int flags) {
    char path[PATH_MAX];
    int ours = whole_at(at, name, path);
    pthread_mutex_lock(&lock);
    int done = syscall(SYS_unlinkat, at, name, flags), kept = errno;
    if (!done && ours) note(flags & AT_REMOVEDIR ? 'x' : 'u', path, 0, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int mkdirat(int at, const char *name, mode_t mode) {
    char path[PATH_MAX];
    int ours = whole_at(at, name, path);
    pthread_mutex_lock(&lock);
    int done = syscall(SYS_mkdirat, at, name, mode), kept = errno;
    if (!done && ours) note('m', path, 0, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
    errno = kept;
    return done;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
int renameat(int a, const char *from, int b, const char *to) {
    if (a == AT_FDCWD && b == AT_FDCWD) return rename(from, to);
    return syscall(SYS_renameat, a, from, b, to);
}

/* Ways to write that need not be followed: whoever asks for them has another. */
ssize_t sendfile(int to, int from, off_t *offset, size_t count) { (void)to; (void)from; (void)offset; (void)count; errno = EINVAL; return -1; }
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) { (void)to; (void)from; (void)offset; (void)count; errno = EINVAL; return -1; }
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t count, unsigned flags) {
    (void)from; (void)a; (void)to; (void)b; (void)count; (void)flags; errno = ENOSYS; return -1;
}
int fallocate(int fd, int mode, off_t offset, off_t length) { (void)fd; (void)mode; (void)offset; (void)length; errno = EOPNOTSUPP; return -1; }
int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return fallocate(fd, mode, offset, length); }
int posix_fallocate(int fd, off_t offset, off_t length) { (void)fd; (void)offset; (void)length; return EOPNOTSUPP; }

static void *mapped(void *at, size_t length, int how, int flags, int fd, off_t offset) {
    char path[PATH_MAX];
    struct stat found;
    if (fd >= 0 && (how & PROT_WRITE) && (flags & MAP_SHARED) && of(fd, path, &found)) {
        pthread_mutex_lock(&lock);
        note('!', path, 0, 0, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return (void *)syscall(SYS_mmap, at, length, how, flags, fd, offset);
}
void *mmap(void *at, size_t length, int how, int flags, int fd, off_t offset) { return mapped(at, length, how, flags, fd, offset); }
void *mmap64(void *at, size_t length, int how, int flags, int fd, off64_t offset) { return mapped(at, length, how, flags, fd, offset); }
