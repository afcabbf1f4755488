/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/comment_preview.h"

#include "alliance/comment.h"

/* Those whom a name means. */
static MentionReading
understood(Arena *arena, MentionReading reading)
{
    MentionName *at = arena_array_of(arena, MentionName, reading.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < reading.n; i++)
        if (reading.at[i].name != NULL)
            at[n++] = reading.at[i];
    return (MentionReading){at, n};
}

const CommentPreview *
comment_preview_new(Ctx *cx, const Item *item, const char *body)
{
    MentionReading reading = mention_read(cx, item->id, body);
    CommentPreview *preview = arena_new_of(cx->arena, CommentPreview);
    *preview = (CommentPreview){
        .name = cx->me.name,
        .body = body,
        .parts = mention_read_parts(cx->arena, reading, body),
        .told = understood(cx->arena, reading),
        .unclear = mention_unclear(cx, reading),
        .held = comment_is_looked_at(cx, item),
    };
    return preview;
}

Response *
respond_commented(Request *req, const Item *item, int64_t paragraph, const char *body)
{
    Ctx *cx = req->cx;
    const char *thanks = lang_text(cx->lang, N_("Thank you. Your comment was saved."));
    const char *notice = mention_notice(cx, item->id, body, thanks);
    const char *place = notice == thanks ? "#comments" : "";
    const char *path = paragraph != 0
                           ? arena_printf(cx->arena, "%s/%" PRId64, item->path, paragraph)
                           : item->path;
    return respond_done(req, arena_printf(cx->arena, "%s%s", path, place), notice);
}
