/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * main - `baraza COMMAND`: find the command and run it.
 */
#include "app/command.h"
#include "extract/extract.h"
#include "picture/picture.h"
#include "shrink/shrink.h"

#include <stdio.h>
#include <sys/stat.h>

#if defined(__SANITIZE_ADDRESS__)
/* Fontconfig keeps what it read of the fonts until the process ends. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void);

const char *
__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

static void
print_commands(FILE *to)
{
    fputs("usage: baraza COMMAND [OPTIONS] [ARGUMENTS]\n\n", to);
    for (const Command *c = COMMANDS; c->name != NULL; c++)
        fprintf(to, "  %-8s %s\n", c->name, c->summary);
    fputs("\nEach has --help.  Settings: baraza.conf or --config FILE; see docs/admin/.\n", to);
}

int
main(int argc, char **argv)
{
    /* Databases, backups and exports are for their owner alone, whatever the caller's mask. */
    umask(S_IRWXG | S_IRWXO);
    if (argc < 2) {
        print_commands(stderr);
        return EXIT_USAGE;
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "help")) {
        print_commands(stdout);
        return EXIT_DONE;
    }
    if (g_str_equal(argv[1], "--version")) {
        puts("baraza " BARAZA_VERSION);
        return EXIT_DONE;
    }
    if (g_str_equal(argv[1], PICTURE_WORKER))
        return picture_work(argc, argv);
    if (g_str_equal(argv[1], EXTRACT_WORKER))
        return extract_work();
    if (g_str_equal(argv[1], SHRINK_WORKER))
        return shrink_work();
    for (const Command *c = COMMANDS; c->name != NULL; c++)
        if (g_str_equal(c->name, argv[1]))
            return c->run(c, argc - 1, argv + 1);

    fprintf(stderr, "baraza: there is no command %s\n\n", argv[1]);
    print_commands(stderr);
    return EXIT_USAGE;
}
