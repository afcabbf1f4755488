/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/frame.h"

#include "alliance/supporter.h"
#include "alliance/task.h"
#include "base/text.h"
#include "lang/format.h"
#include "site/brand.h"
#include "site/doors.h"
#include "site/frame.html.h"
#include "site/site.h"
#include "web/app.h"

#include <string.h>

static const struct {
    const char *section, *label, *url;
} menu_entries[] = {
    {"about",     N_("About"),     "/about"    },
    {"take-part", N_("Take part"), "/take-part"},
    {"knowledge", N_("Knowledge"), "/knowledge"},
    {"advocate",  N_("Advocate"),  "/advocate" },
    {"members",   N_("Members"),   "/members"  },
};

static LinkSpan
menu(Ctx *cx, const Page *page)
{
    Link *links = arena_array_of(cx->arena, Link, G_N_ELEMENTS(menu_entries));
    for (size_t i = 0; i < G_N_ELEMENTS(menu_entries); i++)
        links[i] = (Link){.label = menu_entries[i].label,
                          .url = menu_entries[i].url,
                          .here = g_strcmp0(page->section, menu_entries[i].section) == 0};
    return (LinkSpan){links, G_N_ELEMENTS(menu_entries)};
}

/* The address as it was sent, without the language's part. */
static const char *
neutral_target(const Request *req)
{
    const char *target = req->in->target, *prefix = lang_prefix(req->cx);
    size_t n = strlen(prefix);
    if (n > 0 && strncmp(target, prefix, n) == 0)
        target += n;
    return *target == '/' ? target : arena_printf(req->cx->arena, "/%s", target);
}

static const char *
path_in(const Request *req, const Page *page, const Lang *lang)
{
    const char *path = NULL;
    for (size_t i = 0; i < page->languages.n; i++)
        if (strcmp(page->languages.at[i].name, lang->code) == 0)
            path = page->languages.at[i].value;
    /* What was posted has no address of its own to be read again. */
    if (path == NULL)
        path = req->in->method == GET ? neutral_target(req) : "/";
    return path;
}

static LanguageLinkSpan
languages(const Request *req, const Page *page, const Settings *set)
{
    Ctx *cx = req->cx;
    g_auto(GStrv) codes = g_strsplit(set->languages != NULL ? set->languages : "", ",", -1);
    LanguageLink *links = arena_array_of(cx->arena, LanguageLink, g_strv_length(codes));
    size_t n = 0;
    for (char **code = codes; *code != NULL; code++) {
        const Lang *lang = lang_find(g_strstrip(*code));
        if (lang != NULL && lang != cx->lang)
            links[n++] = (LanguageLink){.code = lang->code,
                                        .name = lang->name,
                                        .url = link_in(req, lang, path_in(req, page, lang))};
    }
    return (LanguageLinkSpan){links, n};
}

/* The funders: names of those that ask for no line of their own, and the lines. */
static void
credit_funders(Ctx *cx, Frame *frame)
{
    SupporterSpan all = supporter_list(cx);
    Link *credits = arena_array_of(cx->arena, Link, all.n);
    GString *names = arena_string(cx->arena, 128);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const Supporter *funder = &all.at[i];
        if (strcmp(funder->kind, "funder") != 0)
            continue;
        if (*funder->credit != '\0')
            credits[n++] = (Link){.label = funder->credit};
        else
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", funder->name);
    }
    frame->funders = names->len > 0 ? names->str : NULL;
    frame->credits = (LinkSpan){credits, n};
}

static const char *
window_title(Ctx *cx, const Page *page, const Settings *set)
{
    if (page->bare || page->title == NULL)
        return set->name;
    return arena_printf(cx->arena, "%s · %s", page->title, set->name);
}

void
site_frame(Request *req, const Page *page, const char *notice, Html *body, Html *out)
{
    Ctx *cx = req->cx;
    const Settings *set = settings(cx);
    Frame frame = {.page = page,
                   .settings = set,
                   .lang = cx->lang->code,
                   .dir = cx->lang->dir,
                   .title = window_title(cx, page, set),
                   .notice = notice,
                   .menu = menu(cx, page),
                   .languages = languages(req, page, set),
                   .crumbs = page->here,
                   .now = cx->now,
                   .own_brand = brand_is_own(set),
                   .body = html_taken(body)};
    if (cx->me.id != 0) {
        frame.name = cx->me.name;
        frame.n_tasks = task_count_mine(cx);
        frame.has_desk = cx->me.roles != 0;
        if (door_is_here(req))
            frame.doors = door_list(req);
        frame.unreachable = cx->me.unreachable ? cx->me.email : NULL;
    }
    if (set->contact != NULL && *set->contact != '\0')
        frame.contact = arena_printf(cx->arena, "mailto:%s", set->contact);
    credit_funders(cx, &frame);
    frame_html(out, &frame);
}
