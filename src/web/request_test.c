/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/request.h"

#include "base/limits.h"
#include "web/web_testing.h"

#include <string.h>

static int
status_of(Fixture *fx, const char *target)
{
    Incoming in = a_request(fx, GET, NOBODY, target);
    return send_raw(fx, &in)->status;
}

static int
status_of_body(Fixture *fx, const char *target, const char *type, const char *body)
{
    Incoming in = a_post(fx, NOBODY, target, body);
    in.content_type = type;
    return send_raw(fx, &in)->status;
}

static int
status_of_form(Fixture *fx, const char *body)
{
    return status_of_body(fx, "/foreign", "application/x-www-form-urlencoded", body);
}

static void
test_path_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *full = repeat(fx, "x", LIMIT_SEGMENT);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/text/%s", full)), ==, 200);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/text/%sx", full)), ==, 414);
    const char *longest = repeat(fx, "/abcdefg", LIMIT_PATH / 8);
    g_assert_cmpint(status_of(fx, longest), ==, 404);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "%sx", longest)), ==, 414);
    g_assert_cmpint(status_of(fx, repeat(fx, "/%41", LIMIT_PATH)), ==, 414);
}

static void
test_query_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *name = repeat(fx, "n", LIMIT_FIELD_NAME);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?%s=1", name)), ==, 200);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?%sn=1", name)), ==, 400);
    const char *many = repeat(fx, "a&", LIMIT_FIELDS - 1);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?%sa", many)), ==, 200);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?%sa&a", many)), ==, 400);
    const char *value = repeat(fx, "v", LIMIT_PATH - 2);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?a=%s", value)), ==, 200);
    g_assert_cmpint(status_of(fx, arena_printf(fx->arena, "/open?a=%sv", value)), ==, 414);
}

static void
test_body_limits(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    use_test_routes(fx);
    const char *name = repeat(fx, "n", LIMIT_FIELD_NAME);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "%s=1", name)), ==, 303);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "%sn=1", name)), ==, 400);
    const char *many = repeat(fx, "a=b&", LIMIT_FIELDS - 1);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "%sa", many)), ==, 303);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "%sa&a", many)), ==, 413);
    const char *value = repeat(fx, "v", LIMIT_BODY - 2);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "a=%s", value)), ==, 303);
    g_assert_cmpint(status_of_form(fx, arena_printf(fx->arena, "a=%sv", value)), ==, 413);
    /* Only files may be larger. */
    g_assert_cmpint(status_of_body(fx, "/upload", "application/x-www-form-urlencoded",
                                   arena_printf(fx->arena, "a=%sv", value)),
                    ==, 413);
    g_assert_cmpint(n_written(fx), ==, 0);
}

static void
test_bodies_that_are_none(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char form[] = "application/x-www-form-urlencoded";
    static const struct {
        const char *type, *body;
        int status;
    } rows[] = {
        {form,                                           "",                  303},
        {NULL,                                           "",                  303},
        {NULL,                                           "name=x",            415},
        {"",                                             "name=x",            415},
        {"text/plain",                                   "name=x",            415},
        {"application/json",                             "{\"name\": \"x\"}", 415},
        {"application/x-www-form-urlencodedx",           "name=x",            415},
        {"multipart/mixed; boundary=x",                  "--x--",             415},
        {form,                                           "name=%",            400},
        {form,                                           "name=%ff",          400},
        {form,                                           "name=\xff",         400},
        {form,                                           "name=%00",          400},
        {form,                                           "%00=x",             400},
        {form,                                           "name=%ed%a0%80",    400},
        {form,                                           "name=%1b[2J",       400},
        {form,                                           "&&&",               303},
        {form,                                           "===",               303},
        {"Application/X-WWW-Form-URLencoded; charset=x", "name=good",         303},
    };
    use_test_routes(fx);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (status_of_body(fx, "/foreign", rows[i].type, rows[i].body) != rows[i].status)
            g_error("%s %s", rows[i].type, rows[i].body);
    g_assert_cmpint(n_written(fx), ==, 1);
}

static void
test_pairs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    PairSpan pairs = {0};
    static const char text[] = "a=1&b=%26%3D+x&&c&=d&a=2&e=f=g";
    static const Pair expected[] = {
        {"a", "1"   },
        {"b", "&= x"},
        {"c", ""    },
        {"",  "d"   },
        {"a", "2"   },
        {"e", "f=g" }
    };
    g_assert_cmpint(request_decode_pairs(fx->arena, text, strlen(text), &pairs), ==, 0);
    g_assert_cmpuint(pairs.n, ==, G_N_ELEMENTS(expected));
    for (size_t i = 0; i < pairs.n; i++) {
        g_assert_cmpstr(pairs.at[i].name, ==, expected[i].name);
        g_assert_cmpstr(pairs.at[i].value, ==, expected[i].value);
    }
    /* A refused text leaves the result as it was. */
    g_assert_cmpint(request_decode_pairs(fx->arena, "a=%0", 4, &pairs), ==, 400);
    g_assert_cmpuint(pairs.n, ==, G_N_ELEMENTS(expected));
}

static void
test_accept(void)
{
    static const struct {
        const char *accept;
        bool json;
    } rows[] = {
        {NULL,                                false},
        {"",                                  false},
        {"*/*",                               false},
        {"application/json",                  true },
        {"Application/JSON",                  true },
        {"application/json, text/html",       true },
        {"text/html,application/json;q=0.9",  false},
        {"text/html;q=0.1, application/json", true },
        {"application/json;q=0, text/html",   false},
        {"application/jsonp",                 false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (request_accepts_json(rows[i].accept) != rows[i].json)
            g_error("%s", rows[i].accept);
}

static void
test_page_number(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *value;
        int64_t page;
    } rows[] = {
        {"1",                    1     },
        {"7",                    7     },
        {" 7 ",                  7     },
        {"100000",               100000},
        {"0",                    1     },
        {"-1",                   1     },
        {"100001",               1     },
        {"99999999999999999999", 1     },
        {"",                     1     },
        {"x",                    1     },
        {"7x",                   1     },
        {HOSTILE,                1     },
    };
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Pair pair = {"page", rows[i].value};
        Request req = {
            .cx = cx, .query = {&pair, 1}
        };
        g_assert_cmpint(req_page(&req), ==, rows[i].page);
    }
    fixture_commit(fx);
}

void
web_request_tests(void)
{
    add_test("/web/request/path-limits", test_path_limits);
    add_test("/web/request/query-limits", test_query_limits);
    add_test("/web/request/body-limits", test_body_limits);
    add_test("/web/request/bodies-that-are-none", test_bodies_that_are_none);
    add_test("/web/request/pairs", test_pairs);
    add_test("/web/request/page-number", test_page_number);
    g_test_add_func("/web/request/accept", test_accept);
}
