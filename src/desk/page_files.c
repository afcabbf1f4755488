/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The files of a text: adding them, what is said about them, the picture above the text.
 */
#include "desk/page_files.h"

#include "alliance/download.h"
#include "base/limits.h"
#include "desk/page_edit.h"
#include "desk/page_file.html.h"
#include "desk/page_files.html.h"
#include "desk/pages.h"
#include "lang/format.h"
#include "web/app.h"

#include <string.h>

/* Bytes that Markdown would not take as they are between "[" and "]". */
#define MARKDOWN_SIGNS "\\[]*_`<>&!~|"

/* clang-format off */
static const Field upload_fields[] = {
    {"file",  N_("File"), N_("A picture (PNG, JPEG, GIF, WebP, AVIF) of at most 2 MB, 200 kB are plenty; or "
                             "a PDF, an office document, a ZIP archive, sound (MP3, Ogg), film (MP4) or plain "
                             "text of at most {size}."),
     .kind = FIELD_FILE},
    {"title", N_("Title"), N_("It stands in the list below the text; left empty, the file's name does."),
     .kind = FIELD_LINE, .optional = true},
    {"alt",   N_("Alternative text"), N_("What a picture shows, for readers who cannot see it. Every "
                                         "picture needs one, other files do not."),
     .kind = FIELD_LINE, .optional = true},
};

/* The last one is for pictures only. */
static const Field word_fields[] = {
    {"title", N_("Title"), N_("It stands in the list below the text; left empty, the file's name does."),
     .kind = FIELD_LINE, .optional = true},
    {"alt",   N_("Alternative text"), N_("What the picture shows, for readers who cannot see it. Where "
                                         "its line was pasted into the text, change it there, too."),
     .kind = FIELD_LINE},
};
/* clang-format on */

enum {
    N_UPLOAD_FIELDS = G_N_ELEMENTS(upload_fields),
    N_WORD_FIELDS = G_N_ELEMENTS(word_fields),
};

/* ---- what is shown ---- */

static const File *
file_in(FileSpan files, int64_t id)
{
    for (size_t i = 0; i < files.n; i++)
        if (files.at[i].id == id)
            return &files.at[i];
    return NULL;
}

static const char *
title_of(const File *file)
{
    return *file->title != '\0' ? file->title : file->name;
}

static const char *
markdown_line(Arena *arena, const File *file)
{
    bool is_picture = file_is_picture(file);
    GString *line = arena_string(arena, 128);
    g_string_append(line, is_picture ? "![" : "[");
    for (const char *c = is_picture ? file->alt : title_of(file); *c != '\0'; c++) {
        if (strchr(MARKDOWN_SIGNS, *c) != NULL)
            g_string_append_c(line, '\\');
        g_string_append_c(line, *c);
    }
    g_string_append_printf(line, "](/files/%" PRId64 ")", file->id);
    return line->str;
}

static const char *
stands_in(Arena *arena, FileTextSpan texts, int64_t id)
{
    GString *codes = arena_string(arena, 16);
    for (size_t i = 0; i < texts.n; i++)
        if (file_stands_in(texts.at[i].body, id))
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? "," : "", texts.at[i].language);
    return codes->str;
}

static FileRow
row_of(Ctx *cx, const Item *item, const File *file, FileTextSpan texts)
{
    const FileKind *kind = file_kind_find(file->type);
    return (FileRow){.file = file,
                     .label = file_label(file),
                     .mark = kind != NULL ? kind->mark : "?",
                     .title = title_of(file),
                     .line = markdown_line(cx->arena, file),
                     .stands_in = stands_in(cx->arena, texts, file->id),
                     .is_picture = file_is_picture(file),
                     .is_shown = file->id == item->image_id};
}

static const char *
files_url(Ctx *cx, const Item *item)
{
    return arena_printf(cx->arena, "%s/files", page_url(cx, item));
}

/* What became of the file's text, and how often it was fetched. */
static void
add_reading(FileRow *row, DocumentSpan documents, DownloadCountSpan counts)
{
    const DownloadCount *count = download_of(counts, row->file->id);
    row->document = document_of(documents, row->file->id);
    if (count != NULL) {
        row->n_fetched = count->n;
        row->n_month = count->n_month;
    }
    if (row->document == NULL)
        return;
    const DocumentState *state = document_state_find(row->document->state);
    const DocumentFormat *format = document_format_find(row->document->format);
    row->state = state != NULL ? state->label : "";
    row->n_pages = row->document->n;
    row->is_wrong = state != NULL && state->is_wrong;
    if (format != NULL && format->label != NULL)
        row->label = format->label;
}

/* @form: what was sent and refused, or NULL. */
static Response *
respond_files(Request *req, const Item *item, FileSpan files, const Form *form)
{
    Ctx *cx = req->cx;
    FileTextSpan texts = file_list_texts(cx, item->id);
    FileRow *rows = arena_array_of(cx->arena, FileRow, files.n);
    DocumentSpan documents = document_list(cx, item->id);
    DownloadCountSpan counts = download_list(cx, item->id);
    for (size_t i = 0; i < files.n; i++) {
        rows[i] = row_of(cx, item, &files.at[i], texts);
        add_reading(&rows[i], documents, counts);
    }
    PageFiles view = {
        .item = item,
        .rows = {rows, files.n},
        .form = form,
        .most = LIMIT_ITEM_FILES,
        .is_open = form != NULL || files.n == 0
    };
    if (form == NULL && files.n < LIMIT_ITEM_FILES)
        view.form = form_new(req, upload_fields, N_UPLOAD_FIELDS);
    Page page = {
        .title = lang_text(cx->lang, N_("Files")),
        .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"}, {item->title, page_url(cx, item)})};
    return respond_desk(req, form != NULL ? 422 : 200, &page, page_files, &view);
}

Response *
get_desk_files(Request *req)
{
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    return respond_files(req, item, file_list(req->cx, item->id), NULL);
}

/* ---- adding one ---- */

static const char *
fill(Form *form, const char *message, const char *name, const char *value)
{
    Ctx *cx = form->req->cx;
    return lang_fill(cx->arena, lang_text(cx->lang, message), name, value, NULL);
}

static bool
is_picture(const FileKind *kind)
{
    return kind != NULL && g_str_has_prefix(kind->type, "image/");
}

static void
fail_size(Form *form, bool picture)
{
    Ctx *cx = form->req->cx;
    int64_t most = picture ? LIMIT_PICTURE : app_file_most(cx->app);
    const char *size = format_size(cx->arena, cx->lang, most);
    form_fail(form, "file",
              picture ? fill(form,
                             N_("File: this picture is too large, at most {size}. Make it smaller: "
                                "readers load it with the text."),
                             "size", size)
                      : fill(form, N_("File: this is too large, at most {size}"), "size", size));
}

/* Is it of a kind that we take, and what its sender calls it? */
static void
check_kind(Form *form, const Upload *upload, const FileKind *kind)
{
    const Ctx *cx = form->req->cx;
    const Lang *lang = cx->lang;
    FileFault fault = file_fault(upload->bytes, app_file_most(cx->app));
    if (!is_picture(kind) && g_ascii_strncasecmp(upload->type, "image/", strlen("image/")) == 0)
        form_fail(
            form, "file",
            lang_text(lang, N_("File: this picture is of a kind that browsers do not all show. "
                               "Save it as PNG, JPEG, GIF, WebP or AVIF.")));
    else if (fault == FILE_UNKNOWN)
        form_fail(form, "file",
                  lang_text(lang, N_("File: this kind is not known here. A ZIP archive or a PDF "
                                     "always works.")));
    else if (fault == FILE_TOO_LARGE)
        fail_size(form, is_picture(kind));
    if (is_picture(kind) && *form_text(form, "alt") == '\0')
        form_fail(form, "alt", lang_text(lang, N_("Alternative text: say what the picture shows")));
}

/* What no editor has decided about has a bound for each member. */
static void
check_room(Form *form, const Upload *upload)
{
    Ctx *cx = form->req->cx;
    int64_t n = (int64_t)upload->bytes.n, left = file_room_left(cx);
    if (n <= left)
        return;
    const char *size = format_size(cx->arena, cx->lang, n);
    const char *rest = format_size(cx->arena, cx->lang, left);
    /* What reads the same once it is rounded would contradict itself. */
    const char *words = strcmp(size, rest) == 0
                            ? N_("File: this one has {size}, and a little less is left for what "
                                 "you have sent and the editors have not published yet. Remove a "
                                 "file from there, or send this one when they have decided.")
                            : N_("File: this one has {size}, and {left} are left for what you "
                                 "have sent and the editors have not published yet. Remove a "
                                 "file from there, or send this one when they have decided.");
    form_fail(form, "file",
              lang_fill(cx->arena, lang_text(cx->lang, words), "size", size, "left", rest, NULL));
}

void
page_file_check(Form *form, FileSpan files)
{
    const Upload *upload = form_upload(form, "file");
    if (upload == NULL)
        return;
    if (files.n >= LIMIT_ITEM_FILES)
        form_fail(form, "file",
                  fill(form,
                       N_("File: there are {n} files already, and more do not hang on one text. "
                          "Remove one first."),
                       "n", format_number(form->req->cx->arena, form->req->cx->lang, files.n)));
    else {
        check_kind(form, upload, file_sniff(upload->bytes));
        check_room(form, upload);
    }
}

void
page_file_ask_again(Form *form)
{
    const Upload *upload = form_upload(form, "file");
    for (size_t i = 0; i < form->errors.n; i++)
        if (strcmp(form->errors.at[i].name, "file") == 0)
            return;
    if (!form_ok(form) && upload != NULL)
        form_fail(form, "file",
                  fill(form, N_("File: choose “{name}” once more, browsers do not keep it"), "name",
                       upload->name));
}

static Response *
look_for_file(Request *req)
{
    Response *refused = NULL;
    return page_find_editable(req, &refused) != NULL ? file_ahead.look(req) : refused;
}

const Preparation prepare_desk_file_new = {look_for_file, file_ahead_store};

Response *
post_desk_file_new(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = page_find_editable(req, &refused);
    if (item == NULL)
        return refused;
    FileSpan files = file_list(cx, item->id);
    Form *form = form_read(req, upload_fields, N_UPLOAD_FIELDS);
    page_file_check(form, files);
    const Upload *upload = form_upload(form, "file");
    int64_t id = form_ok(form) ? file_insert(cx, upload->bytes) : 0;
    const File *same = file_in(files, id);
    if (same != NULL)
        form_fail(
            form, "file",
            fill(form, N_("File: it hangs on this text already, as “{name}”"), "name", same->name));
    page_file_ask_again(form);
    if (!form_ok(form))
        return respond_files(req, item, files, form);
    file_attach(
        cx, item->id, id,
        &(FileWords){.name = upload->name,
                     .title = form_text(form, "title"),
                     .alt = is_picture(file_sniff(upload->bytes)) ? form_text(form, "alt") : NULL});
    return respond_done(req, files_url(cx, item), lang_text(cx->lang, N_("The file is here.")));
}

/* ---- one of them ---- */

/* The file in the path {file} of an item that the acting person may change; NULL: @ret_refused is
 * the answer. */
static const File *
find_file(Request *req, const Item **ret_item, Response **ret_refused)
{
    const Item *item = page_find_editable(req, ret_refused);
    if (item == NULL)
        return NULL;
    const File *file = file_in(file_list(req->cx, item->id), req_id(req, "file"));
    if (file == NULL)
        *ret_refused = respond_not_found(req);
    *ret_item = item;
    return file;
}

static size_t
n_word_fields(const File *file)
{
    return N_WORD_FIELDS - (file_is_picture(file) ? 0 : 1);
}

static Response *
respond_file(Request *req, const Item *item, const File *file, const Form *form)
{
    Ctx *cx = req->cx;
    FileRow row = row_of(cx, item, file, file_list_texts(cx, item->id));
    PageFile view = {.item = item, .row = &row, .form = form};
    Page page = {.title = title_of(file),
                 .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"},
                              {item->title, page_url(cx, item)},
                              {N_("Files"), files_url(cx, item)})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, page_file, &view);
}

Response *
get_desk_file(Request *req)
{
    Response *refused = NULL;
    const Item *item = NULL;
    const File *file = find_file(req, &item, &refused);
    if (file == NULL)
        return refused;
    Form *form = form_new(req, word_fields, n_word_fields(file));
    form_set(form, "title", file->title);
    if (file_is_picture(file))
        form_set(form, "alt", file->alt);
    return respond_file(req, item, file, form);
}

Response *
post_desk_file(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = NULL;
    const File *file = find_file(req, &item, &refused);
    if (file == NULL)
        return refused;
    Form *form = form_read(req, word_fields, n_word_fields(file));
    if (!form_ok(form))
        return respond_file(req, item, file, form);
    file_describe(cx, item->id, file,
                  &(FileWords){.title = form_text(form, "title"),
                               .alt = file_is_picture(file) ? form_text(form, "alt") : ""});
    return respond_done(req, files_url(cx, item), lang_text(cx->lang, N_("Saved.")));
}

Response *
post_desk_file_remove(Request *req)
{
    Response *refused = NULL;
    const Item *item = NULL;
    const File *file = find_file(req, &item, &refused);
    if (file == NULL)
        return refused;
    file_detach(req->cx, item->id, file);
    return respond_done(req, files_url(req->cx, item),
                        lang_text(req->cx->lang, N_("The file was removed.")));
}

/* The button "show" puts the picture above the text, any other takes it from there. */
Response *
post_desk_file_picture(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *item = NULL;
    const File *file = find_file(req, &item, &refused);
    if (file == NULL)
        return refused;
    bool show = desk_is_pressed(req, "show");
    if (!show && item->image_id != file->id)
        return respond_error(req, 409,
                             lang_text(cx->lang, N_("Somebody changed it in between, so nothing "
                                                    "was done. Look at it again, then decide.")));
    if (!file_set_picture(cx, item->id, show ? file : NULL))
        return respond_not_found(req);
    return respond_done(req, files_url(cx, item),
                        lang_text(cx->lang, show ? N_("The picture stands above the text now.")
                                                 : N_("No picture stands above the text now.")));
}
