/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "accession/accession_testing.h"

#include <string.h>

Response *
send_table(Fixture *fx, int64_t me, Bytes table, const char *state, const char *doubles)
{
    Upload file = {.field = "table", .name = "works.csv", .type = "text/csv", .bytes = table};
    return post_file(fx, me, "/desk/accessions", &file, "state", state, "doubles", doubles, NULL);
}

int64_t
a_table(Fixture *fx, const char *text)
{
    assert_status(send_table(fx, EDNA, (Bytes){text, strlen(text)}, "draft", "leave"), 303);
    work_on_tables(fx);
    return query_int(fx, "SELECT max(id) FROM accession");
}

void
work_on_tables(Fixture *fx)
{
    bool more = true;
    while (more) {
        JobCursor cursor = {0};
        accession_portion(fixture_begin(fx, NOBODY), &cursor);
        fixture_commit(fx);
        more = cursor.more;
    }
}

Response *
table_page(Fixture *fx, int64_t id, const char *behind)
{
    return get(fx, EDNA, arena_printf(fx->arena, "/desk/accessions/%" PRId64 "%s", id, behind));
}

void
add_file(Fixture *fx, int64_t id, const char *name, Bytes content)
{
    Upload file = {
        .field = "files", .name = name, .type = "application/octet-stream", .bytes = content};
    assert_status(post_file(fx, EDNA,
                            arena_printf(fx->arena, "/desk/accessions/%" PRId64 "/check", id),
                            &file, "state", "draft", "doubles", "leave", NULL),
                  303);
    work_on_tables(fx);
}

void
press(Fixture *fx, int64_t id, const char *button)
{
    assert_status(
        post(fx, EDNA, arena_printf(fx->arena, "/desk/accessions/%" PRId64, id), button, "1", NULL),
        303);
    work_on_tables(fx);
}

static const char *
of_row(Fixture *fx, const char *column, int64_t line)
{
    return query_text(fx, arena_printf(fx->arena,
                                       "SELECT %s FROM accession_row WHERE line = %" PRId64
                                       " ORDER BY accession_id DESC LIMIT 1",
                                       column, line));
}

const char *
outcome_at(Fixture *fx, int64_t line)
{
    return of_row(fx, "outcome", line);
}

const char *
notes_at(Fixture *fx, int64_t line)
{
    return of_row(fx, "notes", line);
}

void
assert_outcome(Fixture *fx, int64_t line, const char *outcome)
{
    if (strcmp(outcome_at(fx, line), outcome) != 0)
        g_error("row %" PRId64 " is %s instead of %s: %s", line, outcome_at(fx, line), outcome,
                notes_at(fx, line));
}
