/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/figure.h"

#include "alliance/figure.sql.h"
#include "base/moment.h"
#include "db/memo.h"
#include "lang/format.h"

#define OPEN "{figure:"

/* Different figures that one text may quote; further ones stay as they were written. */
#define QUOTED_MAX 24

const FigureKind FIGURES[] = {
    {"members", N_("members"),
     N_("People whose membership is in force: they joined and have not left. Each person is one "
        "record, so nobody is counted twice."),
     "/figures"},
    {"countries", N_("countries"),
     N_("Countries in which at least one member works, by the country that members give "
        "themselves (ISO 3166)."),
     "/figures"},
    {"ambassadors", N_("ambassadors"), N_("Members whose term as ambassador is in force."),
     "/figures"},
    {"readers", N_("readers of the newsletter"),
     N_("People who agreed to get the newsletter by e-mail and have not taken it back, members or "
        "not. Of whom the record was erased no answer is left to count."),
     "/figures"},
    {"subscribers", N_("readers who are not members"),
     N_("Those readers of the newsletter who subscribed without joining, or left and wished to "
        "keep getting it."),
     "/figures"},
    {"events", N_("events held"),
     N_("Events on this site that have an actual date, not only a planned one."), "/figures"},
    {"items", N_("publications"), N_("Everything that was published on this site for all to read."),
     "/figures"},
    {0},
};

/* How each figure is counted: by moment, or items of a kind held before a day. */
typedef struct FigureQuery {
    const char *name;
    const Sql *sql;
    const char *kind; /* of items held, or NULL */
} FigureQuery;

static const FigureQuery QUERIES[] = {
    {"members", &SQL_figure_members},
    {"countries", &SQL_figure_countries},
    {"ambassadors", &SQL_figure_ambassadors},
    {"readers", &SQL_figure_readers},
    {"subscribers", &SQL_figure_subscribers},
    {"events", &SQL_figure_held, "event"},
    {"items", &SQL_figure_items},
};

static const DbType FROZEN = DB_TYPE(Figure, DB_FIELD(Figure, name), DB_FIELD(Figure, asked),
                                     DB_FIELD(Figure, value), DB_FIELD(Figure, counted_at));

typedef struct Texts {
    const char *title, *summary, *body;
} Texts;

static const DbType TEXTS = DB_TYPE(Texts, DB_FIELD(Texts, title), DB_FIELD(Texts, summary),
                                    DB_FIELD(Texts, body));

const FigureKind *
figure_kind_find(const char *name)
{
    for (const FigureKind *kind = FIGURES; kind->name != NULL; kind++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

bool
figure_end(const Ctx *cx, const char *date, int64_t *ret_end)
{
    int64_t now = moment_quarter_end(cx->now);
    int64_t end = now;
    if (date != NULL && *date != '\0' && !date_end(date, &end))
        return false;
    *ret_end = MIN(end, now);
    return true;
}

int64_t
figure_count(Ctx *cx, const char *name, const char *date)
{
    int64_t end;

    if (!figure_end(cx, date, &end))
        return -1;
    for (size_t i = 0; i < G_N_ELEMENTS(QUERIES); i++) {
        const FigureQuery *query = &QUERIES[i];
        if (strcmp(query->name, name) != 0)
            continue;
        if (query->kind == NULL)
            return db_count_kept(cx, query->sql, DB_ARGS(end));
        /* Until now includes today. */
        bool is_now = end == moment_quarter_end(cx->now);
        const char *day = moment_date(cx->arena, is_now ? end + MOMENT_DAY - 1 : end);
        return db_count_kept(cx, query->sql, DB_ARGS(query->kind, day));
    }
    return -1;
}

FigureSpan
figure_list_frozen(Ctx *cx, int64_t item_id)
{
    DbRows rows = db_all(cx, &SQL_figure_frozen, &FROZEN, DB_ARGS(item_id));
    Figure *at = rows.at;

    for (size_t i = 0; i < rows.n; i++) {
        const FigureKind *kind = figure_kind_find(at[i].name);
        at[i].label = kind != NULL ? kind->label : at[i].name;
        at[i].path = kind != NULL ? kind->path : NULL;
        at[i].frozen = true;
    }
    return (FigureSpan){.at = at, .n = rows.n};
}

/* ---- {figure:name@date} in texts ---- */

typedef struct Quoted {
    Figure at[QUOTED_MAX];
    size_t n;
} Quoted;

/* Read the quotation that begins at @text; NULL if it is none, else the first byte after it. */
static const char *
parse_quotation(Arena *arena, const char *text, Figure *ret_figure)
{
    const char *name = text + strlen(OPEN);
    size_t n = strcspn(name, "@} \n"), n_date = 0;
    const char *date = "";

    if (name[n] == '@') {
        date = name + n + 1;
        n_date = strcspn(date, "@} \n");
    }
    const char *end = name[n] == '@' ? date + n_date : name + n;
    /* "2017-01-02" is the longest date; no name is longer than 30. */
    if (*end != '}' || n > 30 || n_date > 10)
        return NULL;
    ret_figure->name = arena_strndup(arena, name, n);
    ret_figure->asked = arena_strndup(arena, date, n_date);
    return end + 1;
}

static const Figure *
find_quoted(const Quoted *quoted, const Figure *like)
{
    for (size_t i = 0; i < quoted->n; i++)
        if (strcmp(quoted->at[i].name, like->name) == 0 &&
            strcmp(quoted->at[i].asked, like->asked) == 0)
            return &quoted->at[i];
    return NULL;
}

/* The figure as known, or counted now and noted; NULL if it is unknown or there are too many. */
static const Figure *
look_up(Ctx *cx, Quoted *quoted, const Figure *like)
{
    const Figure *known = find_quoted(quoted, like);

    if (known != NULL || quoted->n == QUOTED_MAX)
        return known;
    int64_t value = figure_kind_find(like->name) != NULL ? figure_count(cx, like->name, like->asked)
                                                         : -1;
    if (value < 0)
        return NULL;
    Figure *figure = &quoted->at[quoted->n++];
    *figure = *like;
    figure->value = value;
    figure->counted_at = cx->now;
    return figure;
}

/* Walk the quotations of @text; write it with the numbers to @out unless that is NULL. */
static void
walk(Ctx *cx, Quoted *quoted, const char *text, GString *out)
{
    for (const char *open; (open = strstr(text, OPEN)) != NULL;) {
        Figure like = {0};
        const char *after = parse_quotation(cx->arena, open, &like);
        const Figure *figure = after != NULL ? look_up(cx, quoted, &like) : NULL;

        if (figure == NULL)
            after = open + strlen(OPEN);
        if (out != NULL) {
            g_string_append_len(out, text, (figure != NULL ? open : after) - text);
            if (figure != NULL)
                g_string_append(out, format_number(cx->arena, cx->lang, figure->value));
        }
        text = after;
    }
    if (out != NULL)
        g_string_append(out, text);
}

void
figure_freeze(Ctx *cx, int64_t item_id)
{
    Quoted *quoted = arena_new_of(cx->arena, Quoted);
    DbRows rows = db_all(cx, &SQL_figure_texts, &TEXTS, DB_ARGS(item_id));
    const Texts *texts = rows.at;

    for (size_t i = 0; i < rows.n; i++) {
        walk(cx, quoted, texts[i].title, NULL);
        walk(cx, quoted, texts[i].summary, NULL);
        walk(cx, quoted, texts[i].body, NULL);
    }
    for (size_t i = 0; i < quoted->n; i++)
        db_run(cx, &SQL_figure_freeze,
               DB_ARGS(item_id, quoted->at[i].name, quoted->at[i].asked, quoted->at[i].value,
                       cx->now));
}

const char *
figure_fill(Ctx *cx, int64_t item_id, const char *text)
{
    if (text == NULL || strstr(text, OPEN) == NULL)
        return text;

    Quoted *quoted = arena_new_of(cx->arena, Quoted);
    GString *out = arena_string(cx->arena, strlen(text) + 64);
    FigureSpan frozen = figure_list_frozen(cx, item_id);
    for (size_t i = 0; i < frozen.n && i < QUOTED_MAX; i++)
        quoted->at[quoted->n++] = frozen.at[i];
    walk(cx, quoted, text, out);
    return out->str;
}
