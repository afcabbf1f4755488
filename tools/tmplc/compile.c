/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "scan.h"
#include "texts.h"
#include "tmplc.h"

#include "base/error.h"

#include <string.h>

void
tmplc_fail(Tmplc *t, const char *format, ...)
{
    if (t->error != NULL)
        return;
    va_list ap;
    va_start(ap, format);
    g_autofree char *message = g_strdup_vprintf(format, ap);
    va_end(ap);
    g_set_error(&t->error, BARAZA_ERROR, ERROR_INPUT, "%s:%d: error: %s", t->path, t->line,
                message);
}

void
tmplc_emit_line(Tmplc *t)
{
    g_string_append_printf(t->body, "#line %d ", t->line);
    tmplc_emit_string(t->body, t->path);
    g_string_append_c(t->body, '\n');
}

static void
append_char(GString *out, char c)
{
    if (c == '\n')
        g_string_append(out, "\\n");
    else if (c == '"' || c == '\\')
        g_string_append_printf(out, "\\%c", c);
    else if ((unsigned char)c < 0x20)
        g_string_append_printf(out, "\\%03o", (unsigned)c);
    else
        g_string_append_c(out, c);
}

void
tmplc_emit_string(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text != '\0'; text++)
        append_char(out, *text);
    g_string_append_c(out, '"');
}

static void
flush_literal(Tmplc *t, GString *literal)
{
    if (literal->len > 0)
        g_string_append_printf(t->body, "    html_lit(out, \"%s\");\n", literal->str);
    g_string_truncate(literal, 0);
}

/* Copy literal HTML.  A link gets the language's prefix, a form its anti-forgery field. */
static void
emit_literal(Tmplc *t, const char *text, gsize n)
{
    g_autoptr(GString) literal = g_string_new(NULL);
    for (gsize i = 0; i < n && t->error == NULL; i++) {
        if (place_begins_link(&t->place, text + i)) {
            flush_literal(t, literal);
            g_string_append(t->body, "    html_prefix(out);\n");
        }
        bool in_tag = t->place.state != TEXT;
        const char *wrong = place_step(&t->place, text + i);
        if (wrong != NULL)
            tmplc_fail(t, "%s", wrong);
        append_char(literal, text[i]);
        t->line += text[i] == '\n';
        if (in_tag && t->place.state == TEXT && t->place.post) {
            flush_literal(t, literal);
            g_string_append(t->body, "    html_token(out);\n");
            t->place.post = false;
        }
    }
    flush_literal(t, literal);
}

static bool
is_blank(const char *text, gsize n)
{
    for (gsize i = 0; i < n; i++)
        if (!g_ascii_isspace(text[i]))
            return false;
    return true;
}

static void
compile_piece(Tmplc *t, const Scan *scan, char *tag)
{
    if (t->view_name != NULL)
        emit_literal(t, scan->literal, scan->n_literal);
    else if (!is_blank(scan->literal, scan->n_literal))
        tmplc_fail(t, "{{view ...}} comes first");
    t->line = scan->tag_line;
    if (tag != NULL && t->error == NULL)
        tmplc_tag(t, tag);
    t->line = scan->line;
}

static void
compile(Tmplc *t, const char *source)
{
    Scan scan = {.source = source, .at = source, .line = 1, .tag_line = 1};
    for (bool more = true; more && t->error == NULL;) {
        g_autofree char *tag = NULL;
        const char *wrong = scan_next(&scan, &tag);
        if (wrong != NULL)
            tmplc_fail(t, "%s", wrong);
        else
            compile_piece(t, &scan, tag);
        more = tag != NULL;
    }
    if (t->blocks->len > 0)
        tmplc_fail(t, "the block of line %d is not closed",
                   g_array_index(t->blocks, Block, t->blocks->len - 1).line);
    if (t->view_name == NULL)
        tmplc_fail(t, "{{view ...}} is missing");
    if (t->place.state != TEXT)
        tmplc_fail(t, "the template ends inside a tag or a comment");
}

static char *
write_header(const Tmplc *t)
{
    return g_strdup_printf("#pragma once\n#include \"render/asset.h\"\n"
                           "#include \"render/filter.h\"\n#include \"render/json.h\"\n%s\n%s"
                           "void %s_html(Html *out, const %s *v);\n"
                           "/* As one object; its members alone. */\n"
                           "void %s_json(Json *json, Html *out, const %s *v);\n"
                           "void %s_members(Json *json, Html *out, const %s *v);\n",
                           t->uses->str, t->view->str, t->name, t->view_name, t->name, t->view_name,
                           t->name, t->view_name);
}

static char *
write_source(const Tmplc *t, const char *header)
{
    g_autoptr(GString) members = g_string_new(NULL);
    tree_write(t->root, members);
    return g_strdup_printf("#include \"%s\"\n\n"
                           "void\n%s_html(Html *out, const %s *v)\n{\n"
                           "    (void)out; (void)v;\n%s}\n\n"
                           "#line 1 \"%s.json\"\n"
                           "void\n%s_members(Json *json, Html *out, const %s *v)\n{\n"
                           "    (void)json; (void)out; (void)v;\n%s}\n\n"
                           "void\n%s_json(Json *json, Html *out, const %s *v)\n{\n"
                           "    json_open_object(json, NULL);\n    %s_members(json, out, v);\n"
                           "    json_close_object(json);\n}\n",
                           header, t->name, t->view_name, t->body->str, t->name, t->name,
                           t->view_name, members->str, t->name, t->view_name, t->name);
}

static void
tmplc_clear(Tmplc *t)
{
    for (guint i = 0; i < t->blocks->len; i++)
        g_free(g_array_index(t->blocks, Block, i).var);
    g_array_unref(t->blocks);
    g_array_unref(t->frames);
    g_string_free(t->uses, TRUE);
    g_string_free(t->view, TRUE);
    g_string_free(t->body, TRUE);
    g_free(t->view_name);
    tree_free(t->root);
    g_clear_error(&t->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tmplc, tmplc_clear)

bool
tmplc_compile(const char *source, const char *path, const char *header, char **ret_c, char **ret_h,
              GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    name[strcspn(name, ".")] = '\0';
    g_auto(Tmplc) t = {
        .path = path,
        .name = name,
        .line = 1,
        .blocks = g_array_new(FALSE, FALSE, sizeof(Block)),
        .frames = g_array_new(FALSE, FALSE, sizeof(Frame)),
        .uses = g_string_new(NULL),
        .view = g_string_new(NULL),
        .body = g_string_new(NULL),
        .root = tree_new(),
    };
    if (!value_is_name(name))
        tmplc_fail(&t, "the file's name is no C name");
    else if (!g_utf8_validate(source, -1, NULL))
        tmplc_fail(&t, "the file is not UTF-8");
    else
        compile(&t, source);
    if (t.error != NULL) {
        g_propagate_error(error, g_steal_pointer(&t.error));
        return false;
    }
    *ret_c = write_source(&t, header);
    *ret_h = write_header(&t);
    return true;
}

bool
tmplc_texts(const char *source, const char *path, TextVisit visit, void *data, GError **error)
{
    Scan scan = {.source = source, .at = source, .line = 1, .tag_line = 1};
    for (;;) {
        g_autofree char *tag = NULL;
        const char *wrong = scan_next(&scan, &tag);
        if (wrong != NULL) {
            g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "%s:%d: error: %s", path, scan.line,
                        wrong);
            return false;
        }
        if (tag == NULL)
            return true;
        bool plural = g_str_has_prefix(tag, "tn ");
        if (!plural && !g_str_has_prefix(tag, "t "))
            continue;
        const char *at = strchr(tag, '"');
        g_autofree char *one = at ? tmplc_read_quoted(&at) : NULL;
        g_autofree char *many = one && plural ? tmplc_read_quoted(&at) : NULL;
        if (one != NULL)
            visit(one, many, scan.tag_line, data);
    }
}
