/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Translations of an item, and the earlier states of its texts.
 */
#include "alliance/audit.h"
#include "alliance/item.h"
#include "alliance/item_row.h"
#include "alliance/search.h"
#include "lang/lang.h"

#include "alliance/item_text.sql.h"

#include <string.h>

/* Why was a translation not claimed? */
static ItemOutcome
refusal(Ctx *cx, int64_t id, const char *language)
{
    const ItemState *state = item_state(cx, id);
    if (state == NULL)
        return ITEM_MISSING;
    return strcmp(state->language, language) == 0 ? ITEM_TAKEN : ITEM_CONFLICT;
}

/* Write a translation and keep what it replaces, if that is still @version. */
static ItemOutcome
write_translation(Ctx *cx, int64_t id, int64_t version, int64_t made_from, const ItemTexts *t)
{
    if (db_run(cx, &SQL_item_claim_translation, DB_ARGS(id, t->language, version, cx->now)) == 0)
        return refusal(cx, id, t->language);
    db_run(cx, &SQL_item_keep_translation, DB_ARGS(id, t->language, t->title, t->summary, t->body));
    db_run(cx, &SQL_item_write_translation,
           DB_ARGS(id, t->language, t->title, t->summary, t->body, made_from, t->note,
                   DB_OR_NULL(cx->me.id), cx->now));
    return ITEM_OK;
}

ItemOutcome
item_translate(Ctx *cx, int64_t id, int64_t version, const ItemDraft *draft)
{
    ItemTexts texts = {draft->language, draft->title, draft->summary ? draft->summary : "",
                       draft->body ? draft->body : "", draft->note ? draft->note : ""};
    ItemOutcome outcome = write_translation(cx, id, version, draft->made_from, &texts);
    if (outcome != ITEM_OK)
        return outcome;
    audit(cx, "item.translate", id,
          arena_printf(cx->arena, "%s: %s", draft->language, draft->title));
    search_index(cx, id);
    return ITEM_OK;
}

/* clang-format off */
#define REVISION_FIELDS                                                                            \
    DB_FIELD(Revision, id), DB_FIELD(Revision, item_id), DB_FIELD(Revision, version),              \
    DB_FIELD(Revision, edited_at), DB_FIELD(Revision, edited_by), DB_FIELD(Revision, language),    \
    DB_FIELD(Revision, title), DB_FIELD(Revision, summary), DB_FIELD(Revision, note),              \
    DB_FIELD(Revision, editor)
/* clang-format on */

static const DbType REVISION_IN_LIST = DB_TYPE(Revision, REVISION_FIELDS);
static const DbType REVISION = DB_TYPE(Revision, REVISION_FIELDS, DB_FIELD(Revision, body));

RevisionSpan
item_revisions(Ctx *cx, int64_t id, const char *language)
{
    return DB_SPAN(RevisionSpan,
                   db_all(cx, &SQL_item_revisions, &REVISION_IN_LIST, DB_ARGS(id, language)));
}

const Revision *
item_revision(Ctx *cx, int64_t item_id, int64_t revision_id)
{
    return db_one(cx, &SQL_item_revision, &REVISION, DB_ARGS(item_id, revision_id));
}

ItemOutcome
item_restore(Ctx *cx, int64_t item_id, int64_t revision_id)
{
    const Revision *r = item_revision(cx, item_id, revision_id);
    const ItemState *was = item_state(cx, item_id);
    if (r == NULL || was == NULL)
        return ITEM_MISSING;

    const char *number = arena_printf(cx->arena, "%" PRId64, r->version);
    const char *note = lang_fill(cx->arena,
                                 lang_text(cx->lang, N_("Brought back from version {number}")),
                                 "number", number, NULL);
    ItemTexts texts = {r->language, r->title, r->summary, r->body, note};
    if (strcmp(r->language, was->language) == 0) {
        if (!item_claim(cx, item_id, was->version, ""))
            return ITEM_CONFLICT;
        item_write_texts(cx, item_id, was, &texts);
    } else {
        int64_t version = db_count(cx, &SQL_item_translation_version,
                                   DB_ARGS(item_id, r->language));
        ItemOutcome outcome = write_translation(cx, item_id, version, 0, &texts);
        if (outcome != ITEM_OK)
            return outcome;
    }
    audit(cx, "item.restore", item_id, r->title);
    search_index(cx, item_id);
    return ITEM_OK;
}

static const DbType TRANSLATION = DB_TYPE(
    Translation, DB_FIELD(Translation, language), DB_FIELD(Translation, title),
    DB_FIELD(Translation, version), DB_FIELD(Translation, made_from),
    DB_FIELD(Translation, updated_at), DB_FIELD(Translation, stale),
    DB_FIELD(Translation, original));

TranslationSpan
item_translations(Ctx *cx, int64_t id)
{
    return DB_SPAN(TranslationSpan, db_all(cx, &SQL_item_translations, &TRANSLATION, DB_ARGS(id)));
}
