/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * topic - subjects that items are about.
 */
#pragma once
#include "alliance/item.h"

typedef struct Topic {
    int64_t id, n_items;
    const char *slug, *name;
} Topic;

typedef struct TopicSpan {
    const Topic *at;
    size_t n;
} TopicSpan;

TopicSpan topic_list(Ctx *cx); /* with at least one item to be seen */
TopicSpan topic_list_of(Ctx *cx, int64_t item_id);

/** Their names as topic_set() reads them. */
const char *topic_names_of(Ctx *cx, int64_t item_id);

/** Make @names (comma separated) the topics of an item; new ones are made. */
void topic_set(Ctx *cx, int64_t item_id, const char *names);
