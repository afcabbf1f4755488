/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A work with its editions, and one edition.
 */
#include "alliance/access.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "library/edition_show.html.h"
#include "library/pages.h"
#include "library/signpost.h"
#include "library/work_show.html.h"
#include "site/site.h"

#include <string.h>

static Response *
respond_work(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    ItemShow *text = item_show_headed(req, item);
    text->foreign = text->foreign && text->has_body;
    EditionSpan editions = edition_list(cx, item->id);
    const Edition *current = edition_current(editions, cx->lang->code);
    EditionLine *line = NULL;
    if (current != NULL) {
        line = arena_new_of(cx->arena, EditionLine);
        *line = edition_line(cx, item, current);
    }
    WorkShow view = {.item = text->item,
                     .pillar = text->pillar,
                     .facts = work_facts(cx, work_find(cx, item->id)),
                     .current = line,
                     .foreign = current != NULL && strcmp(current->language, cx->lang->code) != 0,
                     .may_edit = text->may_edit,
                     .draft = item->published_at == 0,
                     .related = relation_groups(cx, item->id),
                     .lists = curated_of_work(cx, item->id, false),
                     .text = text};
    if (editions.n > (current != NULL ? 1U : 0U))
        view.editions = edition_lines(cx, item, editions);
    return respond_page(req, 200, item_page(cx, text->item), work_show, &view);
}

Response *
get_work(Request *req)
{
    const Item *item = item_find(req->cx, "work", req_text(req, "slug"));
    return item != NULL ? respond_work(req, item) : respond_unknown(req);
}

/* ---- one edition ---- */

/* The edition at the address and its work, *@ret_work; NULL: none that may be seen. */
static const Edition *
find_edition(Request *req, const Item **ret_work, EditionSpan *ret_editions)
{
    Ctx *cx = req->cx;
    const Item *item = item_find(cx, "edition", req_text(req, "slug"));
    *ret_work = item != NULL ? item_find_id(cx, item->parent_id) : NULL;
    *ret_editions = *ret_work != NULL ? edition_list(cx, item->parent_id) : (EditionSpan){NULL, 0};
    for (size_t i = 0; i < ret_editions->n; i++)
        if (ret_editions->at[i].id == item->id)
            return &ret_editions->at[i];
    return NULL;
}

/* The nearest number above (@step 1) or below (-1) in the same language. */
static const Edition *
neighbour(EditionSpan editions, const Edition *edition, int step)
{
    const Edition *nearest = NULL;
    for (size_t i = 0; i < editions.n; i++) {
        const Edition *other = &editions.at[i];
        if (strcmp(other->language, edition->language) != 0 ||
            (other->number - edition->number) * step <= 0)
            continue;
        if (nearest == NULL || (nearest->number - other->number) * step > 0)
            nearest = other;
    }
    return nearest;
}

static EditionLineSpan
siblings_of(Ctx *cx, const Item *work, EditionSpan editions, const Edition *edition)
{
    EditionLine *lines = arena_array_of(cx->arena, EditionLine, editions.n);
    size_t n = 0;
    for (size_t i = 0; i < editions.n; i++)
        if (editions.at[i].number == edition->number && editions.at[i].id != edition->id)
            lines[n++] = edition_line(cx, work, &editions.at[i]);
    return (EditionLineSpan){lines, n};
}

static CiteLinkSpan
cite_links(Ctx *cx, const Edition *edition)
{
    CiteLink *links = arena_array_of(cx->arena, CiteLink, 8);
    size_t n = 0;
    for (const CiteFormat *format = CITE_FORMATS; format->name != NULL; format++)
        links[n++] = (CiteLink){
            .url = arena_printf(cx->arena, "%s/cite/%s", edition->path, format->name),
            .label = format->label};
    return (CiteLinkSpan){links, n};
}

/* The edition's name in a breadcrumb: "Edition 2 · French". */
static const char *
short_name(Ctx *cx, const Edition *edition)
{
    const char *number = lang_fill(cx->arena, lang_text(cx->lang, N_("Edition {n}")), "n",
                                   arena_printf(cx->arena, "%" PRId64, edition->number), NULL);
    return arena_printf(cx->arena, "%s · %s", number,
                        format_language(cx->arena, cx->lang, edition->language));
}

static Response *
respond_edition(Request *req, const Item *work, EditionSpan editions, const Edition *edition)
{
    Ctx *cx = req->cx;
    const EditionLine line = edition_line(cx, work, edition);
    const Work *record = work_find(cx, work->id);
    const Citation citation = citation_of(cx, work, record, edition);
    EditionShow view = {.item = work,
                        .edition = edition,
                        .line = &line,
                        .facts = work_facts(cx, record),
                        .before = neighbour(editions, edition, -1),
                        .after = neighbour(editions, edition, 1),
                        .siblings = siblings_of(cx, work, editions, edition),
                        .asks = edition->is_to_come && cx->me.id != 0,
                        .signed_in = cx->me.id != 0,
                        .may_edit = may(cx, ACTION_EDIT, work),
                        .draft = work->published_at == 0,
                        .has_body = *edition->body != '\0',
                        .cited = cite_in_words(cx->arena, &citation),
                        .cites = cite_links(cx, edition),
                        .linked_data = cite_linked_data(cx->arena, &citation)};
    if (view.has_body)
        view.body = item_body_html(req, edition->body);
    Page page = {.title = short_name(cx, edition),
                 .summary = *edition->summary != '\0' ? edition->summary : NULL,
                 .section = "knowledge",
                 .here = HERE({N_("Knowledge"), "/knowledge"}, {N_("Library"), "/library"},
                              {work->title, work->path}),
                 .tags = cite_tags(cx->arena, &citation),
                 .hidden = view.draft};
    Response *res = respond_page(req, 200, &page, edition_show, &view);
    res->kept.link = signpost_header(cx->arena, &citation);
    return res;
}

Response *
get_edition(Request *req)
{
    const Item *work;
    EditionSpan editions;
    const Edition *edition = find_edition(req, &work, &editions);
    return edition != NULL ? respond_edition(req, work, editions, edition) : respond_unknown(req);
}

Response *
get_edition_citation(Request *req)
{
    Ctx *cx = req->cx;
    const Item *work;
    EditionSpan editions;
    const Edition *edition = find_edition(req, &work, &editions);
    const CiteFormat *format = cite_format_find(req_text(req, "format"));
    if (edition == NULL || format == NULL)
        return respond_unknown(req);
    const Citation citation = citation_of(cx, work, work_find(cx, work->id), edition);
    GString *text = arena_string(cx->arena, 512);
    format->write(cx->arena, &citation, text);
    Response *res = respond_bytes(req, format->media_type, (Bytes){text->str, text->len});
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"%s.%s\"", edition->slug,
                                format->extension));
    return res;
}

Response *
get_edition_linkset(Request *req)
{
    Ctx *cx = req->cx;
    const Item *work;
    EditionSpan editions;
    const Edition *edition = find_edition(req, &work, &editions);
    if (edition == NULL)
        return respond_unknown(req);
    const Citation citation = citation_of(cx, work, work_find(cx, work->id), edition);
    const char *text = signpost_linkset(cx->arena, &citation);
    return respond_bytes(req, "application/linkset+json", (Bytes){text, strlen(text)});
}

Response *
post_edition_wish(Request *req)
{
    Ctx *cx = req->cx;
    const Item *work;
    EditionSpan editions;
    const Edition *edition = find_edition(req, &work, &editions);
    if (edition == NULL)
        return respond_unknown(req);
    bool wants = *req_field(req, "tell") != '\0';
    const char *words = !edition_wish(cx, edition, wants) ? N_("It is out already.")
                        : wants ? N_("You will get one mail when it is out.")
                                : N_("You will get no mail about it.");
    return respond_done(req, edition->path, lang_text(cx->lang, words));
}
