/*
 * A name service with one user, "late", which has no answer, for anybody, as long as there is /etc/late. It leaves a
 * file open that root alone may read.
 */
#include <errno.h>
#include <fcntl.h>
#include <nss.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum nss_status _nss_late_getpwnam_r(const char *name, struct passwd *into, char *buffer,
                                     size_t length, int *error) {
  static int open_file = -1;
  if (open_file < 0) open_file = open("/etc/shadow", O_RDONLY);
  while (!access("/etc/late", F_OK)) usleep(50000);
  if (strcmp(name, "late")) return NSS_STATUS_NOTFOUND;
  int size = snprintf(buffer, length, "late%cx%c%c/home/late%c/bin/sh", 0, 0, 0, 0) + 1;
  if (size > (int)length) {
    *error = ERANGE;
    return NSS_STATUS_TRYAGAIN;
  }
  *into = (struct passwd){.pw_name = buffer,
                          .pw_passwd = buffer + 5,
                          .pw_uid = 3050,
                          .pw_gid = 3050,
                          .pw_gecos = buffer + 7,
                          .pw_dir = buffer + 8,
                          .pw_shell = buffer + 19};
  return NSS_STATUS_SUCCESS;
}
