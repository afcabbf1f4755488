/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * linked_data - a person in the vocabulary of schema.org, for search engines.
 */
#pragma once
#include "alliance/profile.h"
#include "render/html.h"

/** The script element with the Person, whose page is @url; @base_url begins the address of the
 *  picture.  The profile must be as everybody sees it. */
SafeHtml linked_data_person(Arena *arena, const Profile *profile, const char *base_url,
                            const char *url);
