/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

typedef struct Inclusion {
    char *name;
    GPtrArray *places; /* GArray of Frame: the blocks around each */
} Inclusion;

struct Node {
    char *name; /* NULL: the view, or an element */
    Node *parent;
    int id;
    GPtrArray *members; /* Node * */
    Node *element;      /* of a list, or NULL */
    /* Where it is shown, asked for, looped over: GArray of Frame each. */
    GPtrArray *shown, *asked, *looped;
    GPtrArray *included; /* Inclusion * */
    int *next_id;        /* the root's */
};

static void
inclusion_free(void *data)
{
    Inclusion *in = data;
    g_free(in->name);
    g_ptr_array_unref(in->places);
    g_free(in);
}

static GPtrArray *
places_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
}

static void
places_add(GPtrArray *places, const GArray *frames)
{
    GArray *copy = g_array_new(FALSE, FALSE, sizeof(Frame));
    if (frames->len > 0)
        g_array_append_vals(copy, frames->data, frames->len);
    g_ptr_array_add(places, copy);
}

static void
node_free(void *data)
{
    Node *node = data;
    if (node == NULL)
        return;
    g_ptr_array_unref(node->members);
    node_free(node->element);
    g_ptr_array_unref(node->shown);
    g_ptr_array_unref(node->asked);
    g_ptr_array_unref(node->looped);
    g_ptr_array_unref(node->included);
    if (node->parent == NULL)
        g_free(node->next_id);
    g_free(node->name);
    g_free(node);
}

static Node *
node_new(Node *parent, const char *name)
{
    Node *node = g_new0(Node, 1);
    node->name = g_strdup(name);
    node->parent = parent;
    node->members = g_ptr_array_new_with_free_func(node_free);
    node->shown = places_new();
    node->asked = places_new();
    node->looped = places_new();
    node->included = g_ptr_array_new_with_free_func(inclusion_free);
    node->next_id = parent ? parent->next_id : g_new0(int, 1);
    node->id = ++*node->next_id;
    return node;
}

Node *
tree_new(void)
{
    return node_new(NULL, NULL);
}

void
tree_free(Node *root)
{
    node_free(root);
}

Node *
tree_member(Node *parent, const char *name)
{
    for (guint i = 0; i < parent->members->len; i++) {
        Node *member = parent->members->pdata[i];
        if (strcmp(member->name, name) == 0)
            return member;
    }
    Node *member = node_new(parent, name);
    g_ptr_array_add(parent->members, member);
    return member;
}

Node *
tree_element(Node *list)
{
    if (list->element == NULL)
        list->element = node_new(list, NULL);
    return list->element;
}

void
tree_show(Node *node, const GArray *frames)
{
    places_add(node->shown, frames);
}

void
tree_ask(Node *node, const GArray *frames)
{
    places_add(node->asked, frames);
}

void
tree_loop(Node *node, const GArray *frames)
{
    places_add(node->looped, frames);
}

void
tree_include(Node *node, const char *name, const GArray *frames)
{
    for (guint i = 0; i < node->included->len; i++) {
        Inclusion *in = node->included->pdata[i];
        if (strcmp(in->name, name) == 0) {
            places_add(in->places, frames);
            return;
        }
    }
    Inclusion *in = g_new0(Inclusion, 1);
    in->name = g_strdup(name);
    in->places = places_new();
    places_add(in->places, frames);
    g_ptr_array_add(node->included, in);
}

/* ---- writing ---- */

/* A span's and a SafeHtml's size are members of a value, all else of a pointer. */
static bool
is_size(const Node *node)
{
    return g_strcmp0(node->name, "n") == 0 || g_strcmp0(node->name, "len") == 0;
}

static char *
node_expression(const Node *node)
{
    if (node->parent == NULL)
        return g_strdup("v");
    if (node->name == NULL)
        return g_strdup_printf("e%d", node->id);
    g_autofree char *parent = node_expression(node->parent);
    bool by_value = is_size(node) && node->parent->name != NULL;
    return g_strconcat(parent, by_value ? "." : "->", node->name, NULL);
}

static bool
is_inside(const Node *node, const Node *element)
{
    for (; node != NULL; node = node->parent)
        if (node == element)
            return true;
    return false;
}

/* Append the condition under which frames[i...] hold, seen from @node.  A loop that does not hold
 * @node itself is asked whether any of its elements fulfils the rest. */
static void
append_frames(GString *out, const GArray *frames, guint i, const Node *node)
{
    if (i == frames->len) {
        g_string_append(out, "true");
        return;
    }
    const Frame *frame = &g_array_index(frames, Frame, i);
    g_autofree char *value = node_expression(frame->node);
    const Node *element = frame->node->element;

    if (frame->kind == FRAME_EMPTY) {
        g_string_append_printf(out, "(%s).n == 0 && ", value);
        append_frames(out, frames, i + 1, node);
    } else if (frame->kind != FRAME_EACH) {
        const char *not = frame->kind == FRAME_IF_NOT ? "!" : "";
        g_string_append_printf(out, "%shtml_has(%s) && ", not, value);
        append_frames(out, frames, i + 1, node);
    } else if (is_inside(node, element)) {
        append_frames(out, frames, i + 1, node);
    } else {
        int id = element->id;
        g_string_append_printf(out,
                               "({ bool any%d = false;\n"
                               "    for (size_t i%d = 0; i%d < (%s).n && !any%d; i%d++) {\n"
                               "    const __auto_type e%d = &(%s).at[i%d]; (void)e%d; any%d = ",
                               id, id, id, value, id, id, id, value, id, id, id);
        append_frames(out, frames, i + 1, node);
        g_string_append_printf(out, "; } any%d; })", id);
    }
}

/* Collect into @conditions, a set, the C text of each of @places; "true" if one has none. */
static void
collect_places(GHashTable *conditions, const GPtrArray *places, const Node *node)
{
    for (guint i = 0; i < places->len; i++) {
        GString *text = g_string_new(NULL);
        append_frames(text, places->pdata[i], 0, node);
        g_hash_table_add(conditions, g_string_free(text, FALSE));
    }
}

/* Collect the conditions of everything below @top that is in the JSON, seen from @node. */
static void
collect_below(GHashTable *conditions, const Node *top, const Node *node)
{
    collect_places(conditions, top->shown, node);
    collect_places(conditions, top->asked, node);
    collect_places(conditions, top->looped, node);
    for (guint i = 0; i < top->included->len; i++)
        collect_places(conditions, ((const Inclusion *)top->included->pdata[i])->places, node);
    for (guint i = 0; i < top->members->len; i++)
        collect_below(conditions, top->members->pdata[i], node);
}

static int
compare_texts(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

/* Open the block that holds under one of @conditions; "true && " and the like is left to the C
 * compiler. */
static void
open_condition(GString *out, GHashTable *conditions)
{
    if (g_hash_table_contains(conditions, "true")) {
        g_string_append(out, "    {\n");
        return;
    }
    guint n = 0;
    g_autofree char **texts = (char **)g_hash_table_get_keys_as_array(conditions, &n);
    qsort(texts, n, sizeof *texts, compare_texts);
    g_string_append(out, "    if (");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(out, "%s(%s)", i == 0 ? "" : " || ", texts[i]);
    g_string_append(out, ") {\n");
}

static GHashTable *
conditions_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static bool
has_parts(const Node *node)
{
    return node->members->len > 0 || node->included->len > 0;
}

static void write_members(Node *node, GString *out);

static void
write_list(Node *node, GString *out)
{
    g_autofree char *list = node_expression(node);
    int id = node->element->id;
    g_string_append_printf(out,
                           "    json_open_array(json, \"%s\");\n"
                           "    for (size_t i%d = 0; i%d < (%s).n; i%d++) {\n"
                           "    const __auto_type e%d = &(%s).at[i%d]; (void)e%d;\n"
                           "    json_open_object(json, NULL);\n",
                           node->name, id, id, list, id, id, list, id, id);
    write_members(node->element, out);
    g_string_append(out, "    json_close_object(json);\n    }\n    json_close_array(json);\n");
}

/* The size of a list stands beside it, as n_NAME.  If there is no loop and it is only asked for, it
 * is a condition like others. */
static void
write_sizes(Node *node, GString *out)
{
    for (guint i = 0; i < node->members->len; i++) {
        const Node *size = node->members->pdata[i];
        bool is_shown = size->shown->len > 0;
        if (!is_size(size) || (!is_shown && node->looped->len > 0))
            continue;
        g_autoptr(GHashTable) conditions = conditions_new();
        g_autofree char *value = node_expression(size);
        collect_places(conditions, is_shown ? size->shown : size->asked, size);
        open_condition(out, conditions);
        if (is_shown)
            g_string_append_printf(out, "    json_value(json, \"n_%s\", %s);\n    }\n", node->name,
                                   value);
        else
            g_string_append_printf(out, "    json_bool(json, \"%s\", %s > 0);\n    }\n", node->name,
                                   value);
    }
}

static bool
has_only_sizes(const Node *node)
{
    for (guint i = 0; i < node->members->len; i++)
        if (!is_size(node->members->pdata[i]))
            return false;
    return node->members->len > 0 && node->included->len == 0;
}

static void
write_object(Node *node, GString *out)
{
    g_string_append_printf(out, "    json_open_object(json, \"%s\");\n", node->name);
    write_members(node, out);
    g_string_append(out, "    json_close_object(json);\n");
}

static void
write_leaf(Node *node, GString *out)
{
    g_autofree char *value = node_expression(node);
    if (node->shown->len > 0)
        g_string_append_printf(out, "    json_value(json, \"%s\", %s);\n", node->name, value);
    else
        g_string_append_printf(out, "    json_bool(json, \"%s\", html_has(%s));\n", node->name,
                               value);
}

static void
write_node(Node *node, GString *out)
{
    g_autoptr(GHashTable) conditions = conditions_new();
    if (node->looped->len > 0)
        collect_places(conditions, node->looped, node);
    else if (has_parts(node) && !has_only_sizes(node))
        collect_below(conditions, node, node);
    else if (node->shown->len > 0)
        collect_places(conditions, node->shown, node);
    else
        collect_places(conditions, node->asked, node);

    if (g_hash_table_size(conditions) > 0) {
        open_condition(out, conditions);
        if (node->looped->len > 0)
            write_list(node, out);
        else if (has_parts(node) && !has_only_sizes(node))
            write_object(node, out);
        else
            write_leaf(node, out);
        g_string_append(out, "    }\n");
    }
    if (node->looped->len > 0 || has_only_sizes(node))
        write_sizes(node, out);
}

/* What a template shows of this very value.  Its members stand beside no others: if there are
 * others, they get an object of their own. */
static void
write_inclusions(Node *node, GString *out)
{
    bool alone = node->members->len == 0 && node->included->len == 1;
    g_autofree char *value = node_expression(node);
    for (guint i = 0; i < node->included->len; i++) {
        const Inclusion *in = node->included->pdata[i];
        g_autoptr(GHashTable) conditions = conditions_new();
        collect_places(conditions, in->places, node);
        open_condition(out, conditions);
        if (!alone)
            g_string_append_printf(out, "    json_open_object(json, \"%s\");\n", in->name);
        g_string_append_printf(out, "    %s_members(json, out, %s);\n", in->name, value);
        if (!alone)
            g_string_append(out, "    json_close_object(json);\n");
        g_string_append(out, "    }\n");
    }
}

static void
write_members(Node *node, GString *out)
{
    for (guint i = 0; i < node->members->len; i++)
        write_node(node->members->pdata[i], out);
    write_inclusions(node, out);
}

void
tree_write(Node *root, GString *out)
{
    write_members(root, out);
}
