/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * paper - one sheet of A4 as PDF: texts one under the other, and a code beside an address; and
 * texts on a coloured picture, as networks show them beside a link.
 *
 * Letters of any script are shaped and joined as Pango does it, with whatever
 * fonts the machine has.  What people wrote is data here: characters that
 * nobody sees, among them those that turn the direction of what stands around
 * them, are left out, and each text has its own direction and its own place.
 * A text that is too long becomes smaller, then has more lines, then ends with
 * an ellipsis; so the sheet is always one.
 *
 * The same sheet gives the same bytes on the same machine: the only time in it
 * is .made_at.
 *
 * Read with: pdf.h, docs/decisions/0055-certificates.md.
 */
#pragma once
#include "lang/lang.h"

#define PAPER_TEXTS 16       /* on a sheet */
#define PAPER_CHARACTERS 600 /* of a text; what is beyond them is cut */
#define PAPER_CODE 200       /* squares on a side of a code */

/** A paragraph in the middle of the sheet. */
typedef struct PaperText {
    const char *text; /* "": nothing, and no space for it */
    double size;      /* points, where there is room */
    double least;     /* it is made as small as this so that it fits; 0: .size */
    double space;     /* points above it */
    int lines;        /* at most so many */
    bool bold;
    bool heading; /* the sheet's, to who listens to it */
} PaperText;

/** A code of squares, row by row, not 0 where it is dark. */
typedef struct PaperCode {
    const uint8_t *dark;
    size_t side;
} PaperCode;

typedef struct PaperSheet {
    const Lang *lang;
    const char *title, *author; /* of the document, for programs that list it */
    const char *colour;         /* "#0b5d5e", of the line around it */
    int64_t made_at;            /* UTC */
    const PaperText *texts;
    size_t n;
    PaperCode code;      /* .side 0: none, nor what stands beside it */
    const char *beside;  /* the words beside the code */
    const char *address; /* below them, from left to right; it can be followed */
} PaperSheet;

/** Draw @sheet; the bytes are in @arena.  False: there is no memory, and @ret_pdf is as it was. */
bool paper_draw(Arena *arena, const PaperSheet *sheet, Bytes *ret_pdf);

/** Texts on a plain ground, from the side where the language begins. */
typedef struct PaperPicture {
    const Lang *lang;
    int width, height; /* pixels; .size of the texts is in them, too */
    const char
        *colour; /* "#0b5d5e", of the ground; letters are white or black, what differs more */
    const PaperText *texts;
    size_t n;
} PaperPicture;

/** Draw @picture as PNG; the bytes are in @arena.  False: there is no memory, and @ret_png is as it
 *  was. */
bool paper_draw_picture(Arena *arena, const PaperPicture *picture, Bytes *ret_png);

/** @text without what nobody sees or what is beyond @most characters; lines become spaces. */
const char *paper_clean(Arena *arena, const char *text, size_t most);
