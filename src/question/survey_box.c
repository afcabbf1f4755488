/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "question/survey_box.h"

#include "question/pages.h"

/* Published are numbers of a survey that nobody can change any more; words stay with the organiser.
 */
static const Results *
published(Ctx *cx, const Survey *survey)
{
    if (!survey->is_published || !survey_is_closed(survey, cx->now) ||
        !survey_has_results(survey, cx->now))
        return NULL;
    Results *results = arena_new_of(cx->arena, Results);
    results->results = result_list(cx, survey->item_id, QUESTION_SURVEY, 0);
    return results->results.n > 0 ? results : NULL;
}

static const char *
own_path(Ctx *cx, const Survey *survey)
{
    const Registration *mine = survey_is_open(survey, cx->now)
                                   ? registration_mine(cx, survey->item_id)
                                   : NULL;
    return mine != NULL ? survey_path(cx, mine) : NULL;
}

const SurveyBox *
survey_box_new(Ctx *cx, int64_t item_id)
{
    const Survey *survey = survey_find(cx, item_id);
    if (survey == NULL)
        return NULL;
    SurveyBox *box = arena_new_of(cx->arena, SurveyBox);
    *box = (SurveyBox){.path = own_path(cx, survey),
                       .closes_at = survey->closes_at,
                       .n_replies = survey->n_replies,
                       .results = published(cx, survey)};
    return box->path != NULL || box->results != NULL ? box : NULL;
}
