/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What may be in the library already: an editor says of each row, or of all, whether it comes in.
 */
#include "accession/accession.h"

#include "accession/accession.sql.h"
#include "alliance/audit.h"

#include <string.h>

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

/* Rows that are doubles, each once. */
static bool
are_doubles(Ctx *cx, int64_t id, const AccessionChoices *choices)
{
    size_t n = choices->n_take + choices->n_leave;
    int64_t *places = arena_array_of(cx->arena, int64_t, n + 1);
    if (choices->n_take > 0)
        memcpy(places, choices->take, choices->n_take * sizeof *places);
    if (choices->n_leave > 0)
        memcpy(places + choices->n_take, choices->leave, choices->n_leave * sizeof *places);
    return db_count(cx, &SQL_accession_count_doubles_at,
                    DB_ARGS(id, db_numbers(cx->arena, places, n))) == (int64_t)n;
}

static int64_t
choose(Ctx *cx, int64_t id, const int64_t *places, size_t n, const char *choice)
{
    return n > 0 ? db_run(cx, &SQL_accession_choose,
                          DB_ARGS(id, db_numbers(cx->arena, places, n), choice))
                 : 0;
}

bool
accession_choose(Ctx *cx, const Accession *accession, const AccessionChoices *choices)
{
    if (!accession_takes_files(accession) || !are_doubles(cx, accession->id, choices))
        return false;
    int64_t taken = choose(cx, accession->id, choices->take, choices->n_take, ACCESSION_TAKE);
    int64_t left = choose(cx, accession->id, choices->leave, choices->n_leave, ACCESSION_LEAVE);
    if (taken + left > 0)
        note(cx, accession,
             arena_printf(cx->arena, "take %" PRId64 ", leave %" PRId64, taken, left));
    return true;
}

void
accession_choose_all(Ctx *cx, const Accession *accession, bool take)
{
    accession_set_rules(cx, accession->id, (AccessionRules){accession->publishes, take});
    db_run(cx, &SQL_accession_unchoose, DB_ARGS(accession->id));
    note(cx, accession, take ? "take all" : "leave all");
}
