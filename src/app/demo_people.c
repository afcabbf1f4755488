/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/demo_people.h"
#include "app/demo_facts.h"
#include "app/demo_names.h"

#include <string.h>

#define DAY ((int64_t)24 * 3600)

/**
 * How the alliance grew.  Nobody joins or leaves in the days around the end of
 * a stage, so that its figure is the same in every time zone; and the last
 * stage ends before the newsletter of 20 December 2016, which counts them.
 */
typedef struct Stage {
    const char *since; /* as in data/demo_countries.tsv */
    int64_t from, to;  /* when people join */
    size_t members;    /* that are in at its end */
    size_t leave;      /* that went in it */
} Stage;

static const Stage stages[] = {
    {"2014-06", 1370523600 /* 2013-06-06 13:00 */, 1403913600 /* 2014-06-28 */, 354,  9 },
    {"2015-06", 1404259200 /* 2014-07-02 */,       1435449600 /* 2015-06-28 */, 612,  12},
    {"2016-07", 1435795200 /* 2015-07-02 */,       1469750400 /* 2016-07-29 */, 913,  17},
    {"2016-12", 1470096000 /* 2016-08-02 */,       1482105600 /* 2016-12-19 */, 1104, 8 },
};
enum { N_STAGES = G_N_ELEMENTS(stages) };

typedef struct Country {
    const char *iso2;
    size_t stage;  /* in which its first member joins */
    size_t weight; /* its share of all members */
    size_t n;      /* how many have joined so far */
    char **zones, **languages, **cultures;
} Country;

typedef struct CountryList {
    Country *at;
    size_t n;
} CountryList;

/** What making the list needs; ends with it. */
typedef struct Maker {
    Arena *arena;
    DemoChance chance;
    const DemoNames *names;
    CountryList countries;
    char ***work; /* rows of data/demo_work.tsv */
    DemoPerson *people;
    bool *stays; /* the first of each country, so that no country is lost again */
    size_t n;
} Maker;

static size_t
stage_of(const char *since)
{
    size_t i = 0;
    while (i < N_STAGES && strcmp(stages[i].since, since) != 0)
        i++;
    g_assert_cmpuint(i, <, N_STAGES);
    return i;
}

static CountryList
list_countries(Arena *arena)
{
    char ***rows = demo_table_rows(arena, facts_file(arena, "demo_countries.tsv"), 6);
    CountryList list = {NULL, 0};
    while (rows[list.n] != NULL)
        list.n++;
    list.at = arena_array_of(arena, Country, list.n);
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (Country){
            .iso2 = rows[i][0],
            .stage = stage_of(rows[i][1]),
            .weight = (size_t)g_ascii_strtoull(rows[i][2], NULL, 10),
            .zones = demo_table_words(arena, rows[i][3]),
            .languages = demo_table_words(arena, rows[i][4]),
            .cultures = demo_table_words(arena, rows[i][5]),
        };
    return list;
}

/** "Ana Béatrice" -> "ana-beatrice": what an address may be made of. */
static const char *
address_part(Arena *arena, const char *latin)
{
    g_autofree char *ascii = g_str_to_ascii(latin, "en");
    GString *part = arena_string(arena, 32);
    for (const char *p = ascii; *p != '\0'; p++) {
        if (g_ascii_isalpha(*p))
            g_string_append_c(part, g_ascii_tolower(*p));
        else if (*p == ' ' && part->len > 0 && part->str[part->len - 1] != '.')
            g_string_append_c(part, '.');
    }
    return part->str;
}

/** Choose a row of work in the person's language, or in English if there is none in it. */
static char **
choose_work(Maker *maker, const char *language)
{
    size_t n = 0;
    for (char ***row = maker->work; *row != NULL; row++)
        n += strcmp((*row)[0], language) == 0;
    if (n == 0)
        return choose_work(maker, "en");

    size_t chosen = demo_chance(&maker->chance, n);
    for (char ***row = maker->work;; row++)
        if (strcmp((*row)[0], language) == 0 && chosen-- == 0)
            return *row;
}

static void
add_person(Maker *maker, Country *country, int64_t joined_at)
{
    DemoChance *chance = &maker->chance;
    const char *culture = demo_choose(chance, country->cultures);
    const char *language = demo_choose(chance, country->languages);
    DemoName name = demo_names_invent(maker->arena, maker->names, culture, chance);
    const char *local = address_part(maker->arena, name.latin ? name.latin : name.full);
    char **work = choose_work(maker, language);

    maker->stays[maker->n] = country->n++ == 0;
    maker->people[maker->n] = (DemoPerson){
        .name = name.full,
        .name_latin = name.latin,
        .email = arena_printf(maker->arena, "%s.%zu@example.org", local, maker->n + 1),
        .country = country->iso2,
        .kind = work[1],
        .level = work[2],
        .organisation = work[3],
        .position = work[4],
        .language = language,
        .zone = demo_choose(chance, country->zones),
        .joined_at = joined_at,
    };
    maker->n++;
}

/** The country that is furthest behind its share, among those that are open. */
static Country *
country_behind(Maker *maker, size_t stage)
{
    Country *behind = NULL;
    for (size_t i = 0; i < maker->countries.n; i++) {
        Country *c = &maker->countries.at[i];
        /* c->n / weight is smaller, without dividing; a new country waits for its turn */
        if (c->stage <= stage && c->n > 0 &&
            (behind == NULL || c->n * behind->weight < behind->n * c->weight))
            behind = c;
    }
    return behind;
}

static Country *
country_new(Maker *maker, size_t stage)
{
    for (size_t i = 0; i < maker->countries.n; i++)
        if (maker->countries.at[i].stage == stage && maker->countries.at[i].n == 0)
            return &maker->countries.at[i];
    return NULL;
}

static size_t
count_new(const Maker *maker, size_t stage)
{
    size_t n = 0;
    for (size_t i = 0; i < maker->countries.n; i++)
        n += maker->countries.at[i].stage == stage;
    return n;
}

/** When the @i-th of @n joins: evenly, but after the launch many at once. */
static int64_t
joining_time(Maker *maker, size_t stage, size_t i, size_t n)
{
    enum { FINE = 1000 };
    const Stage *s = &stages[stage];
    double part = ((double)i + (double)demo_chance(&maker->chance, FINE) / FINE) / (double)n;
    if (stage == 0)
        part *= part;
    return s->from + (int64_t)((double)(s->to - s->from) * part);
}

static void
join(Maker *maker, size_t stage)
{
    size_t before = stage > 0 ? stages[stage - 1].members : 0;
    size_t n = stages[stage].members - before + stages[stage].leave;
    size_t n_new = count_new(maker, stage);

    size_t opened = 0;
    for (size_t i = 0; i < n; i++) {
        /* New countries come evenly through the first four fifths. */
        bool is_new = opened < n_new && opened * n * 4 <= i * n_new * 5;
        opened += is_new;
        Country *country = is_new ? country_new(maker, stage) : country_behind(maker, stage);
        add_person(maker, country, joining_time(maker, stage, i, n));
    }
    g_assert_cmpuint(opened, ==, n_new);
}

/** Let some go who have been in for a month and are not the only ones of their country. */
static void
leave(Maker *maker, size_t stage)
{
    const Stage *s = &stages[stage];
    for (size_t left = 0; left < s->leave; left++) {
        size_t i = demo_chance(&maker->chance, maker->n);
        for (size_t tried = 0; tried < maker->n; tried++, i = (i + 1) % maker->n)
            if (!maker->stays[i] && maker->people[i].left_at == 0 &&
                maker->people[i].joined_at + 30 * DAY < s->to)
                break;
        DemoPerson *person = &maker->people[i];
        int64_t from = MAX(s->from, person->joined_at + 29 * DAY);
        person->left_at = from + (int64_t)demo_chance(&maker->chance, (size_t)(s->to - from));
    }
}

DemoPersonSpan
demo_person_list(Arena *arena, uint64_t seed)
{
    size_t room = stages[N_STAGES - 1].members;
    for (size_t stage = 0; stage < N_STAGES; stage++)
        room += stages[stage].leave;

    Maker maker = {
        .arena = arena,
        .chance = {seed},
        .names = demo_names_new(arena),
        .countries = list_countries(arena),
        .work = demo_table_rows(arena, facts_file(arena, "demo_work.tsv"), 5),
        .people = arena_array_of(arena, DemoPerson, room),
        .stays = arena_array_of(arena, bool, room),
    };
    for (size_t stage = 0; stage < N_STAGES; stage++) {
        join(&maker, stage);
        leave(&maker, stage);
    }
    g_assert_cmpuint(maker.n, ==, room);
    return (DemoPersonSpan){maker.people, maker.n};
}
