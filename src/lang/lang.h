/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * lang - the languages of the interface and their texts.
 *
 * A text is written in English where it is used and looked up by itself, like
 * gettext's msgid.  tools/poc compiles po/XX.po into tables; a text without a
 * translation is shown in English.
 */
#pragma once
#include "base/arena.h"

typedef struct Message {
    const char *id;          /* context "\004" English, or English alone */
    const char *const *text; /* one, or one for each plural form; ends with NULL */
} Message;

typedef struct Lang {
    const char *code;        /* BCP 47: "en", "fr", "ar" */
    const char *name;        /* in itself: "English", "Français", "العربية" */
    const char *dir;         /* "ltr" or "rtl" */
    const Message *messages; /* sorted by id, strcmp */
    size_t n_messages;
    int (*plural)(uint64_t n); /* index of the form for @n */
} Lang;

/** All compiled-in languages, English first. */
extern const Lang *const LANGS[];
extern const size_t N_LANGS;
#define LANG_ENGLISH (LANGS[0])

/** Find a language by its code; NULL if the interface does not have it. */
const Lang *lang_find(const char *code);

/** Choose among all from an Accept-Language header (RFC 9110 12.5.4); English if none fits. */
const Lang *lang_choose(const char *accept_language);

/** Of a name that the alliance writes itself: the French one for readers of French if there is one
 *  (not ""), else its own. */
const char *lang_name(const Lang *lang, const char *own, const char *french);

/** The text in @lang; @id itself if there is none.  Lives as long as the process. */
const char *lang_text(const Lang *lang, const char *id);

/** The form for @n of a text with plural: @one and @many are the English forms. */
const char *lang_plural(const Lang *lang, const char *one, const char *many, int64_t n);

/** Mark a text for translation where it stands in a table or is passed on; gives it unchanged. */
#define N_(text) (text)

/** Put values into a text: "{name} wrote {n}" with alternating names and texts, ends with NULL.
 *  Nothing is escaped. */
const char *lang_fill(Arena *arena, const char *text, ...) G_GNUC_NULL_TERMINATED;
