/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What may be in the library already: an editor says of each row, or of all, whether it comes in.
 */
#include "accession/accession.h"

#include "accession/accession.sql.h"
#include "alliance/audit.h"

#include <string.h>

#define MARK_SIZE 16 /* letters of a checksum: nobody tries to have the same */

bool
accession_takes(const Accession *accession, const AccessionRow *row)
{
    return *row->choice != '\0' ? strcmp(row->choice, ACCESSION_TAKE) == 0
                                : accession->takes_doubles;
}

int64_t
accession_count_doubles(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_accession_count_doubles, DB_ARGS(id));
}

int64_t
accession_count_unchecked(Ctx *cx, int64_t id)
{
    return db_count(cx, &SQL_accession_count_unchecked, DB_ARGS(id));
}

/* ---- what people decide ---- */

static void
note(Ctx *cx, const Accession *accession, const char *what)
{
    audit(cx, "accession.choose", 0,
          arena_printf(cx->arena, "#%" PRId64 ": %s, %s", accession->id, accession->name, what));
}

static const DbType SAID = DB_TYPE(AccessionRow, DB_FIELD(AccessionRow, place),
                                   DB_FIELD(AccessionRow, choice));

/* Places of the choices for which @takes is so, as the statements take them. */
static const char *
places_of(Ctx *cx, AccessionChoiceSpan choices, bool takes)
{
    int64_t *places = arena_array_of(cx->arena, int64_t, choices.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < choices.n; i++)
        if (choices.at[i].takes == takes)
            places[n++] = choices.at[i].place;
    return db_numbers(cx->arena, places, n);
}

/* Did somebody say otherwise?  Who says the same is no hindrance. */
static bool
is_overtaken(const Accession *accession, const AccessionRow *row, const AccessionChoice *choice)
{
    bool takes = accession_takes(accession, row);
    bool is_as_seen = *choice->seen != '\0' ? (strcmp(choice->seen, ACCESSION_TAKE) == 0) == takes
                                            : *row->choice == '\0';
    return !is_as_seen && takes != choice->takes;
}

/* Rows that are doubles, each once, and as the editor saw them. */
static AccessionChosen
look_at(Ctx *cx, const Accession *accession, AccessionChoiceSpan choices)
{
    int64_t *places = arena_array_of(cx->arena, int64_t, choices.n + 1);
    for (size_t i = 0; i < choices.n; i++)
        places[i] = choices.at[i].place;
    DbRows rows = db_all(cx, &SQL_accession_doubles_at, &SAID,
                         DB_ARGS(accession->id, db_numbers(cx->arena, places, choices.n)));
    if (rows.n != choices.n)
        return CHOSEN_WRONG;
    const AccessionRow *said = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        for (size_t k = 0; k < choices.n; k++)
            if (said[i].place == choices.at[k].place &&
                is_overtaken(accession, &said[i], &choices.at[k]))
                return CHOSEN_MEANWHILE;
    return CHOSEN;
}

AccessionChosen
accession_choose(Ctx *cx, const Accession *accession, AccessionChoiceSpan choices)
{
    if (!accession_takes_files(accession))
        return CHOSEN_WRONG;
    AccessionChosen chosen = look_at(cx, accession, choices);
    if (chosen != CHOSEN)
        return chosen;
    int64_t taken = db_run(cx, &SQL_accession_choose,
                           DB_ARGS(accession->id, places_of(cx, choices, true), ACCESSION_TAKE));
    int64_t left = db_run(cx, &SQL_accession_choose,
                          DB_ARGS(accession->id, places_of(cx, choices, false), ACCESSION_LEAVE));
    if (taken + left > 0)
        note(cx, accession,
             arena_printf(cx->arena, "take %" PRId64 ", leave %" PRId64, taken, left));
    return CHOSEN;
}

const char *
accession_choices_mark(Ctx *cx, const Accession *accession)
{
    DbRows rows = db_all(cx, &SQL_accession_choices, &SAID, DB_ARGS(accession->id));
    const AccessionRow *said = rows.at;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)(accession->takes_doubles ? "+" : "-"), 1);
    for (size_t i = 0; i < rows.n; i++) {
        const char *line = arena_printf(cx->arena, "%" PRId64 "%s", said[i].place, said[i].choice);
        g_checksum_update(sum, (const guchar *)line, (gssize)strlen(line));
    }
    return arena_strndup(cx->arena, g_checksum_get_string(sum), MARK_SIZE);
}

/* Nobody said anything, or it is what the editor saw. */
static bool
is_as_seen(Ctx *cx, const Accession *accession, const char *seen)
{
    return *seen == '\0' ? db_count(cx, &SQL_accession_count_chosen, DB_ARGS(accession->id)) == 0
                         : strcmp(seen, accession_choices_mark(cx, accession)) == 0;
}

AccessionChosen
accession_choose_all(Ctx *cx, const Accession *accession, bool take, const char *seen)
{
    if (!is_as_seen(cx, accession, seen))
        return CHOSEN_MEANWHILE;
    accession_set_rules(cx, accession->id, (AccessionRules){accession->publishes, take});
    db_run(cx, &SQL_accession_unchoose, DB_ARGS(accession->id));
    note(cx, accession, take ? "take all" : "leave all");
    return CHOSEN;
}
