/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * tree - the values that a template shows, as the structure of its JSON.
 *
 * While the template is compiled each value is filed under its path, with the
 * conditions under which it is shown.  In the end the tree is written as one
 * C function.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Node Node;

typedef enum FrameKind { FRAME_IF, FRAME_IF_NOT, FRAME_EACH, FRAME_EMPTY } FrameKind;

/** A block around a value. */
typedef struct Frame {
    FrameKind kind;
    Node *node; /* the condition, or the list */
} Frame;

Node *tree_new(void);
void tree_free(Node *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Node, tree_free)

/** The member @name of @parent, made if there is none yet. */
Node *tree_member(Node *parent, const char *name);

/** The element of the list @list; all loops over a list share it. */
Node *tree_element(Node *list);

/** The value of @node is shown inside @frames. */
void tree_show(Node *node, const GArray *frames);

/** It is asked for in a condition inside @frames. */
void tree_ask(Node *node, const GArray *frames);

/** There is a loop over it. */
void tree_loop(Node *node, const GArray *frames);

/** The template @name is included with it. */
void tree_include(Node *node, const char *name, const GArray *frames);

/** Append the statements that write the members of @root's object from `v` to `json`. */
void tree_write(Node *root, GString *out);
