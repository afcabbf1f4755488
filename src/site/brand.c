/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/brand.h"

#include <math.h>
#include <string.h>

#define BRAND_LIGHT "#0b5d5e"
#define BRAND_DARK "#5fc2bd"
#define MIN_CONTRAST 4.5

/* The papers of assets/style.css. */
static const char *const light_papers[] = {"#fffdf8", "#f5efe3"};
static const char *const dark_papers[] = {"#15191b", "#1e2427"};

typedef struct Colour {
    double channel[3]; /* red, green, blue: 0 to 1, as written */
} Colour;

static bool
parse(const char *text, Colour *ret_colour)
{
    Colour colour;
    if (text == NULL || strlen(text) != 7 || text[0] != '#')
        return false;
    for (int i = 0; i < 3; i++) {
        int high = g_ascii_xdigit_value(text[1 + 2 * i]),
            low = g_ascii_xdigit_value(text[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        colour.channel[i] = (high * 16 + low) / 255.0;
    }
    *ret_colour = colour;
    return true;
}

/* Relative luminance: WCAG 2.2's definition. */
static double
luminance(const Colour *colour)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = colour->channel[i];
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double
brand_contrast(const char *a, const char *b)
{
    Colour first, second;
    if (!parse(a, &first) || !parse(b, &second))
        return 0;
    double x = luminance(&first), y = luminance(&second);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static const char *
mix(Arena *arena, const Colour *colour, double share, double end)
{
    int rgb[3];
    for (int i = 0; i < 3; i++)
        rgb[i] = (int)lround(255 * (colour->channel[i] * (1 - share) + end * share));
    return arena_printf(arena, "#%02x%02x%02x", (unsigned)rgb[0], (unsigned)rgb[1],
                        (unsigned)rgb[2]);
}

const char *
brand_readable(Arena *arena, const char *colour, bool dark)
{
    const char *const *papers = dark ? dark_papers : light_papers;
    Colour from;
    if (!parse(colour, &from))
        return dark ? BRAND_DARK : BRAND_LIGHT;
    for (int step = 0; step <= 20; step++) {
        const char *tried = mix(arena, &from, step / 20.0, dark ? 1 : 0);
        if (brand_contrast(tried, papers[0]) >= MIN_CONTRAST &&
            brand_contrast(tried, papers[1]) >= MIN_CONTRAST)
            return tried;
    }
    g_assert_not_reached(); /* black on light paper and white on dark one are readable */
}

const char *
brand_text_on(const char *colour)
{
    return brand_contrast(colour, "#ffffff") >= brand_contrast(colour, "#0b1a1a") ? "#ffffff"
                                                                                  : "#0b1a1a";
}

bool
brand_is_own(const Settings *set)
{
    return (set->brand != NULL && g_ascii_strcasecmp(set->brand, BRAND_LIGHT) != 0) ||
           (set->brand_dark != NULL && g_ascii_strcasecmp(set->brand_dark, BRAND_DARK) != 0);
}
