/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What editors write about works and their editions.
 */
#include "library/library.h"

#include "alliance/audit.h"
#include "alliance/search.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"
#include "library/library.sql.h"

#include <string.h>

#define ORCID_ROOT "https://orcid.org/"
#define ORCID_SIZE 19 /* 0000-0002-1825-0097 */
#define ROR_ROOT "https://ror.org/"
#define ROR_SIZE 9 /* 0abcdef12 */

/* ---- identifiers ---- */

/* ISO 7064, mod 11-2: the last character is a digit or X. */
static bool
orcid_is_valid(const char *text)
{
    int total = 0;
    for (size_t i = 0; i < ORCID_SIZE - 1; i++) {
        if ((i + 1) % 5 == 0) {
            if (text[i] != '-')
                return false;
        } else if (g_ascii_isdigit(text[i]))
            total = (total + (text[i] - '0')) * 2;
        else
            return false;
    }
    int check = (12 - total % 11) % 11;
    char last = check == 10 ? 'X' : (char)('0' + check);
    return text[ORCID_SIZE - 1] == last;
}

/* Six characters of Crockford's base 32 behind a zero, then 98 less their number times 100 mod 97.
 */
static bool
ror_is_valid(const char *text)
{
    static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    int64_t number = 0;
    if (text[0] != '0' || !g_ascii_isdigit(text[7]) || !g_ascii_isdigit(text[8]))
        return false;
    for (size_t i = 1; i < 7; i++) {
        const char *digit = strchr(digits, text[i]);
        if (digit == NULL)
            return false;
        number = number * 32 + (digit - digits);
    }
    int check = 98 - (int)(number * 100 % 97);
    return check == (text[7] - '0') * 10 + (text[8] - '0');
}

bool
author_identifier_is_valid(const char *text)
{
    if (g_str_has_prefix(text, ORCID_ROOT) && strlen(text) == strlen(ORCID_ROOT) + ORCID_SIZE)
        return orcid_is_valid(text + strlen(ORCID_ROOT));
    if (g_str_has_prefix(text, ROR_ROOT) && strlen(text) == strlen(ROR_ROOT) + ROR_SIZE)
        return ror_is_valid(text + strlen(ROR_ROOT));
    return false;
}

const char *
doi_url(Arena *arena, const char *doi)
{
    g_autofree char *escaped = g_uri_escape_string(doi, "/", false);
    return arena_printf(arena, "https://doi.org/%s", escaped);
}

const char *
doi_read(Arena *arena, const char *typed)
{
    static const char *const prefixes[] = {"https://doi.org/", "http://doi.org/",
                                           "https://dx.doi.org/", "http://dx.doi.org/", "doi:"};
    const char *doi = text_fold_space(arena, typed);
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++)
        if (g_ascii_strncasecmp(doi, prefixes[i], strlen(prefixes[i])) == 0) {
            doi += strlen(prefixes[i]);
            break;
        }
    doi += strspn(doi, " ");
    if (!g_str_has_prefix(doi, "10.") || strpbrk(doi, " \"<>") != NULL)
        return NULL;
    const char *slash = strchr(doi, '/');
    size_t n = strspn(doi + strlen("10."), "0123456789.");
    bool is_one = slash != NULL && n >= 4 && slash == doi + strlen("10.") + n && slash[1] != '\0';
    return is_one ? arena_strdup(arena, doi) : NULL;
}

/* ---- works ---- */

FormFault
work_fault(Ctx *cx, int64_t id, const WorkDraft *draft)
{
    const char *doi = *draft->doi != '\0' ? doi_read(cx->arena, draft->doi) : "";
    if (*draft->type != '\0' && library_word_find(WORK_TYPES, draft->type) == NULL)
        return (FormFault){"type", N_("Choose what it is")};
    if (*draft->licence != '\0' && library_word_find(WORK_LICENCES, draft->licence) == NULL)
        return (FormFault){"licence", N_("Choose a licence")};
    if (doi == NULL)
        return (FormFault){"doi", N_("Write a DOI: 10.1000/182")};
    if (*doi != '\0' && db_count(cx, &SQL_library_doi_is_taken, DB_ARGS(doi, id)) > 0)
        return (FormFault){"doi", N_("Another publication has this DOI already")};
    if (draft->authors.n > LIMIT_AUTHORS)
        return (FormFault){"authors", N_("These are too many authors")};
    return (FormFault){NULL, NULL};
}

void
work_save(Ctx *cx, int64_t id, const WorkDraft *draft)
{
    const char *doi = *draft->doi != '\0' ? doi_read(cx->arena, draft->doi) : "";
    db_run(cx, &SQL_library_work_save,
           DB_ARGS(id, draft->type, draft->licence, text_or_empty(draft->rights),
                   text_or_empty(doi), text_or_empty(draft->places), cx->now));
    db_run(cx, &SQL_library_delete_authors, DB_ARGS(id));
    for (size_t i = 0; i < draft->authors.n && !db_failed(cx->db); i++) {
        const Author *author = &draft->authors.at[i];
        db_run(cx, &SQL_library_insert_author,
               DB_ARGS(id, (int64_t)i + 1, DB_OR_NULL(author->person_id),
                       DB_OR_NULL(author->organisation_id), author->name,
                       text_or_empty(author->identifier)));
    }
    audit(cx, "library.save", id, "");
    search_index(cx, id);
}

/* ---- editions ---- */

FormFault
edition_fault(const EditionDraft *draft, EditionSpan editions, int64_t id)
{
    const EditionState *state = edition_state_find(draft->state);
    const Edition *same = edition_of(editions, draft->number, draft->language);
    if (state == NULL)
        return (FormFault){"state", N_("Choose what became of it")};
    if (same != NULL && same->id != id)
        return (FormFault){"number", N_("There is this edition in this language already")};
    for (size_t i = 0; i < editions.n; i++)
        if (editions.at[i].id == id && editions.at[i].out_at != 0 && state->is_to_come)
            return (FormFault){"state", N_("It was published; withdraw it instead")};
    if (strcmp(state->name, "withdrawn") == 0 && *text_or_empty(draft->reason) == '\0')
        return (FormFault){"reason", N_("Say why it was withdrawn: it stands in its place")};
    return (FormFault){NULL, NULL};
}

static ItemDraft
texts_of(const EditionDraft *draft, int64_t work_id)
{
    return (ItemDraft){.kind = "edition",
                       .slug = "",
                       .language = draft->language,
                       .title = draft->title,
                       .summary = draft->summary,
                       .body = draft->body,
                       .planned_on = draft->planned_on,
                       .actual_on = draft->actual_on,
                       .parent_id = work_id};
}

/* What follows from the state of an edition.  A new one has no files yet, and does not hold them.
 */
static void
follow_state(Ctx *cx, int64_t id, int64_t work_id, const EditionDraft *draft, bool is_new)
{
    const EditionState *state = edition_state_find(draft->state);
    if (!is_new || !state->is_out)
        db_run(cx, &SQL_library_hold_files, DB_ARGS(id, (int64_t)!state->is_out));
    if (!is_new)
        search_index(cx, id); /* files are found with it only while they can be had */
    if (strcmp(state->name, "published") == 0 && draft->number > 1)
        db_run(cx, &SQL_library_supersede, DB_ARGS(work_id, draft->number, draft->language));
    if (!state->is_out && !state->is_to_come)
        db_run(cx, &SQL_library_wishes_end, DB_ARGS(id));
    db_run(cx, &SQL_library_work_touch, DB_ARGS(work_id, cx->now));
}

/* "para-professionals-2-fr"; the work's own language goes without saying. */
static int64_t
insert_item(Ctx *cx, const Item *work, const EditionDraft *draft)
{
    ItemDraft texts = texts_of(draft, work->id);
    const char *slug = arena_printf(cx->arena, "%s-%" PRId64, work->slug, draft->number);
    if (strcmp(draft->language, work->original_language) != 0)
        slug = arena_printf(cx->arena, "%s-%s", slug, draft->language);
    texts.slug = slug;
    int64_t id = item_insert(cx, &texts);
    texts.slug = ""; /* another work's edition has that address: from the title, then */
    return id != 0 || db_failed(cx->db) ? id : item_insert(cx, &texts);
}

int64_t
edition_insert(Ctx *cx, const Item *work, const EditionDraft *draft)
{
    if (db_count(cx, &SQL_library_count_editions, DB_ARGS(work->id)) >= LIMIT_EDITIONS)
        return 0;
    int64_t id = insert_item(cx, work, draft);
    bool is_out = edition_state_find(draft->state)->is_out;
    db_run(cx, &SQL_library_edition_insert,
           DB_ARGS(id, draft->number, draft->state, text_or_empty(draft->reason),
                   DB_OR_NULL(is_out ? cx->now : 0)));
    follow_state(cx, id, work->id, draft, true);
    return id;
}

bool
edition_has_later(Ctx *cx, int64_t work_id, int64_t number, const char *language)
{
    return db_count(cx, &SQL_library_count_later, DB_ARGS(work_id, number, language)) > 0;
}

ItemOutcome
edition_update(Ctx *cx, const Edition *edition, int64_t version, const EditionDraft *draft)
{
    const ItemDraft texts = texts_of(draft, edition->work_id);
    ItemOutcome outcome = item_update(cx, edition->id, version, &texts);
    if (outcome != ITEM_OK)
        return outcome;
    bool is_out = edition_state_find(draft->state)->is_out;
    db_run(cx, &SQL_library_edition_update,
           DB_ARGS(edition->id, draft->number, draft->state, text_or_empty(draft->reason),
                   (int64_t)is_out, cx->now));
    follow_state(cx, edition->id, edition->work_id, draft, false);
    return ITEM_OK;
}

bool
edition_delete(Ctx *cx, const Edition *edition)
{
    if (edition->out_at != 0)
        return false;
    item_delete(cx, edition->id);
    db_run(cx, &SQL_library_work_touch, DB_ARGS(edition->work_id, cx->now));
    return true;
}

/* ---- who waits for one ---- */

bool
edition_wish(Ctx *cx, const Edition *edition, bool wants)
{
    if (!edition->is_to_come || cx->me.id == 0)
        return false;
    if (wants)
        db_run(cx, &SQL_library_wish_insert, DB_ARGS(edition->id, cx->me.id, cx->now));
    else
        db_run(cx, &SQL_library_wish_delete, DB_ARGS(edition->id, cx->me.id));
    return true;
}
