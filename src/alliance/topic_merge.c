/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One topic into another, and the way back.
 */
#include "alliance/audit.h"
#include "alliance/topic_edit.h"
#include "alliance/topic_edit.sql.h"

const char *
topic_merge_fault(const Vocabulary *v, const VocabularyTopic *from, const VocabularyTopic *into)
{
    if (from->id == into->id)
        return N_("Choose another one: this is the topic itself.");
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].broader_id == from->id && v->at[i].merged_into == 0)
            return N_("Other topics are parts of this one. Let them be parts of another one, or of "
                      "none, first.");
    return NULL;
}

int64_t
topic_count_both(Ctx *cx, int64_t from, int64_t into)
{
    return db_count(cx, &SQL_topic_count_both, DB_ARGS(from, into));
}

static void
note(Ctx *cx, const char *action, const VocabularyTopic *from, const VocabularyTopic *into)
{
    audit(cx, action, 0, arena_printf(cx->arena, "%s → %s", from->name, into->name));
}

/* Harvesters see both before and after: a record may gain one topic and lose the other. */
TopicOutcome
topic_merge(Ctx *cx, const VocabularyTopic *from, const VocabularyTopic *into, int64_t from_version,
            int64_t into_version)
{
    if (db_run(cx, &SQL_topic_lead,
               DB_ARGS(from->id, from_version, into->id, into_version, cx->now)) == 0)
        return TOPIC_CONFLICT;
    db_run(cx, &SQL_topic_count_change, DB_ARGS(into->id));
    db_run(cx, &SQL_topic_touch, DB_ARGS(from->id, cx->now));
    db_run(cx, &SQL_topic_lead_on, DB_ARGS(from->id, into->id));
    db_run(cx, &SQL_topic_note_moved, DB_ARGS(from->id, into->id));
    db_run(cx, &SQL_topic_move, DB_ARGS(from->id, into->id));
    db_run(cx, &SQL_topic_detach, DB_ARGS(from->id));
    note(cx, "topic.merge", from, into);
    return TOPIC_OK;
}

bool
topic_may_unmerge(const Vocabulary *v, const VocabularyTopic *merged)
{
    const VocabularyTopic *into = vocabulary_standing(v, merged);
    return merged->merged_into != 0 && merged->merged_first == into->id &&
           merged->merged_version == into->version;
}

bool
topic_unmerge(Ctx *cx, const VocabularyTopic *merged)
{
    const VocabularyTopic *into = vocabulary_row(vocabulary(cx), merged->merged_into);
    if (into == NULL || db_run(cx, &SQL_topic_stand_again, DB_ARGS(merged->id, into->id)) == 0)
        return false;
    db_run(cx, &SQL_topic_lead_back, DB_ARGS(merged->id, into->id));
    db_run(cx, &SQL_topic_move_back, DB_ARGS(merged->id, into->id));
    db_run(cx, &SQL_topic_take_back, DB_ARGS(merged->id, into->id));
    db_run(cx, &SQL_topic_forget_moved, DB_ARGS(merged->id));
    db_run(cx, &SQL_topic_touch, DB_ARGS(merged->id, cx->now));
    note(cx, "topic.unmerge", merged, into);
    return true;
}
