/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * blog_testing - posts for tests, written as Ann.
 */
#pragma once
#include "alliance/post.h"
#include "site/site_testing.h"

/** Ann saves a post "A post" with this text.  Returns its id. */
int64_t a_post_of_ann(Fixture *fx, const char *body);

/** "/posts/7", with @rest behind it. */
const char *post_path(Fixture *fx, int64_t id, const char *rest);

/** The item's version as a form has it. */
const char *version_of_post(Fixture *fx, int64_t id);

/** What is the post's state? */
const char *state_of_post(Fixture *fx, int64_t id);

/** Press a button of the post's page for author and editors. */
Response *take(Fixture *fx, int64_t me, int64_t id, const char *act, const char *words);

/** Ann hands it in and Edna publishes it. */
void publish_post(Fixture *fx, int64_t id);
