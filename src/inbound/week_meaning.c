/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/week_meaning.h"

#include "alliance/week_writer.h"
#include "lang/lang.h"

#include <string.h>

int64_t
writer_item(Ctx *cx, int64_t number)
{
    const WeekWriter *writer = week_writer_find(cx, number);
    return writer != NULL ? writer->week_id : 0;
}

MeaningOutcome
writer_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const WeekWriter *writer = week_writer_find(cx, arrival->address->number);
    int answer = meaning_answer(cx->arena, arrival->words);
    *ret_note = N_("You were not asked to write for it, or have answered already.");
    if (writer == NULL || writer->person_id != cx->me.id || strcmp(writer->state, "asked") != 0)
        return MEANING_REFUSED;
    *ret_note = N_("The mail must begin with yes or no.");
    if (answer == 0 || !week_writer_answer(cx, writer, answer > 0))
        return MEANING_REFUSED;
    *ret_note = answer > 0 ? N_("You write for it. On its page you begin the post.")
                           : N_("You said that you do not write this time.");
    return MEANING_DONE;
}
