/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * pages - the handlers of the room's routes (routes.c), by the file they are in.
 */
#pragma once
#include "web/web.h"

/* list_pages.c */
Response *get_organisations(Request *req);

/* organisation_pages.c */
Response *get_organisation(Request *req);
Response *get_organisation_edit(Request *req);
Response *post_organisation_edit(Request *req);
Response *post_organisation_representative(Request *req);

/* spelling_pages.c */
Response *get_desk_organisations(Request *req);
Response *post_desk_spelling(Request *req);
Response *post_desk_split(Request *req);
Response *post_desk_representative(Request *req);
