/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/fields.h"

#include "base/text.h"

#include <string.h>

/* The whole field that begins at @at, whose end is written: its line and those that go on. */
static const char *
take_field(Arena *arena, const char *at, const char **ret_end)
{
    GString *field = arena_string(arena, 80);
    do {
        size_t n = strcspn(at, "\n");
        g_string_append_len(field, at, (gssize)n);
        g_string_append_c(field, ' ');
        at += n + (at[n] == '\n');
    } while (*at == ' ' || *at == '\t');
    *ret_end = at;
    return text_fold_space(arena, field->str);
}

static bool
split_field(Arena *arena, const char *field, FieldLine *ret_line)
{
    size_t n = strcspn(field, ": ");
    size_t colon = n + strspn(field + n, " ");
    if (n == 0 || field[colon] != ':')
        return false;
    g_autofree char *name = g_ascii_strdown(field, (gssize)n);
    const char *value = field + colon + 1;
    *ret_line = (FieldLine){arena_strdup(arena, name), value + strspn(value, " ")};
    return true;
}

static FieldGroup
group_of(Arena *arena, const GArray *lines)
{
    FieldLine *at = arena_array_of(arena, FieldLine, MAX(lines->len, 1));
    if (lines->len > 0)
        memcpy(at, lines->data, lines->len * sizeof *at);
    return (FieldGroup){at, lines->len};
}

FieldGroupSpan
fields_read(Arena *arena, const char *text)
{
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(FieldLine));
    FieldGroup *groups = arena_array_of(arena, FieldGroup, FIELDS_GROUPS);
    size_t n = 0;
    while (*text != '\0' && n < FIELDS_GROUPS) {
        bool is_empty = text[strspn(text, " \t\r")] == '\n';
        FieldLine line;
        const char *field = take_field(arena, text, &text);
        if (!is_empty && lines->len < FIELDS_LINES && split_field(arena, field, &line))
            g_array_append_val(lines, line);
        if ((is_empty || *text == '\0') && lines->len > 0) {
            groups[n++] = group_of(arena, lines);
            g_array_set_size(lines, 0);
        }
    }
    return (FieldGroupSpan){groups, n};
}

const char *
fields_find(const FieldGroup *group, const char *name)
{
    for (size_t i = 0; i < group->n; i++)
        if (strcmp(group->at[i].name, name) == 0)
            return group->at[i].value;
    return "";
}

const char *
fields_address(Arena *arena, const char *value)
{
    const char *type = strchr(value, ';');
    const char *at = type != NULL ? type + 1 : value;
    at += strspn(at, " <");
    const char *address = text_fold_email(arena, arena_strndup(arena, at, strcspn(at, " >")));
    return text_is_email(address) ? address : "";
}
