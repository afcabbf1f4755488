/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/demo_names.h"
#include "app/demo_facts.h"

#include <string.h>

typedef enum Part { WOMEN, MEN, FAMILY, FAMILY_W, FAMILY_M, FORM, FORM_W, FORM_M, N_PARTS } Part;

static const char *const part_name[N_PARTS] = {
    [WOMEN] = "women", [MEN] = "men",   [FAMILY] = "family", [FAMILY_W] = "fw",
    [FAMILY_M] = "fm", [FORM] = "form", [FORM_W] = "formw",  [FORM_M] = "formm",
};

typedef struct Culture {
    const char *name;
    char **parts[N_PARTS]; /* words, or NULL */
} Culture;

struct DemoNames {
    GPtrArray *cultures; /* of Culture */
};

/** Which part stands for each letter of a form, e.g. choice['g']. */
typedef struct Choice {
    const char *word['z' + 1];
} Choice;

size_t
demo_chance(DemoChance *chance, size_t n)
{
    uint64_t z = chance->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    z ^= z >> 31;
    return n > 0 ? (size_t)(z % n) : 0;
}

const char *
demo_choose(DemoChance *chance, char **words)
{
    return words[demo_chance(chance, g_strv_length(words))];
}

static void
free_words(void *words)
{
    g_strfreev(words);
}

static char **
split(Arena *arena, const char *text, const char *at)
{
    char **words = g_strsplit(text, at, -1);
    arena_defer(arena, free_words, words);
    return words;
}

char **
demo_table_words(Arena *arena, const char *text)
{
    return split(arena, text, " ");
}

char ***
demo_table_rows(Arena *arena, const char *text, size_t width)
{
    char **lines = split(arena, text, "\n");
    char ***rows = arena_array_of(arena, char **, g_strv_length(lines) + 1);
    size_t n = 0;
    for (char **line = lines; *line != NULL; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        rows[n] = split(arena, *line, "\t");
        g_assert_cmpuint(g_strv_length(rows[n]), ==, width);
        n++;
    }
    return rows;
}

static const Culture *
find_culture(const DemoNames *names, const char *name)
{
    for (size_t i = 0; i < names->cultures->len; i++) {
        const Culture *culture = g_ptr_array_index(names->cultures, i);
        if (strcmp(culture->name, name) == 0)
            return culture;
    }
    return NULL;
}

static void
unref_array(void *array)
{
    g_ptr_array_unref(array);
}

const DemoNames *
demo_names_new(Arena *arena)
{
    DemoNames *names = arena_new_of(arena, DemoNames);
    names->cultures = g_ptr_array_new();
    arena_defer(arena, unref_array, names->cultures);

    Culture *culture = NULL;
    char ***rows = demo_table_rows(arena, facts_file(arena, "names.tsv"), 3);
    for (; *rows != NULL; rows++) {
        char **row = *rows;
        if (culture == NULL || strcmp(culture->name, row[0]) != 0) {
            culture = arena_new_of(arena, Culture);
            culture->name = row[0];
            g_ptr_array_add(names->cultures, culture);
        }
        for (Part part = 0; part < N_PARTS; part++)
            if (strcmp(part_name[part], row[1]) == 0)
                culture->parts[part] = demo_table_words(arena, row[2]);
    }
    return names;
}

/** Choose a word that is not @other. */
static const char *
choose_another(DemoChance *chance, char **words, const char *other)
{
    size_t n = g_strv_length(words);
    size_t i = demo_chance(chance, n);
    return words[i] == other ? words[(i + 1) % n] : words[i];
}

static Choice
choose_parts(DemoChance *chance, const Culture *culture, bool woman)
{
    char **given = culture->parts[woman ? WOMEN : MEN];
    char **men = culture->parts[MEN];
    char **family = culture->parts[FAMILY];
    char **own = culture->parts[woman ? FAMILY_W : FAMILY_M];
    Choice c = {{NULL}};

    c.word['g'] = demo_choose(chance, given);
    c.word['h'] = choose_another(chance, given, c.word['g']);
    c.word['m'] = choose_another(chance, men, c.word['g']);
    c.word['n'] = choose_another(chance, men, c.word['m']);
    c.word['f'] = family ? demo_choose(chance, family) : NULL;
    c.word['e'] = family ? choose_another(chance, family, c.word['f']) : NULL;
    c.word['o'] = own ? demo_choose(chance, own) : NULL;
    return c;
}

/** Append one side of "native=latin"; a text without "=" is both. */
static void
append_side(GString *name, const char *text, bool latin)
{
    const char *equals = strchr(text, '=');
    if (equals == NULL)
        g_string_append(name, text);
    else if (latin)
        g_string_append(name, equals + 1);
    else
        g_string_append_len(name, text, equals - text);
}

static const char *
put_together(Arena *arena, const char *form, const Choice *choice, bool latin)
{
    GString *pattern = arena_string(arena, 32);
    GString *name = arena_string(arena, 64);
    append_side(pattern, form, latin);

    for (const char *p = pattern->str; *p != '\0'; p++) {
        if (*p != '%') {
            g_string_append_c(name, *p);
            continue;
        }
        p++;
        g_assert_true(*p >= 'a' && *p <= 'z' && choice->word[(int)*p] != NULL);
        append_side(name, choice->word[(int)*p], latin);
    }
    g_strdelimit(name->str, "_", ' ');
    return name->str;
}

DemoName
demo_names_invent(Arena *arena, const DemoNames *names, const char *culture_name,
                  DemoChance *chance)
{
    const Culture *culture = find_culture(names, culture_name);
    g_assert(culture != NULL);

    bool woman = demo_chance(chance, 10) < 7; /* as the profession is */
    Choice choice = choose_parts(chance, culture, woman);
    char **forms = culture->parts[woman ? FORM_W : FORM_M];
    const char *form = demo_choose(chance, forms ? forms : culture->parts[FORM]);

    DemoName name = {
        .full = put_together(arena, form, &choice, false),
        .latin = put_together(arena, form, &choice, true),
    };
    if (strcmp(name.full, name.latin) == 0)
        name.latin = NULL;
    return name;
}
