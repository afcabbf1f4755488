/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * topic_testing - topics and texts that have them, for tests.
 */
#pragma once
#include "alliance/topic_edit.h"
#include "site/site_testing.h"

/** Add a topic through the desk, as Edna.  Returns its number. */
int64_t a_topic(Fixture *fx, const char *name, const char *name_fr, const char *labels,
                int64_t broader);

/** Publish a text of this kind, called as its slug, with these topics.  Returns its number. */
int64_t a_text(Fixture *fx, const char *kind, const char *slug, const char *topics);

/** "/desk/topics/7" with @rest behind. */
const char *topic_path(Fixture *fx, int64_t id, const char *rest);

/** Its version, as a form says it. */
const char *topic_version(Fixture *fx, int64_t id);

/** Merge one into the other through the desk, as Edna. */
Response *merge(Fixture *fx, int64_t from, int64_t into);
