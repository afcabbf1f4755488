/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "testing.h"

#include "profile/vcard.h"

#include <string.h>

static void
test_empty_profile_is_a_card(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Profile profile = {.name = "Ana"};
    const VcardSource source = {
        .profile = &profile, .url = "https://x.example/members/a", .country = ""};
    g_assert_cmpstr(vcard_format(fx->arena, &source), ==,
                    "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n"
                    "UID:https://x.example/members/a\r\nFN:Ana\r\nN:;Ana;;;\r\n"
                    "URL:https://x.example/members/a\r\nEND:VCARD\r\n");
}

static void
test_texts_are_escaped(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    const Profile profile = {.name = "Lima; Ana, \\ \nEND:VCARD",
                             .name_latin = "A \"^\"\nB",
                             .position = "a;b",
                             .languages = "en,fr"};
    const VcardSource source = {
        .profile = &profile, .url = "https://x.example/", .country = "Côte d’Ivoire"};
    const char *card = vcard_format(fx->arena, &source);
    g_assert_nonnull(strstr(card, "\r\nFN:Lima\\; Ana\\, \\\\ \\nEND:VCARD\r\n"));
    g_assert_nonnull(strstr(card, "\r\nN;SORT-AS=\"A ^'^^^'^nB\":;Lima\\;"));
    g_assert_nonnull(strstr(card, "\r\nTITLE:a\\;b\r\n"));
    g_assert_nonnull(strstr(card, "\r\nADR:;;;;;;Côte d’Ivoire\r\n"));
    g_assert_nonnull(strstr(card, "\r\nLANG:en\r\nLANG:fr\r\n"));
}

/* No line is longer than 75 octets, none is cut inside of a character, and put together again they
 * are what was written. */
static void
test_lines_are_folded(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    GString *name = arena_string(fx->arena, 10000);
    while (name->len < 10000)
        g_string_append(name, "a\xd8\xb9\xf0\x9f\x99\x82\xe2\x82\xac");
    const Profile profile = {.name = name->str};
    const VcardSource source = {.profile = &profile, .url = "https://x.example/", .country = ""};
    const char *card = vcard_format(fx->arena, &source);
    g_auto(GStrv) lines = g_strsplit(card, "\r\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        g_assert_cmpuint(strlen(*line), <=, 75);
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
    g_auto(GStrv) parts = g_strsplit(card, "\r\n ", -1);
    g_autofree char *unfolded = g_strjoinv("", parts);
    g_assert_nonnull(strstr(unfolded, name->str));
}

void
vcard_tests(void)
{
    add_test("/vcard/empty-profile-is-a-card", test_empty_profile_is_a_card);
    add_test("/vcard/texts-are-escaped", test_texts_are_escaped);
    add_test("/vcard/lines-are-folded", test_lines_are_folded);
}
