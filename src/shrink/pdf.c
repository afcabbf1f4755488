/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The pictures of a PDF made smaller, by qpdf.
 *
 * What is not understood stays as it is: a picture is replaced only when its bytes, its colours
 * and what may be drawn through it are all known here.
 */
#include "shrink/pdf.h"

#include "picture/pixels.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OBJECTS_MOST 1000000
#define SAVED 70 /* percent of its bytes that a picture may have then */
#define PICTURE_SECONDS (SHRINK_SECONDS * 2 / 3) /* for all pictures; the rest is for writing */

typedef struct Pdf {
    qpdf_data qpdf;
    int n_objects;
    bool *is_mask; /* of each object: something else is drawn through it */
} Pdf;

/* ---- asking ---- */

/* What went wrong since the last time is known, and over. */
static bool
had_flaws(qpdf_data qpdf)
{
    bool had = false;
    for (; qpdf_has_error(qpdf); had = true)
        (void)qpdf_get_error(qpdf);
    for (; qpdf_more_warnings(qpdf); had = true)
        (void)qpdf_next_warning(qpdf);
    return had;
}

/* -1: there is no number. */
static int
number_at(qpdf_data qpdf, qpdf_oh dict, const char *key)
{
    int value = -1;
    if (!qpdf_oh_get_value_as_int(qpdf, qpdf_oh_get_key(qpdf, dict, key), &value))
        return -1;
    return value;
}

static bool
is_true_at(qpdf_data qpdf, qpdf_oh dict, const char *key)
{
    QPDF_BOOL value = QPDF_FALSE;
    return qpdf_oh_get_value_as_bool(qpdf, qpdf_oh_get_key(qpdf, dict, key), &value) && value;
}

static bool
is_name(qpdf_data qpdf, qpdf_oh oh, const char *name)
{
    return qpdf_oh_is_name_and_equals(qpdf, oh, name);
}

/* ---- colours (ISO 32000-1, 8.6) ---- */

static PixelsKind
kind_of_profile(qpdf_data qpdf, qpdf_oh profile)
{
    if (!qpdf_oh_is_stream(qpdf, profile))
        return PIXELS_NONE;
    switch (number_at(qpdf, qpdf_oh_get_dict(qpdf, profile), "/N")) {
    case 1: return PIXELS_GRAY;
    case 3: return PIXELS_RGB;
    case 4: return PIXELS_CMYK;
    default: return PIXELS_NONE;
    }
}

static PixelsKind
kind_of(qpdf_data qpdf, qpdf_oh space)
{
    static const struct {
        const char *name;
        PixelsKind kind;
    } spaces[] = {
        {"/DeviceGray", PIXELS_GRAY},
        {"/CalGray",    PIXELS_GRAY},
        {"/DeviceRGB",  PIXELS_RGB },
        {"/CalRGB",     PIXELS_RGB },
        {"/DeviceCMYK", PIXELS_CMYK},
    };
    bool is_array = qpdf_oh_is_array(qpdf, space);
    qpdf_oh name = is_array ? qpdf_oh_get_array_item(qpdf, space, 0) : space;
    if (is_array && is_name(qpdf, name, "/ICCBased"))
        return kind_of_profile(qpdf, qpdf_oh_get_array_item(qpdf, space, 1));
    for (size_t i = 0; i < G_N_ELEMENTS(spaces); i++)
        if (is_name(qpdf, name, spaces[i].name))
            return spaces[i].kind;
    return PIXELS_NONE;
}

/* /Decode: as usual, or all of it the other way round.  False: something else. */
static bool
read_decode(qpdf_data qpdf, qpdf_oh decode, PixelsKind kind, bool *ret_inverted)
{
    int n = 2 * (int)pixels_depth(kind);
    *ret_inverted = false;
    if (qpdf_oh_is_null(qpdf, decode))
        return true;
    if (!qpdf_oh_is_array(qpdf, decode) || qpdf_oh_get_array_n_items(qpdf, decode) != n)
        return false;
    for (int i = 0; i < n; i++) {
        double value = qpdf_oh_get_numeric_value(qpdf, qpdf_oh_get_array_item(qpdf, decode, i));
        if (i == 0)
            *ret_inverted = value == 1;
        if (value != (i % 2 != *ret_inverted))
            return false;
    }
    return true;
}

/* ---- one picture ---- */

static bool
has_mask(qpdf_data qpdf, qpdf_oh dict, const char *key)
{
    return !qpdf_oh_is_null(qpdf, qpdf_oh_get_key(qpdf, dict, key));
}

/* A JPEG that is told how its colours are meant, against what its own head says. */
static bool
has_own_transform(qpdf_data qpdf, qpdf_oh dict)
{
    static const char key[] = "/ColorTransform";
    qpdf_oh how = qpdf_oh_get_key(qpdf, dict, "/DecodeParms");
    if (!qpdf_oh_is_array(qpdf, how))
        return qpdf_oh_is_dictionary(qpdf, how) && qpdf_oh_has_key(qpdf, how, key);
    int n = qpdf_oh_get_array_n_items(qpdf, how);
    for (int i = 0; i < n; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(qpdf, how, i);
        if (qpdf_oh_is_dictionary(qpdf, one) && qpdf_oh_has_key(qpdf, one, key))
            return true;
    }
    return false;
}

/* A mask that goes with it may have another size; colours that mean "nothing", or that were mixed
 * with it beforehand, must stay exactly as they are. */
static bool
depends_on_colors(qpdf_data qpdf, qpdf_oh dict)
{
    qpdf_oh soft = qpdf_oh_get_key(qpdf, dict, "/SMask");
    return qpdf_oh_is_array(qpdf, qpdf_oh_get_key(qpdf, dict, "/Mask")) ||
           (qpdf_oh_is_stream(qpdf, soft) &&
            has_mask(qpdf, qpdf_oh_get_dict(qpdf, soft), "/Matte"));
}

/* Its head, without its bytes.  False: it stays as it is. */
static bool
read_picture(qpdf_data qpdf, qpdf_oh dict, Pixels *ret)
{
    int width = number_at(qpdf, dict, "/Width"), height = number_at(qpdf, dict, "/Height");
    *ret = (Pixels){.width = width,
                    .height = height,
                    .kind = kind_of(qpdf, qpdf_oh_get_key(qpdf, dict, "/ColorSpace"))};
    return is_name(qpdf, qpdf_oh_get_key(qpdf, dict, "/Subtype"), "/Image") && width > 0 &&
           height > 0 && (int64_t)width * height <= SHRINK_PIXELS &&
           number_at(qpdf, dict, "/Length") >= SHRINK_PICTURE &&
           number_at(qpdf, dict, "/BitsPerComponent") == 8 && ret->kind != PIXELS_NONE &&
           !is_true_at(qpdf, dict, "/ImageMask") && !depends_on_colors(qpdf, dict) &&
           !has_own_transform(qpdf, dict) &&
           read_decode(qpdf, qpdf_oh_get_key(qpdf, dict, "/Decode"), ret->kind, &ret->inverted);
}

static void
replace(qpdf_data qpdf, qpdf_oh stream, const Pixels *was, const void *jpeg, size_t n, int width,
        int height)
{
    qpdf_oh dict = qpdf_oh_get_dict(qpdf, stream);
    qpdf_oh_replace_stream_data(qpdf, stream, jpeg, n, qpdf_oh_new_name(qpdf, "/DCTDecode"),
                                qpdf_oh_new_null(qpdf));
    qpdf_oh_replace_key(qpdf, dict, "/Width", qpdf_oh_new_integer(qpdf, width));
    qpdf_oh_replace_key(qpdf, dict, "/Height", qpdf_oh_new_integer(qpdf, height));
    if (was->kind != PIXELS_RGB)
        qpdf_oh_replace_key(qpdf, dict, "/ColorSpace", qpdf_oh_new_name(qpdf, "/DeviceRGB"));
    qpdf_oh_remove_key(qpdf, dict, "/Decode");
}

static void
shrink_picture(qpdf_data qpdf, qpdf_oh stream)
{
    qpdf_oh dict = qpdf_oh_get_dict(qpdf, stream);
    Pixels pixels;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    unsigned char *bytes = NULL;
    int width = 0, height = 0;
    size_t n = 0;
    if (!read_picture(qpdf, dict, &pixels))
        return;
    size_t packed = (size_t)number_at(qpdf, dict, "/Length");
    bool done = qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_all, &is_decoded, &bytes,
                                        &pixels.n) == QPDF_SUCCESS &&
                is_decoded;
    pixels.at = bytes;
    void *jpeg = done ? pixels_jpeg(&pixels, SHRINK_SIDE, SHRINK_QUALITY, &width, &height, &n)
                      : NULL;
    free(bytes);
    if (jpeg != NULL && n <= packed / 100 * SAVED)
        replace(qpdf, stream, &pixels, jpeg, n, width, height);
    pixels_free(jpeg);
}

/* ---- all of them ---- */

static void
note_mask(Pdf *pdf, qpdf_oh dict, const char *key)
{
    int id = qpdf_oh_get_object_id(pdf->qpdf, qpdf_oh_get_key(pdf->qpdf, dict, key));
    if (id > 0 && id < pdf->n_objects)
        pdf->is_mask[id] = true;
}

static void
note_masks(Pdf *pdf, int id, qpdf_oh stream)
{
    (void)id;
    qpdf_oh dict = qpdf_oh_get_dict(pdf->qpdf, stream);
    note_mask(pdf, dict, "/SMask");
    note_mask(pdf, dict, "/Mask");
}

static void
shrink_unless_mask(Pdf *pdf, int id, qpdf_oh stream)
{
    if (!pdf->is_mask[id] && clock() < (clock_t)PICTURE_SECONDS * CLOCKS_PER_SEC)
        shrink_picture(pdf->qpdf, stream);
}

/* What one of them lets go wrong stays with it. */
static void
each_stream(Pdf *pdf, void (*work)(Pdf *pdf, int id, qpdf_oh stream))
{
    for (int id = 1; id < pdf->n_objects; id++) {
        qpdf_oh object = qpdf_get_object_by_id(pdf->qpdf, id, 0);
        if (qpdf_oh_is_stream(pdf->qpdf, object))
            work(pdf, id, object);
        (void)had_flaws(pdf->qpdf);
        qpdf_oh_release_all(pdf->qpdf);
    }
}

/* A signature says that nothing was changed (ISO 32000-1, 12.7.2: bit 1 of SigFlags). */
static bool
is_signed(qpdf_data qpdf)
{
    qpdf_oh form = qpdf_oh_get_key(qpdf, qpdf_get_root(qpdf), "/AcroForm");
    return qpdf_oh_is_dictionary(qpdf, form) && (MAX(number_at(qpdf, form, "/SigFlags"), 0) & 1);
}

static bool
open_pdf(Pdf *pdf, Bytes content)
{
    qpdf_data qpdf = pdf->qpdf;
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(qpdf, QPDF_FALSE);
    if (qpdf_read_memory(qpdf, "", content.at, content.n, NULL) != QPDF_SUCCESS ||
        qpdf_is_encrypted(qpdf) || is_signed(qpdf) || had_flaws(qpdf))
        return false;
    pdf->n_objects = number_at(qpdf, qpdf_get_trailer(qpdf), "/Size");
    return pdf->n_objects > 0 && pdf->n_objects <= OBJECTS_MOST;
}

static bool
write_pdf(qpdf_data qpdf, ShrinkWrite *write)
{
    if (qpdf_init_write_memory(qpdf) != QPDF_SUCCESS)
        return false;
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_linearization(qpdf, QPDF_TRUE);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    return qpdf_write(qpdf) == QPDF_SUCCESS && !had_flaws(qpdf) &&
           write(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

bool
shrink_pdf(Bytes content, ShrinkWrite *write)
{
    Pdf pdf = {.qpdf = qpdf_init()};
    bool done = open_pdf(&pdf, content);
    if (done) {
        pdf.is_mask = g_new0(bool, (size_t)pdf.n_objects);
        each_stream(&pdf, note_masks);
        each_stream(&pdf, shrink_unless_mask);
        done = write_pdf(pdf.qpdf, write);
    }
    g_free(pdf.is_mask);
    qpdf_cleanup(&pdf.qpdf);
    return done;
}
