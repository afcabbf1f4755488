/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * checkdeps - refuse what would let the house go crooked.
 *
 * Who may include whom and where each library lives are two tables, in house.c;
 * ARCHITECTURE.md shows the same two, and must agree word for word.  The files
 * are read as text, not preprocessed: an include counts on every platform.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define MAX_FUNCTION_LINES 60 /* from { to } */
#define MAX_FILE_LINES 600

/** A folder and the folders that it may include, in the words of ARCHITECTURE.md: "nothing", a
 *  list of names, "all above", "all above but rooms", "everything". */
typedef struct Layer {
    const char *folder; /* from the top of the project */
    const char *may;
    bool room; /* another room needs a "Uses:" in its README.md to include it */
} Layer;

/** A library and the files that may include its headers, each by its path; NULL: every file. */
typedef struct Library {
    const char *name;
    const char *headers[4]; /* beginnings of what stands between < and > */
    const char *files[4];
} Library;

extern const Layer LAYERS[]; /* from the bottom up, ends with a folder of NULL */
extern const Library LIBRARIES[];

/** The layer that the file at @path belongs to, or NULL. */
const Layer *layer_of(const char *path);

/** The layer that is called @name in an include: "web", or "tmplc" for a folder of tools. */
const Layer *layer_named(const char *root, const char *name);

/** The last word of its folder: "web". */
const char *layer_name(const Layer *layer);

/** Does the table let @from include @to? */
bool layer_may(const Layer *from, const Layer *to);

/** The library that <@header> belongs to, or NULL. */
const Library *library_of(const char *header);

/** Is <@header> the C library's or the kernel's? */
bool header_is_system(const char *header);

/** What was found so far. */
typedef struct Report {
    int n;
    GHashTable *seen; /* what each function does and each statement asks -> "path:line" */
} Report;

/** Say on standard error what is wrong at @line of @path (0: of the file as a whole). */
void report(Report *r, const char *path, int line, const char *format, ...) G_GNUC_PRINTF(4, 5);

/** A file of the project, as text. */
typedef struct Source {
    const char *root; /* the project's folder */
    const char *path; /* from there */
    const char *text;
} Source;

/** Return @text with comments, strings and, if asked, preprocessor lines as spaces; every line
 *  stays where it was. */
char *blank_out(const char *text, bool directives);

/** Check the includes of a .c, .h or .html file against both tables. */
void check_includes(Report *r, const Source *source);

/** A function as it is written. */
typedef struct Function {
    const char *name;
    const char *body; /* from { to } */
    size_t n;
    int line, n_lines;
} Function;

/** Is it a test, or what tests share?  Those of a folder stand in it. */
bool path_is_test(const char *path);

/** Check that no other function, tests aside, does the same, word for word. */
void check_twin(Report *r, const Source *source, const Function *function);

/** Check that no other .sql file has a statement of the same name or text. */
void check_statements(Report *r, const Source *source);

/** Check the functions of C: their length, and that each is written once. */
void check_functions(Report *r, const Source *source);

/** Check the file's length. */
void check_length(Report *r, const Source *source);

/** Check that every folder of src has a line in the table, and that rooms use no room that uses
 *  them. */
void check_rooms(Report *r, const char *root);

/** Does the line "Uses:" in the README.md of the room @from name the room @to? */
bool room_uses(const char *root, const Layer *from, const Layer *to);

/** Check that ARCHITECTURE.md shows both tables. */
void check_document(Report *r, const char *root);
