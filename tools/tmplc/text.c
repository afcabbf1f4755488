/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "texts.h"
#include "tmplc.h"

#include <string.h>

char *
tmplc_read_quoted(const char **at)
{
    const char *c = *at;
    if (*c != '"')
        return NULL;
    GString *text = g_string_new(NULL);
    for (c++; *c != '"'; c++) {
        if (*c == '\\' && (c[1] == '"' || c[1] == '\\'))
            c++;
        if (*c == '\0') {
            g_string_free(text, TRUE);
            return NULL;
        }
        g_string_append_c(text, *c);
    }
    c++;
    while (g_ascii_isspace(*c))
        c++;
    *at = c;
    return g_string_free(text, FALSE);
}

/* Cut the next "name=path | filter" off *@at.  False at the end or on failure. */
static bool
next_argument(Tmplc *t, char **at, char **ret_name, char **ret_value)
{
    char *c = *at;
    if (*c == '\0')
        return false;
    char *equals = strchr(c, '=');
    if (equals == NULL) {
        tmplc_fail(t, "write name=value for each {name}");
        return false;
    }
    *equals = '\0';
    char *value = equals + 1;
    /* It goes to the next name= or to the end. */
    char *next = strchr(value, '=');
    char *end = value + strlen(value);
    if (next != NULL) {
        end = next;
        while (end > value && g_ascii_isspace(end[-1]))
            end--;
        while (end > value && !g_ascii_isspace(end[-1]))
            end--;
        if (end == value) {
            tmplc_fail(t, "a value is missing");
            return false;
        }
        end[-1] = '\0';
    }
    *ret_name = g_strstrip(c);
    *ret_value = value;
    *at = end;
    return true;
}

static bool
has_placeholder(const char *text, const char *name)
{
    g_autofree char *braces = g_strdup_printf("{%s}", name);
    return strstr(text, braces) != NULL;
}

static int
count_placeholders(const char *text)
{
    int n = 0;
    for (; (text = strchr(text, '{')) != NULL && strchr(text, '}') != NULL; text++)
        n++;
    return n;
}

/* Append `, "name", value` for each argument.  @text must name them all; @n_given are in the call
 * already. */
static void
emit_arguments(Tmplc *t, char *rest, const char *text, int n_given)
{
    char *name, *source;
    int n = n_given;
    g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal);
    while (next_argument(t, &rest, &name, &source)) {
        g_auto(Value) value = {0};
        if (!has_placeholder(text, name)) {
            tmplc_fail(t, "the text has no {%s}", name);
            return;
        }
        if (!g_hash_table_add(given, name)) {
            tmplc_fail(t, "{%s} has a value already", name);
            return;
        }
        if (!value_parse(t, source, &value))
            return;
        tree_show(value.node, t->frames);
        g_string_append(t->body, ", ");
        tmplc_emit_string(t->body, name);
        g_string_append_printf(t->body, ", html_string(out, %s)", value.expression);
        n++;
    }
    if (t->error == NULL && n != count_placeholders(text))
        tmplc_fail(t, "the text has %d placeholders, but %d values", count_placeholders(text), n);
}

/* A text may stand wherever plain text may. */
static bool
check_place(Tmplc *t)
{
    const char *escape = NULL;
    const char *unsafe = place_escape(&t->place, &escape);
    if (unsafe == NULL && strcmp(escape, "html_text") != 0)
        unsafe = "a text may not stand in a link's address";
    if (unsafe != NULL)
        tmplc_fail(t, "%s", unsafe);
    return unsafe == NULL;
}

void
tag_text(Tmplc *t, char *rest)
{
    const char *at = rest;
    g_autofree char *text = tmplc_read_quoted(&at);
    if (text == NULL || *text == '\0') {
        tmplc_fail(t, "write {{t \"text\"}}");
        return;
    }
    if (!check_place(t))
        return;
    tmplc_emit_line(t);
    bool filled = *at != '\0' || count_placeholders(text) > 0;
    g_string_append(t->body, filled ? "    html_fill(out, lang_text(out->lang, "
                                    : "    html_text(out, lang_text(out->lang, ");
    tmplc_emit_string(t->body, text);
    g_string_append_c(t->body, ')');
    emit_arguments(t, rest + (at - rest), text, 0);
    g_string_append(t->body, filled ? ", NULL);\n" : ");\n");
    place_after_value(&t->place);
}

/* Cut the count, which ends before the first name=, off @rest. */
static char *
cut_count(char *rest)
{
    char *equals = strchr(rest, '=');
    if (equals == NULL)
        return rest + strlen(rest);
    while (equals > rest && !g_ascii_isspace(equals[-1]))
        equals--;
    if (equals > rest)
        equals[-1] = '\0';
    return equals;
}

void
tag_plural(Tmplc *t, char *rest)
{
    g_auto(Value) count = {0};
    const char *at = rest;
    g_autofree char *one = tmplc_read_quoted(&at);
    g_autofree char *many = one ? tmplc_read_quoted(&at) : NULL;
    if (many == NULL || *one == '\0') {
        tmplc_fail(t, "write {{tn \"{n} thing\" \"{n} things\" count}}");
        return;
    }
    char *source = rest + (at - rest);
    char *arguments = cut_count(source);
    if (!check_place(t) || !value_parse(t, source, &count))
        return;
    tree_show(count.node, t->frames);
    tmplc_emit_line(t);
    g_string_append(t->body, "    html_fill(out, lang_plural(out->lang, ");
    tmplc_emit_string(t->body, one);
    g_string_append(t->body, ", ");
    tmplc_emit_string(t->body, many);
    g_string_append_printf(t->body, ", (int64_t)%s), \"n\", filter_number(out, (int64_t)%s)",
                           count.plain, count.plain);
    emit_arguments(t, arguments, many, has_placeholder(many, "n"));
    g_string_append(t->body, ", NULL);\n");
    place_after_value(&t->place);
}
