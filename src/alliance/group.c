/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/group.h"

#include "alliance/group.sql.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

static const DbType GROUP = DB_TYPE(Group, DB_FIELD(Group, id), DB_FIELD(Group, joining),
                                    DB_FIELD(Group, inside), DB_FIELD(Group, dormant_on),
                                    DB_FIELD(Group, state), DB_FIELD(Group, n_members),
                                    DB_FIELD(Group, mine));

static const DbType OBJECTIVE = DB_TYPE(Objective, DB_FIELD(Objective, number),
                                        DB_FIELD(Objective, text), DB_FIELD(Objective, progress));

static const DbType CHAIR = DB_TYPE(Chair, DB_FIELD(Chair, name), DB_FIELD(Chair, page),
                                    DB_FIELD(Chair, country), DB_FIELD(Chair, is_demo),
                                    DB_FIELD(Chair, since), DB_FIELD(Chair, until));

const Group *
group_find(Ctx *cx, const Item *page)
{
    return db_one(cx, &SQL_group_find, &GROUP, DB_ARGS(page->id, cx->me.id));
}

const Group *
group_find_counted(Ctx *cx, const Item *page)
{
    return db_one(cx, &SQL_group_find_counted, &GROUP, DB_ARGS(page->id, cx->me.id));
}

GroupSpan
group_list(Ctx *cx, ItemSpan pages)
{
    GString *ids = arena_string(cx->arena, 8 * pages.n + 2);
    g_string_append_c(ids, ',');
    for (size_t i = 0; i < pages.n; i++)
        g_string_append_printf(ids, "%" PRId64 ",", pages.at[i].id);
    DbRows rows = db_all(cx, &SQL_group_list, &GROUP, DB_ARGS(ids->str, cx->me.id));
    const Group *found = rows.at;
    Group *at = arena_array_of(cx->arena, Group, pages.n);
    size_t n = 0;
    for (size_t i = 0; i < pages.n; i++)
        for (size_t j = 0; j < rows.n; j++)
            if (found[j].id == pages.at[i].id)
                at[n++] = found[j];
    return (GroupSpan){at, n};
}

int64_t
group_around(Ctx *cx, int64_t item_id)
{
    return db_count(cx, &SQL_group_around, DB_ARGS(item_id));
}

const char *
group_name(Ctx *cx, int64_t id)
{
    return db_string(cx, &SQL_group_name, DB_ARGS(id, cx->lang->code));
}

/* ---- words ---- */

typedef struct Word {
    const char *name, *label;
} Word;

static const char *
label_of(const Word *words, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i].name, name) == 0)
            return words[i].label;
    return "";
}

const char *
group_joining_label(const char *joining)
{
    static const Word words[] = {
        {"open",       N_("Every member can come in")  },
        {"request",    N_("The chairs let in who asks")},
        {"invitation", N_("Only who is invited")       },
    };
    return label_of(words, G_N_ELEMENTS(words), joining);
}

const char *
group_inside_label(const char *inside)
{
    static const Word words[] = {
        {"public",  N_("Everybody reads what is said here")               },
        {"members", N_("Members of the alliance read what is said here")  },
        {"group",   N_("Only who is in the group reads what is said here")},
    };
    return label_of(words, G_N_ELEMENTS(words), inside);
}

/* ---- objectives ---- */

ObjectiveSpan
group_objectives(Ctx *cx, int64_t group_id)
{
    return DB_SPAN(ObjectiveSpan, db_all(cx, &SQL_group_objectives, &OBJECTIVE, DB_ARGS(group_id)));
}

/* Takes "60%" off the end of @line; 0 if there is none. */
static int64_t
take_progress(char *line)
{
    size_t end = strlen(line);
    if (end == 0 || line[end - 1] != '%')
        return 0;
    size_t first = end - 1;
    while (first > 0 && (g_ascii_isdigit(line[first - 1]) || line[first - 1] == ' '))
        first--;
    int64_t progress = g_ascii_strtoll(line + first, NULL, 10);
    while (first > 0 && strchr(" :-,", line[first - 1]) != NULL)
        first--;
    line[first] = '\0';
    return MIN(progress, 100);
}

ObjectiveSpan
objectives_parse(Arena *arena, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    Objective *at = arena_array_of(arena, Objective, LIMIT_OBJECTIVES);
    size_t n = 0;
    for (char **line = lines; *line != NULL && n < LIMIT_OBJECTIVES; line++) {
        g_strstrip(*line);
        int64_t progress = take_progress(*line);
        if (**line == '\0')
            continue;
        at[n] = (Objective){.number = (int64_t)n + 1,
                            .text = text_shorten(arena, *line, LIMIT_LINE),
                            .progress = progress};
        n++;
    }
    return (ObjectiveSpan){at, n};
}

const char *
objectives_format(Arena *arena, ObjectiveSpan objectives)
{
    GString *text = arena_string(arena, 256);
    for (size_t i = 0; i < objectives.n; i++)
        g_string_append_printf(text, "%s: %" PRId64 "%%\n", objectives.at[i].text,
                               objectives.at[i].progress);
    return text->str;
}

/* ---- chairs ---- */

ChairSpan
group_chairs(Ctx *cx, const Item *page)
{
    return DB_SPAN(ChairSpan, db_all(cx, &SQL_group_chairs, &CHAIR,
                                     DB_ARGS(page->slug, cx->now, cx->me.id, cx->me.roles)));
}

/* ---- changes ---- */

static void
write_objectives(Ctx *cx, int64_t group_id, ObjectiveSpan objectives)
{
    db_run(cx, &SQL_group_delete_objectives, DB_ARGS(group_id));
    for (size_t i = 0; i < objectives.n && !db_failed(cx->db); i++)
        db_run(cx, &SQL_group_insert_objective,
               DB_ARGS(group_id, objectives.at[i].number, objectives.at[i].text,
                       objectives.at[i].progress));
}

ItemOutcome
group_update(Ctx *cx, const Item *page, int64_t version, const GroupDraft *draft)
{
    const Item *was = item_find_in(cx, page->id, "");
    if (was == NULL)
        return ITEM_MISSING;
    const ItemDraft changed = {.slug = "",
                               .audience = was->audience,
                               .pillar = was->pillar,
                               .language = was->language,
                               .title = was->title,
                               .summary = draft->summary,
                               .body = draft->terms,
                               .author_id = was->author_id,
                               .author = was->author,
                               .credit = was->credit,
                               .place = was->place,
                               .link = was->link,
                               .spoken = was->spoken,
                               .image_id = was->image_id,
                               .parent_id = was->parent_id,
                               .planned_on = draft->planned_on,
                               .actual_on = draft->actual_on};
    ItemOutcome outcome = item_update(cx, page->id, version, &changed);
    if (outcome != ITEM_OK)
        return outcome;
    const char *dormant_on = *draft->dormant_on != '\0' ? draft->dormant_on : NULL;
    db_run(cx, &SQL_group_write, DB_ARGS(page->id, draft->joining, draft->inside, dormant_on));
    if (strcmp(draft->inside, "public") != 0)
        db_run(cx, &SQL_group_narrow, DB_ARGS(page->id, draft->inside, cx->now));
    write_objectives(cx, page->id, draft->objectives);
    return ITEM_OK;
}
