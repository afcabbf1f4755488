/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/search_works.h"

#include "alliance/search.sql.h"
#include "alliance/search_excerpt.h"
#include "lang/lang.h"

static const DbType TEXT_HIT = DB_TYPE(TextHit, DB_FIELD(TextHit, text_id),
                                       DB_FIELD(TextHit, tier));

static const DbType PAGE_HIT = DB_TYPE(PageHit, DB_FIELD(PageHit, item_id),
                                       DB_FIELD(PageHit, page_id));

typedef struct TextRow {
    int64_t text_id, item_id;
    const char *language, *title, *summary, *body;
} TextRow;

static const DbType TEXT_ROW = DB_TYPE(
    TextRow, DB_FIELD(TextRow, text_id), DB_FIELD(TextRow, item_id), DB_FIELD(TextRow, language),
    DB_FIELD(TextRow, title), DB_FIELD(TextRow, summary), DB_FIELD(TextRow, body));

typedef struct PageRow {
    int64_t page_id, file_id, page, work_id;
    const char *page_text, *format, *file_name, *language;
} PageRow;

static const DbType PAGE_ROW = DB_TYPE(
    PageRow, DB_FIELD(PageRow, page_id), DB_FIELD(PageRow, file_id), DB_FIELD(PageRow, page),
    DB_FIELD(PageRow, work_id), DB_FIELD(PageRow, page_text), DB_FIELD(PageRow, format),
    DB_FIELD(PageRow, file_name), DB_FIELD(PageRow, language));

SearchFound
search_everywhere(Ctx *cx, const char *typed)
{
    const char *words = search_asked(cx, typed);
    if (*words == '\0')
        return (SearchFound){0};
    DbRows texts = db_all(cx, &SQL_search_texts_with, &TEXT_HIT, DB_ARGS(words, SEARCH_CANDIDATES));
    DbRows pages = db_all(cx, &SQL_search_pages_with, &PAGE_HIT, DB_ARGS(words, SEARCH_PAGES));
    return (SearchFound){texts.at, texts.n, pages.at, pages.n};
}

static void
take_text(SearchHit *hit, const WorkHit *found, DbRows rows)
{
    const TextRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (at[i].text_id == found->text_id) {
            hit->item_id = at[i].item_id;
            hit->language = at[i].language;
            hit->title = at[i].title;
            hit->summary = at[i].summary;
            hit->body = at[i].body;
        }
}

/* A file that hangs on several works is shown with each. */
static void
take_page(SearchHit *hit, const WorkHit *found, DbRows rows)
{
    const PageRow *at = rows.at;
    for (size_t i = 0; i < rows.n; i++)
        if (at[i].page_id == found->page_id && at[i].work_id == found->work_id) {
            hit->n_pages = 1;
            hit->file_id = at[i].file_id;
            hit->page = at[i].page;
            hit->page_text = at[i].page_text;
            hit->format = at[i].format;
            hit->file_name = at[i].file_name;
            hit->page_language = at[i].language;
        }
}

const SearchHit *
search_works_show(Ctx *cx, const char *typed, WorkHitSpan hits)
{
    const char *words = search_asked(cx, typed);
    int64_t *texts = arena_array_of(cx->arena, int64_t, hits.n);
    int64_t *pages = arena_array_of(cx->arena, int64_t, hits.n);
    for (size_t i = 0; i < hits.n; i++) {
        texts[i] = hits.at[i].text_id;
        pages[i] = hits.at[i].page_id;
    }
    DbRows text_rows = db_all(
        cx, &SQL_search_works_texts, &TEXT_ROW,
        DB_ARGS(db_numbers(cx->arena, texts, hits.n), cx->me.id, cx->me.roles));
    DbRows page_rows = db_all(
        cx, &SQL_search_works_pages, &PAGE_ROW,
        DB_ARGS(db_numbers(cx->arena, pages, hits.n), cx->me.id, cx->me.roles));
    SearchHit *shown = arena_array_of(cx->arena, SearchHit, hits.n);
    for (size_t i = 0; i < hits.n; i++) {
        shown[i] = (SearchHit){0};
        take_text(&shown[i], &hits.at[i], text_rows);
        if (shown[i].title == NULL)
            continue;
        take_page(&shown[i], &hits.at[i], page_rows);
        search_excerpt(cx, words, &shown[i]);
        search_excerpt_page(cx, words, &shown[i]);
    }
    return shown;
}
