/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/work_named.h"

#include "alliance/search.h"
#include "lang/lang.h"
#include "library/doubles.h"
#include "library/relation.sql.h"
#include "web/app.h"

#include <string.h>

/* ---- addresses ---- */

/* Of ours without host and language: "/library/a-guide"; else as it is. */
static const char *
path_in(Ctx *cx, const char *typed)
{
    const char *path = typed;
    size_t n = strlen(cx->app->base_url);
    if (strncmp(typed, cx->app->base_url, n) == 0 && typed[n] == '/')
        path += n;
    if (*path != '/')
        return typed;
    const char *slash = strchr(path + 1, '/');
    g_autofree char *code = slash != NULL ? g_strndup(path + 1, (size_t)(slash - path) - 1) : NULL;
    return code != NULL && lang_find(code) != NULL ? slash : path;
}

static const Item *
item_at(Ctx *cx, const char *path, const char *root, const char *kind)
{
    size_t n = strlen(root);
    if (strncmp(path, root, n) != 0)
        return NULL;
    return item_find(cx, kind, arena_strndup(cx->arena, path + n, strcspn(path + n, "/?#")));
}

static const Item *
work_at(Ctx *cx, const char *path)
{
    const Item *edition = item_at(cx, path, "/editions/", "edition");
    return edition != NULL ? item_find_id(cx, edition->parent_id)
                           : item_at(cx, path, "/library/", "work");
}

static const Item *
work_of_number(Ctx *cx, int64_t id)
{
    const Item *item = id != 0 ? item_find_id(cx, id) : NULL;
    return item != NULL && strcmp(item->kind, "work") == 0 ? item : NULL;
}

/* ---- titles ---- */

/* All that search finds; the one whose title is just this, if there is one only. */
static WorkNamed
named_by_words(Ctx *cx, const char *typed)
{
    SearchHitSpan hits = search_find(cx, &(SearchQuery){.words = typed, .kind = "work", .page = 1});
    int64_t *ids = arena_array_of(cx->arena, int64_t, hits.n);
    size_t n = MIN(hits.n, WORKS_OFFERED), n_same = 0;
    int64_t same = 0;
    for (size_t i = 0; i < n; i++) {
        ids[i] = hits.at[i].item_id;
        if (titles_are_same(cx->arena, hits.at[i].title, typed)) {
            same = ids[i];
            n_same++;
        }
    }
    if (n == 1 || n_same == 1)
        return (WorkNamed){.work = work_of_number(cx, n == 1 ? ids[0] : same)};
    return (WorkNamed){
        .several = n > 0 ? item_list_ids(cx, ids, n) : (ItemSpan){NULL, 0}
    };
}

static bool
is_number(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n > 0 && n < 19 && text[n] == '\0';
}

static bool
is_elsewhere(const char *typed)
{
    return (g_str_has_prefix(typed, "https://") || g_str_has_prefix(typed, "http://")) &&
           strpbrk(typed, " \"<>") == NULL && strlen(typed) > strlen("https://");
}

WorkNamed
work_named(Ctx *cx, const char *typed)
{
    if (is_number(typed))
        return (WorkNamed){.work = work_of_number(cx, g_ascii_strtoll(typed, NULL, 10))};
    const char *path = path_in(cx, typed);
    if (*path == '/')
        return (WorkNamed){.work = work_at(cx, path)};
    const char *doi = doi_read(cx->arena, typed);
    if (doi != NULL) {
        const Item *work = work_of_number(
            cx, db_count(cx, &SQL_relation_work_of_doi, DB_ARGS(doi, cx->me.id, cx->me.roles)));
        return (WorkNamed){.work = work, .url = work == NULL ? doi_url(cx->arena, doi) : NULL};
    }
    if (is_elsewhere(typed))
        return (WorkNamed){.url = typed};
    return named_by_words(cx, typed);
}

const Item *
work_named_in(Form *form, WorkSeveral *ret_several, const char **ret_url)
{
    Ctx *cx = form->req->cx;
    const char *typed = form_text(form, "other"), *picked = req_field(form->req, "pick");
    if (*typed == '\0')
        return NULL; /* the field says so itself */
    const WorkNamed named = work_named(cx, *picked != '\0' ? picked : typed);
    ret_several->works = named.several;
    if (ret_url != NULL)
        *ret_url = named.url;
    if (named.work != NULL || (ret_url != NULL && named.url != NULL))
        return named.work;
    form_fail(form, "other",
              lang_text(cx->lang, named.several.n > 0
                                      ? N_("Several have these words: choose one below")
                                      : N_("There is no such publication")));
    return NULL;
}
