/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_pages.h"

#include "alliance/file.h"

/* One answer for what is not there and what may not be seen. */
static Response *
get_file(Request *req)
{
    int64_t id = req_id(req, "id");
    return file_may_see(req->cx, id) ? file_respond(req, id) : respond_not_found(req);
}

/* clang-format off */
static const Route rows[] = {
    {GET, "/files/{id}",        get_file, PUBLIC, ROUTE_VERBATIM},
    {GET, "/files/{id}/{name}", get_file, PUBLIC, ROUTE_VERBATIM},
};
/* clang-format on */
const RouteTable file_routes = ROUTE_TABLE(rows);
