/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What came out of an event to take along: plain pages, slides, the summary, in a zip.
 */
#include "base/arena.h"
#include "programme/offline_index.html.h"
#include "programme/offline_session.html.h"
#include "programme/pages.h"
#include "sheet/zip_write.h"
#include "site/site.h"
#include "web/app.h"

#include <string.h>

#define OFFLINE_BYTES ((int64_t)200 * 1024 * 1024) /* of slides in one zip; others stay links */
#define PIECE_BYTES ((int64_t)1024 * 1024)         /* of a file in memory at a time */

/* The site's own sheet has more than these pages need, and asks for a newer browser. */
static const char style[] =
    "body{max-width:44rem;margin:1rem auto;padding:0 1rem;font:1.06rem/1.55 sans-serif;"
    "color:#1c2126;background:#fffdf8}h1,h2,h3{font-family:serif;line-height:1.2}"
    "a{color:#0b5d5e}.soft{color:#515c66}article{border-top:1px solid #ddd4c2}\n";

/* ---- what is in it ---- */

/* Addresses of the site become whole ones: there is no site around the pages. */
static SafeHtml
whole_links(Request *req, SafeHtml html)
{
    static const char *const starts[] = {"href=\"/", "src=\"/"};
    GString *text = arena_string(req->cx->arena, html.len + 1);
    g_string_append_len(text, html.markup, (gssize)html.len);
    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        const char *start = starts[i];
        g_autofree char *whole = g_strdup_printf("%.*s%s/", (int)strlen(start) - 1, start,
                                                 req->cx->app->base_url);
        g_string_replace(text, start, whole, 0);
    }
    return (SafeHtml){text->str, text->len};
}

static SafeHtml
body_of_text(Request *req, const char *text, bool *ret_has)
{
    *ret_has = text != NULL && *text != '\0';
    return *ret_has ? whole_links(req, item_body_html(req, text)) : (SafeHtml){"", 0};
}

/* The files as they will lie there, as long as they fit into @room bytes together. */
static OfflineSlideSpan
slides_of(Request *req, SlideSpan slides, int64_t *room)
{
    Ctx *cx = req->cx;
    OfflineSlide *at = arena_array_of(cx->arena, OfflineSlide, slides.n);
    for (size_t i = 0; i < slides.n; i++) {
        const Slide *slide = &slides.at[i];
        at[i] = (OfflineSlide){
            .title = slide->title,
            .label = slide->label,
            .size = slide->size,
            .name = slide->name,
            .id = slide->id,
            .address = arena_printf(cx->arena, "%s/files/%" PRId64, cx->app->base_url, slide->id)};
        if (slide->size > *room)
            continue;
        *room -= slide->size;
        at[i].file = arena_printf(cx->arena, "files/%" PRId64 "-%s", slide->id, slide->name);
    }
    return (OfflineSlideSpan){at, slides.n};
}

static OfflineSessionSpan
sessions_of(Request *req, const Event *event, int64_t *room)
{
    Ctx *cx = req->cx;
    ProgrammeSessionSpan sessions = programme_list(cx, event->id);
    OfflineSession *at = arena_array_of(cx->arena, OfflineSession, sessions.n);
    SessionCard *cards = arena_array_of(cx->arena, SessionCard, sessions.n);
    for (size_t i = 0; i < sessions.n; i++) {
        const ProgrammeSession *session = &sessions.at[i];
        cards[i] = session_card(cx, event, session);
        at[i] = (OfflineSession){.card = &cards[i],
                                 .file = arena_printf(cx->arena, "sessions/%s.html", session->slug),
                                 .slides = slides_of(req, session->slides, room)};
        at[i].body = body_of_text(req, session->body, &at[i].has_body);
    }
    return (OfflineSessionSpan){at, sessions.n};
}

static OfflineSlideSpan
files_of(Request *req, const Item *summary, int64_t *room)
{
    if (summary == NULL)
        return (OfflineSlideSpan){NULL, 0};
    FileSpan files = file_list(req->cx, summary->id);
    Slide *at = arena_array_of(req->cx->arena, Slide, files.n);
    for (size_t i = 0; i < files.n; i++) {
        const File *file = &files.at[i];
        at[i] = (Slide){.id = file->id,
                        .size = file->size,
                        .name = file->name,
                        .title = *file->title != '\0' ? file->title : file->name,
                        .label = file_label(file)};
    }
    return slides_of(req, (SlideSpan){at, files.n}, room);
}

static OfflinePage
page_of(Request *req, const Event *event)
{
    Ctx *cx = req->cx;
    int64_t room = OFFLINE_BYTES;
    OccurrenceSpan times = event_occurrences(cx, event->id);
    const Item *summary = programme_summary(cx, event->id);
    OfflinePage page = {.lang = cx->lang->code,
                        .dir = cx->lang->dir,
                        .title = event->title,
                        .event = event,
                        .when = when_of(cx, event, when_chosen(cx, times)),
                        .address = page_address(cx, event->path),
                        .made_at = cx->now,
                        .summary = summary,
                        .files = files_of(req, summary, &room),
                        .sessions = sessions_of(req, event, &room)};
    page.body = body_of_text(req, summary != NULL ? summary->body : NULL, &page.has_body);
    return page;
}

/* ---- the zip ---- */

static void
add_text(ZipWriter *zip, const char *name, int64_t moment, const GString *text)
{
    zip_writer_begin(zip, name, moment, true);
    zip_writer_add(zip, (Bytes){text->str, text->len});
}

/* A piece at a time, each in memory of its own.  One that hangs on two sessions is there twice in
   the pages and once here. */
static void
add_files(Ctx *cx, ZipWriter *zip, OfflineSlideSpan slides, GHashTable *names)
{
    for (size_t i = 0; i < slides.n && !db_failed(cx->db); i++) {
        const OfflineSlide *slide = &slides.at[i];
        const File *file = slide->file != NULL ? file_find(cx, slide->id) : NULL;
        if (file == NULL || !g_hash_table_add(names, (gpointer)slide->file))
            continue;
        zip_writer_begin(zip, slide->file, file->created_at, false);
        for (int64_t at = 0; at < file->size; at += PIECE_BYTES) {
            g_autoptr(Arena) arena = arena_new();
            Ctx reading = *cx;
            reading.arena = arena;
            zip_writer_add(zip, file_read(&reading, file, at, PIECE_BYTES));
        }
    }
}

static size_t
write_zip(Request *req, OfflinePage *page, int fd)
{
    Ctx *cx = req->cx;
    g_autoptr(ZipWriter) zip = zip_writer_new_to(fd);
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    Html *out = html_begin(req);
    offline_index_html(out, page);
    add_text(zip, "index.html", cx->now, out->text);
    zip_writer_begin(zip, "style.css", cx->now, true);
    zip_writer_add(zip, (Bytes){style, strlen(style)});
    for (size_t i = 0; i < page->sessions.n; i++) {
        Html *session = html_begin(req);
        page->session = &page->sessions.at[i];
        offline_session_html(session, page);
        add_text(zip, page->session->file, cx->now, session->text);
        add_files(cx, zip, page->session->slides, names);
    }
    add_files(cx, zip, page->files, names);
    return zip_writer_end_file(zip);
}

Response *
get_programme_zip(Request *req)
{
    Ctx *cx = req->cx;
    const Event *event = programme_event(req, NULL);
    if (event == NULL)
        return respond_not_found(req);
    OfflinePage page = page_of(req, event);
    if (page.sessions.n == 0 && page.summary == NULL)
        return respond_not_found(req);
    g_autoptr(GError) error = NULL;
    ResponseFile *file = response_file_new(cx->arena, &error);
    if (file == NULL || write_zip(req, &page, file->fd) == 0)
        return respond_error(req, 503, lang_text(cx->lang, N_("There is no room for the file.")));
    Response *res = respond_from_file(req, "application/zip", file);
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"%s.zip\"", event->slug));
    return res;
}
