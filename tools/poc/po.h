/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * po - read gettext's PO files, strictly.
 *
 * The files are merged by union, so that an entry may come twice without
 * anybody having written it twice: that is an error here, with both lines.
 * Obsolete entries ("#~") are skipped.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct PoEntry {
    char *key;       /* context "\004" id, or the id alone */
    char *id;        /* msgid */
    char *plural;    /* msgid_plural, or NULL */
    GPtrArray *text; /* char *: msgstr, or msgstr[0], [1], ... */
    bool fuzzy;
    int line;
} PoEntry;

/** What is fixed for a language; the header of its file must agree. */
typedef struct PoLanguage {
    const char *code, *name, *dir;
    int n_plurals;
    const char *plural; /* of Plural-Forms, which is C too */
} PoLanguage;

typedef struct PoFile {
    char *path;
    const PoLanguage *language;
    GPtrArray *entries; /* PoEntry *, in order, without the header */
    GHashTable *by_key; /* key -> PoEntry * */
} PoFile;

/** Parse @source, which came from @path.  @error (ERROR_INPUT) quotes path:line.  The caller
 *  frees with po_free(). */
PoFile *po_parse(const char *source, const char *path, GError **error);

void po_free(PoFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PoFile, po_free)

/** Find what is fixed for the language @code; NULL if it is none of ours. */
const PoLanguage *po_language_find(const char *code);

/** Is there a translation that may be shown: every form, not fuzzy? */
bool po_entry_is_done(const PoEntry *entry);

/** Write the tables of lang/lang.h for English and @files (PoFile *). */
char *po_compile(const GPtrArray *files);

/** Does @entry use in each form the placeholders, {name}, of its English text?  A form of a
 *  plural may leave out {n}. */
bool po_placeholders_agree(const PoEntry *entry);
