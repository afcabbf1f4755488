/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/command.h"

#include <stdio.h>

const Command COMMANDS[] = {
    {"serve", "", "Run the server",
     "Stops on SIGTERM when the requests in flight are answered; reads the settings again "
     "on\nSIGHUP.", run_serve},
    {"demo", "", "Make the demo alliance in an empty database", NULL, run_demo},
    {"migrate", "", "Make the database, or bring it up to date", NULL, run_migrate},
    {"export", "FOLDER", "Write the whole alliance into a new folder of plain files", NULL,
     run_export},
    {"import", "FOLDER|FILE", "Read an export into an empty database, or a list of members",
     "A folder is an export.  A file (CSV, TSV, XLSX, vCard) is a list of members: without --apply "
     "it is\n"
     "only said what would become of its rows.", run_import},
    {"import-works", "TABLE FOLDER", "Bring publications into the library: a table and their files",
     "Says what becomes of each row; with --dry-run nothing is written, and editors find the "
     "table\n"
     "in the desk. It can be taken back there.", run_import_works},
    {"backup", "PATH", "Write a complete copy, while the server runs",
     "One file from SQLite, a folder from PostgreSQL.  An export leaves out sessions and\ntokens; "
     "a backup has everything.", run_backup},
    {"restore", "PATH", "Make the database from a backup",
     "The database must be empty or not exist yet.", run_restore},
    {"doctor", "", "Check the installation and say what to do", NULL, run_doctor},
    {"mail-in", "", "Take one message from a mail server",
     "From standard input, as a pipe of Postfix or another server gives it.  Exit codes are those\n"
     "of sysexits.h: 0 taken, 75 try again later, 67 no such address, 65 it cannot be read.", run_mail_in},
    {"user", "add|grant|revoke|link|reset|list ...", "Manage people from the command line",
     "  add EMAIL NAME       insert a person\n"
     "  grant EMAIL ROLE     give a role: secretariat, editor, steering, ambassador\n"
     "  grant EMAIL ROLE FOR translator fr, focal-point KE, chair GROUP\n"
     "  revoke EMAIL ROLE    end it now\n"
     "  link EMAIL           print a sign-in link that works once\n"
     "  reset EMAIL          take away a lost second factor and passkeys\n"
     "  list                 those who have a role", run_user},
    {"token", "add|list|delete ...", "Manage bearer tokens for programs",
     "  add EMAIL NAME       print a token that acts as this person\n"
     "  list                 all tokens, without their values\n"
     "  delete ID            make it invalid now", run_token},
    {"openid", "rotate [--leaked]", "Make new keys for signing people in to other tools",
     "They sign a day from now, and the old ones are published for a day more.  With --leaked\n"
     "the new ones sign at once and the old ones are worth nothing.", run_openid},
    {0},
};

/* What --help prints after the options; in the option context's ownership. */
static GOptionContext *
context_new(const Command *command, const GOptionEntry *options, char **config_path)
{
    const GOptionEntry shared[] = {
        {"config", 'c', 0, G_OPTION_ARG_FILENAME, config_path,
         "Read this key file instead of baraza.conf", "FILE"},
        {0},
    };
    g_autofree char *usage = g_strdup_printf("%s - %s", command->arguments, command->summary);
    GOptionContext *context = g_option_context_new(usage);
    g_option_context_add_main_entries(context, shared, NULL);
    if (options != NULL)
        g_option_context_add_main_entries(context, options, NULL);
    if (command->details != NULL)
        g_option_context_set_description(context, command->details);
    return context;
}

Config *
command_begin(const Command *command, const GOptionEntry *options, int *argc, char ***argv,
              int n_least, int n_most)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *program = g_strconcat("baraza ", command->name, NULL);
    g_autoptr(GOptionContext) context = context_new(command, options, &path);

    g_set_prgname(program);
    if (!g_option_context_parse(context, argc, argv, &error)) {
        fprintf(stderr, "%s: %s\n", program, error->message);
        return NULL;
    }
    if (*argc - 1 < n_least || *argc - 1 > n_most) {
        g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
        fputs(help, stderr);
        return NULL;
    }
    Config *config = config_load(path, &error);
    if (config == NULL)
        fprintf(stderr, "%s: %s\n", program, error->message);
    return config;
}

int
command_fail(const GError *error)
{
    fprintf(stderr, "%s: %s\n", g_get_prgname(), error->message);
    return EXIT_FAILED;
}
