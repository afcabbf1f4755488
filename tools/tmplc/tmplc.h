/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * tmplc - compile an HTML template to C functions.
 *
 * While it copies the HTML it knows for every {{value}} whether it stands in
 * text, in an attribute or in a link (place.h), and writes the matching escape
 * call.  A value where no escaping is safe is an error.  The values are also
 * filed in a tree (tree.h), from which the JSON functions are written.
 *
 * Read with: docs/decisions/0003-templates.md (the language).
 */
#pragma once
#include "place.h"
#include "tree.h"

typedef struct Block {
    enum { BLOCK_IF, BLOCK_EACH } kind;
    char *var;         /* EACH: the loop variable, or NULL behind its else */
    Node *element;     /* EACH: what it stands for */
    Place start;       /* where the block began */
    Place branches;    /* where its branches so far ended */
    bool has_branches; /* is that set? */
    bool has_else;
    guint n_frames; /* around the block */
    int line, id;
} Block;

typedef struct Tmplc {
    const char *path, *name;
    int line;
    Place place;
    GArray *blocks; /* Block */
    GArray *frames; /* Frame: the conditions that hold here */
    GString *uses, *view, *body;
    char *view_name; /* or NULL until {{view}} */
    Node *root;
    int n_loops;
    GError *error; /* the first one; nothing is compiled behind it */
} Tmplc;

/** Compile the template NAME of @source.  @header is how the C file includes the header.  The
 *  results are the caller's.  @error (ERROR_INPUT) quotes path:line. */
bool tmplc_compile(const char *source, const char *path, const char *header, char **ret_c,
                   char **ret_h, GError **error);

/* ---- between the files of the compiler ---- */

/** Keep the first error. */
void tmplc_fail(Tmplc *t, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Call the handler of what stands between {{ and }}. */
void tmplc_tag(Tmplc *t, char *tag);

/** Append "#line". */
void tmplc_emit_line(Tmplc *t);

/** Append @text as a C string literal. */
void tmplc_emit_string(GString *out, const char *text);

/** A path in the template: where it is in the tree, and in C. */
typedef struct Value {
    Node *node;
    char *expression; /* filters applied */
    char *plain;      /* without filters */
} Value;

/** Read "event.title | day".  On failure the error is kept and false returned. */
bool value_parse(Tmplc *t, const char *source, Value *ret_value);
void value_clear(Value *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Value, value_clear)

/** Is @name a C name that a template may use for its own? */
bool value_is_name(const char *name);

/* The handlers of {{t}} and {{tn}}, in text.c. */
void tag_text(Tmplc *t, char *rest);
void tag_plural(Tmplc *t, char *rest);
