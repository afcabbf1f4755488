/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A request's target and headers, a line each: target, Accept, Accept-Language, Cookie, Host,
 * Origin, Referer.
 */
#include "base/text.h"
#include "fuzzing.h"
#include "web/origin.h"
#include "web/request.h"

#include <string.h>

/* A path that was let pass leads nowhere but down, and holds nothing that means two things. */
static void
check_path(const char *path)
{
    g_assert_true(path[0] == '/' && text_is_clean(path, strlen(path)));
    g_assert_null(strstr(path, "//"));
    g_assert_null(strpbrk(path, "\\\t\r\n"));
    g_auto(GStrv) segments = g_strsplit(path, "/", -1);
    g_assert_false(g_strv_contains((const char *const *)segments, ".."));
    g_assert_false(g_strv_contains((const char *const *)segments, "."));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Incoming in = {.method = GET};
    in.target = fuzz_line(arena, &data, &size);
    in.accept = fuzz_line(arena, &data, &size);
    in.accept_language = fuzz_line(arena, &data, &size);
    in.cookie = fuzz_line(arena, &data, &size);
    in.host = fuzz_line(arena, &data, &size);
    in.origin = fuzz_line(arena, &data, &size);
    in.referer = fuzz_line(arena, &data, &size);
    Request req = {.cx = fuzz_context(arena), .in = &in};

    if (request_read_target(&req) == 0) {
        check_path(req.path);
        check_path(req.whole_path);
        g_assert_true(req_page(&req) >= 1 && req_page(&req) <= 100000);
        for (size_t i = 0; i < req.query.n; i++)
            g_assert_true(text_is_clean(req.query.at[i].value, strlen(req.query.at[i].value)));
    }
    g_assert_nonnull(lang_choose(in.accept_language));
    const char *session = request_cookie(arena, in.cookie, "session");
    g_assert_true(session == NULL || strchr(session, ';') == NULL);
    if (origin_host_is_ours(req.cx->app, &in))
        g_assert_cmpint(g_ascii_strncasecmp(in.host, "alliance.example", 16), ==, 0);
    (void)origin_is_ours(&req);
    return 0;
}
