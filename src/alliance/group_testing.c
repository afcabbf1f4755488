/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/group_testing.h"

#include "alliance/comment.h"
#include "alliance/item.h"
#include "alliance/role.h"

int64_t
group_of_two(Fixture *fx, const char *slug, const char *title, const char *inside)
{
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t id = item_insert(
        cx, &(ItemDraft){.kind = "group", .slug = slug, .title = title, .actual_on = "2016"});
    item_publish(cx, id);
    term_grant(cx, BOB, "chair", slug, TEST_NOW - 10, 0);
    fixture_commit(fx);
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO interest_group (item_id, joining, inside)"
                             " VALUES (%d, 'open', '%s');"
                             "INSERT INTO group_member (group_id, person_id, state, since)"
                             " VALUES (%d, 1, 'in', 1)",
                             (int)id, inside, (int)id));
    return id;
}

void
mail_both_ways(Fixture *fx)
{
    run_sql(fx, "INSERT INTO setting (name, value) VALUES ('mail_from', 'desk@alliance.example'),"
                " ('mail_in', '1')");
}

int64_t
comment_by(Fixture *fx, int64_t me, int64_t item_id, const char *words)
{
    Ctx *cx = fixture_begin(fx, me);
    int64_t id = comment_insert(cx, item_id, 0, words);
    fixture_commit(fx);
    g_assert_cmpint(id, >, 0);
    return id;
}
