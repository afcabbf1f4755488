/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "paper/paper.h"
#include "base/moment.h"
#include "paper/pdf.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define POINTS 72 /* to an inch */

/* A4 on its side, in points. */
#define WIDTH 841.89
#define HEIGHT 595.28
#define FRAME 28.0                          /* from the edge to the line around it */
#define MARGIN 84.0                         /* from the edge to the texts */
#define TOP 62.0                            /* the first text is not above it */
#define CODE 92.0                           /* a side of the code, with the quiet around it */
#define FOOT (HEIGHT - FRAME - 18.0 - CODE) /* where the code begins */
#define QUIET 4.0                           /* squares around the code */
#define SMALL 10.0                          /* of the words beside it */
#define STEP 1.0                            /* by which a text that is too long becomes smaller */
#define LETTERS "Noto Sans, DejaVu Sans, Noto Sans CJK SC, sans-serif"

typedef struct Drawing {
    Arena *arena;
    const PaperSheet *sheet;
    cairo_t *cairo;
    PangoContext *pango;
    bool rtl;
} Drawing;

/* Signs that turn, isolate or mark the direction of others, and lines' and paragraphs' ends. */
static bool
turns(gunichar c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

const char *
paper_clean(Arena *arena, const char *text, size_t most)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = arena_string(arena, 64);
    size_t n = 0;
    for (const char *at = valid; *at != '\0' && n < most; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool is_space = g_unichar_isspace(c) || c == 0x2028 || c == 0x2029;
        if (!is_space && (g_unichar_iscntrl(c) || turns(c)))
            continue;
        if (is_space && (out->len == 0 || out->str[out->len - 1] == ' '))
            continue;
        g_string_append_unichar(out, is_space ? ' ' : c);
        n++;
    }
    return g_strchomp(out->str);
}

static PangoLayout *
layout_new(const Drawing *d, const char *text, double width, int lines)
{
    PangoLayout *layout = pango_layout_new(d->pango);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout, -lines);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static void
set_size(PangoLayout *layout, double size, bool bold)
{
    PangoFontDescription *font = pango_font_description_from_string(LETTERS);
    pango_font_description_set_size(font, (int)(size * PANGO_SCALE));
    pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
}

static double
height_of(PangoLayout *layout)
{
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

/* A text in the largest letters that have room in its lines. */
static PangoLayout *
fit(const Drawing *d, const PaperText *text, double width)
{
    const char *clean = paper_clean(d->arena, text->text, PAPER_CHARACTERS);
    PangoLayout *layout = layout_new(d, clean, width, text->lines);
    double least = text->least > 0 ? text->least : text->size;
    for (double size = text->size; size >= least; size -= STEP) {
        set_size(layout, size, text->bold);
        if (!pango_layout_is_ellipsized(layout))
            break;
    }
    return layout;
}

static void
show(const Drawing *d, PangoLayout *layout, const char *tag, double x, double y)
{
    cairo_tag_begin(d->cairo, tag, NULL);
    cairo_move_to(d->cairo, x, y);
    pango_cairo_show_layout(d->cairo, layout);
    cairo_tag_end(d->cairo, tag);
}

/* All texts together stand in the middle between the top and the code. */
static void
draw_texts(const Drawing *d)
{
    PangoLayout *layouts[PAPER_TEXTS];
    const PaperSheet *sheet = d->sheet;
    double total = 0;
    for (size_t i = 0; i < sheet->n; i++) {
        layouts[i] = *sheet->texts[i].text != '\0' ? fit(d, &sheet->texts[i], WIDTH - 2 * MARGIN)
                                                   : NULL;
        if (layouts[i] == NULL)
            continue;
        pango_layout_set_alignment(layouts[i], PANGO_ALIGN_CENTER);
        total += sheet->texts[i].space + height_of(layouts[i]);
    }
    double y = MAX(TOP, TOP + (FOOT - TOP - total) / 2);
    for (size_t i = 0; i < sheet->n; i++) {
        if (layouts[i] == NULL)
            continue;
        y += sheet->texts[i].space;
        show(d, layouts[i], sheet->texts[i].heading ? "H1" : "P", MARGIN, y);
        y += height_of(layouts[i]);
        g_object_unref(layouts[i]);
    }
}

static void
draw_squares(const Drawing *d, double x)
{
    const PaperCode *code = &d->sheet->code;
    double step = CODE / ((double)code->side + 2 * QUIET);
    cairo_set_source_rgb(d->cairo, 0, 0, 0);
    for (size_t row = 0; row < code->side; row++)
        for (size_t at = 0; at < code->side; at++)
            if (code->dark[row * code->side + at] != 0)
                cairo_rectangle(d->cairo, x + (QUIET + (double)at) * step,
                                FOOT + (QUIET + (double)row) * step, step, step);
    cairo_fill(d->cairo);
}

/* As cairo reads the attributes of a tag: between single quotes. */
static const char *
link_of(const Drawing *d)
{
    g_auto(GStrv) parts = g_strsplit_set(d->sheet->address, "'\\", -1);
    g_autofree char *plain = g_strjoinv("", parts);
    return arena_printf(d->arena, "uri='%s'", plain);
}

static void
draw_code(const Drawing *d)
{
    double at = FRAME + 20, words = at + CODE + 8, width = WIDTH - words - MARGIN;
    draw_squares(d, d->rtl ? WIDTH - at - CODE : at);
    double x = d->rtl ? WIDTH - words - width : words;
    PangoLayout *beside = layout_new(d, paper_clean(d->arena, d->sheet->beside, PAPER_CHARACTERS),
                                     width, 3);
    PangoLayout *address = layout_new(d, paper_clean(d->arena, d->sheet->address, PAPER_CHARACTERS),
                                      width, 2);
    set_size(beside, SMALL, false);
    set_size(address, SMALL + 1, true);
    pango_layout_set_auto_dir(address, false);
    if (d->rtl) {
        pango_layout_set_alignment(beside, PANGO_ALIGN_RIGHT);
        pango_layout_set_alignment(address, PANGO_ALIGN_RIGHT);
    }
    double y = FOOT + (CODE - height_of(beside) - height_of(address)) / 2;
    show(d, beside, "P", x, y);
    cairo_tag_begin(d->cairo, CAIRO_TAG_LINK, link_of(d));
    cairo_move_to(d->cairo, x, y + height_of(beside));
    pango_cairo_show_layout(d->cairo, address);
    cairo_tag_end(d->cairo, CAIRO_TAG_LINK);
    g_object_unref(beside);
    g_object_unref(address);
}

/* "#0b5d5e"; returns how bright it is, from 0 to 1, as WCAG 2 reckons it. */
static double
set_colour(cairo_t *cairo, const char *colour)
{
    static const double share[] = {0.2126, 0.7152, 0.0722};
    double part[3] = {0, 0, 0}, bright = 0;
    guint64 rgb = g_ascii_strtoull(*colour == '#' ? colour + 1 : "0", NULL, 16);
    for (size_t i = 0; i < G_N_ELEMENTS(part); i++) {
        part[i] = (double)((rgb >> (16 - 8 * i)) & 0xff) / 255;
        bright += share[i] *
                  (part[i] <= 0.04045 ? part[i] / 12.92 : pow((part[i] + 0.055) / 1.055, 2.4));
    }
    cairo_set_source_rgb(cairo, part[0], part[1], part[2]);
    return bright;
}

static void
draw_frame(const Drawing *d)
{
    set_colour(d->cairo, d->sheet->colour);
    cairo_set_line_width(d->cairo, 3);
    cairo_rectangle(d->cairo, FRAME, FRAME, WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME);
    cairo_stroke(d->cairo);
    cairo_set_line_width(d->cairo, 0.75);
    cairo_rectangle(d->cairo, FRAME + 5, FRAME + 5, WIDTH - 2 * FRAME - 10,
                    HEIGHT - 2 * FRAME - 10);
    cairo_stroke(d->cairo);
    cairo_set_source_rgb(d->cairo, 0.11, 0.13, 0.15);
}

static cairo_status_t
append(void *closure, const unsigned char *bytes, unsigned int n)
{
    g_string_append_len(closure, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static void
describe(cairo_surface_t *surface, Arena *arena, const PaperSheet *sheet)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   paper_clean(arena, sheet->title, PAPER_CHARACTERS));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
                                   paper_clean(arena, sheet->author, PAPER_CHARACTERS));
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Baraza");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   moment_iso(arena, sheet->made_at));
}

/* Fonts are looked up by a map of this drawing's own: those of Pango belong to one thread each. */
static Drawing
begin(Arena *arena, const Lang *lang, cairo_t *cairo)
{
    PangoFontMap *fonts = pango_cairo_font_map_new();
    Drawing d = {.arena = arena,
                 .cairo = cairo,
                 .pango = pango_font_map_create_context(fonts),
                 .rtl = strcmp(lang->dir, "rtl") == 0};
    g_object_unref(fonts); /* the context keeps it */
    pango_cairo_context_set_resolution(d.pango, POINTS);
    pango_context_set_language(d.pango, pango_language_from_string(lang->code));
    pango_context_set_base_dir(d.pango, d.rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    return d;
}

static void
draw_sheet(Arena *arena, const PaperSheet *sheet, cairo_t *cairo)
{
    Drawing d = begin(arena, sheet->lang, cairo);
    d.sheet = sheet;
    draw_frame(&d);
    draw_texts(&d);
    if (sheet->code.side > 0)
        draw_code(&d);
    g_object_unref(d.pango);
}

bool
paper_draw(Arena *arena, const PaperSheet *sheet, Bytes *ret_pdf)
{
    g_assert(sheet->n <= PAPER_TEXTS && sheet->code.side <= PAPER_CODE);
    GString *out = arena_string(arena, 64 * 1024);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, out, WIDTH, HEIGHT);
    describe(surface, arena, sheet);
    cairo_t *cairo = cairo_create(surface);
    cairo_tag_begin(cairo, "Document", NULL);
    draw_sheet(arena, sheet, cairo);
    cairo_tag_end(cairo, "Document");
    cairo_show_page(cairo);
    cairo_status_t drawn = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    bool ok = drawn == CAIRO_STATUS_SUCCESS &&
              cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return ok && pdf_with_language(arena, (Bytes){out->str, out->len}, sheet->lang->code, ret_pdf);
}

/* ---- a picture ---- */

#define EDGE 15.0    /* one part of so many of its width is free on each side */
#define BRIGHT 0.179 /* from here on black differs more than white (WCAG 2) */

/* At the side where the language begins, also what is written the other way: Pango turns the sides
 * around for that. */
static void
align_to_begin(const Drawing *d, PangoLayout *layout)
{
    PangoDirection own = d->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
    bool turned = pango_layout_get_direction(layout, 0) != own;
    pango_layout_set_alignment(layout, d->rtl != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

/* One under the other; what has no room any more is left out. */
static void
draw_picture_texts(const Drawing *d, const PaperPicture *picture)
{
    double edge = picture->width / EDGE, width = picture->width - 2 * edge, y = edge;
    for (size_t i = 0; i < picture->n; i++) {
        const PaperText *text = &picture->texts[i];
        if (*text->text == '\0')
            continue;
        PangoLayout *layout = fit(d, text, width);
        align_to_begin(d, layout);
        y += text->space;
        if (y + height_of(layout) <= picture->height - edge) {
            cairo_move_to(d->cairo, edge, y);
            pango_cairo_show_layout(d->cairo, layout);
            y += height_of(layout);
        }
        g_object_unref(layout);
    }
}

bool
paper_draw_picture(Arena *arena, const PaperPicture *picture, Bytes *ret_png)
{
    GString *out = arena_string(arena, 32 * 1024);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture->width,
                                                          picture->height);
    cairo_t *cairo = cairo_create(surface);
    Drawing d = begin(arena, picture->lang, cairo);
    bool bright = set_colour(cairo, picture->colour) > BRIGHT;
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, bright ? 0 : 1, bright ? 0 : 1, bright ? 0 : 1);
    draw_picture_texts(&d, picture);
    bool ok = cairo_status(cairo) == CAIRO_STATUS_SUCCESS &&
              cairo_surface_write_to_png_stream(surface, append, out) == CAIRO_STATUS_SUCCESS;
    g_object_unref(d.pango);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    if (ok)
        *ret_png = (Bytes){out->str, out->len};
    return ok;
}
