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
};
/* clang-format on */
const RouteTable question_routes = ROUTE_TABLE(rows);
