/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The life of a shared draft: for whom and until when it is open, its deadline in calendars, its
 * editors, its end.
 */
#include "alliance/drafting.h"

#include "alliance/audit.h"
#include "alliance/drafting.sql.h"
#include "alliance/event.h"
#include "alliance/item_row.h"
#include "base/moment.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define CLOSED_AT_ONCE 100 /* drafts in one run of the job; the rest in the next */

typedef struct Due {
    int64_t id;
    const char *title;
} Due;

static const DbType DUE = DB_TYPE(Due, DB_FIELD(Due, id), DB_FIELD(Due, title));

static const DbType NAMED = DB_TYPE(DraftingEditor, DB_FIELD(DraftingEditor, person_id),
                                    DB_FIELD(DraftingEditor, name),
                                    DB_FIELD(DraftingEditor, is_demo));

/* ---- for whom and until when ---- */

DraftingTerms
drafting_terms(const Item *item, const Drafting *drafting)
{
    return (DraftingTerms){.opens = item->open_talk ? item->audience : "group",
                           .closes_at = drafting->closes_at,
                           .zone = drafting->zone};
}

/* Who reads it: whom the editors name, or of the group's own who reads the group's talk. */
static const char *
audience_of(Ctx *cx, const Item *item, const DraftingTerms *terms)
{
    if (strcmp(terms->opens, "group") != 0)
        return terms->opens;
    const Item *group = item_find_id(cx, item->group_id);
    return group != NULL ? group_find(cx, group)->inside : "group";
}

/* ---- the deadline in calendars ---- */

static int64_t
deadline_insert(Ctx *cx, const Item *item, const char *audience)
{
    const char *title = lang_fill(cx->arena, lang_text(cx->lang, N_("Comments close: {title}")),
                                  "title", item->title, NULL);
    int64_t id = item_insert(cx, &(ItemDraft){.kind = "event",
                                              .slug = "",
                                              .audience = audience,
                                              .pillar = item->pillar,
                                              .language = item->language,
                                              .title = title,
                                              .summary = item->summary,
                                              .link = item->path,
                                              .author_id = item->author_id,
                                              .parent_id = item->id});
    item_publish(cx, id);
    db_run(cx, &SQL_drafting_set_event, DB_ARGS(item->id, id));
    return id;
}

/* It is for whom the draft is. */
static void
deadline_write(Ctx *cx, int64_t event_id, const char *audience, const DraftingTerms *terms)
{
    const Item *event = item_find_in(cx, event_id, "");
    if (event == NULL)
        return;
    if (strcmp(event->audience, audience) != 0)
        item_update(cx, event_id, event->version,
                    &(ItemDraft){.slug = "",
                                 .audience = audience,
                                 .pillar = event->pillar,
                                 .language = event->language,
                                 .title = event->title,
                                 .summary = event->summary,
                                 .link = event->link,
                                 .author_id = event->author_id,
                                 .parent_id = event->parent_id,
                                 .planned_on = event->planned_on});
    const ItemState *state = item_state(cx, event_id);
    const EventDraft draft = {.kind = "deadline",
                              .state = "confirmed",
                              .starts = moment_local(cx->arena, terms->closes_at, terms->zone),
                              .zone = terms->zone};
    if (state != NULL)
        event_save(cx, event_id, state->version, &draft);
}

static void
deadline_follow(Ctx *cx, const Item *item, const char *audience, const DraftingTerms *terms)
{
    const Drafting *drafting = drafting_find(cx, item->id);
    int64_t event_id = drafting != NULL ? drafting->event_id : 0;
    if (terms->closes_at == 0) {
        if (event_id != 0)
            item_delete(cx, event_id);
        return;
    }
    if (event_id == 0)
        event_id = deadline_insert(cx, item, audience);
    deadline_write(cx, event_id, audience, terms);
}

void
drafting_set_terms(Ctx *cx, const Item *item, const DraftingTerms *terms)
{
    const char *audience = audience_of(cx, item, terms);
    if (db_run(cx, &SQL_drafting_set_terms,
               DB_ARGS(item->id, DB_OR_NULL(terms->closes_at), terms->zone)) == 0)
        return;
    item_open_talk(cx, item->id, audience, strcmp(terms->opens, "group") != 0);
    item_publish(cx, item->id);
    deadline_follow(cx, item, audience, terms);
    audit(cx, "drafting.open", item->id, arena_printf(cx->arena, "%s: %s", item->title, audience));
}

/* ---- its end ---- */

bool
drafting_close(Ctx *cx, const Item *item)
{
    if (db_run(cx, &SQL_drafting_close, DB_ARGS(item->id)) == 0)
        return false;
    item_archive(cx, item->id);
    audit(cx, "drafting.close", item->id, item->title);
    return true;
}

bool
drafting_finish(Ctx *cx, const Item *item)
{
    if (db_run(cx, &SQL_drafting_finish, DB_ARGS(item->id)) == 0)
        return false;
    item_archive(cx, item->id);
    audit(cx, "drafting.finish", item->id, item->title);
    return true;
}

void
drafting_set_work(Ctx *cx, const Item *item, int64_t work_id)
{
    db_run(cx, &SQL_drafting_set_work, DB_ARGS(item->id, work_id));
    audit(cx, "drafting.publish", item->id, item->title);
}

int64_t
drafting_close_due(Ctx *cx)
{
    DbRows rows = db_all(cx, &SQL_drafting_due, &DUE, DB_ARGS(cx->now, (int64_t)CLOSED_AT_ONCE));
    const Due *due = rows.at;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++)
        drafting_close(cx, &(Item){.id = due[i].id, .title = due[i].title});
    return (int64_t)rows.n;
}

int64_t
drafting_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_drafting_count_due, DB_ARGS(cx->now));
}

/* ---- editors ---- */

DraftingEditorSpan
drafting_editors(Ctx *cx, int64_t item_id)
{
    return DB_SPAN(DraftingEditorSpan, db_all(cx, &SQL_drafting_editors, &NAMED, DB_ARGS(item_id)));
}

const char *
drafting_add_editor(Ctx *cx, const Item *item, const char *name)
{
    DbRows rows = db_all(cx, &SQL_drafting_called, &NAMED,
                         DB_ARGS(item->group_id, text_fold_space(cx->arena, name)));
    const DraftingEditor *found = rows.at;
    if (rows.n == 0)
        return N_("Nobody in the group is called so.");
    if (rows.n > 1)
        return N_(
            "More than one person in the group is called so. The chairs decide with you: they "
            "are editors already.");
    db_run(cx, &SQL_drafting_add_editor, DB_ARGS(item->id, found->person_id, cx->now));
    audit(cx, "drafting.editor", item->id, found->name);
    return NULL;
}

void
drafting_remove_editor(Ctx *cx, const Item *item, int64_t person_id)
{
    if (db_run(cx, &SQL_drafting_remove_editor, DB_ARGS(item->id, person_id)) == 1)
        audit(cx, "drafting.editor-gone", item->id, item->title);
}
