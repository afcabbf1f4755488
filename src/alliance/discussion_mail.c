/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A discussion that has begun, as who is in the group gets it.
 */
#include "alliance/discussion.h"
#include "alliance/file_offer.h"
#include "alliance/follow.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "mail/address.h"
#include "web/session.h"

#include <string.h>

/* Its files, as its reader may have them. */
static const char *
files_of(Ctx *cx, const Html *out, const OutboxMail *row, const Item *item)
{
    const Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    const char *files = file_offer(cx, out, item->id, file_offer_address(cx, item->id, row), true);
    cx->me = before;
    return files;
}

/* What the reader of @row may see now of it; NULL: nothing, or it was stopped in the meantime. */
static const Item *
find_seen(Ctx *cx, const OutboxMail *row, const Lang *lang, int64_t id)
{
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool still = cx->me.id != 0 && follow_still_group(cx, id);
    const Item *item = still ? item_find_in(cx, id, lang->code) : NULL;
    cx->me = before;
    bool is_shown = item != NULL && !item_is_unfinished(item->status);
    return is_shown && item->group_title != NULL ? item : NULL;
}

static const char *
compose_body(Ctx *cx, Html *out, const OutboxMail *row, const Item *item)
{
    const char *name = *item->author != '\0' ? item->author
                                             : lang_text(out->lang, N_("A former member"));
    const char *first = lang_fill(
        out->arena, lang_text(out->lang, N_("{name} began a discussion in the group {group}:")),
        "name", name, "group", item->group_title, NULL);
    const char *last = settings(cx)->mail_in
                           ? N_("Answer this mail, and your words become a comment below it. Its "
                                "comments come to you by mail once you follow it, or if you want "
                                "all that is said in the group.")
                           : N_("You can answer below the discussion.");
    return arena_printf(out->arena, "%s\n\n%s\n\n%s%s\n\n%s", first, item->title,
                        item->body != NULL ? item->body : "", files_of(cx, out, row, item),
                        lang_text(out->lang, last));
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "item");
    const Item *item = find_seen(cx, row, out->lang, id);
    if (item == NULL)
        return false;
    *ret_draft = (MailDraft){
        .subject = arena_printf(out->arena, "[%s] %s", item->group_title, item->title),
        .preheader = item->body,
        .body = compose_body(cx, out, row, item),
        .action = lang_text(out->lang, N_("Open the discussion")),
        .url = item->path,
        .reason = lang_text(out->lang, N_("You get this because you are in the group.")),
        .exchange = follow_exchange(out->arena, MAIL_COMMENT, item->id, item->group_id,
                                    arena_printf(out->arena, "%s.groups", item->group_slug)),
    };
    return true;
}

const MailKind MAIL_DISCUSSION = {.name = "discussion",
                                  .label = N_("A new discussion"),
                                  .priority = 6,
                                  .compose = compose,
                                  .waits = true};
