/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "draw/map.h"
#include "lang/format.h"

#include <math.h>
#include <string.h>

typedef struct Land {
    const char *iso2;
    int x, y;         /* of the dot, if there is no path */
    const char *path; /* "": a dot */
} Land;

#define WORLD_SIZE(width, height)
#define LAND(iso2, x, y, path) {iso2, x, y, path},
static const Land lands[] = {
#include "data/world.inc"
};
#undef WORLD_SIZE
#undef LAND

#define LAND(iso2, x, y, path)
#define WORLD_SIZE(width, height) #width " " #height
static const char world_size[] =
#include "data/world.inc"
    ;
#undef WORLD_SIZE
#undef LAND

enum { N_LANDS = G_N_ELEMENTS(lands), UNKNOWN = -1 };

/** What is drawn of a land. */
typedef struct Mark {
    int64_t n; /* UNKNOWN: there is no value */
    int tier;  /* 0 to MAP_CLASSES, or UNKNOWN: hatched */
} Mark;

static int
land_compare(const void *iso2, const void *land)
{
    return strcmp(iso2, ((const Land *)land)->iso2);
}

static const Land *
land_find(const char *iso2)
{
    if (iso2 == NULL)
        return NULL;
    return bsearch(iso2, lands, N_LANDS, sizeof *lands, land_compare);
}

static int
tier_of(const MapBreaks *breaks, int64_t n)
{
    int tier = 0;
    while (tier < MAP_CLASSES && n >= breaks->from[tier])
        tier++;
    return tier;
}

/** The next of 1, 2, 5, 10, 20, 50 ... that is not below @low. */
static int64_t
round_up(double low)
{
    static const int step[] = {1, 2, 5};
    int64_t power = 1;
    while (power < INT64_MAX / 100 && (double)(power * 10) <= low)
        power *= 10;
    for (size_t i = 0; i < G_N_ELEMENTS(step); i++)
        if ((double)(step[i] * power) >= low)
            return step[i] * power;
    return power * 10;
}

MapBreaks
map_breaks(MapSpan values)
{
    int64_t most = 1;
    for (size_t i = 0; i < values.n; i++)
        most = MAX(most, values.at[i].n);

    MapBreaks breaks = {.from = {1}};
    for (int i = 1; i < MAP_CLASSES; i++) {
        int64_t low = round_up(pow((double)most, (double)i / MAP_CLASSES));
        breaks.from[i] = MAX(MIN(low, most), breaks.from[i - 1] + 1);
    }
    return breaks;
}

static Mark *
marks_of(Html *out, MapSpan values, const MapOptions *options, size_t *ret_lost)
{
    MapBreaks breaks = options->breaks ? *options->breaks : map_breaks(values);
    Mark *marks = arena_array_of(out->arena, Mark, N_LANDS);
    size_t lost = 0;

    for (size_t i = 0; i < N_LANDS; i++)
        marks[i] = (Mark){UNKNOWN, options->hatch_missing ? UNKNOWN : 0};
    for (size_t i = 0; i < values.n; i++) {
        const Land *land = land_find(values.at[i].iso2);
        int64_t n = values.at[i].n;
        if (land == NULL)
            lost++;
        else if (n >= 0)
            marks[land - lands] = (Mark){n, tier_of(&breaks, n)};
    }
    *ret_lost = lost;
    return marks;
}

static void
write_tier(Html *out, int tier, bool dot)
{
    if (tier == UNKNOWN)
        html_lit(out, " class=\"mx");
    else
        g_string_append_printf(out->text, " class=\"m%d", tier);
    if (dot)
        html_lit(out, " d");
    html_lit(out, "\"");
}

static void
write_shape(Html *out, const Land *land)
{
    if (*land->path != '\0')
        g_string_append(out->text, land->path);
    else /* a line of no length has round ends: the dot */
        g_string_append_printf(out->text, "M%d %dh0", land->x, land->y);
}

static bool
is_dot(const Land *land)
{
    return *land->path == '\0';
}

/** Write all lands of one tier as one path; nothing if there is none.  A dot stands for a value:
 *  specks of land where nobody is would only cost bytes. */
static void
write_together(Html *out, const Mark *marks, int tier, bool dots)
{
    bool open = false;
    for (size_t i = 0; i < N_LANDS; i++) {
        if (marks[i].tier != tier || is_dot(&lands[i]) != dots || (dots && tier == 0))
            continue;
        if (!open) {
            html_lit(out, "<path");
            write_tier(out, tier, dots);
            html_lit(out, " d=\"");
            open = true;
        }
        write_shape(out, &lands[i]);
    }
    if (open)
        html_lit(out, "\"/>");
}

/** "Kenya: 63", or the name alone when nothing is known. */
static const char *
caption(Html *out, const Land *land, const Mark *mark)
{
    const char *name = format_country(out->arena, out->lang, land->iso2);
    if (mark->n == UNKNOWN)
        return name;
    return arena_printf(out->arena, "%s: %s", name, format_number(out->arena, out->lang, mark->n));
}

static void
write_alone(Html *out, const Land *land, const Mark *mark, const char *link)
{
    const char *text = caption(out, land, mark);
    bool linked = link != NULL && mark->n > 0;

    if (linked) {
        html_lit(out, "<a href=\"");
        html_url(out, arena_printf(out->arena, "%s%s", link, land->iso2));
        html_lit(out, "\" aria-label=\"");
        html_text(out, text);
        html_lit(out, "\">");
    }
    html_lit(out, "<path");
    write_tier(out, mark->tier, is_dot(land));
    html_lit(out, " d=\"");
    write_shape(out, land);
    html_lit(out, "\"><title>");
    html_text(out, text);
    html_lit(out, "</title></path>");
    if (linked)
        html_lit(out, "</a>");
}

size_t
map_world(Html *out, MapSpan values, const MapOptions *options)
{
    size_t lost;
    const Mark *marks = marks_of(out, values, options, &lost);

    html_lit(out, "<svg class=\"map\" viewBox=\"0 0 ");
    g_string_append(out->text, world_size);
    /* What is an image has no parts for a screen reader, so a map of links is a group. */
    g_string_append_printf(out->text, "\" role=\"%s\" aria-label=\"",
                           options->each && options->link ? "group" : "img");
    html_text(out, options->label);
    html_lit(out, "\">");
    if (options->hatch_missing)
        html_lit(out, "<pattern id=\"mx\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
                      "<path d=\"M0 4L4 0\"/></pattern>");

    for (int dots = 0; dots <= 1; dots++) {
        for (int tier = UNKNOWN; tier <= MAP_CLASSES && !options->each; tier++)
            write_together(out, marks, tier, dots);
        for (size_t i = 0; i < N_LANDS && options->each; i++)
            if (is_dot(&lands[i]) == dots)
                write_alone(out, &lands[i], &marks[i], options->link);
    }
    html_lit(out, "</svg>");
    return lost;
}

void
map_key(Html *out, MapSpan values, const MapBreaks *breaks)
{
    bool seen[MAP_CLASSES + 1] = {false};
    for (size_t i = 0; i < values.n; i++)
        if (values.at[i].n > 0)
            seen[tier_of(breaks, values.at[i].n)] = true;

    html_lit(out, "<ul class=\"key\">");
    for (int tier = 1; tier <= MAP_CLASSES; tier++) {
        if (!seen[tier])
            continue;
        int64_t from = breaks->from[tier - 1];
        int64_t to = tier < MAP_CLASSES ? breaks->from[tier] - 1 : INT64_MAX;
        g_string_append_printf(out->text, "<li><i class=\"m%d\"></i>", tier);
        html_text(out, format_number(out->arena, out->lang, from));
        if (to == INT64_MAX)
            html_lit(out, "+");
        else if (to > from) {
            html_lit(out, "\xe2\x80\x93");
            html_text(out, format_number(out->arena, out->lang, to));
        }
        html_lit(out, "</li>");
    }
    html_lit(out, "</ul>");
}
