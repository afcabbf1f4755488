/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "question/pages.h"
#include "question/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk/events/{id}/questions/{use}",     get_desk_questions,    MEMBER, 0},
    {POST, "/desk/events/{id}/questions/{use}",     post_desk_needs,       MEMBER, 0},
    {GET,  "/desk/events/{id}/questions/{use}/new", get_desk_question_new, MEMBER, 0},
    {POST, "/desk/events/{id}/questions/{use}/new", post_desk_question_new, MEMBER, 0},
    {GET,  "/desk/questions/{question}",            get_desk_question,     MEMBER, 0},
    {POST, "/desk/questions/{question}",            post_desk_question,    MEMBER, 0},
    {POST, "/desk/questions/{question}/act",        post_desk_question_act, MEMBER, 0},
    {GET,  "/desk/events/{id}/answers/{use}",       get_desk_answers,      MEMBER, 0},
    {GET,  "/desk/events/{id}/answers/{use}/csv",   get_desk_answers_csv,  MEMBER, 0},
    {GET,  "/desk/events/{id}/survey",              get_desk_survey,       MEMBER, 0},
    {POST, "/desk/events/{id}/survey",              post_desk_survey,      MEMBER, 0},
    {POST, "/desk/events/{id}/survey/open",         post_desk_survey_open, MEMBER, 0},
    {GET,  "/surveys/{token}",                      get_survey,            PUBLIC, ROUTE_UNCACHED},
    {POST, "/surveys/{token}",                      post_survey,           PUBLIC, 0},
};
/* clang-format on */
const RouteTable question_routes = ROUTE_TABLE(rows);
