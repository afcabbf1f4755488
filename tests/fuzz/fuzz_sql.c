/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A .sql file: read, its fragments and parameters put in, translated for PostgreSQL.  The same
 * text as a migration.
 */
#include "fuzzing.h"
#include "sqlfile.h"

#include <string.h>

/* What fragments and comments leave has the lines that it had before. */
static void
check_text(const SqlFile *file, const SqlText *text, char **params)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *full = sql_expand(file, text, file->fragments, &error);
    if (full == NULL) {
        g_assert_true(g_str_has_prefix(error->message, "page.sql:"));
        return;
    }
    SqlText expanded = {full, text->line};
    g_autofree char *bound = sql_bind(file, &expanded, params, '$', NULL);
    if (bound == NULL)
        return;
    SqlText last = {bound, text->line};
    (void)sql_check_columns(file, &last, NULL);
    (void)sql_check_portable(file, &last, "iif", NULL);
    g_autofree char *postgres = sql_to_postgres(bound);
    g_assert_nonnull(postgres);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *source = fuzz_text(arena, data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(SqlFile) file = sql_file_parse("page.sql", source, strlen(source), &error);
    g_assert_true((file == NULL) == (error != NULL));
    for (guint i = 0; file != NULL && i < file->statements->len; i++) {
        const SqlStatement *s = file->statements->pdata[i];
        check_text(file, &s->text, s->params);
        if (s->postgres.text != NULL)
            check_text(file, &s->postgres, s->params);
    }
    g_autofree char *sqlite = sql_for_sqlite(source);
    g_autofree char *postgres = sql_for_postgres(source);
    g_assert_true(sqlite != NULL && postgres != NULL);
    return 0;
}
