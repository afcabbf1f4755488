/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "draw/qr.h"

#include <qrencode.h>
#include <string.h>

#define QUIET 4  /* modules around the code */
#define MODULE 4 /* pixels, where there is room */
#define DARK 1   /* the bit of a module that says so */

QrSquares
qr_squares(Arena *arena, const char *text)
{
    QRcode *code = strlen(text) <= QR_MOST ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (code == NULL)
        return (QrSquares){0};
    size_t side = (size_t)code->width;
    uint8_t *dark = arena_array_of(arena, uint8_t, side *side);
    for (size_t i = 0; i < side * side; i++)
        dark[i] = code->data[i] & DARK;
    QRcode_free(code);
    return (QrSquares){dark, side};
}

/* The dark modules, each run of a row as one stroke's rectangle: "M4 4h7v1h-7z". */
static void
write_runs(Html *out, QrSquares code)
{
    for (size_t y = 0; y < code.side; y++) {
        const uint8_t *row = code.dark + y * code.side;
        for (size_t x = 0, n = 1; x < code.side; x += n) {
            for (n = 1; x + n < code.side && row[x + n] == row[x];)
                n++;
            if (row[x] != 0)
                g_string_append_printf(out->text, "M%zu %zuh%zuv1h-%zuz", x + QUIET, y + QUIET, n,
                                       n);
        }
    }
}

bool
qr_write(Html *out, const char *text, const char *label)
{
    QrSquares code = qr_squares(out->arena, text);
    if (code.side == 0)
        return false;
    size_t side = code.side + 2 * QUIET;
    g_string_append_printf(out->text,
                           "<svg role=\"img\" width=\"%zu\" height=\"%zu\" "
                           "viewBox=\"0 0 %zu %zu\" shape-rendering=\"crispEdges\" aria-label=\"",
                           side * MODULE, side * MODULE, side, side);
    html_text(out, label);
    g_string_append_printf(out->text, "\"><path fill=\"#fff\" d=\"M0 0h%zuv%zuh-%zuz\"/>", side,
                           side, side);
    html_lit(out, "<path fill=\"#000\" d=\"");
    write_runs(out, code);
    html_lit(out, "\"/></svg>");
    return true;
}
