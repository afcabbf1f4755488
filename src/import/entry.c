/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/entry.h"
#include "alliance/consent.h"
#include "alliance/person.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"

#include <string.h>

#define REMEMBERED_COUNTRIES 10000 /* ways of writing; then the memory begins anew */
#define FIRST_NOTES 4

void
entry_note(Arena *arena, Entry *entry, NoteKind kind, const char *old, const char *value)
{
    size_t n = entry->n_notes;
    if (n == PART_MAX_NOTES)
        return;
    if (n == entry->room_notes) {
        entry->room_notes = MAX(2 * n, FIRST_NOTES);
        Note *more = arena_array_of(arena, Note, entry->room_notes);
        if (n > 0)
            memcpy(more, entry->notes, n * sizeof *more);
        entry->notes = more;
    }
    entry->notes[entry->n_notes++] = (Note){kind, old, value};
}

/* A line that fits; what is longer is said. */
static const char *
line_of(Arena *arena, Entry *entry, const char *cell)
{
    const char *line = cell_trim(arena, cell);
    if (strlen(line) <= LIMIT_LINE || text_length(line) <= LIMIT_LINE)
        return line;
    const char *shorter = text_shorten(arena, line, LIMIT_LINE);
    entry_note(arena, entry, NOTE_SHORTENED, "", shorter);
    return shorter;
}

/* What is shown of a cell that was not understood. */
static const char *
excerpt(Arena *arena, const char *cell)
{
    return text_shorten(arena, cell_trim(arena, cell), LIMIT_LINE);
}

/* ---- one kind of cell each ---- */

static void
join(Arena *arena, Entry *entry, const char *part, bool before)
{
    if (*part == '\0')
        return;
    if (*entry->name == '\0')
        entry->name = part;
    else
        entry->name = before ? arena_printf(arena, "%s %s", part, entry->name)
                             : arena_printf(arena, "%s %s", entry->name, part);
}

static void
read_name(Arena *arena, Entry *entry, ColumnMeaning column, const char *cell)
{
    const char *name = cell_name(arena, line_of(arena, entry, cell), column == COLUMN_NAME);
    join(arena, entry, name, column == COLUMN_FIRST_NAME);
}

/* Lists that shout do so in addresses, too. */
static const char *
in_small_letters(Arena *arena, const char *address)
{
    for (const char *c = address; *c != '\0' && *c != '@'; c++)
        if (g_ascii_islower(*c))
            return address;
    char *small = arena_strdup(arena, address);
    for (char *c = small; *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return small;
}

static void
read_emails(Arena *arena, Entry *entry, const char *cell)
{
    CellEmailSpan found = cell_emails(arena, cell);
    const char **all = arena_array_of(arena, const char *, entry->n_emails + found.n + 1);
    size_t n = entry->n_emails;
    for (size_t i = 0; i < n; i++)
        all[i] = entry->emails[i];
    for (size_t i = 0; i < found.n; i++) {
        const CellEmail *email = &found.at[i];
        if (!email->valid) {
            entry_note(arena, entry, NOTE_WRONG_ADDRESS, "", excerpt(arena, email->address));
            continue;
        }
        if (n >= CELL_MAX_EMAILS)
            break;
        if (n > 0)
            entry_note(arena, entry, NOTE_MORE_ADDRESSES, "", email->address);
        all[n++] = in_small_letters(arena, email->address);
        if (*email->name != '\0' && *entry->name == '\0')
            entry->name = cell_name(arena, line_of(arena, entry, email->name), true);
    }
    entry->emails = all;
    entry->n_emails = n;
}

static const char *
find_country(Lexicon *lexicon, const char *cell)
{
    g_autoptr(Arena) arena = arena_new();
    const char *text = cell_trim(arena, cell);
    const char *words = text_fold_space(arena, text_fold(arena, text));
    const char *answer = g_hash_table_lookup(lexicon->answers, words);
    if (answer != NULL)
        return answer;
    CountryGuess guess = cell_country(arena, text);
    return guess.empty ? "" : guess.iso2;
}

static void
read_country(Arena *arena, Lexicon *lexicon, Entry *entry, const char *cell)
{
    void *code = NULL;
    if (!g_hash_table_lookup_extended(lexicon->countries, cell, NULL, &code)) {
        if (g_hash_table_size(lexicon->countries) >= REMEMBERED_COUNTRIES)
            g_hash_table_remove_all(lexicon->countries);
        code = (void *)(uintptr_t)find_country(lexicon, cell);
        g_hash_table_insert(lexicon->countries, g_strdup(cell), code);
    }
    if (code != NULL) {
        entry->country = code;
        return;
    }
    entry_note(arena, entry, NOTE_UNKNOWN_COUNTRY, "", excerpt(arena, cell));
    lexicon_miss(lexicon, excerpt(arena, cell));
}

static void
read_level(Arena *arena, Entry *entry, const char *cell)
{
    static const char *const levels[][2] = {
        {"macro", "macro"},
        {"mezzo", "mezzo"},
        {"meso",  "mezzo"},
        {"micro", "micro"}
    };
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        if (strcmp(levels[i][0], cell) == 0) {
            entry->level = levels[i][1];
            return;
        }
    const char *words = text_fold(arena, cell_trim(arena, cell));
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++)
        if (g_str_has_prefix(words, levels[i][0]))
            entry->level = levels[i][1];
    if (*entry->level == '\0' && *words != '\0')
        entry_note(arena, entry, NOTE_UNKNOWN_LEVEL, "", excerpt(arena, cell));
}

static void
read_joined(Arena *arena, Entry *entry, const DateColumn *column, const char *cell)
{
    const char *date = NULL;
    int64_t moment = 0;
    DateResult result = cell_date(arena, column, cell, &date);
    if (result == DATE_EMPTY)
        return;
    if (result == DATE_READ)
        date = strlen(date) == 4   ? arena_printf(arena, "%s-01-01", date)
               : strlen(date) == 7 ? arena_printf(arena, "%s-01", date)
                                   : date;
    if (result == DATE_READ && moment_parse(date, &moment))
        entry->joined_at = moment;
    else
        entry_note(arena, entry, NOTE_WRONG_DATE, "", excerpt(arena, cell));
}

/* Each part of @cell that @known has; others are noted. */
static size_t
read_words(Arena *arena, Entry *entry, GHashTable *known, NoteKind miss, const char *cell,
           const char *const **ret_words)
{
    const char **found = arena_array_of(arena, const char *, ENTRY_MAX_WORDS);
    size_t n = 0;
    g_auto(GStrv) parts = g_strsplit_set(cell, ",;/|\n", -1);
    for (char **part = parts; *part != NULL && n < ENTRY_MAX_WORDS; part++) {
        const char *text = cell_trim(arena, *part);
        if (*text == '\0')
            continue;
        const char *word = g_hash_table_lookup(known, text_fold(arena, text));
        if (word == NULL) {
            entry_note(arena, entry, miss, "", excerpt(arena, text));
            continue;
        }
        size_t i = 0;
        while (i < n && strcmp(found[i], word) != 0)
            i++;
        n += i == n;
        found[i] = word;
    }
    *ret_words = found;
    return n;
}

static bool
is_one_of(const char *word, const char *list)
{
    g_auto(GStrv) words = g_strsplit(list, ",", -1);
    return g_strv_contains((const char *const *)words, word);
}

static void
read_answer(Arena *arena, Entry *entry, const char *purpose, const char *cell)
{
    const char *word = text_fold(arena, cell_trim(arena, cell));
    if (*word == '\0' || is_one_of(word, "no,n,non,nao,0,false,faux,falso,hapana,\xd9\x84\xd8\xa7"))
        return;
    if (!is_one_of(word, "yes,y,oui,o,si,s,sim,1,true,vrai,verdadero,x,ok,ndiyo,\xd9\x86\xd8\xb9"
                         "\xd9\x85")) {
        entry_note(arena, entry, NOTE_UNKNOWN_ANSWER, "", excerpt(arena, cell));
        return;
    }
    for (size_t i = 0; PURPOSES[i].name != NULL; i++)
        if (strcmp(PURPOSES[i].name, purpose) == 0)
            entry->agreed |= (uint32_t)1 << i;
}

/* ---- the row ---- */

static void
read_cell(Arena *arena, Lexicon *lexicon, Entry *entry, size_t column, const char *cell)
{
    const Meaning *meaning = lexicon->matching->of[column];
    if (meaning->purpose != NULL) {
        read_answer(arena, entry, meaning->purpose, cell);
        return;
    }
    switch (meaning->column) {
    case COLUMN_NAME:
    case COLUMN_FIRST_NAME:
    case COLUMN_LAST_NAME: read_name(arena, entry, meaning->column, cell); break;
    case COLUMN_EMAIL: read_emails(arena, entry, cell); break;
    case COLUMN_COUNTRY: read_country(arena, lexicon, entry, cell); break;
    case COLUMN_ORGANISATION: entry->organisation = line_of(arena, entry, cell); break;
    case COLUMN_POSITION: entry->position = line_of(arena, entry, cell); break;
    case COLUMN_LEVEL: read_level(arena, entry, cell); break;
    case COLUMN_JOINED: read_joined(arena, entry, &lexicon->matching->dates[column], cell); break;
    case COLUMN_LANGUAGE:
        entry->n_languages = read_words(arena, entry, lexicon->languages, NOTE_UNKNOWN_LANGUAGE,
                                        cell, &entry->languages);
        break;
    case COLUMN_INTERESTS:
        entry->n_interests = read_words(arena, entry, lexicon->interests, NOTE_UNKNOWN_INTEREST,
                                        cell, &entry->interests);
        break;
    default: break;
    }
}

void
entry_read(Arena *arena, Lexicon *lexicon, const SheetRow *row, Entry *ret_entry)
{
    *ret_entry = (Entry){.line = row->number,
                         .name = "",
                         .country = "",
                         .organisation = "",
                         .position = "",
                         .level = ""};
    for (size_t i = 0; i < row->n && i < lexicon->matching->n; i++)
        if (lexicon->matching->of[i] != NULL && *row->cells[i] != '\0')
            read_cell(arena, lexicon, ret_entry, i, row->cells[i]);
}

/* ---- the row, kept ---- */

static const char *
keep_text(Arena *arena, const char *text)
{
    return *text != '\0' ? arena_strdup(arena, text) : "";
}

static const char *const *
keep_list(Arena *arena, const char *const *words, size_t n, bool copy)
{
    const char **kept = n > 0 ? arena_array_of(arena, const char *, n) : NULL;
    for (size_t i = 0; i < n; i++)
        kept[i] = copy ? arena_strdup(arena, words[i]) : words[i];
    return kept;
}

void
entry_keep(Arena *arena, const Entry *entry, Entry *ret_entry)
{
    Note *notes = entry->n_notes > 0 ? arena_array_of(arena, Note, entry->n_notes) : NULL;
    for (size_t i = 0; i < entry->n_notes; i++)
        notes[i] = (Note){entry->notes[i].kind, keep_text(arena, entry->notes[i].old),
                          keep_text(arena, entry->notes[i].value)};
    *ret_entry = *entry;
    ret_entry->emails = keep_list(arena, entry->emails, entry->n_emails, true);
    ret_entry->name = keep_text(arena, entry->name);
    ret_entry->organisation = keep_text(arena, entry->organisation);
    ret_entry->position = keep_text(arena, entry->position);
    ret_entry->languages = keep_list(arena, entry->languages, entry->n_languages, false);
    ret_entry->interests = keep_list(arena, entry->interests, entry->n_interests, false);
    ret_entry->notes = notes;
    ret_entry->room_notes = entry->n_notes;
}
