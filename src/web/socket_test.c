/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"
#include "testing.h"
#include "web/socket.h"

#include <unistd.h>

static void
test_listens_on_a_free_port(void)
{
    static const char *const addresses[] = {"127.0.0.1", "::1"};
    for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
        g_autoptr(GError) error = NULL;
        int fd = socket_listen(addresses[i], 0, &error);
        if (fd < 0 && strchr(addresses[i], ':') != NULL)
            continue; /* a machine without IPv6 */
        g_assert_no_error(error);
        g_assert_cmpint(socket_port(fd), >, 0);
        close(fd);
    }
}

static void
test_says_why_it_cannot_listen(void)
{
    g_autoptr(GError) name = NULL, taken = NULL;
    g_assert_cmpint(socket_listen("localhost", 0, &name), ==, -1);
    g_assert_error(name, BARAZA_ERROR, ERROR_SYSTEM);
    g_assert_nonnull(strstr(name->message, "not an IP address"));

    int fd = socket_listen("127.0.0.1", 0, NULL);
    g_assert_cmpint(socket_listen("127.0.0.1", socket_port(fd), &taken), ==, -1);
    g_assert_error(taken, BARAZA_ERROR, ERROR_SYSTEM);
    g_assert_nonnull(strstr(taken->message, "in use"));
    close(fd);
}

static void
test_believes_the_last_proxy_only(void)
{
    static const struct {
        const char *forwarded, *expected;
    } cases[] = {
        {NULL,                                                       "127.0.0.1"  },
        {"",                                                         "127.0.0.1"  },
        {"192.0.2.1",                                                "192.0.2.1"  },
        {"10.0.0.1, 192.0.2.7",                                      "192.0.2.7"  },
        {"10.0.0.1,  2001:db8::7",                                   "2001:db8::7"},
        {"10.0.0.1,",                                                "127.0.0.1"  },
        {"192.0.2.1 and words that are longer than any address has", "127.0.0.1"  },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char text[SOCKET_ADDRESS_SIZE] = "127.0.0.1";
        socket_address_forwarded(cases[i].forwarded, text);
        g_assert_cmpstr(text, ==, cases[i].expected);
    }
}

static void
test_knows_the_machine_itself(void)
{
    g_assert_true(socket_is_loopback("127.0.0.1"));
    g_assert_true(socket_is_loopback("::1"));
    g_assert_false(socket_is_loopback("192.0.2.1"));
    g_assert_false(socket_is_loopback("::"));
}

void
web_socket_tests(void)
{
    g_test_add_func("/web/socket/listens-on-a-free-port", test_listens_on_a_free_port);
    g_test_add_func("/web/socket/says-why-it-cannot-listen", test_says_why_it_cannot_listen);
    g_test_add_func("/web/socket/believes-the-last-proxy-only", test_believes_the_last_proxy_only);
    g_test_add_func("/web/socket/knows-the-machine-itself", test_knows_the_machine_itself);
}
