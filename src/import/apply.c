/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "import/apply.h"
#include "alliance/consent.h"
#include "alliance/departed.h"
#include "alliance/organisation.h"
#include "alliance/person.h"
#include "alliance/profile.h"
#include "alliance/setting.h"
#include "import/known.h"

#include "import/import.sql.h"

#include <string.h>

#define REMEMBERED_ORGANISATIONS 50000 /* then the memory begins anew */

/* The texts that a list can say, where they are on both sides. */
static const struct {
    NoteKind kind;
    size_t of_person, of_entry;
} TEXTS[] = {
    {NOTE_NAME,         offsetof(Known, name),         offsetof(Entry, name)        },
    {NOTE_COUNTRY,      offsetof(Known, country),      offsetof(Entry, country)     },
    {NOTE_ORGANISATION, offsetof(Known, organisation), offsetof(Entry, organisation)},
    {NOTE_POSITION,     offsetof(Known, position),     offsetof(Entry, position)    },
    {NOTE_LEVEL,        offsetof(Known, level),        offsetof(Entry, level)       },
};

/* ---- where people work, by name and country ---- */

typedef struct Workplace {
    const char *name, *country;
    int64_t id;
} Workplace;

static guint
workplace_hash(gconstpointer key)
{
    const Workplace *place = key;
    return g_str_hash(place->name) * 33 + g_str_hash(place->country);
}

static gboolean
workplace_equal(gconstpointer a, gconstpointer b)
{
    const Workplace *left = a, *right = b;
    return strcmp(left->name, right->name) == 0 && strcmp(left->country, right->country) == 0;
}

/* One block of memory, with both texts behind it. */
static void
remember(GHashTable *places, const char *name, const char *country, int64_t id)
{
    size_t n_name = strlen(name) + 1, n_country = strlen(country) + 1;
    Workplace *place = g_malloc(sizeof *place + n_name + n_country);
    char *texts = (char *)(place + 1);
    *place = (Workplace){memcpy(texts, name, n_name), memcpy(texts + n_name, country, n_country),
                         id};
    g_hash_table_add(places, place);
}

void
applying_init(Applying *applying, Ctx *cx, const Import *import)
{
    *applying = (Applying){
        .cx = cx,
        .import = import,
        .writes = strcmp(import->state, "apply") == 0,
        .organisations = g_hash_table_new_full(workplace_hash, workplace_equal, g_free, NULL),
        .inviter = import->creator != NULL ? import->creator : settings(cx)->name,
    };
}

void
applying_begin(Applying *applying, Ctx *cx)
{
    applying->cx = cx;
    applying->has_departed = departed_any(cx);
    applying->has_addresses = known_has_addresses(cx);
}

void
applying_clear(Applying *applying)
{
    g_hash_table_unref(applying->organisations);
}

static const char **
text_at(void *record, size_t offset)
{
    return (const char **)((char *)record + offset);
}

/* ---- what is written ---- */

static int64_t
organisation_of(Applying *a, const char *name, const char *country)
{
    if (*name == '\0')
        return 0;
    const Workplace *known = g_hash_table_lookup(a->organisations, &(Workplace){name, country, 0});
    if (known != NULL)
        return known->id;
    if (g_hash_table_size(a->organisations) >= REMEMBERED_ORGANISATIONS)
        g_hash_table_remove_all(a->organisations);
    bool is_new = false;
    int64_t id = organisation_named_or_new(a->cx, name, "", *country != '\0' ? country : NULL,
                                           &is_new);
    if (is_new)
        db_run(a->cx, &SQL_import_note_organisation, DB_ARGS(a->import->id, id));
    remember(a->organisations, name, country, id);
    return id;
}

static const char *
or_null(const char *text)
{
    return *text != '\0' ? text : NULL;
}

static void
write_words(Applying *a, const Entry *entry)
{
    for (size_t i = 0; i < entry->n_languages; i++)
        db_run(a->cx, &SQL_import_add_language, DB_ARGS(entry->person_id, entry->languages[i]));
    for (size_t i = 0; i < entry->n_interests; i++)
        db_run(a->cx, &SQL_import_add_interest, DB_ARGS(entry->person_id, entry->interests[i]));
}

static void
write_consents(Applying *a, const Entry *entry)
{
    const ConsentSource source = {
        "import",
        arena_printf(a->cx->arena, "%s, %" PRId64, a->import->name, entry->line),
        settings(a->cx)->language,
    };
    for (size_t i = 0; entry->agreed >> i != 0; i++)
        if ((entry->agreed >> i & 1) != 0)
            consent_note(a->cx, entry->person_id, &PURPOSES[i], true, &source);
}

static void
invite(Applying *a, const Entry *entry, const char *language)
{
    const MailArgument arguments[] = {
        {.name = "name", .value = entry->name},
        {.name = "alliance", .value = settings(a->cx)->name},
        {.name = "inviter", .value = a->inviter},
        {.name = "contact", .value = settings(a->cx)->contact},
        {0},
    };
    mail_queue(a->cx, &MAIL_IMPORT_INVITE, entry->person_id, entry->emails[0], language, arguments);
}

/* In which language the person is written to: the first of theirs that we have. */
static const char *
language_of(Applying *a, const Entry *entry)
{
    for (size_t i = 0; i < entry->n_languages; i++)
        if (lang_find(entry->languages[i]) != NULL)
            return entry->languages[i];
    return settings(a->cx)->language;
}

/* In a dry run there is no record to look at: what it would say is noted. */
static void
note_plan(Applying *a, Entry *entry)
{
    Arena *arena = a->cx->arena;
    for (size_t i = 1; i < G_N_ELEMENTS(TEXTS); i++) {
        const char *said = *text_at(entry, TEXTS[i].of_entry);
        if (*said != '\0')
            entry_note(arena, entry, TEXTS[i].kind, "", said);
    }
    if (entry->joined_at != 0)
        entry_note(arena, entry, NOTE_JOINED, "", known_number(a->cx, entry->joined_at));
    for (size_t i = 0; i < entry->n_languages; i++)
        entry_note(arena, entry, NOTE_LANGUAGE, "", entry->languages[i]);
    for (size_t i = 0; i < entry->n_interests; i++)
        entry_note(arena, entry, NOTE_INTEREST, "", entry->interests[i]);
    for (size_t i = 0; entry->agreed >> i != 0; i++)
        if ((entry->agreed >> i & 1) != 0)
            entry_note(arena, entry, NOTE_CONSENT, "", PURPOSES[i].name);
}

static void
add(Applying *a, Entry *entry)
{
    Ctx *cx = a->cx;
    entry->outcome = OUTCOME_ADDED;
    if (!a->writes) {
        note_plan(a, entry);
        return;
    }
    const char *language = language_of(a, entry);
    int64_t organisation = organisation_of(a, entry->organisation, entry->country);
    entry->person_id = db_insert(cx, &SQL_import_insert_person,
                                 DB_ARGS(entry->emails[0], entry->name, or_null(entry->country),
                                         entry->organisation, DB_OR_NULL(organisation),
                                         entry->position, or_null(entry->level), language,
                                         entry->joined_at != 0 ? entry->joined_at : cx->now,
                                         (int64_t)PROFILE_FIRST_MEMBERS));
    write_words(a, entry);
    if (entry->agreed != 0)
        write_consents(a, entry);
    if (a->import->invite)
        invite(a, entry, language);
}

/* ---- what is changed ---- */

/* Which of the lists' words the person does not have yet: they alone stay in the entry. */
static size_t
only_new(Applying *a, Entry *entry, const Sql *has, NoteKind kind, const char *const **words,
         size_t n)
{
    const char **fresh = arena_array_of(a->cx->arena, const char *, n + 1);
    size_t n_fresh = 0;
    for (size_t i = 0; i < n; i++)
        if (db_count(a->cx, has, DB_ARGS(entry->person_id, (*words)[i])) == 0) {
            fresh[n_fresh++] = (*words)[i];
            entry_note(a->cx->arena, entry, kind, "", (*words)[i]);
        }
    *words = fresh;
    return n_fresh;
}

/* What somebody has said about a purpose is not said again by a list. */
static void
only_unanswered(Applying *a, Entry *entry)
{
    for (size_t i = 0; entry->agreed >> i != 0; i++) {
        if ((entry->agreed >> i & 1) == 0)
            continue;
        bool answered = consent_is_answered(a->cx, entry->person_id, PURPOSES[i].name);
        bool holds = answered && consent_holds(a->cx, entry->person_id, PURPOSES[i].name);
        if (answered)
            entry->agreed &= ~((uint32_t)1 << i);
        if (!holds)
            entry_note(a->cx->arena, entry, answered ? NOTE_HAS_ANSWERED : NOTE_CONSENT, "",
                       PURPOSES[i].name);
    }
}

/* Put what the list says into @person where the rule allows it; notes are what that changes. */
static void
change_texts(Applying *a, Entry *entry, Known *person, bool overwrite)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        const char **now = text_at(person, TEXTS[i].of_person),
                   *said = *text_at(entry, TEXTS[i].of_entry);
        if (*said == '\0' || strcmp(*now, said) == 0 || (**now != '\0' && !overwrite))
            continue;
        entry_note(a->cx->arena, entry, TEXTS[i].kind, *now, said);
        *now = said;
    }
    if (overwrite && entry->joined_at != 0 && entry->joined_at != person->joined_at) {
        entry_note(a->cx->arena, entry, NOTE_JOINED, known_number(a->cx, person->joined_at),
                   known_number(a->cx, entry->joined_at));
        person->joined_at = entry->joined_at;
    }
}

static bool
has_change(const Entry *entry)
{
    for (size_t i = 0; i < entry->n_notes; i++)
        if (note_is_change(entry->notes[i].kind))
            return true;
    return false;
}

/* Whoever takes mails only is on the list of members now: the record fills up and is one's. */
static void
note_member(Applying *a, Entry *entry, Known *person)
{
    int64_t joined_at = entry->joined_at != 0 ? entry->joined_at : a->cx->now;
    entry_note(a->cx->arena, entry, NOTE_MEMBER, known_number(a->cx, person->joined_at),
               known_number(a->cx, joined_at));
    person->joined_at = joined_at;
}

static void
write_member(Applying *a, const Entry *entry, const Known *person)
{
    db_run(a->cx, &SQL_import_become_member,
           DB_ARGS(person->id, person->joined_at, (int64_t)PROFILE_FIRST_MEMBERS));
    if (a->import->invite)
        invite(a, entry, language_of(a, entry));
}

static void
change(Applying *a, Entry *entry, const Known *found)
{
    Known person = *found;
    entry->outcome = OUTCOME_SAME;
    if (strcmp(a->import->mode, "add") == 0 && !found->is_subscriber)
        return;
    if (found->is_subscriber)
        note_member(a, entry, &person);
    change_texts(a, entry, &person, strcmp(a->import->mode, "overwrite") == 0);
    entry->n_languages = only_new(a, entry, &SQL_import_has_language, NOTE_LANGUAGE,
                                  &entry->languages, entry->n_languages);
    entry->n_interests = only_new(a, entry, &SQL_import_has_interest, NOTE_INTEREST,
                                  &entry->interests, entry->n_interests);
    only_unanswered(a, entry);
    if (!has_change(entry))
        return;
    entry->outcome = OUTCOME_CHANGED;
    if (!a->writes)
        return;
    bool works_elsewhere = strcmp(person.organisation, found->organisation) != 0;
    int64_t organisation = works_elsewhere ? organisation_of(a, person.organisation, person.country)
                                           : 0;
    if (found->is_subscriber)
        write_member(a, entry, &person);
    known_save(a->cx, &person, organisation);
    write_words(a, entry);
    if (entry->agreed != 0)
        write_consents(a, entry);
}

/* ---- who it is ---- */

/* The record that one of the addresses belongs to.  False: two records. */
static bool
find(Applying *a, Entry *entry, const Known **ret_found)
{
    for (size_t i = 0; i < entry->n_emails; i++) {
        const Known *found = known_find(a->cx, entry->emails[i], a->has_addresses);
        if (found == NULL)
            continue;
        if (*ret_found != NULL && (*ret_found)->id != found->id) {
            entry_note(a->cx->arena, entry, NOTE_TWO_PEOPLE, (*ret_found)->email, found->email);
            return false;
        }
        *ret_found = found;
    }
    return true;
}

static bool
has_departed(Applying *a, const Entry *entry)
{
    for (size_t i = 0; a->has_departed && i < entry->n_emails; i++)
        if (departed_has(a->cx, entry->emails[i]))
            return true;
    return false;
}

void
apply_entry(Applying *a, Entry *entry)
{
    const Known *found = NULL;
    if (!find(a, entry, &found)) {
        entry->outcome = OUTCOME_REFUSED;
        return;
    }
    entry->person_id = found != NULL ? found->id : 0;
    if (found != NULL ? found->has_gone : has_departed(a, entry)) {
        entry->outcome = OUTCOME_DEPARTED;
        return;
    }
    bool is_named = *entry->name != '\0' || (found != NULL && *found->name != '\0');
    if (!is_named && (found == NULL || found->is_subscriber)) {
        entry_note(a->cx->arena, entry, NOTE_NO_NAME, "", "");
        entry->outcome = OUTCOME_REFUSED;
        return;
    }
    if (found != NULL)
        change(a, entry, found);
    else
        add(a, entry);
}
