/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * tools - what the pages about tools show: one's own agreements, the secretariat's register.
 */
#pragma once
#include "openid/client.h"
#include "web/form.h"

/** A tool that somebody agreed to. */
typedef struct ToolRow {
    int64_t id; /* of the agreement */
    const char *name;
    bool is_demo;
    const char *told; /* plain text: what it is told */
    int64_t agreed_at, used_at;
} ToolRow;

typedef struct ToolRowSpan {
    ToolRow *at;
    size_t n;
} ToolRowSpan;

typedef struct OpenidTools {
    ToolRowSpan rows;
    bool keeps_register; /* the secretariat's link to it */
} OpenidTools;

typedef struct OpenidClients {
    OpenidClientSpan rows;
    const char *issuer;
} OpenidClients;

typedef struct OpenidClientView {
    const OpenidClient *client; /* NULL: a new one */
    const Form *form;
} OpenidClientView;

/** The one page on which a secret can be read. */
typedef struct OpenidSecret {
    int64_t id;
    const char *name, *client_id, *issuer;
    const char *secret; /* or NULL: the tool is public */
} OpenidSecret;
