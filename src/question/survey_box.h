/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * survey_box - what a survey says on an event's page (survey_box.html).
 */
#pragma once
#include "alliance/survey.h"
#include "question/result.h"

typedef struct SurveyBox {
    const char *path; /* the reader's own link to a survey that waits for an answer; or NULL */
    int64_t closes_at, n_replies;  /* UTC */
    const struct Results *results; /* the organiser shows them to all; or NULL */
} SurveyBox;

/** NULL: there is neither. */
const SurveyBox *survey_box_new(Ctx *cx, int64_t item_id);
