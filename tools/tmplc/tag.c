/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "texts.h"
#include "tmplc.h"

#include <string.h>

static void
tag_comment(Tmplc *t G_GNUC_UNUSED, char *rest G_GNUC_UNUSED)
{
}

static void
tag_use(Tmplc *t, char *rest)
{
    gsize n = strlen(rest);
    if (n < 3 || rest[0] != '"' || rest[n - 1] != '"' || strpbrk(rest, "\n\\") != NULL)
        tmplc_fail(t, "write {{use \"folder/file.h\"}}");
    else
        g_string_append_printf(t->uses, "#include %s\n", rest);
}

static void
tag_view(Tmplc *t, char *rest)
{
    gsize n = strcspn(rest, " \t\r\n");
    g_autofree char *name = g_strndup(rest, n);
    if (t->view_name != NULL)
        tmplc_fail(t, "a template has one view");
    else if (!value_is_name(name))
        tmplc_fail(t, "'%s' is not a type's name", name);
    if (t->error != NULL)
        return;
    t->view_name = g_steal_pointer(&name);
    if (rest[n] == '\0')
        return; /* a type that is declared elsewhere */
    g_string_append_printf(t->view, "typedef struct %s {\n#line %d \"%s\"\n%s\n} %s;\n\n",
                           t->view_name, t->line, t->path, rest + n, t->view_name);
}

static Block *
top_block(Tmplc *t, int kind)
{
    if (t->blocks->len == 0) {
        tmplc_fail(t, "there is no block to end here");
        return NULL;
    }
    Block *b = &g_array_index(t->blocks, Block, t->blocks->len - 1);
    if ((int)b->kind != kind) {
        tmplc_fail(t, "the block of line %d is of the other kind", b->line);
        return NULL;
    }
    return b;
}

static void
push_frame(Tmplc *t, FrameKind kind, Node *node)
{
    Frame frame = {kind, node};
    g_array_append_val(t->frames, frame);
}

static void
open_block(Tmplc *t, Block block)
{
    block.start = t->place;
    block.line = t->line;
    g_array_append_val(t->blocks, block);
}

/* A branch has ended: keep where, and check that it is where the others ended. */
static void
end_branch(Tmplc *t, Block *b)
{
    Place here = t->place;
    if (b->has_branches && !place_join(&here, &b->branches))
        tmplc_fail(t, "the branches of line %d leave the HTML in different states", b->line);
    b->branches = here;
    b->has_branches = true;
    t->place = b->start;
}

/* Append the condition's test and push its frame. */
static void
emit_condition(Tmplc *t, char *rest, const char *before)
{
    g_auto(Value) value = {0};
    bool not = g_str_has_prefix(rest, "not ");
    if (!value_parse(t, rest + (not? 4 : 0), &value))
        return;
    if (strcmp(value.plain, value.expression) != 0) {
        tmplc_fail(t, "a condition takes no filter");
        return;
    }
    tree_ask(value.node, t->frames);
    g_string_append_printf(t->body, "    %s", before);
    g_string_append_c(t->body, '\n');
    tmplc_emit_line(t);
    g_string_append_printf(t->body, "    if (%shtml_has(%s)) {\n", not? "!" : "", value.plain);
    push_frame(t, not? FRAME_IF_NOT : FRAME_IF, value.node);
}

static void
tag_if(Tmplc *t, char *rest)
{
    open_block(t, (Block){.kind = BLOCK_IF, .n_frames = t->frames->len});
    emit_condition(t, rest, "");
}

/* The last condition of an #if does not hold from here on. */
static void
negate_frame(Tmplc *t)
{
    Frame *last = &g_array_index(t->frames, Frame, t->frames->len - 1);
    last->kind = last->kind == FRAME_IF ? FRAME_IF_NOT : FRAME_IF;
}

static void
tag_else_if(Tmplc *t, char *rest)
{
    Block *b = top_block(t, BLOCK_IF);
    if (b == NULL)
        return;
    if (b->has_else) {
        tmplc_fail(t, "the block of line %d has its else already", b->line);
        return;
    }
    end_branch(t, b);
    negate_frame(t);
    emit_condition(t, rest, "} else");
}

static void
tag_else(Tmplc *t, char *rest G_GNUC_UNUSED)
{
    Block *b = t->blocks->len > 0 ? &g_array_index(t->blocks, Block, t->blocks->len - 1) : NULL;
    if (b == NULL || b->has_else) {
        tmplc_fail(t, b ? "a block has one else" : "else outside a block");
        return;
    }
    b->has_else = true;
    if (b->kind == BLOCK_IF) {
        end_branch(t, b);
        negate_frame(t);
        g_string_append(t->body, "    } else {\n");
        return;
    }
    Place again = b->start;
    if (!place_join(&again, &t->place))
        tmplc_fail(t, "the loop of line %d leaves the HTML in another state", b->line);
    end_branch(t, b);
    g_clear_pointer(&b->var, g_free);
    g_array_index(t->frames, Frame, t->frames->len - 1).kind = FRAME_EMPTY;
    g_string_append_printf(t->body, "    }\n    if (n%d_ == 0) {\n", b->id);
}

static void
close_block(Tmplc *t, int kind)
{
    Block *b = top_block(t, kind);
    if (b == NULL)
        return;
    end_branch(t, b);
    t->place = b->branches;
    /* Without else the block may be passed by. */
    if ((!b->has_else || b->kind == BLOCK_EACH) && !place_join(&t->place, &b->start))
        tmplc_fail(t, "the block of line %d leaves the HTML in another state", b->line);
    g_string_append(t->body, kind == BLOCK_EACH ? "    }}\n" : "    }\n");
    g_array_set_size(t->frames, b->n_frames);
    g_free(b->var);
    g_array_set_size(t->blocks, t->blocks->len - 1);
}

static void
tag_end_if(Tmplc *t, char *rest G_GNUC_UNUSED)
{
    close_block(t, BLOCK_IF);
}

static void
tag_end_each(Tmplc *t, char *rest G_GNUC_UNUSED)
{
    close_block(t, BLOCK_EACH);
}

/* May a loop variable have this name?  The generated code has its own. */
static bool
may_be_variable(const Tmplc *t, const char *name)
{
    static const char *const taken[] = {"v", "out", "json", NULL};
    if (!value_is_name(name) || g_strv_contains(taken, name))
        return false;
    for (guint i = 0; i < t->blocks->len; i++)
        if (g_strcmp0(g_array_index(t->blocks, Block, i).var, name) == 0)
            return false;
    return !g_str_has_suffix(name, "_");
}

static void
tag_each(Tmplc *t, char *rest)
{
    g_auto(Value) list = {0};
    char *as = strstr(rest, " as ");
    if (as == NULL) {
        tmplc_fail(t, "write {{#each list as item}}");
        return;
    }
    *as = '\0';
    char *var = g_strstrip(as + 4);
    if (!may_be_variable(t, var)) {
        tmplc_fail(t, "'%s' can not name the element here", var);
        return;
    }
    if (!value_parse(t, rest, &list))
        return;
    tree_loop(list.node, t->frames);
    int id = ++t->n_loops;
    tmplc_emit_line(t);
    g_string_append_printf(t->body,
                           "    { const size_t n%d_ = (%s).n;\n"
                           "    for (size_t i%d_ = 0; i%d_ < n%d_; i%d_++) {\n",
                           id, list.plain, id, id, id, id);
    tmplc_emit_line(t);
    g_string_append_printf(t->body, "    const __auto_type %s = &(%s).at[i%d_]; (void)%s;\n", var,
                           list.plain, id, var);
    open_block(t, (Block){.kind = BLOCK_EACH,
                          .var = g_strdup(var),
                          .id = id,
                          .element = tree_element(list.node),
                          .n_frames = t->frames->len});
    push_frame(t, FRAME_EACH, list.node);
}

static void
tag_partial(Tmplc *t, char *rest)
{
    g_auto(Value) value = {0};
    g_auto(GStrv) word = g_strsplit(g_strstrip(rest), " ", 2);
    if (word[0] == NULL || word[1] == NULL || !value_is_name(word[0])) {
        tmplc_fail(t, "write {{> template value}}");
        return;
    }
    if (t->place.state != TEXT) {
        tmplc_fail(t, "a template may only be included in text");
        return;
    }
    if (!value_parse(t, word[1], &value))
        return;
    tree_include(value.node, word[0], t->frames);
    tmplc_emit_line(t);
    g_string_append_printf(t->body, "    %s_html(out, %s);\n", word[0], value.expression);
}

static void
tag_asset(Tmplc *t, char *rest)
{
    const char *at = rest;
    g_autofree char *name = tmplc_read_quoted(&at);
    if (name == NULL || *at != '\0') {
        tmplc_fail(t, "write {{asset \"name\"}}");
        return;
    }
    if (!place_takes_address(&t->place)) {
        tmplc_fail(t, "an asset is a whole address: href=\"{{asset \"...\"}}\"");
        return;
    }
    tmplc_emit_line(t);
    g_string_append(t->body, "    html_text(out, asset_url(");
    tmplc_emit_string(t->body, name);
    g_string_append(t->body, "));\n");
    place_after_value(&t->place);
}

static void
tag_markup(Tmplc *t, char *rest)
{
    g_auto(Value) value = {0};
    if (t->place.state != TEXT) {
        tmplc_fail(t, "markup may only stand in text");
        return;
    }
    if (!value_parse(t, rest, &value))
        return;
    tree_show(value.node, t->frames);
    tmplc_emit_line(t);
    g_string_append_printf(t->body, "    html_safe(out, %s);\n", value.expression);
}

static void
tag_value(Tmplc *t, char *rest)
{
    g_auto(Value) value = {0};
    const char *escape = NULL;
    const char *unsafe = place_escape(&t->place, &escape);
    if (unsafe != NULL) {
        tmplc_fail(t, "%s", unsafe);
        return;
    }
    if (!value_parse(t, rest, &value))
        return;
    tree_show(value.node, t->frames);
    tmplc_emit_line(t);
    g_string_append_printf(t->body, "    %s(out, %s);\n", escape, value.expression);
    place_after_value(&t->place);
}

/* In this order: the longer word before its beginning. */
static const struct {
    const char *word; /* ends with a space if something must follow */
    void (*compile)(Tmplc *t, char *rest);
    bool anywhere; /* also before {{view}} */
} tags[] = {
    {"!",        tag_comment,  true },
    {"use ",     tag_use,      true },
    {"view ",    tag_view,     true },
    {"#if ",     tag_if,       false},
    {"else if ", tag_else_if,  false},
    {"else",     tag_else,     false},
    {"/if",      tag_end_if,   false},
    {"#each ",   tag_each,     false},
    {"/each",    tag_end_each, false},
    {"> ",       tag_partial,  false},
    {"tn ",      tag_plural,   false},
    {"t ",       tag_text,     false},
    {"asset ",   tag_asset,    false},
    {"{",        tag_markup,   false},
};

void
tmplc_tag(Tmplc *t, char *tag)
{
    for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
        gsize n = strlen(tags[i].word);
        if (strncmp(tag, tags[i].word, n) != 0)
            continue;
        if (g_ascii_isalpha(tags[i].word[n - 1]) && tag[n] != '\0')
            continue; /* a value whose name begins like this */
        if (!tags[i].anywhere && t->view_name == NULL)
            tmplc_fail(t, "{{view ...}} comes first");
        else
            tags[i].compile(t, g_strstrip(tag + n));
        return;
    }
    if (*tag == '\0')
        tmplc_fail(t, "a value is missing");
    else if (strchr("#/>&^", *tag) != NULL)
        tmplc_fail(t, "{{%s}} is not known", tag);
    else if (t->view_name == NULL)
        tmplc_fail(t, "{{view ...}} comes first");
    else
        tag_value(t, tag);
}
