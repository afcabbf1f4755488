/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * frame - what frame.html draws around a page.
 */
#pragma once
#include "site/doors.h"
#include "site/views.h"

typedef struct LanguageLink {
    const char *code, *name;
    const char *url; /* relative to this page, so that no prefix is put before it */
} LanguageLink;

typedef struct LanguageLinkSpan {
    const LanguageLink *at;
    size_t n;
} LanguageLinkSpan;

typedef struct Frame {
    const Page *page;
    const Settings *settings;
    const char *lang, *dir;
    const char *title; /* of the window */
    const char *notice;
    LinkSpan menu;
    LanguageLinkSpan languages; /* the others */
    CrumbSpan crumbs;
    const char *name; /* who is signed in, or NULL */
    int64_t n_tasks;
    bool has_desk;           /* is a member */
    DoorSpan doors;          /* the menu of what is one's own, on its pages */
    const char *unreachable; /* the address from which mails came back, or NULL */
    const char *funders;     /* those without a line of their own, "A, B, C", or NULL */
    LinkSpan credits;        /* the lines that funders ask for */
    const char *contact;     /* "mailto:...", or NULL */
    int64_t now;
    bool own_brand; /* the alliance has other colours than style.css */
    SafeHtml body;
} Frame;
