/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "draw/chart.h"
#include "lang/format.h"

#include <string.h>

/* Of the drawing, in its units. */
enum {
    WIDTH = 360,
    SIDE = 20,   /* free at both ends of a line chart, for half a label */
    TOP = 26,    /* free above the highest point, for its number */
    ZERO = 156,  /* the zero line of a line chart */
    DATES = 176, /* base line of the dates under it */
    HEIGHT = 184,
    ROW = 46,      /* of a bar chart */
    BAR = 14,      /* how thick a bar is */
    LETTER = 8,    /* a Latin letter of 14 px, on the wide side */
    IDEOGRAPH = 15 /* a wide one */
};

/** Where a point comes on the paper, and what is written to it. */
typedef struct Spot {
    const ChartPoint *point;
    const char *number;
    int x, y;
    int from, to; /* what its texts cover from left to right */
    bool labelled;
} Spot;

static int
letter_width(gunichar c)
{
    if (g_unichar_iszerowidth(c) || g_unichar_ismark(c))
        return 0;
    return g_unichar_iswide(c) ? IDEOGRAPH : LETTER;
}

static int
text_width(const char *text)
{
    int width = 0;
    for (; *text != '\0' && width < WIDTH; text += g_utf8_skip[(guchar)*text])
        width += letter_width(g_utf8_get_char(text));
    return width;
}

/** Return @text, cut and with an ellipsis if it is wider than @room. */
static const char *
fit(Arena *arena, const char *text, int room)
{
    int width = 0;
    const char *end = text; /* of what fits with the ellipsis */
    for (const char *p = text; *p != '\0'; p += g_utf8_skip[(guchar)*p]) {
        if (width + IDEOGRAPH <= room)
            end = p;
        width += letter_width(g_utf8_get_char(p));
        if (width > room)
            return arena_printf(arena, "%.*s\xe2\x80\xa6", (int)(end - text), text);
    }
    return text;
}

static bool
is_rtl(const Html *out)
{
    return strcmp(out->lang->dir, "rtl") == 0;
}

/** The place of @x counted from where reading starts. */
static int
place(const Html *out, int x)
{
    return is_rtl(out) ? WIDTH - x : x;
}

/** round(room * part / whole) for numbers of any size. */
static int
scaled(int room, double part, double whole)
{
    return whole > 0 ? (int)(room * (part / whole) + 0.5) : 0;
}

static void
open_svg(Html *out, int height, const char *label)
{
    g_string_append_printf(out->text, "<svg class=\"chart\" viewBox=\"0 0 %d %d\" direction=\"%s\"",
                           WIDTH, height, out->lang->dir);
    html_lit(out, " role=\"img\" aria-label=\"");
    html_text(out, label);
    html_lit(out, "\">");
}

/** @anchor is start, middle or end, in the direction of reading. */
static void
write_text(Html *out, int x, int y, const char *anchor, const char *class, const char *text)
{
    g_string_append_printf(out->text, "<text x=\"%d\" y=\"%d\"", place(out, x), y);
    if (strcmp(anchor, "start") != 0)
        g_string_append_printf(out->text, " text-anchor=\"%s\"", anchor);
    if (*class != '\0')
        g_string_append_printf(out->text, " class=\"%s\"", class);
    html_lit(out, ">");
    html_text(out, text);
    html_lit(out, "</text>");
}

static const char *
number_text(Html *out, int64_t value, const char *text)
{
    return text ? text : format_number(out->arena, out->lang, value);
}

/* ---- a line over time ---- */

typedef struct Spots {
    Spot *at;
    size_t n;
} Spots;

/** The points that are drawn: not below zero, thinned, with their places. */
static Spots
place_points(Html *out, ChartPointSpan points)
{
    Spots spots = {.at = arena_array_of(out->arena, Spot, CHART_MAX_POINTS + 1)};
    size_t step = points.n / CHART_MAX_POINTS + 1;
    int64_t most = 0;
    for (size_t i = 0; i < points.n; i++) {
        if (points.at[i].value < 0 || (i % step != 0 && i + 1 != points.n))
            continue;
        spots.at[spots.n++] = (Spot){.point = &points.at[i]};
        most = MAX(most, points.at[i].value);
    }
    if (spots.n == 0)
        return spots;

    double first = (double)spots.at[0].point->at;
    double last = (double)spots.at[spots.n - 1].point->at;
    for (size_t i = 0; i < spots.n; i++) {
        Spot *spot = &spots.at[i];
        spot->x = last > first
                      ? SIDE + scaled(WIDTH - 2 * SIDE, spot->point->at - first, last - first)
                      : WIDTH / 2;
        spot->x = CLAMP(spot->x, SIDE, WIDTH - SIDE);
        spot->y = ZERO - scaled(ZERO - TOP, (double)spot->point->value, (double)most);
        spot->number = number_text(out, spot->point->value, spot->point->text);
    }
    return spots;
}

/** The middle of a text @width wide that stands at @x, or beside it at the edge of the paper. */
static int
middle_of(int x, int width)
{
    int half = MIN(width, WIDTH) / 2;
    return CLAMP(x, half, WIDTH - half);
}

/** Decide whether the texts of spot @i have room among those that were decided before. */
static void
try_label(Spots spots, size_t i)
{
    Spot *spot = &spots.at[i];
    int half = (MAX(text_width(spot->number), text_width(spot->point->when)) + LETTER / 2) / 2;
    int middle = middle_of(spot->x, 2 * half);
    spot->from = middle - half;
    spot->to = middle + half;
    spot->labelled = true;
    for (size_t k = 0; k < spots.n; k++)
        if (k != i && spots.at[k].labelled && spots.at[k].from < spot->to &&
            spot->from < spots.at[k].to) {
            spot->labelled = false;
            return;
        }
}

/** Write @text centred on @x, or flush with the edge of the paper where that is too near: the
 *  width is an estimate, the edge is not. */
static void
write_under(Html *out, int x, int y, const char *class, const char *text)
{
    int half = (text_width(text) + LETTER) / 2;
    if (x - half < 0)
        write_text(out, 0, y, "start", class, text);
    else if (x + half > WIDTH)
        write_text(out, WIDTH, y, "end", class, text);
    else
        write_text(out, x, y, "middle", class, text);
}

static void
write_spot(Html *out, const Spot *spot)
{
    const char *number = fit(out->arena, spot->number, WIDTH);
    const char *when = fit(out->arena, spot->point->when, WIDTH);

    g_string_append_printf(out->text, "<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>", place(out, spot->x),
                           spot->y);
    write_under(out, spot->x, spot->y - 11, "b", number);
    write_under(out, spot->x, DATES, "s", when);
}

bool
chart_line(Html *out, ChartPointSpan points, const char *label)
{
    Spots spots = place_points(out, points);
    if (spots.n == 0)
        return false;

    /* The newest number matters most, then where it began; between them what is left. */
    try_label(spots, spots.n - 1);
    for (size_t i = 0; i + 1 < spots.n; i++)
        try_label(spots, i);

    open_svg(out, HEIGHT, label);
    g_string_append_printf(out->text, "<path class=\"z\" d=\"M0 %dh%d\"/><path d=\"", ZERO, WIDTH);
    for (size_t i = 0; i < spots.n; i++)
        g_string_append_printf(out->text, "%c%d %d", i == 0 ? 'M' : 'L', place(out, spots.at[i].x),
                               spots.at[i].y);
    html_lit(out, "\"/>");
    for (size_t i = 0; i < spots.n; i++)
        if (spots.at[i].labelled)
            write_spot(out, &spots.at[i]);
    html_lit(out, "</svg>");
    return true;
}

/* ---- bars ---- */

static void
write_bar(Html *out, const ChartBar *bar, int row, int64_t most)
{
    const char *number = number_text(out, bar->value, bar->text);
    number = fit(out->arena, number, WIDTH / 2);
    int room = WIDTH - text_width(number) - 2 * LETTER;
    int length = scaled(WIDTH, (double)bar->value, (double)most);
    int y = row * ROW;

    write_text(out, 0, y + 16, "start", "", fit(out->arena, bar->label, room));
    write_text(out, WIDTH, y + 16, "end", "b", number);
    g_string_append_printf(out->text, "<rect%s x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                           bar->pale ? " class=\"p\"" : "", is_rtl(out) ? WIDTH - length : 0,
                           y + 22, length, BAR);
}

bool
chart_bars(Html *out, ChartBarSpan bars, const char *label)
{
    size_t n = MIN(bars.n, CHART_MAX_BARS);
    int rows = 0;
    int64_t most = 0;
    for (size_t i = 0; i < n; i++) {
        rows += bars.at[i].value >= 0;
        most = MAX(most, bars.at[i].value);
    }
    if (rows == 0)
        return false;

    open_svg(out, rows * ROW, label);
    int row = 0;
    for (size_t i = 0; i < n; i++)
        if (bars.at[i].value >= 0)
            write_bar(out, &bars.at[i], row++, most);
    html_lit(out, "<path class=\"z\" d=\"");
    for (row = 0; row < rows; row++)
        g_string_append_printf(out->text, "M%d %dv%d", place(out, 0), row * ROW + 20, BAR + 4);
    html_lit(out, "\"/></svg>");
    return true;
}
