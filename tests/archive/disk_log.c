/* What a disk was told: every write, truncation and sync of the files in one folder, in order, in one log.
   Preloaded into a writer by test_power_loss.py, which then makes from the log what a power cut may leave of the files. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int journal = -1;
static const char *folder = "";

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("DISK_LOG");
  if (path && getenv("DISK_FOLDER")) {
    folder = getenv("DISK_FOLDER");
    journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  }
}

static void put(const void *data, size_t length) {
  if (syscall(SYS_write, journal, data, length) != (long)length) abort();
}

/* One line «kind name offset length» and the data. */
static void note(char kind, int file, int64_t offset, const void *data, size_t length) {
  char link[64], path[4096], line[4200];
  if (journal < 0) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t size = readlink(link, path, sizeof path - 1);
  if (size <= 0) return;
  path[size] = 0;
  size_t prefix = strlen(folder);
  if (strncmp(path, folder, prefix) || path[prefix] != '/') return;
  int wrote = snprintf(line, sizeof line, "%c %s %lld %zu\n", kind, path + prefix + 1, (long long)offset, data ? length : 0);
  put(line, wrote);
  if (data) put(data, length);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int file, const void *data, size_t length, off_t offset) {
  note('w', file, offset, data, length);
  return REAL(pwrite)(file, data, length, offset);
}

ssize_t pwrite64(int file, const void *data, size_t length, off64_t offset) {
  note('w', file, offset, data, length);
  return REAL(pwrite64)(file, data, length, offset);
}

ssize_t write(int file, const void *data, size_t length) {
  note('w', file, lseek(file, 0, SEEK_CUR), data, length);
  return REAL(write)(file, data, length);
}

int ftruncate(int file, off_t length) {
  note('t', file, length, 0, 0);
  return REAL(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
  note('t', file, length, 0, 0);
  return REAL(ftruncate64)(file, length);
}

int fsync(int file) {
  int done = REAL(fsync)(file);
  note('s', file, 0, 0, 0);
  return done;
}

int fdatasync(int file) {
  int done = REAL(fdatasync)(file);
  note('s', file, 0, 0, 0);
  return done;
}
