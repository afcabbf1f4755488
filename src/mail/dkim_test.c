/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * That others take the signatures is tried with two verifiers in tests/live/dkim_test.js.
 */
#include "base/secret.h"
#include "mail/dkim.h"
#include "testing.h"

#include <string.h>

/* RFC 8463, appendix A: its key and its message. */
static const char ed25519_der[] =
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v_VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";

static const char rfc_message[] = "From: Joe SixPack <joe@football.example.com>\r\n"
                                  "To: Suzie Q <suzie@shopping.example.net>\r\n"
                                  "Subject: Is dinner ready?\r\n"
                                  "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
                                  "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
                                  "\r\n"
                                  "Hi.\r\n"
                                  "\r\n"
                                  "We lost the game.  Are you hungry yet?\r\n"
                                  "\r\n"
                                  "Joe.\r\n";

static const SignKey *
ed25519(Fixture *fx)
{
    uint8_t der[48];
    g_assert_true(secret_decode(ed25519_der, der, sizeof der));
    SignKey *key = sign_key_parse((Bytes){der, sizeof der});
    arena_defer(fx->arena, (GDestroyNotify)sign_key_free, key);
    return key;
}

static const char *
signed_text(Fixture *fx, const char *message)
{
    const DkimKey key = {"brisbane", ed25519(fx)};
    const Dkim dkim = {"football.example.com", &key, 1};
    Bytes whole = dkim_sign(fx->arena, &dkim, 1528637909, (Bytes){message, strlen(message)});
    g_assert_cmpuint(strlen(whole.at), ==, whole.n);
    return whole.at;
}

/* The signature's tag @name: what stands behind "; b=" up to the next ";" or the header's end. */
static const char *
tag(Fixture *fx, const char *text, const char *name)
{
    const char *at = strstr(text, name);
    g_assert_nonnull(at);
    at += strlen(name);
    GString *value = arena_string(fx->arena, 100);
    for (; *at != ';' && !(at[0] == '\n' && at[1] != ' '); at++)
        if (!g_ascii_isspace(*at))
            g_string_append_c(value, *at);
    return value->str;
}

static void
test_the_body_hash_is_that_of_the_rfc(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const char *text = signed_text(fx, rfc_message);
    g_assert_cmpstr(tag(fx, text, " bh="), ==, "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    g_assert_cmpstr(tag(fx, text, " d="), ==, "football.example.com");
    g_assert_cmpstr(tag(fx, text, " s="), ==, "brisbane");
    g_assert_cmpstr(tag(fx, text, " h="), ==,
                    "from:from:to:to:subject:subject:date:date:message-id");
    g_assert_true(g_str_has_suffix(text, rfc_message));
    g_assert_cmpstr(dkim_record(fx->arena, ed25519(fx)), ==,
                    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
}

/* What honest relays change leaves both hashes as they are; anything else does not. */
static void
test_relaxed_is_what_relays_change(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *message;
        bool same_body, same_whole;
    } cases[] = {
        {"Subject: a b\r\nFrom: x\r\n\r\none two\r\n",                     true,  true },
        {"SUBJECT :  a\r\n\tb \r\nfrom:x\r\n\r\none \t two  \r\n\r\n\r\n", true,  true },
        {"Subject: a b\r\nFrom: x\r\nX-Other: y\r\n\r\none two",           true,  true },
        {"Subject: a  c\r\nFrom: x\r\n\r\none two\r\n",                    true,  false},
        {"Subject: a b\r\nFrom: x\r\n\r\none  two\r\n\r\nthree\r\n",       false, false},
        {"Subject: a b\r\nFrom: x\r\n\r\n one two\r\n",                    false, false},
        {"Subject: a b\r\nFrom: x\r\n\r\n",                                false, false},
        {"Subject: a b\r\nFrom: x\r\n",                                    false, false},
        {"",                                                               false, false},
    };
    const char *first = signed_text(fx, cases[0].message);
    for (size_t i = 1; i < G_N_ELEMENTS(cases); i++) {
        const char *text = signed_text(fx, cases[i].message);
        g_assert_true(cases[i].same_body ==
                      (strcmp(tag(fx, first, " bh="), tag(fx, text, " bh=")) == 0));
        g_assert_true(cases[i].same_whole ==
                      (strcmp(tag(fx, first, "\r\n b="), tag(fx, text, "\r\n b=")) == 0));
    }
}

static void
test_each_key_signs(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    g_autoptr(SignKey) rsa = sign_key_new(SIGN_RSA);
    const DkimKey keys[] = {
        {"one", ed25519(fx)},
        {"two", rsa        }
    };
    const Bytes message = {rfc_message, strlen(rfc_message)};
    const char *text = dkim_sign(fx->arena, &(Dkim){"a.example", keys, 2}, 7, message).at;
    const char *second = strstr(text, "s=two;");
    g_assert_nonnull(strstr(text, "a=ed25519-sha256"));
    g_assert_true(second > strstr(text, "s=one;"));
    g_assert_nonnull(strstr(text, "a=rsa-sha256"));
    g_assert_true(g_str_has_prefix(dkim_record(fx->arena, rsa), "v=DKIM1; k=rsa; p=MIIBIjANBgkq"));
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1)
        g_assert_cmpint(strcspn(line, "\r"), <, 100);
    Bytes same = dkim_sign(fx->arena, &(Dkim){"a.example", NULL, 0}, 7, message);
    g_assert_true(same.at == message.at && same.n == message.n);
}

void
dkim_tests(void)
{
    add_test_once("/dkim/the-body-hash-is-that-of-the-rfc", test_the_body_hash_is_that_of_the_rfc);
    add_test_once("/dkim/relaxed-is-what-relays-change", test_relaxed_is_what_relays_change);
    add_test_once("/dkim/each-key-signs", test_each_key_signs);
}
