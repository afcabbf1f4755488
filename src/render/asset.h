/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * asset - the static files of assets/, compiled into the program.
 *
 * An asset's address contains a hash of its bytes, so that browsers may keep
 * it for ever.  tools/assetc writes the table.
 */
#pragma once
#include "base/arena.h"

typedef struct Asset {
    const char *name; /* "style.css" */
    const char *url;  /* "/assets/style.3f2a9c1b.css" */
    const char *type; /* Content-Type */
    const char *etag; /* with its quotes */
    Bytes plain;
    Bytes gzip, brotli; /* n is 0 where they would not be smaller */
} Asset;

/** All assets, by name. */
extern const Asset ASSETS[];
extern const size_t N_ASSETS;

/** The address of the asset @name.  A name that is not in assets/ is our mistake. */
const char *asset_url(const char *name);

/** The asset at the path "/assets/..."; NULL if there is none. */
const Asset *asset_find(const char *url_path);
