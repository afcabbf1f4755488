/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "floor/floor_testing.h"

#include "registration/registration_testing.h"

#define GUEST "guest@example.org"

int64_t
a_floor(Fixture *fx, const FloorTerms *terms)
{
    int64_t id = a_call(fx,
                        &(RegistrationTerms){.is_open = true, .guests = true, .recording = true});
    Ctx *cx = fixture_begin(fx, EDNA);
    const Applicant guest = {
        .email = GUEST, .name = "Grace " HOSTILE, .language = "en", .zone = "UTC"};
    bool is_new = false;
    g_assert_nonnull(registration_admit(cx, id, &guest, &is_new));
    floor_terms_save(cx, id, terms);
    fixture_commit(fx);
    assert_status(post(fx, ANN, "/events/call/register", NULL), 303);
    assert_status(post(fx, BOB, "/events/call/register", NULL), 303);
    run_sql(fx, "DELETE FROM outbox");
    return id;
}

const char *
floor_link(Fixture *fx, int64_t item_id, int64_t me)
{
    Ctx *cx = fixture_begin(fx, me);
    int64_t guest = 0;
    RegistrationSpan all = registration_list(cx, item_id, NULL, 10, 0);
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].person_id == me)
            guest = all.at[i].id;
    const char *path = arena_strdup(fx->arena,
                                    registration_floor_path(cx, registration_find(cx, guest)));
    fixture_commit(fx);
    return path;
}

void
floor_ended(Fixture *fx, int64_t seconds)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE occurrence SET starts_at = %" PRId64 ", ends_at = %" PRId64,
                             fx->now - seconds - 3600, fx->now - seconds));
}

int64_t
a_question(Fixture *fx, int64_t me, const char *text)
{
    assert_status(post(fx, me, QUESTIONS, "text", text, NULL), 303);
    return query_int(fx, "SELECT max(id) FROM floor_question");
}

const char *
desk_of(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "/desk/events/%" PRId64 "/floor", id);
}

const char *
desk_one(Fixture *fx, int64_t id)
{
    return arena_printf(fx->arena, "/desk/floor/%" PRId64, id);
}

int64_t
voices_of(Fixture *fx, int64_t id)
{
    return query_int(
        fx, arena_printf(fx->arena, "SELECT n_votes FROM floor_question WHERE id = %" PRId64, id));
}

const char *
status_of(Fixture *fx, int64_t id)
{
    return query_text(
        fx, arena_printf(fx->arena, "SELECT status FROM floor_question WHERE id = %" PRId64, id));
}
