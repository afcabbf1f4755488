/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What was said in a group, to take along: all of it as mailbox, what is new as a feed.
 */
#include "group/pages.h"

#include "alliance/access.h"
#include "alliance/setting.h"
#include "mail/mbox.h"
#include "mail/outbox.h"
#include "site/views.h"
#include "web/app.h"

#include <string.h>

#define MBOX_TYPE "application/mbox"
#define PIECE (64 * 1024) /* bytes that are written at once */

/* An archive while it is written. */
typedef struct Archive {
    Ctx *cx;
    const char *host, *address;
    ResponseFile *file;
    GString *text;
    bool failed; /* there is no room for it */
} Archive;

static void
flush(Archive *archive)
{
    archive->failed |= !response_file_append(archive->file, archive->text);
}

static bool
append(const void *data, void *user)
{
    const SaidWords *said = data;
    Archive *archive = user;
    g_autoptr(Arena) arena = arena_new();
    const char *root = arena_printf(arena, "item-%" PRId64 "@%s", said->item_id, archive->host);
    const MboxMessage message = {
        .name = *said->name != '\0' ? said->name
                                    : lang_text(archive->cx->lang, N_("A former member")),
        .address = archive->address,
        .subject = said->title,
        .text = said->text,
        .id = said->comment_id == 0
                  ? root
                  : arena_printf(arena, "comment-%" PRId64 "@%s", said->comment_id, archive->host),
        .answers = said->comment_id != 0 ? root : NULL,
        .at = said->at,
    };
    mbox_append(archive->text, &message);
    if (archive->text->len > PIECE)
        flush(archive);
    return !archive->failed;
}

/* The sender of our mails, since nobody's address is told by having spoken in a group. */
static const char *
address_of(Ctx *cx, const char *host)
{
    const char *own = settings(cx)->mail_from;
    return *own != '\0' ? own : arena_printf(cx->arena, "nobody@%s", host);
}

Response *
get_group_archive(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    if (strcmp(group_find(cx, item)->mine, "in") != 0 && !may(cx, ACTION_LEAD, item))
        return respond_forbidden(req);
    g_autoptr(GError) error = NULL;
    const char *host = mail_host(cx->arena, cx->app->base_url);
    Archive archive = {.cx = cx,
                       .host = host,
                       .address = address_of(cx, host),
                       .file = response_file_new(cx->arena, &error),
                       .text = arena_string(cx->arena, 2 * PIECE)};
    if (archive.file != NULL) {
        discussion_said(cx, item, append, &archive);
        flush(&archive);
    }
    if (archive.file == NULL || archive.failed)
        return respond_error(req, 503, lang_text(cx->lang, N_("There is no room for the file.")));
    Response *res = respond_from_file(req, MBOX_TYPE, archive.file);
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"%s.mbox\"", item->slug));
    return res;
}

Response *
get_group_feed(Request *req)
{
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    return respond_feed_of(req, item->title,
                           &(ItemFilter){.kind = "discussion", .parent_id = item->id}, item->path);
}
