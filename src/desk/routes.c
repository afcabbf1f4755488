/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/desk.h"
#include "desk/pages.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/desk",                get_desk,          MEMBER, 0},
    {POST, "/desk/tasks/{id}",     post_desk_task,    MEMBER, 0},
    {GET,  "/desk/pages",               get_desk_pages,          MEMBER, 0},
    {GET,  "/desk/pages/new",           get_desk_page_new,       MEMBER, 0},
    {POST, "/desk/pages/new",           post_desk_page_new,      MEMBER, 0},
    {GET,  "/desk/pages/{id}",          get_desk_page,           MEMBER, 0},
    {POST, "/desk/pages/{id}",          post_desk_page,          MEMBER, 0},
    {POST, "/desk/pages/{id}/acts",     post_desk_page_act,      MEMBER, 0},
    {POST, "/desk/pages/{id}/schedule", post_desk_page_schedule, MEMBER, 0},
    {GET,  "/desk/pages/{id}/delete",   get_desk_page_delete,    MEMBER, 0},
    {POST, "/desk/pages/{id}/delete",   post_desk_page_delete,   MEMBER, 0},
    {GET,  "/desk/pages/{id}/revisions",               get_desk_revisions,    MEMBER, 0},
    {GET,  "/desk/pages/{id}/revisions/{revision}",    get_desk_revision,     MEMBER, 0},
    {POST, "/desk/pages/{id}/revisions/{revision}",    post_desk_revision,    MEMBER, 0},
    {GET,  "/desk/pages/{id}/translations",            get_desk_translations, MEMBER, 0},
    {GET,  "/desk/pages/{id}/translations/{language}", get_desk_translation,  MEMBER, 0},
    {POST, "/desk/pages/{id}/translations/{language}", post_desk_translation, MEMBER, 0},
    {GET,  "/desk/comments",       get_desk_comments, EDITOR, 0},
    {POST, "/desk/comments/{id}",  post_desk_comment, EDITOR, 0},
    {GET,  "/desk/outbox",         get_desk_outbox,    SECRETARIAT, 0},
    {GET,  "/desk/outbox/{id}",    get_desk_mail,      SECRETARIAT, 0},
    {POST, "/desk/outbox/{id}",    post_desk_mail,     SECRETARIAT, 0},
    {GET,  "/desk/outbox/{id}/html", get_desk_mail_html, SECRETARIAT, 0},
    {GET,  "/desk/jobs",           get_desk_jobs,      SECRETARIAT, 0},
    {POST, "/desk/jobs/{id}",      post_desk_job,      SECRETARIAT, 0},
    {GET,  "/desk/audit",          get_desk_audit,     SECRETARIAT, 0},
    {GET,  "/desk/people",                   get_desk_people,   SECRETARIAT, 0},
    {GET,  "/desk/people/{id}",              get_desk_person,   SECRETARIAT, 0},
    {POST, "/desk/people/{id}/roles",        post_desk_role,    SECRETARIAT, 0},
    {POST, "/desk/people/{id}/roles/{term}", post_desk_term,    SECRETARIAT, 0},
    {GET,  "/desk/account",                  get_desk_account,  MEMBER, 0},
    {POST, "/desk/account",                  post_desk_account, MEMBER, 0},
    {POST, "/desk/account/sessions",         post_desk_others,  MEMBER, 0},
    {POST, "/desk/account/sessions/{id}",    post_desk_session, MEMBER, 0},
};
/* clang-format on */
const RouteTable desk_routes = ROUTE_TABLE(rows);
