/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "draw/qr.h"

#include <qrencode.h>
#include <string.h>

#define QUIET 4  /* modules around the code */
#define MODULE 4 /* pixels, where there is room */
#define DARK 1   /* the bit of a module that says so */

/* The dark modules, each run of a row as one stroke's rectangle: "M4 4h7v1h-7z". */
static void
write_runs(Html *out, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (size_t)y * (size_t)code->width;
        for (int x = 0, n = 1; x < code->width; x += n) {
            bool dark = (row[x] & DARK) != 0;
            for (n = 1; x + n < code->width && ((row[x + n] & DARK) != 0) == dark;)
                n++;
            if (dark)
                g_string_append_printf(out->text, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, n, n);
        }
    }
}

bool
qr_write(Html *out, const char *text, const char *label)
{
    if (strlen(text) > QR_MOST)
        return false;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL)
        return false;
    int side = code->width + 2 * QUIET;
    g_string_append_printf(out->text,
                           "<svg role=\"img\" width=\"%d\" height=\"%d\" "
                           "viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\" aria-label=\"",
                           side * MODULE, side * MODULE, side, side);
    html_text(out, label);
    g_string_append_printf(out->text, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/>", side, side,
                           side);
    html_lit(out, "<path fill=\"#000\" d=\"");
    write_runs(out, code);
    html_lit(out, "\"/></svg>");
    QRcode_free(code);
    return true;
}
