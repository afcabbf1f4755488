/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "drafting/drafting_testing.h"

#include "alliance/drafting.h"
#include "alliance/group_testing.h"

static const MailKind *const mails[] = {&MAIL_DRAFTING, NULL};

int64_t
a_drafting(Fixture *fx, const char *inside)
{
    int64_t group = group_of_two(fx, "cases", "Cases", inside);
    mail_both_ways(fx);
    if (fx->app.mails == NULL)
        fx->app.mails = mails;
    run_sql(fx, arena_printf(fx->arena,
                             "INSERT INTO person (id, email, name, joined_at)"
                             " VALUES (5, 'zoe@example.org', 'Zoe', 1);"
                             "INSERT INTO comment (item_id, person_id, body, created_at)"
                             " VALUES (%d, 1, 'Hello', 1), (%d, 2, 'Hello', 1)",
                             (int)group, (int)group));
    Response *res = post(fx, ANN, "/groups/cases/drafts/new", "title", "Statement", "body",
                         FIRST "\n\n" SECOND "\n\n" THIRD, "opens", "group", "closes", "", "zone",
                         "Africa/Nairobi", NULL);
    assert_location(res, "/drafts/statement");
    run_sql(fx, "DELETE FROM outbox");
    return query_int(fx, "SELECT id FROM item WHERE kind = 'drafting'");
}

const char *
numbers_of(Fixture *fx, int64_t item_id)
{
    ParagraphSpan all = drafting_paragraphs(fixture_begin(fx, NOBODY), item_id);
    GString *text = arena_string(fx->arena, 40);
    for (size_t i = 0; i < all.n; i++)
        g_string_append_printf(text, "%s%d",
                               i == 0                        ? ""
                               : i == drafting_standing(all) ? "|"
                                                             : " ",
                               (int)all.at[i].number);
    fixture_commit(fx);
    return text->str;
}

const char *
version_of(Fixture *fx, int64_t number)
{
    return arena_printf(fx->arena, "%d",
                        (int)query_int(fx, arena_printf(fx->arena,
                                                        "SELECT version FROM drafting_paragraph"
                                                        " WHERE number = %d",
                                                        (int)number)));
}

int64_t
a_proposal(Fixture *fx, int64_t me, int64_t number, const char *wording, const char *why)
{
    const char *path = arena_printf(fx->arena, "/drafts/statement/%d/wordings", (int)number);
    assert_status(
        post(fx, me, path, "wording", wording, "why", why, "seen", version_of(fx, number), NULL),
        303);
    return query_int(fx, "SELECT max(comment_id) FROM drafting_proposal");
}

Response *
save(Fixture *fx, int64_t me, const char *body, const char *note)
{
    int64_t version = query_int(fx, "SELECT version FROM item WHERE kind = 'drafting'");
    return post(fx, me, "/drafts/statement/edit", "title", "Statement", "body", body, "note", note,
                "version", arena_printf(fx->arena, "%d", (int)version), NULL);
}
