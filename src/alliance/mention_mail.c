/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Somebody is named, and hears of it.
 */
#include "alliance/mention.h"

#include "alliance/comment.h"
#include "alliance/follow.h"
#include "alliance/mention.sql.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "mail/address.h"
#include "web/session.h"

#include <string.h>

/* Where the reader is named, as he may see it now. */
typedef struct Told {
    const Item *item;
    const Comment *comment; /* NULL: in how the item begins */
} Told;

/* False: it is not for the reader any more. */
static bool
find_told(Ctx *cx, const OutboxMail *row, const Lang *lang, Told *ret_told)
{
    int64_t comment_id = mail_argument_number(cx, row, "comment");
    int64_t item_id = mail_argument_number(cx, row, "item");
    const Comment *comment = comment_id != 0 ? comment_find(cx, comment_id) : NULL;
    if (comment_id != 0 && (comment == NULL || strcmp(comment->status, "shown") != 0))
        return false;
    if (comment != NULL)
        item_id = comment->item_id; /* it may have been moved */
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool hears = cx->me.id != 0 &&
                 db_count(cx, &SQL_mention_is_heard, DB_ARGS(item_id, cx->me.id)) > 0;
    const Item *item = hears ? item_find_in(cx, item_id, lang->code) : NULL;
    cx->me = before;
    *ret_told = (Told){item, comment};
    return item != NULL && !item_is_unfinished(item->status);
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    Told told;
    if (!find_told(cx, row, out->lang, &told))
        return false;
    const Item *item = told.item;
    const char *name = told.comment != NULL ? told.comment->name : item->author;
    const char *words = told.comment != NULL ? told.comment->body : item->body;
    if (*name == '\0')
        name = lang_text(out->lang, N_("A former member"));
    const char *first = lang_fill(out->arena,
                                  lang_text(out->lang, N_("{name} named you in \"{title}\":")),
                                  "name", name, "title", item->title, NULL);
    const char *last = settings(cx)->mail_in
                           ? N_("Answer this mail, and your words become a comment below the text.")
                           : N_("You can answer below the text.");
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("{name} named you: {title}")),
                             "name", name, "title", item->title, NULL),
        .preheader = words,
        .body = arena_printf(out->arena, "%s\n\n%s\n\n%s", first, words != NULL ? words : "",
                             lang_text(out->lang, last)),
        .action = lang_text(out->lang, N_("Read it on our site")),
        .url = told.comment == NULL
                   ? item->path
                   : comment_path(out->arena, item, told.comment->paragraph, told.comment->id),
        .reason = lang_text(out->lang, N_("You get this because somebody named you with @ and your "
                                          "name.")),
        .exchange = follow_exchange_of(
            out->arena, told.comment != NULL ? told.comment : &(Comment){.item_id = item->id}),
    };
    return true;
}

const MailKind MAIL_MENTION = {.name = "mention",
                               .label = N_("Somebody is named"),
                               .priority = 6,
                               .compose = compose,
                               .waits = true};
