/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/routes.h"
#include "accession/room.h"
#include "account/account.h"
#include "alliance/file_pages.h"
#include "blog/room.h"
#include "comment/room.h"
#include "contributing/room.h"
#include "curated/room.h"
#include "desk/desk.h"
#include "directory/room.h"
#include "door/room.h"
#include "drafting/room.h"
#include "event/room.h"
#include "export/room.h"
#include "fair/room.h"
#include "finding/room.h"
#include "floor/room.h"
#include "group/room.h"
#include "import/import.h"
#include "library/room.h"
#include "member/member.h"
#include "merge/merge.h"
#include "newsletter/newsletter.h"
#include "oai/room.h"
#include "openid/openid.h"
#include "organisation/room.h"
#include "poll/room.h"
#include "privacy/privacy.h"
#include "profile/room.h"
#include "programme/room.h"
#include "question/room.h"
#include "reading/room.h"
#include "registration/room.h"
#include "segment/room.h"
#include "site/site.h"
#include "subscription/subscription.h"
#include "topic/room.h"
#include "web/health.h"
#include "week/room.h"

/* The site has "/{slug}", so it comes last. */
/* clang-format off */
const RouteTable *const ROUTES[] = {
    &health_routes,
    &file_routes,
    &desk_routes,
    &account_routes,
    &door_routes,
    &import_routes,
    &merge_routes,
    &segment_routes,
    &export_routes,
    &newsletter_routes,
    &event_routes,
    &programme_routes,
    &fair_routes,
    &question_routes,
    &floor_routes,
    &registration_routes,
    &blog_routes,
    &week_routes,
    &topic_routes,
    &finding_routes,
    &contributing_routes,
    &library_routes,
    &accession_routes,
    &curated_routes,
    &reading_routes,
    &oai_routes,
    &member_routes,
    &subscription_routes,
    &privacy_routes,
    &openid_routes,
    &profile_routes,
    &organisation_routes,
    &group_routes,
    &comment_routes,
    &poll_routes,
    &drafting_routes,
    &directory_routes,
    &site_routes,
    NULL,
};
/* clang-format on */
