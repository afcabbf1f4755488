/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/site_testing.h"

#include "alliance/setting.h"

static int64_t
insert(Fixture *fx, ItemDraft draft, bool publish)
{
    if (draft.kind == NULL)
        draft.kind = "page";
    if (draft.language == NULL)
        draft.language = "en";
    if (draft.audience == NULL)
        draft.audience = "public";
    if (draft.slug == NULL)
        draft.slug = "";
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = item_insert(cx, &draft);
    g_assert_cmpint(id, >, 0);
    if (publish)
        item_publish(cx, id);
    fixture_commit(fx);
    return id;
}

int64_t
a_published(Fixture *fx, ItemDraft draft)
{
    return insert(fx, draft, true);
}

int64_t
a_draft(Fixture *fx, ItemDraft draft)
{
    return insert(fx, draft, false);
}

void
a_setting(Fixture *fx, const char *name, const char *value)
{
    Ctx *cx = fixture_begin(fx, SAM);
    g_assert_true(setting_update(cx, name, value));
    fixture_commit(fx);
}
