/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "drafting/pages.h"
#include "drafting/room.h"

/* What is called by a number comes after what is called by a word. */
/* clang-format off */
static const Route rows[] = {
    {GET,  "/drafts",                            get_drafts,          PUBLIC, 0},
    {GET,  "/groups/{slug}/drafts",              get_group_drafts,    PUBLIC, 0},
    {GET,  "/groups/{slug}/drafts/new",          get_draft_new,       MEMBER, 0},
    {POST, "/groups/{slug}/drafts/new",          post_draft_new,      MEMBER, 0},
    {GET,  "/drafts/{slug}",                     get_draft,           PUBLIC, 0},
    {GET,  "/drafts/{slug}/edit",                get_draft_edit,      MEMBER, 0},
    {POST, "/drafts/{slug}/edit",                post_draft_edit,     MEMBER, 0},
    {GET,  "/drafts/{slug}/settings",            get_draft_settings,  MEMBER, 0},
    {POST, "/drafts/{slug}/settings",            post_draft_settings, MEMBER, 0},
    {POST, "/drafts/{slug}/act",                 post_draft_act,      MEMBER, 0},
    {GET,  "/drafts/{slug}/history",             get_draft_history,   PUBLIC, 0},
    {GET,  "/drafts/{slug}/history/{revision}",  get_draft_revision,  PUBLIC, 0},
    {POST, "/drafts/{slug}/history/{revision}",  post_draft_revision, MEMBER, 0},
    {GET,  "/drafts/{slug}/wordings",            get_wordings,        PUBLIC, 0},
    {GET,  "/drafts/{slug}/wordings/{comment}",  get_wording,         PUBLIC, 0},
    {POST, "/drafts/{slug}/wordings/{comment}",  post_wording,        MEMBER, 0},
    {GET,  "/drafts/{slug}/record",              get_record,          PUBLIC, 0},
    {GET,  "/drafts/{slug}/record.csv",          get_record_csv,      PUBLIC, 0},
    {GET,  "/drafts/{slug}/text",                get_draft_text,      PUBLIC, 0},
    {GET,  "/drafts/{slug}/text.md",             get_draft_markdown,  PUBLIC, 0},
    {GET,  "/drafts/{slug}/{number}",            get_paragraph,       PUBLIC, 0},
    {POST, "/drafts/{slug}/{number}/wordings",   post_paragraph_wording, MEMBER, 0},
    {POST, "/drafts/{slug}/{number}/guest",      post_guest,          PUBLIC, 0},
    {GET,  "/remark/{token}",                    get_guest_token,     PUBLIC, ROUTE_UNCACHED},
    {POST, "/remark/{token}",                    post_guest_token,    PUBLIC, 0},
    {GET,  "/drafts/{slug}/{number}/edit",       get_paragraph_edit,  MEMBER, 0},
    {POST, "/drafts/{slug}/{number}/edit",       post_paragraph_edit, MEMBER, 0},
};
/* clang-format on */
const RouteTable drafting_routes = ROUTE_TABLE(rows);
