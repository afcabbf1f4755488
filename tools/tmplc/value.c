/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tmplc.h"

#include <string.h>

bool
value_is_name(const char *name)
{
    if (!g_ascii_isalpha(*name) && *name != '_')
        return false;
    for (; *name != '\0'; name++)
        if (!g_ascii_isalnum(*name) && *name != '_')
            return false;
    return true;
}

void
value_clear(Value *value)
{
    g_free(value->expression);
    g_free(value->plain);
}

static const Block *
find_loop(const Tmplc *t, const char *var)
{
    for (guint i = t->blocks->len; i > 0; i--) {
        const Block *b = &g_array_index(t->blocks, Block, i - 1);
        if (g_strcmp0(b->var, var) == 0)
            return b;
    }
    return NULL;
}

/* A span's and a SafeHtml's size are members of a value; all else stands behind a pointer. */
static const char *
arrow_to(const char *part)
{
    return strcmp(part, "n") == 0 || strcmp(part, "len") == 0 ? "." : "->";
}

static bool
parse_path(Tmplc *t, const char *path, Value *ret_value)
{
    g_auto(GStrv) parts = g_strsplit(path, ".", -1);
    for (char **p = parts; *p != NULL; p++) {
        if (!value_is_name(*p)) {
            tmplc_fail(t, "'%s' is not a name", *p);
            return false;
        }
    }
    if (*parts == NULL) {
        tmplc_fail(t, "a value is missing");
        return false;
    }
    const Block *loop = find_loop(t, parts[0]);
    Node *node = loop ? loop->element : tree_member(t->root, parts[0]);
    GString *c = g_string_new(loop ? parts[0] : NULL);
    if (loop == NULL)
        g_string_append_printf(c, "v->%s", parts[0]);
    for (char **p = parts + 1; *p != NULL; p++) {
        bool of_element = loop != NULL && p == parts + 1;
        g_string_append_printf(c, "%s%s", of_element ? "->" : arrow_to(*p), *p);
        node = tree_member(node, *p);
    }
    ret_value->node = node;
    ret_value->plain = g_string_free(c, FALSE);
    return true;
}

bool
value_parse(Tmplc *t, const char *source, Value *ret_value)
{
    g_auto(GStrv) pipe = g_strsplit(source, "|", -1);
    g_auto(Value) value = {0};
    if (*pipe == NULL || *g_strstrip(pipe[0]) == '\0') {
        tmplc_fail(t, "a value is missing");
        return false;
    }
    if (strcmp(pipe[0], ".") == 0) {
        value.node = t->root;
        value.plain = g_strdup("v");
    } else if (!parse_path(t, pipe[0], &value)) {
        return false;
    }
    value.expression = g_strdup(value.plain);
    for (char **f = pipe + 1; *f != NULL; f++) {
        if (!value_is_name(g_strstrip(*f))) {
            tmplc_fail(t, "'%s' is not a filter's name", *f);
            return false;
        }
        g_autofree char *inner = value.expression;
        value.expression = g_strdup_printf("filter_%s(out, %s)", *f, inner);
    }
    *ret_value = value;
    value = (Value){0};
    return true;
}
