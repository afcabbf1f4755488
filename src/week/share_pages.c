/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What others can take along: texts to be pasted, and pictures with the theme.
 */
#include "alliance/setting.h"
#include "lang/format.h"
#include "paper/paper.h"
#include "site/site.h"
#include "web/app.h"
#include "week/pages.h"
#include "week/week_share.html.h"

#include <string.h>

/* Sizes that networks and messengers show whole. */
static const struct {
    const char *name, *label;
    int width, height;
} SHAPES[] = {
    {"wide.png",   N_("Wide, beside a link"),    1200, 630 },
    {"square.png", N_("Square, for a timeline"), 1080, 1080},
    {"tall.png",   N_("Tall, for a story"),      1080, 1920},
};

/* Only what everybody may see is made for sharing. */
static const Item *
find_public(Request *req)
{
    const Item *item = item_find(req->cx, "campaign", req_text(req, "slug"));
    bool is_public = item != NULL && strcmp(item->audience, "public") == 0 &&
                     !item_is_unfinished(item->status);
    return is_public ? item : NULL;
}

static SharePictureSpan
pictures_of(Ctx *cx, const Item *item)
{
    SharePicture *pictures = arena_array_of(cx->arena, SharePicture, G_N_ELEMENTS(SHAPES));
    for (size_t i = 0; i < G_N_ELEMENTS(SHAPES); i++)
        pictures[i] = (SharePicture){
            .url = arena_printf(cx->arena, "%s/share/%s", item->path, SHAPES[i].name),
            .label = SHAPES[i].label,
            .width = SHAPES[i].width,
            .height = SHAPES[i].height};
    return (SharePictureSpan){pictures, G_N_ELEMENTS(SHAPES)};
}

static const char *
dates_of(Ctx *cx, const Item *item, const Week *week)
{
    if (week->first_on != NULL && strcmp(week->first_on, week->last_on) != 0)
        return arena_printf(cx->arena, "%s – %s", format_date(cx->arena, cx->lang, week->first_on),
                            format_date(cx->arena, cx->lang, week->last_on));
    const char *date = week->first_on != NULL    ? week->first_on
                       : item->actual_on != NULL ? item->actual_on
                                                 : item->planned_on;
    return date != NULL ? format_date(cx->arena, cx->lang, date) : "";
}

Response *
get_week_share(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = find_public(req);
    if (item == NULL)
        return respond_not_found(req);
    const Week *week = week_find(cx, item->id);
    const Item *shown = item_with_figures(cx, item);
    WeekShare view = {.item = shown,
                      .hashtag = week->hashtag,
                      .texts = share_texts(cx, shown, week->hashtag),
                      .pictures = pictures_of(cx, item),
                      .alt = arena_printf(cx->arena, "%s. %s. %s", shown->title, shown->summary,
                                          dates_of(cx, item, week))};
    Page *page = item_page_below(cx, item, lang_text(cx->lang, N_("Share it")));
    return respond_page(req, 200, page, week_share, &view);
}

static Response *
respond_picture(Request *req, const Item *item, size_t shape)
{
    Ctx *cx = req->cx;
    const Week *week = week_find(cx, item->id);
    double unit = MIN(SHAPES[shape].width, 1.4 * SHAPES[shape].height) / 100;
    double top = SHAPES[shape].height / 12.0;
    int lines = SHAPES[shape].height > SHAPES[shape].width ? 8 : 4;
    const char *tag = *week->hashtag != '\0' ? arena_printf(cx->arena, "#%s", week->hashtag) : "";
    const PaperText texts[] = {
        {.text = settings(cx)->name,
         .size = 3 * unit,
         .least = 2 * unit,
         .lines = 2,
         .space = top / 2},
        {.text = item->title,
         .size = 5 * unit,
         .least = 3 * unit,
         .lines = 3,
         .space = top / 2,
         .bold = true},
        {.text = item->summary,
         .size = 7 * unit,
         .least = 3 * unit,
         .lines = lines,
         .space = top / 2,
         .bold = true},
        {.text = dates_of(cx, item, week),
         .size = 3.2 * unit,
         .least = 2 * unit,
         .lines = 1,
         .space = top / 2},
        {.text = tag,
         .size = 3.2 * unit,
         .least = 2 * unit,
         .lines = 1,
         .space = top / 6,
         .bold = true},
    };
    Bytes png;
    const PaperPicture picture = {.lang = cx->lang,
                                  .width = SHAPES[shape].width,
                                  .height = SHAPES[shape].height,
                                  .colour = settings(cx)->brand,
                                  .texts = texts,
                                  .n = G_N_ELEMENTS(texts)};
    if (!paper_draw_picture(cx->arena, &picture, &png))
        return respond_error(req, 500, NULL);
    return respond_bytes(req, "image/png", png);
}

Response *
get_week_picture(Request *req)
{
    const Item *item = find_public(req);
    for (size_t i = 0; item != NULL && i < G_N_ELEMENTS(SHAPES); i++)
        if (strcmp(SHAPES[i].name, req_text(req, "name")) == 0)
            return respond_picture(req, item_with_figures(req->cx, item), i);
    return respond_not_found(req);
}
