/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * baraza openid: the keys with which people are signed in to other tools.
 */
#include "app/command.h"
#include "app/instance.h"
#include "openid/openid.h"

#include <stdio.h>

typedef struct Rotation {
    const OpenidKeys *keys;
    gboolean leaked;
} Rotation;

static bool
rotate(Ctx *cx, void *data, GError **error)
{
    const Rotation *rotation = data;
    (void)error;
    openid_rotate_keys(cx, rotation->keys, rotation->leaked);
    return !db_failed(cx->db);
}

int
run_openid(const Command *command, int argc, char **argv)
{
    Rotation rotation = {0};
    const GOptionEntry options[] = {
        {"leaked", 0, 0, G_OPTION_ARG_NONE, &rotation.leaked,
         "Trust the old keys no more, from now on", NULL},
        {0},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Config) config = command_begin(command, options, &argc, &argv, 1, 1);
    if (config == NULL)
        return EXIT_USAGE;
    if (!g_str_equal(argv[1], "rotate")) {
        fprintf(stderr, "%s: see --help for the words that it takes\n", g_get_prgname());
        return EXIT_USAGE;
    }
    g_autoptr(Arena) arena = arena_new();
    rotation.keys = openid_new_keys(arena);
    g_autoptr(Instance) instance = instance_open(config, &error);
    if (instance == NULL || !instance_write(instance, g_get_prgname(), rotate, &rotation, &error))
        return command_fail(error);
    return EXIT_DONE;
}
