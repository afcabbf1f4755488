/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * embed - write files as C tables, so that the program needs none at run time.
 *
 *   embed OUT.c NAME=FILE...
 *
 * gives `const char NAME[]`, which ends with a NUL, and `const size_t NAME_size`
 * without it.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

static void
write_table(GString *out, const char *name, const char *data, size_t size)
{
    g_string_append_printf(out, "extern const char %s[];\nextern const size_t %s_size;\n", name,
                           name);
    g_string_append_printf(out, "const size_t %s_size = %zu;\nconst char %s[] = {", name, size,
                           name);
    for (size_t i = 0; i < size; i++)
        g_string_append_printf(out, "%s%d,", i % 24 == 0 ? "\n" : "", (signed char)data[i]);
    g_string_append(out, "0};\n");
}

int
main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: embed OUT.c NAME=FILE...\n");
        return 2;
    }

    g_autoptr(GString) out = g_string_new("#include <stddef.h>\n");
    g_autoptr(GError) error = NULL;
    for (int i = 2; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        if (equals == NULL) {
            fprintf(stderr, "embed: not NAME=FILE: %s\n", argv[i]);
            return 2;
        }
        g_autofree char *name = g_strndup(argv[i], (size_t)(equals - argv[i]));
        g_autofree char *data = NULL;
        size_t size = 0;
        if (!g_file_get_contents(equals + 1, &data, &size, &error)) {
            fprintf(stderr, "embed: %s\n", error->message);
            return 1;
        }
        write_table(out, name, data, size);
    }
    if (!g_file_set_contents(argv[1], out->str, (gssize)out->len, &error)) {
        fprintf(stderr, "embed: %s\n", error->message);
        return 1;
    }
    return 0;
}
