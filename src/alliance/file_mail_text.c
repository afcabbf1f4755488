/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_mail_text.h"

#include "alliance/file_mail_show.h"
#include "alliance/file_mail_text.html.h"
#include "alliance/file_offer.h"
#include "alliance/item_row.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "web/app.h"

#include <string.h>

const char *
file_mail_url(Ctx *cx, const FilePlace *place)
{
    g_autofree char *name = g_uri_escape_string(place->name, NULL, false);
    return arena_printf(cx->arena, "%s/files/%" PRId64 "/%s", cx->app->base_url, place->file_id,
                        name);
}

const char *
file_mail_facts(Ctx *cx, const Html *out, const FilePlace *place)
{
    const FileLine line = file_place_line(cx, place);
    GString *text = arena_string(cx->arena, 256);
    g_string_append_printf(text, "%s\n", line.title);
    if (strcmp(line.title, place->item_title) != 0)
        g_string_append_printf(text, "%s\n", place->item_title);
    if (place->edition > 0)
        g_string_append_printf(text, "%s\n",
                               lang_fill(cx->arena, lang_text(out->lang, N_("Edition {n}")), "n",
                                         format_number(cx->arena, out->lang, place->edition),
                                         NULL));
    g_string_append_printf(text, "%s, %s", lang_text(out->lang, line.label),
                           format_size(cx->arena, out->lang, place->size));
    return text->str;
}

/* What stands before the text. */
static const char *
head_of(Ctx *cx, const Html *out, const FilePlace *place)
{
    GString *text = arena_string(cx->arena, 1024);
    g_string_append_printf(text, "%s\n%s%s%s\n\n", file_mail_facts(cx, out, place),
                           cx->app->base_url, out->prefix,
                           item_path(cx->arena, place->kind, place->slug));
    if (!file_fits_mail(place->size))
        g_string_append_printf(text, "%s\n%s\n\n",
                               lang_text(out->lang, N_("The file itself is too large for a mail. "
                                                       "Its link:")),
                               file_mail_url(cx, place));
    g_string_append(
        text, lang_text(out->lang, N_("This is its text, as a program found it: pictures are not "
                                      "in it, and tables may be missing or in disorder. The file "
                                      "itself is what counts.")));
    return text->str;
}

/* Where it goes on, and how; "" nowhere. */
static const char *
foot_of(Ctx *cx, const Html *out, const OutboxMail *row, const FilePlace *place, int64_t behind)
{
    GString *text = arena_string(cx->arena, 256);
    if (behind == 0)
        return "";
    const char *url = arena_printf(cx->arena, "%s%s/documents/%" PRId64 "?from=%" PRId64,
                                   cx->app->base_url, out->prefix, place->file_id, behind);
    g_string_append_printf(text, "%s\n%s",
                           lang_text(out->lang, N_("The text is longer than a mail should be. It "
                                                   "goes on here:")),
                           url);
    if (row->person_id != 0 && file_offer_address(cx, place->item_id, row) != NULL)
        g_string_append_printf(
            text, "\n\n%s",
            lang_fill(cx->arena,
                      lang_text(out->lang, N_("To get what follows by mail, answer this one with "
                                              "{word}.")),
                      "word", file_offer_word(cx, out, place, "text", behind), NULL));
    return text->str;
}

static FileMailPageSpan
pages_of(Ctx *cx, const FilePlace *place, DocumentPageSpan pages)
{
    FileMailPage *shown = arena_array_of(cx->arena, FileMailPage, pages.n);
    for (size_t i = 0; i < pages.n; i++)
        shown[i] = (FileMailPage){
            .name = document_page_name(cx, place->format, place->name, pages.at[i].n),
            .paragraphs = document_paragraphs(cx->arena, pages.at[i].text)};
    return (FileMailPageSpan){shown, pages.n};
}

/* A line around each name: nobody takes it for a line of the text. */
static const char *
plain_of(Arena *arena, const char *head, FileMailPageSpan pages, const char *foot)
{
    GString *text = arena_string(arena, 2 * FILE_MAIL_TEXT);
    g_string_append(text, head);
    for (size_t i = 0; i < pages.n; i++) {
        g_string_append_printf(text, "\n\n==== %s ====", pages.at[i].name);
        for (size_t j = 0; j < pages.at[i].paragraphs.n; j++)
            g_string_append_printf(text, "\n\n%s", pages.at[i].paragraphs.at[j].text);
    }
    if (*foot != '\0')
        g_string_append_printf(text, "\n\n====\n\n%s", foot);
    return text->str;
}

static SafeHtml
html_of(const Html *out, const FilePlace *place, const char *head, FileMailPageSpan pages,
        const char *foot)
{
    Html own = *out;
    own.text = arena_string(out->arena, 2 * FILE_MAIL_TEXT);
    file_mail_text_html(&own, &(FileMailText){.head = document_paragraphs(out->arena, head),
                                              .pages = pages,
                                              .foot = document_paragraphs(out->arena, foot),
                                              .language = place->language});
    return (SafeHtml){own.text->str, own.text->len};
}

void
file_mail_text(Ctx *cx, Html *out, const OutboxMail *row, const FilePlace *place, MailDraft *draft)
{
    int64_t from = mail_argument_number(cx, row, "from"), behind = 0;
    DocumentPageSpan read = document_read_much(cx, place->file_id, from, FILE_MAIL_TEXT, &behind);
    if (read.n == 0) /* it was read anew meanwhile and is shorter */
        read = document_read_much(cx, place->file_id, 1, FILE_MAIL_TEXT, &behind);
    FileMailPageSpan pages = pages_of(cx, place, read);
    const char *head = head_of(cx, out, place), *foot = foot_of(cx, out, row, place, behind);
    draft->subject = lang_fill(cx->arena, lang_text(out->lang, N_("{file} as text")), "file",
                               place->name, NULL);
    draft->preheader = place->item_title;
    draft->body = plain_of(cx->arena, head, pages, foot);
    draft->html = html_of(out, place, head, pages, foot);
}
