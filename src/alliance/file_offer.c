/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_offer.h"

#include "alliance/sender.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "mail/address.h"

#include <string.h>

/* In the languages of our members, folded; what mails write of them is translated. */
static const struct {
    const char *word;
    FileWant want;
} words[] = {
    {"file",    FILE_WANT_FILE },
    {"fichier", FILE_WANT_FILE },
    {"faili",   FILE_WANT_FILE },
    {"ملف",     FILE_WANT_FILE },
    {"light",   FILE_WANT_LIGHT},
    {"leger",   FILE_WANT_LIGHT},
    {"legere",  FILE_WANT_LIGHT},
    {"ligero",  FILE_WANT_LIGHT},
    {"leve",    FILE_WANT_LIGHT},
    {"nyepesi", FILE_WANT_LIGHT},
    {"خفيف",    FILE_WANT_LIGHT},
    {"text",    FILE_WANT_TEXT },
    {"texte",   FILE_WANT_TEXT },
    {"texto",   FILE_WANT_TEXT },
    {"matini",  FILE_WANT_TEXT },
    {"نص",      FILE_WANT_TEXT },
};

bool
file_offer_word_find(const char *word, FileWish *ret_wish)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(words[i].word, word) != 0)
            continue;
        *ret_wish = (FileWish){.want = words[i].want};
        return true;
    }
    return false;
}

const char *
file_offer_address(Ctx *cx, int64_t item_id, const OutboxMail *row)
{
    return row->person_id == 0 ? NULL
                               : sender_answer_address(cx, MAIL_FETCH, item_id, row->person_id);
}

static const char *
word_of(const Html *out, const char *wish)
{
    return lang_text(out->lang, strcmp(wish, "text") == 0 ? N_("text") : N_("file"));
}

/* In a list the number says which; 0: it is not there. */
static size_t
place_in(FilePlaceSpan places, int64_t file_id)
{
    for (size_t i = 0; i < places.n; i++)
        if (places.at[i].file_id == file_id)
            return i + 1;
    return 0;
}

const char *
file_offer_word(Ctx *cx, const Html *out, const FilePlace *place, const char *wish, int64_t from)
{
    FilePlaceSpan places = file_place_list(cx, place->item_id);
    size_t number = place_in(places, place->file_id);
    const char *word = word_of(out, wish);
    if (from > 0)
        return arena_printf(cx->arena, "%s %zu %" PRId64, word, MAX(number, 1), from);
    return number > 1 ? arena_printf(cx->arena, "%s %zu", word, number) : word;
}

static void
append_size(Ctx *cx, const Html *out, GString *text, const char *what, int64_t size)
{
    if (size > 0)
        g_string_append_printf(text, "; %s",
                               lang_fill(cx->arena, lang_text(out->lang, what), "size",
                                         format_size(cx->arena, out->lang, size), NULL));
}

static void
append_line(Ctx *cx, const Html *out, GString *text, const FilePlace *place, size_t number)
{
    const FileLine line = file_place_line(cx, place);
    g_string_append_printf(text, "\n%zu. %s (%s, %s", number, line.title,
                           lang_text(out->lang, line.label),
                           format_size(cx->arena, out->lang, line.size));
    if (!line.fits)
        g_string_append_printf(text, "; %s", lang_text(out->lang, N_("too large for a mail")));
    append_size(cx, out, text, N_("as text, {size}"), line.text_size);
    append_size(cx, out, text, N_("lighter copy (“light”), {size}"), line.light_size);
    g_string_append_c(text, ')');
}

/* How to ask: by an answer, or to the address. */
static const char *
how_of(Ctx *cx, const Html *out, const char *address, bool named, bool many)
{
    static const char *const texts[][2] = {
        {N_("Answer this mail with the word “file” and the file comes to you; with the word "
            "“text”, "
            "its text alone."),
         N_("Answer this mail with the word “file” and the first of them comes to you; with the "
            "word “text”, its text alone. For another, write its number behind the word, such as "
            "“file 2” or “text 2, 3”.")},
        {N_("To get the file by mail, write the word “file” to {address}; to get its text alone, "
            "the word “text”."),
         N_("To get the first of them by mail, write the word “file” to {address}; to get its text "
            "alone, the word “text”. For another, write its number behind the word, such as "
            "“file 2” or “text 2, 3”.")},
    };
    return lang_fill(cx->arena, lang_text(out->lang, texts[named][many]), "address", address, NULL);
}

const char *
file_offer(Ctx *cx, const Html *out, int64_t item_id, const char *address, bool named)
{
    FilePlaceSpan places = file_place_list(cx, item_id);
    GString *text = arena_string(cx->arena, 512);
    if (places.n == 0)
        return "";
    g_string_append_printf(
        text, "\n\n%s", lang_text(out->lang, places.n == 1 ? N_("Its file:") : N_("Its files:")));
    for (size_t i = 0; i < places.n; i++)
        append_line(cx, out, text, &places.at[i], i + 1);
    if (address != NULL)
        g_string_append_printf(text, "\n\n%s", how_of(cx, out, address, named, places.n > 1));
    return text->str;
}
