/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/review_meaning.h"

#include "alliance/review.h"
#include "lang/lang.h"

MeaningOutcome
review_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Item *item = item_find_in(cx, arrival->address->number, "");
    *ret_note = N_("What it answers is not there any more, or is not yours to talk about.");
    if (item == NULL || !review_may_talk(cx, item))
        return MEANING_REFUSED;
    *ret_note = N_("There was no new word in the mail.");
    if (*arrival->words == '\0')
        return MEANING_REFUSED;
    *ret_note = N_("The mail is too long for words about a text.");
    if (g_utf8_strlen(arrival->words, -1) > REVIEW_WORDS)
        return MEANING_REFUSED;
    review_say(cx, item, arrival->words);
    *ret_note = arrival->files.n > 0
                    ? N_("It went to who else talks about the text. Its files were left out.")
                    : N_("It went to who else talks about the text.");
    return arrival->files.n > 0 ? MEANING_PARTLY : MEANING_DONE;
}
