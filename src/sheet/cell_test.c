/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "lang/format.h"
#include "sheet/cell.h"
#include "sheet/column.h"
#include "testing.h"

static void
test_countries_by_many_names(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const known[][2] = {
        {"NA",                                     "NA"},
        {" na ",                                   "NA"},
        {"NAM",                                    "NA"},
        {"516",                                    "NA"},
        {"4",                                      "AF"},
        {"Namibie",                                "NA"},
        {"ناميبيا",                                "NA"},
        {"Côte d’Ivoire",                          "CI"},
        {"COTE D'IVOIRE",                          "CI"},
        {"Ivory Coast",                            "CI"},
        {"DRC",                                    "CD"},
        {"Congo-Kinshasa",                         "CD"},
        {"Congo (the Democratic Republic of the)", "CD"},
        {"Congo",                                  "CG"},
        {"USA",                                    "US"},
        {"U.S.A.",                                 "US"},
        {"UK",                                     "GB"},
        {"Burma",                                  "MM"},
        {"Swaziland",                              "SZ"},
        {"Macedonia",                              "MK"},
        {"Holland",                                "NL"},
        {"Tanzania, United Republic of",           "TZ"},
        {"Alemania",                               "DE"},
        {"Alemanha",                               "DE"},
        {"Ujerumani",                              "DE"},
        {"Msumbiji",                               "MZ"},
        {"Afrika Kusini",                          "ZA"},
        {"Uingereza",                              "GB"},
        {"Marekani",                               "US"},
        {"Quénia",                                 "KE"},
        {"Quênia",                                 "KE"},
        {"Irão",                                   "IR"},
        {"Moçambique",                             "MZ"},
        {"EE. UU.",                                "US"},
        {"Palestina",                              "PS"},
        {"السعودية",                               "SA"},
        {"أمريكا",                                 "US"},
        {"The Gambia",                             "GM"},
        {"Republic of Kenya",                      "KE"},
        {"Antigua and Barbuda",                    "AG"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_strcmp0(cell_country(fx->arena, known[i][0]).iso2, known[i][1]) != 0)
            g_error("“%s” gave %s", known[i][0], cell_country(fx->arena, known[i][0]).iso2);
}

/* By what the system calls each in the languages of most lists, none is taken for another. */
static void
test_countries_in_six_languages(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const languages[] = {"en", "fr", "es", "pt", "pt_PT", "ar", "sw"};
    size_t n = 0;
    const FormatCountry *all = format_countries(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t l = 0; l < G_N_ELEMENTS(languages); l++) {
            const char *name = format_country_in(fx->arena, languages[l], all[i].iso2);
            const char *found = cell_country(fx->arena, name).iso2;
            if (g_strcmp0(found, all[i].iso2) != 0)
                g_error("%s in %s, “%s”, gave %s", all[i].iso2, languages[l], name, found);
        }
}

static void
test_what_is_no_country_is_never_taken(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    CountryGuess guess = cell_country(fx->arena, "Tanznia");
    g_assert_null(guess.iso2);
    g_assert_cmpstr(guess.suggestions[0], ==, "TZ");
    g_assert_true(cell_country(fx->arena, "n/a").empty);
    g_assert_true(cell_country(fx->arena, " - ").empty);
    guess = cell_country(fx->arena, HOSTILE);
    g_assert_true(guess.iso2 == NULL && guess.suggestions[0] == NULL && !guess.empty);
}

static const char *
date(Fixture *fx, const DateColumn *column, const char *text)
{
    static const char *const others[] = {
        [DATE_EMPTY] = "empty", [DATE_UNCLEAR] = "unclear", [DATE_WRONG] = "wrong"};
    const char *found = NULL;
    DateResult result = cell_date(fx->arena, column, text, &found);
    return result == DATE_READ ? found : others[result];
}

static void
test_dates_in_their_forms(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const known[][2] = {
        {"2016-12-31",              "2016-12-31"},
        {"2016/12/31",              "2016-12-31"},
        {"20161231",                "2016-12-31"},
        {"31/12/2016",              "2016-12-31"},
        {"12/31/2016",              "2016-12-31"},
        {"31.12.2016",              "2016-12-31"},
        {"01.02.16",                "2016-02-01"},
        {"31 Dec 2016",             "2016-12-31"},
        {"Dec 31, 2016",            "2016-12-31"},
        {"31 décembre 2016",        "2016-12-31"},
        {"1er févr. 2016",          "2016-02-01"},
        {"31 de diciembre de 2016", "2016-12-31"},
        {"3 de março de 2016",      "2016-03-03"},
        {"2016-12-31T14:05",        "2016-12-31"},
        {"31/12/2016 14:05",        "2016-12-31"},
        {"December 2016",           "2016-12"   },
        {"2016",                    "2016"      },
        {"05/05/2016",              "2016-05-05"},
        {"03/04/2016",              "unclear"   },
        {"31/31/2016",              "wrong"     },
        {"30 Feb 2016",             "wrong"     },
        {"4 jui 2016",              "wrong"     },
        {"soon",                    "wrong"     },
        {"",                        "empty"     },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strcmp(date(fx, NULL, known[i][0]), known[i][1]) != 0)
            g_error("“%s” gave %s", known[i][0], date(fx, NULL, known[i][0]));
}

static void
test_a_column_tells_the_order(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    DateColumn column = {0};
    date_column_see(fx->arena, &column, "03/04/2016");
    g_assert_cmpstr(date(fx, &column, "03/04/2016"), ==, "unclear");
    date_column_see(fx->arena, &column, "31/12/2016");
    g_assert_cmpstr(date(fx, &column, "03/04/2016"), ==, "2016-04-03");
    g_assert_cmpstr(date(fx, &(DateColumn){.month_first = 1}, "03/04/2016"), ==, "2016-03-04");
    date_column_see(fx->arena, &column, "12/31/2016");
    g_assert_cmpstr(date(fx, &column, "03/04/2016"), ==, "unclear");
}

static void
test_addresses_in_a_cell(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    CellEmailSpan found = cell_emails(fx->arena,
                                      "ann@x.org; mailto:Bo@Y.org. or (c@z.org)/ANN@X.org");
    g_assert_cmpuint(found.n, ==, 3);
    g_assert_cmpstr(found.at[0].address, ==, "ann@x.org");
    g_assert_cmpstr(found.at[1].address, ==, "Bo@y.org");
    g_assert_cmpstr(found.at[2].address, ==, "c@z.org");
    found = cell_emails(fx->arena, "\"Lima, Ann\" <ann@x.org>");
    g_assert_cmpuint(found.n, ==, 1);
    g_assert_cmpstr(found.at[0].name, ==, "Lima, Ann");
    g_assert_true(found.at[0].valid);
    found = cell_emails(fx->arena, "none");
    g_assert_true(found.n == 1 && !found.at[0].valid);
    g_assert_cmpuint(cell_emails(fx->arena, " \xc2\xa0 ").n, ==, 0);
}

static void
test_names_in_sensible_case(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const known[][2] = {
        {"O'NEIL",                          "O'Neil"           },
        {"MCDONALD",                        "McDonald"         },
        {"VAN DER BERG",                    "Van der Berg"     },
        {"PIET VAN DER BERG",               "Piet van der Berg"},
        {"JEAN-LUC",                        "Jean-Luc"         },
        {"maría de la cruz",                "María de la Cruz" },
        {"Ann McKay",                       "Ann McKay"        },
        {"JOHN PAUL II",                    "John Paul II"     },
        {"ÉLODIE",                          "Élodie"           },
        {"عائشة",                           "عائشة"            },
        {"LIMA, Ana",                       "LIMA, Ana"        },
        {"\xc2\xa0"
         "ann\xe2\x80\x8b  lima ", "Ann Lima"         },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        g_assert_cmpstr(cell_name(fx->arena, known[i][0], false), ==, known[i][1]);
    g_assert_cmpstr(cell_name(fx->arena, "LIMA, Ana", true), ==, "Ana Lima");
    g_assert_cmpstr(cell_name(fx->arena, "LIMA,", true), ==, "Lima");
    g_assert_cmpstr(cell_trim(fx->arena, "'+32 2 555"), ==, "+32 2 555");
}

static void
test_columns_by_their_words(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const char *const header[] = {"Prénom",    "SURNAME", "E-mail (work)",
                                         "Email 2",   "País",    "Organizaton",
                                         "Téléphone", "Nchi",    HOSTILE};
    const ColumnGuess *guess = columns_guess(fx->arena, header, G_N_ELEMENTS(header));
    g_assert_true(guess[0].meaning == COLUMN_FIRST_NAME && guess[0].sure == COLUMN_SURE);
    g_assert_true(guess[1].meaning == COLUMN_LAST_NAME);
    g_assert_true(guess[2].meaning == COLUMN_EMAIL && guess[2].sure == COLUMN_LIKELY);
    g_assert_true(guess[3].meaning == COLUMN_EMAIL);
    g_assert_true(guess[4].meaning == COLUMN_COUNTRY);
    g_assert_true(guess[5].meaning == COLUMN_ORGANISATION && guess[5].sure == COLUMN_PERHAPS);
    g_assert_true(guess[6].meaning == COLUMN_PHONE);
    g_assert_true(guess[7].meaning == COLUMN_UNKNOWN); /* there is a country already */
    g_assert_true(guess[8].meaning == COLUMN_UNKNOWN);
}

void
cell_tests(void)
{
    add_test_once("/cell/countries-by-many-names", test_countries_by_many_names);
    add_test_once("/cell/countries-in-six-languages", test_countries_in_six_languages);
    add_test_once("/cell/what-is-no-country-is-never-taken",
                  test_what_is_no_country_is_never_taken);
    add_test_once("/cell/dates-in-their-forms", test_dates_in_their_forms);
    add_test_once("/cell/a-column-tells-the-order", test_a_column_tells_the_order);
    add_test_once("/cell/addresses-in-a-cell", test_addresses_in_a_cell);
    add_test_once("/cell/names-in-sensible-case", test_names_in_sensible_case);
    add_test_once("/cell/columns-by-their-words", test_columns_by_their_words);
}
