/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/pages.h"
#include "registration/room.h"

/* clang-format off */
static const Route rows[] = {
    {GET,  "/events/{slug}/register",       get_event_register,        PUBLIC, 0},
    {POST, "/events/{slug}/register",       post_event_register,       PUBLIC, 0, .turn = "slug"},
    {POST, "/events/{slug}/unregister",     post_event_unregister,     SIGNED_IN, 0, .turn = "slug"},
    {GET,  "/registrations/confirm/{token}", get_registration_confirm,  PUBLIC, ROUTE_UNCACHED},
    {POST, "/registrations/confirm/{token}", post_registration_confirm, PUBLIC, 0},
    {GET,  "/registrations/{token}",        get_registration,          PUBLIC, ROUTE_UNCACHED},
    {POST, "/registrations/{token}",        post_registration,         PUBLIC, 0},
    {POST, "/registrations/{token}/cancel", post_registration_cancel,  PUBLIC, 0},
    {GET,  "/registrations/{token}/certificate.pdf", get_registration_certificate, PUBLIC, ROUTE_UNCACHED},
    {GET,  "/certificates/{code}",          get_certificate,           PUBLIC, ROUTE_UNCACHED},
    {GET,  "/room/{token}",                 get_room,                  PUBLIC, ROUTE_UNCACHED},
    {POST, "/room/{token}",                 post_room,                 PUBLIC, 0, &prepare_room},
    {GET,  "/desk/events/{id}/meeting",     get_desk_meeting,          MEMBER, 0},
    {POST, "/desk/events/{id}/meeting",     post_desk_meeting,         MEMBER, 0, &prepare_desk_meeting},
    {POST, "/desk/events/{id}/meeting/recordings", post_desk_recordings, MEMBER, 0, &prepare_desk_recordings},
    {POST, "/desk/events/{id}/meeting/recordings/{recording}", post_desk_recording, MEMBER, 0},
    {POST, "/desk/events/{id}/meeting/left", post_desk_recordings_left, MEMBER, 0},
    {GET,  "/desk/events/{id}/terms",       get_desk_terms,            MEMBER, 0},
    {POST, "/desk/events/{id}/terms",       post_desk_terms,           MEMBER, 0},
    {GET,  "/desk/events/{id}/registrations",     get_desk_registrations,     MEMBER, 0},
    {GET,  "/desk/events/{id}/registrations.csv", get_desk_registrations_csv, MEMBER, 0},
    {POST, "/desk/events/{id}/registrations",     post_desk_walk_in,          MEMBER, 0},
    {POST, "/desk/events/{id}/registrations/{registration}", post_desk_registration, MEMBER, 0},
    {GET,  "/desk/events/{id}/report",      get_desk_report,           MEMBER, 0},
    {POST, "/desk/events/{id}/report",      post_desk_report,          MEMBER, ROUTE_UPLOAD},
    {GET,  "/desk/events/{id}/thanks",      get_desk_thanks,           MEMBER, 0},
    {POST, "/desk/events/{id}/thanks",      post_desk_thanks,          MEMBER, 0},
};
/* clang-format on */
const RouteTable registration_routes = ROUTE_TABLE(rows);
