/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * replay - feed every file of a folder to a fuzz target, in place of libFuzzer.
 *
 * Inputs that once crashed a target stay in its corpus, so the ordinary tests
 * meet them at every run.  It ends with failure if the folder has no input.
 */
#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
replay_file(const char *path)
{
    g_autofree char *data = NULL;
    size_t size = 0;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &data, &size, &error))
        g_error("%s", error->message);
    LLVMFuzzerTestOneInput((const uint8_t *)data, size);
}

int
main(int argc, char **argv)
{
    g_assert_cmpint(argc, ==, 2);
    g_autoptr(GError) error = NULL;
    g_autoptr(GDir) folder = g_dir_open(argv[1], 0, &error);
    if (folder == NULL)
        g_error("%s", error->message);
    unsigned n = 0;
    for (const char *name; (name = g_dir_read_name(folder)) != NULL; n++) {
        g_autofree char *path = g_build_filename(argv[1], name, NULL);
        g_print("%s\n", path); /* the last line names the input that crashed */
        replay_file(path);
    }
    g_print("%u inputs\n", n);
    return n > 0 ? 0 : 1;
}
