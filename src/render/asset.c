/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "render/asset.h"

#include <string.h>

const char *
asset_url(const char *name)
{
    for (size_t i = 0; i < N_ASSETS; i++)
        if (strcmp(ASSETS[i].name, name) == 0)
            return ASSETS[i].url;
    g_error("there is no asset %s", name);
}

const Asset *
asset_find(const char *url_path)
{
    for (size_t i = 0; i < N_ASSETS; i++)
        if (strcmp(ASSETS[i].url, url_path) == 0)
            return &ASSETS[i];
    return NULL;
}
