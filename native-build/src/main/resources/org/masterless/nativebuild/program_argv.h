/* argv as the kernel gave it, for Java: TeaVM's own main decodes it with the locale. See ArgvPatch. */
#ifndef PROGRAM_ARGV_H
#define PROGRAM_ARGV_H

extern char **program_argv_value;

static inline void *program_argv(void) { return program_argv_value; }

#endif
