/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "rows_of.h"
#include "testing.h"

#include "alliance/vcard.h"

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

/* The reader of lists (sheet/cards.h) finds in a card of ours what it was made from. */
static void
test_card_is_read_again(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const Interest interests[] = {
        {"data",  "Workforce data", ""},
        {"a-b-c", "Law; policy",    ""},
    };
    const Profile profile = {
        .name =
            "Lima; Ana, \\ \xd8\xb9\xd9\x84\xd9\x8a \xf0\x9f\x99\x82 O'Neil-Mwangi and many more "
            "names until it folds",
        .name_latin = "A \"^\" B",
        .email = "ana@example.org",
        .organisation = "Save; the, Children",
        .position = "Head, nursing",
        .headline = "FN:not a name\nEND:VCARD",
        .languages = "en,fr",
        .interests = {interests, G_N_ELEMENTS(interests)},
    };
    const VcardSource source = {
        .profile = &profile,
        .url = "https://x.example/members/a",
        .country = "C\xc3\xb4te d\xe2\x80\x99Ivoire",
        .picture = {"\xff\xd8\xff\xe0", 4},
        .picture_type = "image/jpeg",
    };
    const char *card = vcard_format(fx->arena, &source);
    g_assert_cmpstr(
        rows_of(fx->arena, (Bytes){card, strlen(card)}), ==,
        arena_printf(fx->arena,
                     "0:Name|E-mail|Organisation|Position|Country|Languages|Categories\n"
                     "1:%s|ana@example.org|Save; the, Children|Head, nursing"
                     "|C\xc3\xb4te d\xe2\x80\x99Ivoire|en, fr"
                     "|Workforce data,Law; policy\n",
                     profile.name));
}

void
vcard_tests(void)
{
    add_test_once("/vcard/empty-profile-is-a-card", test_empty_profile_is_a_card);
    add_test_once("/vcard/texts-are-escaped", test_texts_are_escaped);
    add_test_once("/vcard/lines-are-folded", test_lines_are_folded);
    add_test_once("/vcard/read-again", test_card_is_read_again);
}
