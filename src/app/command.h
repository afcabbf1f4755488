/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * command - what `baraza NAME` can do: one row a command, one file a family.
 *
 * Exit codes: 0 done, 1 it failed (the reason is on standard error), 2 the
 * command line or the configuration is wrong.
 */
#pragma once
#include "app/config.h"
#include "web/app.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

typedef struct Command {
    const char *name, *arguments, *summary;
    const char *details; /* shown by --help below the options, or NULL */
    int (*run)(const struct Command *command, int argc, char **argv);
} Command;

extern const Command COMMANDS[]; /* ends with {0} */

/** Parse --config and @options (ends with {0}, or NULL), leave @n_least to @n_most words in argv
 *  after the command's name, and load the configuration.  NULL: it was said on standard error
 *  what is wrong, return EXIT_USAGE. */
Config *command_begin(const Command *command, const GOptionEntry *options, int *argc, char ***argv,
                      int n_least, int n_most);

/** Print "baraza: message" and return EXIT_FAILED. */
int command_fail(const GError *error);

/* ---- the commands, by the file that has them ---- */
int run_serve(const Command *command, int argc, char **argv);   /* serve.c */
int run_demo(const Command *command, int argc, char **argv);    /* demo_command.c */
int run_migrate(const Command *command, int argc, char **argv); /* data_commands.c */
int run_backup(const Command *command, int argc, char **argv);
int run_restore(const Command *command, int argc, char **argv);
int run_export(const Command *command, int argc, char **argv);
int run_import(const Command *command, int argc, char **argv);
int run_import_works(const Command *command, int argc, char **argv); /* works_command.c */
int run_doctor(const Command *command, int argc, char **argv);       /* doctor.c */
int run_user(const Command *command, int argc, char **argv);         /* people_commands.c */
int run_token(const Command *command, int argc, char **argv);
int run_mail_in(const Command *command, int argc, char **argv); /* mail_in_command.c */
int run_openid(const Command *command, int argc, char **argv);
