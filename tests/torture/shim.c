/* Stands before the C library: fails one call on files below one folder, as a disk does. Armed from Python. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { OPEN, READ, WRITE, SYNC, RENAME, KINDS };
static int kind = -1, nth, code, met, hit;
static char below[PATH_MAX];

/* kind: of the call. nth: which of them, from 0. code: errno, or 0 for a short one. */
void torture_arm(const char *folder, int which, int number, int error) {
    snprintf(below, sizeof below, "%s", folder);
    kind = which, nth = number, code = error, met = hit = 0;
}
int torture_disarm(void) { kind = -1; return hit; }

static int inside(const char *path) { return path && *below && !strncmp(path, below, strlen(below)); }
static int inside_fd(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return inside(path);
}
/* A full disk stays full, and what is denied stays denied; an interruption comes once. */
static int due(int which) {
    if (kind != which) return 0;
    int number = met++;
    if (number == nth || (number > nth && code == ENOSPC)) { hit = 1; return 1; }
    return 0;
}
#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

#define OPENER(name) \
int name(const char *path, int flags, ...) { \
    REAL(name); va_list list; va_start(list, flags); mode_t mode = va_arg(list, mode_t); va_end(list); \
    /* a full disk lets open what is there */ \
    if (kind == OPEN && (code != ENOSPC || flags & O_CREAT) && inside(path) && due(OPEN)) { errno = code; return -1; } \
    return real(path, flags, mode); }
OPENER(open)
OPENER(open64)

ssize_t read(int fd, void *data, size_t size) {
    REAL(read);
    if (kind == READ && inside_fd(fd) && due(READ)) {
        if (code) { errno = code; return -1; }
        if (size > 1) size /= 2;
    }
    return real(fd, data, size);
}
ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    if (kind == WRITE && inside_fd(fd) && due(WRITE)) {
        if (code == ENOSPC && size > 1) { ssize_t part = real(fd, data, size / 2); (void)part; }
        if (code) { errno = code; return -1; }
        if (size > 1) size /= 2;
    }
    return real(fd, data, size);
}
int fsync(int fd) {
    REAL(fsync);
    if (kind == SYNC && inside_fd(fd) && due(SYNC)) { errno = code; return -1; }
    return real(fd);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    if (kind == RENAME && inside(to) && due(RENAME)) { errno = code; return -1; }
    return real(from, to);
}
