/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * page_list - everything that is written, with its state.
 */
#pragma once
#include "desk/desk.h"
#include "web/form.h"

typedef struct PageRow {
    int64_t id, updated_at;
    int64_t publish_at; /* 0: not scheduled */
    const char *kind, *status, *language, *title;
    const char *kind_label, *status_label; /* English */
} PageRow;

typedef struct PageRowSpan {
    const PageRow *at;
    size_t n;
} PageRowSpan;

typedef struct PageList {
    const Form *form;
    PageRowSpan rows;
    LinkSpan pages;
    int64_t n;
} PageList;
