/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mention.h"

#include "alliance/mention.sql.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"
#include "render/json.h"
#include "render/markdown.h"

#include <string.h>

#define NAME_WORDS 6  /* of a name: more are not tried */
#define WORDS_SHOWN 3 /* of what looks like a name and means nobody */
#define NAME_CHARS 60 /* of it, where it is told to the one who wrote it */

/* ---- what may be a name ---- */

/* The words behind an "@": all of them, all but the last, and so on. */
typedef struct Spot {
    const char *names[NAME_WORDS]; /* the longest last */
    size_t n;
} Spot;

typedef struct Person {
    int64_t id;
    const char *name, *name_latin;
    const char *page; /* or NULL: not open to the acting person */
} Person;

static const DbType PERSON = DB_TYPE(Person, DB_FIELD(Person, id), DB_FIELD(Person, name),
                                     DB_FIELD(Person, name_latin), DB_FIELD(Person, page));

typedef struct PersonSpan {
    const Person *at;
    size_t n;
} PersonSpan;

static bool
is_letter(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static bool
is_of_name(gunichar c)
{
    return is_letter(c) || c == '-' || c == '.' || c == '\'' || c == 0x2019;
}

/* Where the word at @at ends, without a full stop or a quotation mark that closes the sentence. */
static const char *
word_end(const char *at)
{
    const char *end = at, *last = at;
    for (; is_of_name(g_utf8_get_char(end));
         last = is_letter(g_utf8_get_char(end)) ? g_utf8_next_char(end) : last,
         end = g_utf8_next_char(end))
        ;
    return last;
}

/* @at stands behind the "@". */
static Spot
spot_at(Arena *arena, const char *at)
{
    Spot spot = {.n = 0};
    const char *word = at;
    while (spot.n < NAME_WORDS) {
        const char *end = word_end(word);
        if (end == word)
            break;
        spot.names[spot.n++] = arena_strndup(arena, at, (size_t)(end - at));
        while (is_of_name(g_utf8_get_char(end))) /* the stop of "J. Banda" */
            end = g_utf8_next_char(end);
        if (*end != ' ')
            break;
        word = end + 1;
    }
    return spot;
}

/* The next "@" from *@at on that is no part of an address and stands in no quoted line; moves *@at
 * behind it.  False: there is none. */
static bool
next_spot(const char *text, const char **at)
{
    for (const char *c = strchr(*at, '@'); c != NULL; c = strchr(c + 1, '@')) {
        const char *line = c;
        while (line > text && line[-1] != '\n')
            line--;
        bool is_inside = c > text && is_of_name(g_utf8_get_char(g_utf8_prev_char(c)));
        *at = c + 1;
        if (!is_inside && *line != '>')
            return true;
    }
    return false;
}

static size_t
find_spots(Arena *arena, const char *text, Spot spots[LIMIT_MENTIONS])
{
    size_t n = 0;
    for (const char *at = text; n < LIMIT_MENTIONS && next_spot(text, &at);) {
        spots[n] = spot_at(arena, at);
        n += spots[n].n > 0;
    }
    return n;
}

/* "ann BANDA" as "Ann Banda": how most names are written. */
static const char *
with_capitals(Arena *arena, const char *name)
{
    GString *out = arena_string(arena, strlen(name) + 1);
    bool begins = true;
    for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        g_string_append_unichar(out, begins ? g_unichar_totitle(u) : g_unichar_tolower(u));
        begins = !is_letter(u);
    }
    return out->str;
}

/* ---- whom it means ---- */

static PersonSpan
find_candidates(Ctx *cx, int64_t item_id, const Spot *spots, size_t n)
{
    GString *text = arena_string(cx->arena, 512);
    Json out;
    json_init(&out, text);
    json_open_array(&out, NULL);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < spots[i].n; j++) {
            json_str(&out, NULL, spots[i].names[j]);
            json_str(&out, NULL, with_capitals(cx->arena, spots[i].names[j]));
        }
    json_close_array(&out);
    return DB_SPAN(PersonSpan,
                   db_all(cx, &SQL_mention_candidates, &PERSON,
                          DB_ARGS(item_id, text->str, cx->me.id, cx->me.roles, cx->now)));
}

static bool
is_called(const Person *person, const char *name)
{
    return strcmp(person->name, name) == 0 || strcmp(person->name_latin, name) == 0;
}

/* Who is meant. */
typedef struct Meant {
    const char *written;  /* the name that was read, or what looks like one */
    const Person *person; /* NULL: nobody, or several */
    size_t n;
} Meant;

/* The words of a name that means nobody: the first, and those after it that begin with no small
 * letter. */
static const char *
looks_like_name(const Spot *spot)
{
    size_t n = 1;
    for (; n < MIN(spot->n, WORDS_SHOWN); n++) {
        const char *next = strrchr(spot->names[n], ' ') + 1;
        if (g_unichar_islower(g_utf8_get_char(next)))
            break;
    }
    return spot->names[n - 1];
}

/* The longest name that means anybody. */
static Meant
meant(Arena *arena, PersonSpan candidates, const Spot *spot)
{
    for (size_t j = spot->n; j > 0; j--) {
        const char *name = spot->names[j - 1], *capitals = with_capitals(arena, name);
        Meant found = {.written = name};
        for (size_t i = 0; i < candidates.n; i++)
            if (is_called(&candidates.at[i], name) || is_called(&candidates.at[i], capitals)) {
                found.person = found.n == 0 ? &candidates.at[i] : NULL;
                found.n++;
            }
        if (found.n > 0)
            return found;
    }
    return (Meant){.written = looks_like_name(spot)};
}

bool
mention_note(Ctx *cx, const MentionPlace *place, const char *text)
{
    Spot spots[LIMIT_MENTIONS];
    size_t n = find_spots(cx->arena, text, spots);
    if (n == 0)
        return false;
    PersonSpan candidates = find_candidates(cx, place->item_id, spots, n);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        const Meant found = meant(cx->arena, candidates, &spots[i]);
        if (found.person == NULL || found.person->id == place->author_id)
            continue;
        db_run(
            cx, &SQL_mention_insert,
            DB_ARGS(place->comment_id, place->item_id, found.person->id, found.written, cx->now));
        any = true;
    }
    return any;
}

/* ---- what a text says, without keeping anything ---- */

static bool
is_among(const MentionReading *reading, const char *written)
{
    for (size_t i = 0; i < reading->n; i++)
        if (strcmp(reading->at[i].written, written) == 0)
            return true;
    return false;
}

MentionReading
mention_read(Ctx *cx, int64_t item_id, const char *text)
{
    Spot spots[LIMIT_MENTIONS];
    size_t n = find_spots(cx->arena, text, spots);
    MentionName *at = arena_array_of(cx->arena, MentionName, n + 1);
    MentionReading reading = {at, 0};
    if (n == 0)
        return reading;
    PersonSpan candidates = find_candidates(cx, item_id, spots, n);
    for (size_t i = 0; i < n; i++) {
        const Meant found = meant(cx->arena, candidates, &spots[i]);
        bool is_self = found.person != NULL && found.person->id == cx->me.id;
        if (!is_self && !is_among(&reading, found.written))
            at[reading.n++] = (MentionName){
                found.written, found.person != NULL ? found.person->name : NULL,
                found.person != NULL ? found.person->page : NULL, found.n > 1};
    }
    return reading;
}

/* "@Ann Band, @Bob": those that mean nobody, or those that mean several; "" none. */
static const char *
list_unclear(Arena *arena, MentionReading reading, bool several)
{
    GString *out = arena_string(arena, 64);
    for (size_t i = 0; i < reading.n; i++)
        if (reading.at[i].name == NULL && reading.at[i].several == several)
            g_string_append_printf(out, "%s@%s", out->len > 0 ? ", " : "",
                                   text_shorten(arena, reading.at[i].written, NAME_CHARS));
    return out->str;
}

const char *
mention_unclear(Ctx *cx, MentionReading reading)
{
    static const char *const says[] = {
        N_("Nobody who can be named here is called {names}, so nobody is told. It must be the full "
           "name, as it stands in the profile."),
        N_("More than one person is called {names}, so none of them is told."),
    };
    GString *out = arena_string(cx->arena, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(says); i++) {
        const char *names = list_unclear(cx->arena, reading, i == 1);
        if (*names != '\0')
            g_string_append_printf(
                out, "%s%s", out->len > 0 ? " " : "",
                lang_fill(cx->arena, lang_text(cx->lang, says[i]), "names", names, NULL));
    }
    return out->len > 0 ? out->str : NULL;
}

const char *
mention_notice(Ctx *cx, int64_t item_id, const char *text, const char *notice)
{
    const char *unclear = mention_unclear(cx, mention_read(cx, item_id, text));
    return unclear == NULL ? notice : arena_printf(cx->arena, "%s %s", notice, unclear);
}

TextPartSpan
mention_read_parts(Arena *arena, MentionReading reading, const char *text)
{
    Mention *at = arena_array_of(arena, Mention, reading.n + 1);
    for (size_t i = 0; i < reading.n; i++)
        at[i] = (Mention){0, reading.at[i].written, reading.at[i].page};
    return mention_parts(arena, (MentionSpan){at, reading.n}, 0, text);
}

typedef struct Beginning {
    int64_t author_id;
    const char *body;
} Beginning;

static const DbType BEGINNING = DB_TYPE(Beginning, DB_FIELD(Beginning, author_id),
                                        DB_FIELD(Beginning, body));

bool
mention_note_beginning(Ctx *cx, int64_t item_id, MentionPlace *ret_place)
{
    const Beginning *found = db_one(cx, &SQL_mention_beginning, &BEGINNING, DB_ARGS(item_id));
    *ret_place = (MentionPlace){item_id, 0, found != NULL ? found->author_id : 0};
    return found != NULL && mention_note(cx, ret_place, found->body);
}

void
mention_tell(Ctx *cx, const MentionPlace *place)
{
    const char *argument = arena_printf(cx->arena,
                                        "{\"item\":\"%" PRId64 "\",\"comment\":\"%" PRId64 "\"}",
                                        place->item_id, place->comment_id);
    db_run(cx, &SQL_mention_tell,
           DB_ARGS(MAIL_MENTION.name, place->comment_id, place->item_id, argument,
                   (int64_t)MAIL_MENTION.priority, cx->now));
    db_run(cx, &SQL_mention_gather,
           DB_ARGS(MAIL_MENTION.name, place->comment_id, place->item_id, cx->now));
    db_run(cx, &SQL_mention_set_told, DB_ARGS(place->comment_id, place->item_id, cx->now));
}

/* ---- how it is shown ---- */

static const DbType MENTION = DB_TYPE(Mention, DB_FIELD(Mention, comment_id),
                                      DB_FIELD(Mention, written), DB_FIELD(Mention, page));

MentionSpan
mention_list(Ctx *cx, int64_t item_id, int64_t first, int64_t last)
{
    return DB_SPAN(MentionSpan, db_all(cx, &SQL_mention_list, &MENTION,
                                       DB_ARGS(item_id, first, last, cx->me.id, cx->me.roles)));
}

/* The one of a text that is named at @at, behind an "@": the longest; NULL: none that has a page.
 */
static const Mention *
named_at(MentionSpan mentions, int64_t comment_id, const char *at)
{
    const Mention *found = NULL;
    for (size_t i = 0; i < mentions.n; i++) {
        const Mention *one = &mentions.at[i];
        size_t n = strlen(one->written);
        bool is_longer = found == NULL || n > strlen(found->written);
        if (one->comment_id == comment_id && one->page != NULL && is_longer &&
            strncmp(at, one->written, n) == 0 && !is_letter(g_utf8_get_char(at + n)))
            found = one;
    }
    return found;
}

static void
add_part(GArray *parts, const char *text, const char *url)
{
    const TextPart part = {text, url};
    if (*text != '\0')
        g_array_append_val(parts, part);
}

TextPartSpan
mention_parts(Arena *arena, MentionSpan mentions, int64_t comment_id, const char *text)
{
    GArray *parts = g_array_new(false, false, sizeof(TextPart));
    arena_defer(arena, (GDestroyNotify)g_array_unref, parts);
    const char *from = text;
    for (const char *at = text; next_spot(text, &at);) {
        const Mention *one = named_at(mentions, comment_id, at);
        if (one == NULL)
            continue;
        add_part(parts, arena_strndup(arena, from, (size_t)(at - 1 - from)), NULL);
        add_part(parts, arena_printf(arena, "@%s", one->written), one->page);
        from = at += strlen(one->written);
    }
    if (parts->len > 0)
        add_part(parts, from, NULL);
    return (TextPartSpan){(const TextPart *)(const void *)parts->data, parts->len};
}

const char *
mention_markdown(Arena *arena, MentionSpan mentions, const char *text)
{
    TextPartSpan parts = mention_parts(arena, mentions, 0, text);
    if (parts.n == 0)
        return text;
    GString *out = arena_string(arena, strlen(text) + 256);
    for (size_t i = 0; i < parts.n; i++) {
        if (parts.at[i].url == NULL) {
            g_string_append(out, parts.at[i].text);
            continue;
        }
        g_string_append_c(out, '[');
        markdown_append_plain(out, parts.at[i].text);
        g_string_append_printf(out, "](%s)", parts.at[i].url);
    }
    return out->str;
}
