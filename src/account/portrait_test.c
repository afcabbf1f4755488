/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "alliance/portrait.h"
#include "picture/picture.h"
#include "picture/samples.h"

#include <string.h>

#define URL "/desk/account/picture"
#define KEPT "SELECT count(*) FROM file WHERE removed_at IS NULL"

static Bytes
sample(Fixture *fx, const char *base64)
{
    gsize n = 0;
    g_autofree guchar *bytes = g_base64_decode(base64, &n);
    return (Bytes){memcpy(arena_array_of(fx->arena, char, n), bytes, n), n};
}

static Response *
send_bytes(Fixture *fx, int64_t me, Bytes bytes)
{
    return post_file(fx, me, URL, &(Upload){"picture", "me.jpg", "image/jpeg", bytes}, NULL);
}

static int64_t
picture_of(Fixture *fx, int64_t me)
{
    return query_int(fx, arena_printf(fx->arena,
                                      "SELECT coalesce(picture_id, 0) FROM person WHERE id = %d",
                                      (int)me));
}

static uint32_t
width_at(Fixture *fx, const char *url)
{
    Response *res = get(fx, SAM, url);
    assert_status(res, 200);
    PictureHead head = picture_head(res->body);
    g_assert_cmpint(head.kind, ==, PICTURE_JPEG);
    return head.width;
}

static void
test_everybody_may_have_a_picture(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Bytes jpeg = sample(fx, JPEG_LYING[1]);
    assert_shows(get(fx, ANN, "/desk/account"), "No picture yet");
    assert_shows(get(fx, ANN, "/fr/desk/account"), "Pas encore de photo");
    assert_status(send_bytes(fx, NOBODY, jpeg), 403);
    assert_location(send_bytes(fx, ANN, jpeg), "/desk/account");
    g_assert_cmpint(picture_of(fx, ANN), ==, 1);
    g_assert_cmpint(picture_of(fx, BOB), ==, 0);
    Response *res = get(fx, ANN, "/desk/account");
    assert_statements(fx, 6);
    assert_shows(res, "src=\"/files/1?width=256\" alt=\"Ann Achieng\"");
    g_assert_cmpint(width_at(fx, "/files/1"), ==, 48);
    g_assert_cmpint(width_at(fx, "/files/1?width=96"), ==, 96);
    g_assert_cmpint(width_at(fx, "/files/1?width=256"), ==, 256);
    g_assert_cmpint(width_at(fx, "/files/1?width=97"), ==, 48);
    g_assert_cmpint(width_at(fx, "/files/1?width=-1"), ==, 48);
    assert_status(get(fx, SAM, "/files/2"), 404);    /* only through the small one */
    assert_status(get(fx, NOBODY, "/files/1"), 404); /* shown to nobody yet */
    run_sql(fx, "UPDATE person SET shown_public = 3, shown_members = 3 WHERE id = 1");
    assert_status(get(fx, NOBODY, "/files/1"), 200);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.picture'"), ==,
                    1);
}

static void
test_old_picture_goes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    send_bytes(fx, ANN, sample(fx, JPEG_LYING[1]));
    send_bytes(fx, BOB, sample(fx, JPEG_LYING[1]));
    g_assert_cmpint(query_int(fx, KEPT), ==, 3); /* the same is kept once */
    assert_status(send_bytes(fx, ANN, sample(fx, JPEG_LYING[3])), 303);
    g_assert_cmpint(query_int(fx, KEPT), ==, 6);
    assert_status(get(fx, SAM, "/files/1?width=256"), 200); /* still Bob's */
    assert_status(post(fx, BOB, URL, "delete", "1", NULL), 303);
    g_assert_cmpint(query_int(fx, KEPT), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_chunk"), ==, 3);
    g_assert_cmpint(query_int(fx, "SELECT count(*) FROM file_variant"), ==, 2);
    assert_status(get(fx, SAM, "/files/1?width=256"), 404);
    assert_status(post(fx, BOB, URL, "delete", "1", NULL), 303);
    assert_status(post(fx, NOBODY, URL, "delete", "1", NULL), 403);
    assert_status(send_bytes(fx, ANN, sample(fx, JPEG_LYING[3])), 303); /* the same again */
    g_assert_cmpint(query_int(fx, KEPT), ==, 3);
}

static void
test_refused_picture_changes_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    send_bytes(fx, ANN, sample(fx, SAMPLE_PNG));
    Response *res = send_bytes(fx, ANN, (Bytes){HOSTILE, strlen(HOSTILE)});
    assert_status(res, 422);
    assert_shows(res, "not a picture of a kind");
    assert_shows(res, "src=\"/files/1?width=256\"");
    assert_status(send_bytes(fx, ANN, (Bytes){"", 0}), 422);
    assert_status(send_bytes(fx, ANN, (Bytes){"\xff\xd8\xff\xe0", 4}), 422);
    assert_status(post(fx, ANN, URL, NULL), 422);
    g_assert_cmpint(picture_of(fx, ANN), ==, 1);
    g_assert_cmpint(query_int(fx, KEPT), ==, 3);
}

static void
set_ann(Ctx *cx, const void *data)
{
    portrait_set(cx, ANN, data);
}

static void
test_failure_leaves_the_old_one(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Portrait next;
    Ctx outside = {.arena = fx->arena, .db = fx->db};
    g_assert_null(portrait_make(&outside, sample(fx, JPEG_LYING[3]), &next));
    send_bytes(fx, ANN, sample(fx, JPEG_LYING[1]));
    g_assert_cmpint(fixture_fail_each(fx, ANN, set_ann, &next), >=, 15);
    g_assert_cmpint(picture_of(fx, ANN), ==, 1);
    g_assert_cmpint(query_int(fx, KEPT), ==, 3);
    g_assert_cmpint(width_at(fx, "/files/1?width=96"), ==, 96);
}

static void
test_secretariat_takes_it_away(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *url = "/desk/people/1/picture";
    send_bytes(fx, ANN, sample(fx, SAMPLE_HEIC));
    assert_shows(get(fx, SAM, "/desk/people/1"), "src=\"/files/1?width=256\"");
    assert_status(post(fx, NOBODY, url, NULL), 403);
    assert_status(post(fx, ANN, url, NULL), 403);
    assert_status(post(fx, EDNA, url, NULL), 403);
    assert_status(post(fx, SAM, "/desk/people/999/picture", NULL), 404);
    assert_location(post(fx, SAM, url, NULL), "/desk/people/1");
    assert_status(post(fx, SAM, url, NULL), 404);
    assert_hides(get(fx, SAM, "/desk/people/1"), "/files/1");
    g_assert_cmpint(query_int(fx, KEPT), ==, 0);
    g_assert_cmpint(
        query_int(fx, "SELECT count(*) FROM audit WHERE action = 'person.picture.remove'"), ==, 1);
}

void
portrait_tests(void)
{
    add_test("/portrait/everybody-may-have-a-picture", test_everybody_may_have_a_picture);
    add_test("/portrait/old-picture-goes", test_old_picture_goes);
    add_test("/portrait/refused-picture-changes-nothing", test_refused_picture_changes_nothing);
    add_test("/portrait/failure-leaves-the-old-one", test_failure_leaves_the_old_one);
    add_test("/portrait/secretariat-takes-it-away", test_secretariat_takes_it_away);
}
