/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/cells.h"

#include <string.h>

#define BETWEEN "\x1f"
#define BEHIND "\x1e"

void
cell_append(GString *cells, const char *column, const char *text)
{
    g_string_append_printf(cells, "%s" BETWEEN "%s" BEHIND, column, text);
}

const char *
cell_of(Arena *arena, const char *cells, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = cells, *end; (end = strstr(at, BEHIND)) != NULL; at = end + 1)
        if (strncmp(at, name, n) == 0 && at[n] == *BETWEEN)
            return arena_strndup(arena, at + n + 1, (size_t)(end - at) - n - 1);
    return "";
}

void
row_note_append(GString *notes, const RowNote *note)
{
    g_string_append_printf(notes, "%s" BETWEEN "%s" BETWEEN "%s" BEHIND, note->column, note->words,
                           note->value);
}

RowNoteSpan
row_notes(Arena *arena, const char *notes)
{
    char **lines = g_strsplit(notes, BEHIND, -1);
    arena_defer(arena, (GDestroyNotify)g_strfreev, lines);
    RowNote *at = arena_array_of(arena, RowNote, g_strv_length(lines) + 1);
    size_t n = 0;
    for (char **line = lines; *line != NULL; line++) {
        char **pieces = g_strsplit(*line, BETWEEN, 3);
        arena_defer(arena, (GDestroyNotify)g_strfreev, pieces);
        if (g_strv_length(pieces) == 3)
            at[n++] = (RowNote){pieces[0], pieces[1], pieces[2]};
    }
    return (RowNoteSpan){at, n};
}
