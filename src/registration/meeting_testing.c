/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "registration/meeting_testing.h"

#include <glib.h>
#include <string.h>

bool
is_signed_call(const char *url)
{
    const char *call = url + strlen(API "/"), *sum = strstr(url, "checksum=");
    g_assert_nonnull(sum);
    size_t n = strcspn(call, "?");
    const char *query = call + n + 1;
    size_t n_query = (size_t)(sum - query);
    g_autofree char *text = g_strdup_printf("%.*s%.*s" SECRET, (int)n, call,
                                            (int)(n_query > 0 ? n_query - 1 : 0), query);
    g_autofree char *right = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    return strcmp(sum + strlen("checksum="), right) == 0;
}
