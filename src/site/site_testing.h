/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * site_testing - items and members for the tests of the site.
 */
#pragma once
#include "alliance/item.h"
#include "testing.h"

/** Make an item and publish it, as Edna.  Kind page, English and public unless @draft says
 *  otherwise.  Returns its id. */
int64_t a_published(Fixture *fx, ItemDraft draft);

/** As a_published(), but it stays a draft. */
int64_t a_draft(Fixture *fx, ItemDraft draft);

/** Set a setting. */
void a_setting(Fixture *fx, const char *name, const char *value);
