/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/log.h"

#include "base/secret.h"
#include "web/app.h"
#include "web/web_testing.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Everything that was written into the pipe so far; the caller frees. */
static char *
read_all(int fd)
{
    static char room[65536];
    ssize_t n = read(fd, room, sizeof room - 1);
    return g_strndup(room, n > 0 ? (gsize)n : 0);
}

static void
open_log(Fixture *fx, int fds[2])
{
    g_assert_cmpint(pipe2(fds, O_NONBLOCK | O_CLOEXEC), ==, 0);
    fx->app.log_fd = fds[1];
    fx->app.log_requests = 1;
    use_test_routes(fx);
}

static void
close_log(Fixture *fx, int fds[2])
{
    fx->app.log_fd = 0;
    close(fds[0]);
    close(fds[1]);
}

static void
assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("no %s in %s", part, text);
}

static void
assert_has_not(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        g_error("%s in %s", part, text);
}

static void
test_one_line_a_request(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int fds[2];
    open_log(fx, fds);
    get(fx, ANN, "/open");
    g_autofree char *line = read_all(fds[0]);
    g_assert_true(strchr(line, '\n') == line + strlen(line) - 1);
    g_assert_true(g_str_has_prefix(line, "time="));
    static const char *const parts[] = {" event=request", " id=test",    " method=GET",
                                        " path=/open",    " status=200", " person=1",
                                        " statements=",   " ms=",        " address=127.0.0.1"};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        assert_has(line, parts[i]);
    close_log(fx, fds);
}

static void
test_only_failures_if_so_set(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int fds[2];
    open_log(fx, fds);
    fx->app.log_requests = 0;
    get(fx, ANN, "/open");
    get(fx, ANN, "/nothing");
    g_autofree char *none = read_all(fds[0]);
    g_assert_cmpstr(none, ==, "");
    get(fx, ANN, "/break");
    g_autofree char *line = read_all(fds[0]);
    assert_has(line, " status=500");
    assert_has(line, "no_such_column");
    g_assert_true(strchr(line, '\n') == line + strlen(line) - 1);
    close_log(fx, fds);
}

/* Whatever is asked, nobody reads in the log what signs somebody in. */
static void
test_no_secrets(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const paths[] = {"/secret/%s",      "/fr/secret/%s",   "/secret/%s/",
                                        "/secret/%s/more", "/secret/%s.json", "/secret/%s?x=1",
                                        "/open?token=%s",  "/no/way/%s"};
    int fds[2];
    open_log(fx, fds);
    const char *cookie = cookie_of(fx, ANN), *token = token_of(fx, ANN);
    uint8_t bytes[SECRET_SIZE];
    secret_random(bytes, sizeof bytes);
    const char *secret = secret_encode(fx->arena, bytes, sizeof bytes);
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        GString *path = arena_string(fx->arena, 100);
        g_string_append(path, paths[i]);
        g_string_replace(path, "%s", secret, 0);
        get(fx, ANN, path->str);
    }
    get(fx, NOBODY, "/no/ann@example.org");
    post(fx, ANN, "/write", "name", "a password", "email", "ann@example.org", NULL);
    Incoming in = a_request(fx, GET, NOBODY, "/member");
    in.authorization = arena_printf(fx->arena, "Bearer %s", secret);
    send_raw(fx, &in);
    g_autofree char *log = read_all(fds[0]);
    g_auto(GStrv) lines = g_strsplit(log, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, G_N_ELEMENTS(paths) + 4);
    const char *const hidden[] = {secret, cookie, token, "password", "ann@", "example.org"};
    for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++)
        assert_has_not(log, hidden[i]);
    assert_has(log, "path=/secret/...");
    close_log(fx, fds);
}

/* PostgreSQL names the value of a key that is there twice. */
static void
test_no_data_of_the_database(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    int fds[2];
    open_log(fx, fds);
    assert_status(
        post(fx, NOBODY, "/write", "name", "eve@example.org", "name", "eve@example.org", NULL),
        500);
    g_autofree char *log = read_all(fds[0]);
    assert_has(log, " status=500");
    assert_has_not(log, "eve@");
    close_log(fx, fds);
}

static void
test_values_are_quoted(void)
{
    static const struct {
        const char *value, *line;
    } rows[] = {
        {"plain-1.0:/x", "a=plain-1.0:/x\n"                 },
        {"",             "a=\"\"\n"                         },
        {"two words",    "a=\"two words\"\n"                },
        {"\"\\",         "a=\"\\\"\\\\\"\n"                 },
        {"x\nb=c\r\x1b", "a=\"x\\u000ab=c\\u000d\\u001b\"\n"},
        {"\xc3\xa9",     "a=\"\xc3\xa9\"\n"                 },
        {NULL,           "\n"                               },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        int fds[2];
        g_assert_cmpint(pipe2(fds, O_CLOEXEC), ==, 0);
        LogLine line = {.text = g_string_new(NULL)};
        log_text(&line, "a", rows[i].value);
        log_end(&line, fds[1]);
        g_autofree char *text = read_all(fds[0]);
        g_assert_cmpstr(text, ==, rows[i].line);
        close(fds[0]);
        close(fds[1]);
    }
}

static void
test_long_values_are_cut(void)
{
    g_autoptr(GString) value = g_string_new("x");
    for (int i = 0; i < 1000; i++)
        g_string_append(value, "\xc3\xa9");
    LogLine line = {.text = g_string_new(NULL)};
    log_text(&line, "a", value->str);
    g_assert_cmpuint(line.text->len, <, 600);
    g_assert_true(g_utf8_validate(line.text->str, -1, NULL));
    log_end(&line, 0);
}

void
web_log_tests(void)
{
    add_test("/web/log/one-line-a-request", test_one_line_a_request);
    add_test("/web/log/only-failures-if-so-set", test_only_failures_if_so_set);
    add_test("/web/log/no-secrets", test_no_secrets);
    add_test("/web/log/no-data-of-the-database", test_no_data_of_the_database);
    g_test_add_func("/web/log/values-are-quoted", test_values_are_quoted);
    g_test_add_func("/web/log/long-values-are-cut", test_long_values_are_cut);
}
