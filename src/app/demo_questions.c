/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is asked of who comes to the symposium, which is a fact, and a survey after the demo's own
 * call. Questions and answers are invented.
 */
#include "alliance/attendance.h"
#include "alliance/survey.h"
#include "app/app.sql.h"
#include "app/demo.h"

#define SYMPOSIUM "symposium-4"
#define CALL "demo-call"
#define GROUP "para-professionals" /* from which people are taken */
#define SILENT 9                   /* one of so many has not answered */
#define ANSWERERS ((int64_t)9)

static const char *const tables[] = {"Planning", "Developing", "Supporting", NULL};
static const char *const tables_fr[] = {"Planifier", "Développer", "Soutenir", NULL};
static const char *const grades[] = {"Very useful", "Useful", "Less useful", NULL};
static const char *const grades_fr[] = {"Très utile", "Utile", "Moins utile", NULL};

typedef struct Answerer {
    int64_t id;
    const char *name;
} Answerer;

static const DbType ANSWERER = DB_TYPE(Answerer, DB_FIELD(Answerer, id), DB_FIELD(Answerer, name));

static int64_t
ask(Ctx *cx, int64_t item_id, const char *use, const QuestionDraft *draft, const char *french,
    const char *const *options)
{
    int64_t id = question_add(cx, item_id, use, draft);
    const Question *made = question_find(cx, id);
    if (made != NULL)
        question_translate(cx, made, "fr", french, options);
    return id;
}

/* ---- who comes to the symposium ---- */

static void
build_registration(Ctx *cx, const Item *event)
{
    int64_t table = ask(cx, event->id, QUESTION_REGISTRATION,
                        &(QuestionDraft){.part = "came",
                                         .kind = "one",
                                         .text = "A demo: at which table will you sit?",
                                         .options = tables,
                                         .required = true},
                        "Une démo : à quelle table serez-vous ?", tables_fr);
    int64_t why = ask(cx, event->id, QUESTION_REGISTRATION,
                      &(QuestionDraft){.part = "",
                                       .kind = "line",
                                       .text = "A demo: whom do you support?",
                                       .if_id = table,
                                       .if_number = 3},
                      "Une démo : qui soutenez-vous ?", NULL);
    question_set_need(cx, event->id, &QUESTION_NEEDS[0], true);
    RegistrationSpan all = registration_list(cx, event->id, "in", 100, 0);
    for (size_t i = 0; i < all.n; i++) {
        if (i % SILENT == 1) /* registered from a calendar, and is asked behind the link */
            continue;
        int64_t chosen = (int64_t)(i % 3) + 1;
        const Answer answers[] = {
            {.question_id = table, .number = chosen, .text = ""                             },
            {.question_id = why,   .number = 0,      .text = "A demo: volunteers at schools"},
        };
        answer_save(cx, all.at[i].id, QUESTION_REGISTRATION,
                    (AnswerSpan){answers, chosen == 3 ? 2 : 1});
    }
}

/* ---- after the call ---- */

static void
build_reply(Ctx *cx, const Item *event, const Applicant *who, int64_t grade, int64_t number)
{
    bool is_new;
    const Registration *came = registration_admit(cx, event->id, who, &is_new);
    const Survey *survey = survey_find(cx, event->id);
    const Answer answer = {.question_id = grade, .number = number, .text = ""};
    if (came == NULL || survey == NULL)
        return;
    attendance_note(cx, came, ATTENDANCE_DESK);
    survey_answer(cx, survey, came, (AnswerSpan){&answer, 1});
}

static void
build_survey(Ctx *cx, const Item *event)
{
    const Viewer before = cx->me;
    registration_terms_save(cx, event->id, &(RegistrationTerms){.is_open = false});
    survey_save(cx, event->id,
                &(Survey){.is_on = true,
                          .is_anonymous = true,
                          .is_published = true,
                          .days = SURVEY_DAYS,
                          .came_words = "A demo: thank you for having been there.",
                          .missed_words = ""});
    int64_t grade = ask(cx, event->id, QUESTION_SURVEY,
                        &(QuestionDraft){.part = "came",
                                         .kind = "one",
                                         .text = "A demo: was it useful to your work?",
                                         .options = grades,
                                         .required = true},
                        "Une démo : cela a-t-il été utile à votre travail ?", grades_fr);
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &ANSWERER, DB_ARGS(GROUP, cx->now, ANSWERERS));
    const Answerer *people = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        cx->me = (Viewer){.id = people[i].id, .roles = ROLE_MEMBER, .name = people[i].name};
        const Applicant who = registration_applicant(cx);
        cx->me = before;
        build_reply(cx, event, &who, grade, i % 4 == 3 ? 3 : (int64_t)(i % 2) + 1);
    }
}

void
demo_build_questions(Ctx *cx)
{
    const Item *symposium = item_find(cx, "event", SYMPOSIUM);
    const Item *call = item_find(cx, "event", CALL);
    if (symposium != NULL)
        build_registration(cx, symposium);
    if (call != NULL)
        build_survey(cx, call);
}
