/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * topic_form - how a text gets its topics: three fields of whatever form it is written in.
 *
 * Topics in use are ticked; any topic can be named in a line, in any language and by any label.
 * What is no topic is asked about: nearly spelt ones are said, and a new one is made only by who
 * may and has ticked just that name.
 *
 * The form's table has "topic" (check boxes), "topics" (a line) and "new_topic" (check boxes, for
 * who may make new ones); all are optional and verbatim.
 */
#pragma once
#include "alliance/topic.h"
#include "web/form.h"

/** Offer what there is, in a new form with the topics of the item (0: a new one), or, in one that
 * was read, check what was typed.  @may_make: the acting person may make new topics. */
void topic_form_new(Form *form, int64_t item_id);
void topic_form_read(Form *form, int64_t item_id, bool may_make);

/** Give the item the topics of a form that is ok. */
void topic_form_save(const Form *form, int64_t item_id);
