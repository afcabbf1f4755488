/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/cell.h"

#include "base/text.h"
#include "lang/format.h"

#include <string.h>

#define LONGEST_NAME 64 /* characters that are compared for a suggestion */

/* Names that are common but not those of ICU. */
static const char *const ALIASES[][2] = {
    {"AE", "الإمارات"                                            },
    {"BN", "brunei darussalam"                                   },
    {"BO", "bolivia plurinational state of"                      },
    {"BO", "plurinational state of bolivia"                      },
    {"BY", "byelorussia"                                         },
    {"CD", "congo democratic republic"                           },
    {"CD", "congo democratic republic of the"                    },
    {"CD", "congo drc"                                           },
    {"CD", "congo kinshasa"                                      },
    {"CD", "congo the democratic republic of the"                },
    {"CD", "d r congo"                                           },
    {"CD", "dem rep congo"                                       },
    {"CD", "democratic republic of congo"                        },
    {"CD", "democratic republic of the congo"                    },
    {"CD", "dr congo"                                            },
    {"CD", "drc"                                                 },
    {"CD", "rd congo"                                            },
    {"CD", "rd do congo"                                         },
    {"CD", "rdc"                                                 },
    {"CD", "republica democratica del congo"                     },
    {"CD", "republica democratica do congo"                      },
    {"CD", "republique democratique du congo"                    },
    {"CD", "zaire"                                               },
    {"CD", "الكونغو الديمقراطية"                                 },
    {"CG", "congo"                                               },
    {"CG", "congo brazzaville"                                   },
    {"CG", "congo republic"                                      },
    {"CG", "congo republic of the"                               },
    {"CG", "republic of congo"                                   },
    {"CG", "republic of the congo"                               },
    {"CG", "republique du congo"                                 },
    {"CI", "cote d ivoire"                                       },
    {"CI", "ivory coast"                                         },
    {"CV", "cabo verde"                                          },
    {"CV", "cape verde"                                          },
    {"CZ", "czech republic"                                      },
    {"ES", "uhispania"                                           },
    {"FM", "micronesia federated states of"                      },
    {"GB", "angleterre"                                          },
    {"GB", "england"                                             },
    {"GB", "gb"                                                  },
    {"GB", "gran bretana"                                        },
    {"GB", "grande bretagne"                                     },
    {"GB", "great britain"                                       },
    {"GB", "inglaterra"                                          },
    {"GB", "northern ireland"                                    },
    {"GB", "scotland"                                            },
    {"GB", "u k"                                                 },
    {"GB", "uingereza"                                           },
    {"GB", "uk"                                                  },
    {"GB", "united kingdom of great britain and northern ireland"},
    {"GB", "wales"                                               },
    {"GB", "بريطانيا"                                            },
    {"GM", "the gambia"                                          },
    {"GW", "guinea bissau"                                       },
    {"IR", "iran islamic republic of"                            },
    {"KP", "korea democratic people s republic of"               },
    {"KR", "corea"                                               },
    {"KR", "coree"                                               },
    {"KR", "coreia"                                              },
    {"KR", "korea"                                               },
    {"KR", "korea republic of"                                   },
    {"KR", "republic of korea"                                   },
    {"LA", "lao pdr"                                             },
    {"LA", "lao people s democratic republic"                    },
    {"MD", "moldova republic of"                                 },
    {"MD", "republic of moldova"                                 },
    {"MK", "former yugoslav republic of macedonia"               },
    {"MK", "fyrom"                                               },
    {"MK", "macedoine"                                           },
    {"MK", "macedonia"                                           },
    {"MK", "macedonia del norte"                                 },
    {"MM", "birmania"                                            },
    {"MM", "birmanie"                                            },
    {"MM", "burma"                                               },
    {"MZ", "msumbiji"                                            },
    {"NL", "holanda"                                             },
    {"NL", "holland"                                             },
    {"NL", "hollande"                                            },
    {"NL", "the netherlands"                                     },
    {"NL", "uholanzi"                                            },
    {"PS", "palestina"                                           },
    {"PS", "palestine"                                           },
    {"PS", "palestine state of"                                  },
    {"PS", "فلسطين"                                              },
    {"RU", "russian federation"                                  },
    {"SA", "السعودية"                                            },
    {"SY", "syrian arab republic"                                },
    {"SZ", "suazilandia"                                         },
    {"SZ", "swaziland"                                           },
    {"TL", "east timor"                                          },
    {"TR", "turkey"                                              },
    {"TW", "taiwan province of china"                            },
    {"TZ", "tanzania united republic of"                         },
    {"TZ", "united republic of tanzania"                         },
    {"US", "america"                                             },
    {"US", "ee uu"                                               },
    {"US", "eeuu"                                                },
    {"US", "estados unidos da america"                           },
    {"US", "estados unidos de america"                           },
    {"US", "etats unis d amerique"                               },
    {"US", "eua"                                                 },
    {"US", "marekani"                                            },
    {"US", "u s"                                                 },
    {"US", "u s a"                                               },
    {"US", "united states of america"                            },
    {"US", "أمريكا"                                              },
    {"VA", "holy see"                                            },
    {"VE", "venezuela bolivarian republic of"                    },
    {"VN", "viet nam"                                            },
};

/* Portuguese and Swahili as several countries write them. */
static const char *const LANGUAGES[] = {"en", "fr", "es",    "pt",   "pt_PT",
                                        "ar", "sw", "sw_KE", "sw_CD"};

/* Words before a name that change nothing. */
static const char *const BEFORE[] = {
    "the ",
    "la ",
    "le ",
    "les ",
    "el ",
    "republic of ",
    "republica de ",
    "republique de ",
    "republique du ",
    "kingdom of ",
};

/* Letters and digits in words with one space between. */
static const char *
country_key(Arena *arena, const char *text)
{
    GString *key = arena_string(arena, 32);
    bool gap = false;
    for (const char *c = text_fold(arena, text); *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (!g_unichar_isalnum(u) && !g_unichar_ismark(u)) {
            gap = key->len > 0;
            continue;
        }
        if (gap)
            g_string_append_c(key, ' ');
        gap = false;
        g_string_append_unichar(key, u);
    }
    return key->str;
}

static void
add(GHashTable *countries, const char *key, const char *iso2)
{
    if (*key != '\0' && !g_hash_table_contains(countries, key))
        g_hash_table_insert(countries, g_strdup(key), (void *)iso2);
}

static void
add_country(GHashTable *countries, const FormatCountry *country)
{
    g_autoptr(Arena) arena = arena_new();
    add(countries, text_fold(arena, country->iso2), country->iso2);
    add(countries, text_fold(arena, country->iso3), country->iso2);
    add(countries, arena_printf(arena, "%03d", country->number), country->iso2);
    for (size_t i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
        const char *name = format_country_in(arena, LANGUAGES[i], country->iso2);
        add(countries, country_key(arena, name), country->iso2);
        g_auto(GStrv) parts = g_strsplit(name, "&", 2);
        if (parts[1] != NULL)
            add(countries, country_key(arena, arena_printf(arena, "%s and %s", parts[0], parts[1])),
                country->iso2);
    }
}

static void
free_table(void *table)
{
    g_hash_table_unref(table);
}

/* Each thread has its own, as it has ICU's formatters. */
static GHashTable *
known_countries(void)
{
    static GPrivate kept = G_PRIVATE_INIT(free_table);
    GHashTable *countries = g_private_get(&kept);
    if (countries != NULL)
        return countries;
    countries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(Arena) arena = arena_new();
    for (size_t i = 0; i < G_N_ELEMENTS(ALIASES); i++)
        add(countries, country_key(arena, ALIASES[i][1]), ALIASES[i][0]);
    size_t n = 0;
    const FormatCountry *country = format_countries(&n);
    for (size_t i = 0; i < n; i++)
        add_country(countries, &country[i]);
    g_private_set(&kept, countries);
    return countries;
}

/* Levenshtein's distance, with a swap of neighbours as one step. */
static int
distance(const gunichar *a, size_t n, const gunichar *b, size_t m)
{
    int rows[3][LONGEST_NAME + 1];
    int *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = MIN(MIN(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
        int *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[m];
}

static size_t
characters(const char *text, gunichar *ret)
{
    size_t n = 0;
    for (; *text != '\0' && n < LONGEST_NAME; text = g_utf8_next_char(text))
        ret[n++] = g_utf8_get_char(text);
    return n;
}

typedef struct Near {
    const char *iso2;
    int steps;
} Near;

/* Keep the nearest, each country once, nearest first. */
static void
keep_near(Near near[CELL_SUGGESTIONS], Near found)
{
    for (size_t i = 0; i < CELL_SUGGESTIONS; i++) {
        bool same = near[i].iso2 != NULL && strcmp(near[i].iso2, found.iso2) == 0;
        if (same && near[i].steps <= found.steps)
            return;
        bool before = near[i].iso2 == NULL || found.steps < near[i].steps ||
                      (found.steps == near[i].steps && strcmp(found.iso2, near[i].iso2) < 0);
        if (!before && !same)
            continue;
        Near pushed = near[i];
        near[i] = found;
        if (same || pushed.iso2 == NULL || strcmp(pushed.iso2, found.iso2) == 0)
            return;
        found = pushed;
    }
}

static void
suggest(CountryGuess *guess, const char *key)
{
    gunichar a[LONGEST_NAME], b[LONGEST_NAME];
    size_t n = characters(key, a);
    int most = MIN(3, (int)n / 3);
    Near near[CELL_SUGGESTIONS] = {0};
    GHashTableIter iter;
    void *name, *iso2;
    g_hash_table_iter_init(&iter, known_countries());
    while (g_hash_table_iter_next(&iter, &name, &iso2)) {
        size_t m = characters(name, b);
        if (m < 4 || m + 3 < n || n + 3 < m)
            continue;
        int steps = distance(a, n, b, m);
        if (steps <= most)
            keep_near(near, (Near){iso2, steps});
    }
    for (size_t i = 0; i < CELL_SUGGESTIONS; i++)
        guess->suggestions[i] = near[i].iso2;
}

CountryGuess
cell_country(Arena *arena, const char *text)
{
    const char *key = country_key(arena, cell_trim(arena, text));
    CountryGuess guess = {.empty = *key == '\0' || strcmp(key, "n a") == 0};
    if (guess.empty)
        return guess;
    GHashTable *known = known_countries();
    size_t n = strlen(key);
    if (n < 3 && strspn(key, "0123456789") == n) /* Excel drops the zeros */
        key = arena_printf(arena, "%s%s", n == 1 ? "00" : "0", key);
    guess.iso2 = g_hash_table_lookup(known, key);
    for (size_t i = 0; i < G_N_ELEMENTS(BEFORE) && guess.iso2 == NULL; i++)
        if (g_str_has_prefix(key, BEFORE[i]))
            guess.iso2 = g_hash_table_lookup(known, key + strlen(BEFORE[i]));
    if (guess.iso2 == NULL)
        suggest(&guess, key);
    return guess;
}
