/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/zip_write.h"

#include <minizip/zip.h>
#include <string.h>
#include <unistd.h>

#define UTF8_NAMES (1 << 11)    /* APPNOTE.TXT, 4.4.4: general purpose bit 11 */
#define MADE_BY ((3 << 8) | 20) /* Unix, version 2.0 */
#define DEFLATED_MEMORY 8

struct ZipWriter {
    GByteArray *bytes; /* or NULL: it goes into .fd */
    int fd;
    uint64_t at, len;
    zipFile file;
    bool inside, failed;
};

static voidpf
open_sink(voidpf zip, const void *name G_GNUC_UNUSED, int mode G_GNUC_UNUSED)
{
    return zip;
}

static bool
write_file(ZipWriter *zip, const char *from, size_t n)
{
    for (size_t done = 0; done < n;) {
        ssize_t wrote = pwrite(zip->fd, from + done, n - done, (off_t)(zip->at + done));
        if (wrote <= 0)
            return false;
        done += (size_t)wrote;
    }
    return true;
}

/* minizip goes back to write sizes into what it wrote before. */
static uLong
write_sink(voidpf opaque, voidpf stream G_GNUC_UNUSED, const void *from, uLong n)
{
    ZipWriter *zip = opaque;
    uint64_t end = zip->at + n;
    if (zip->bytes == NULL) {
        if (!write_file(zip, from, n))
            return 0;
    } else {
        if (end > G_MAXUINT)
            return 0;
        if (end > zip->bytes->len)
            g_byte_array_set_size(zip->bytes, (guint)end);
        memcpy(zip->bytes->data + zip->at, from, n);
    }
    zip->len = MAX(zip->len, end);
    zip->at = end;
    return n;
}

static uLong
read_sink(voidpf opaque, voidpf stream G_GNUC_UNUSED, void *to, uLong n)
{
    ZipWriter *zip = opaque;
    n = MIN(n, zip->len - zip->at);
    if (zip->bytes == NULL) {
        ssize_t read = pread(zip->fd, to, n, (off_t)zip->at);
        n = read > 0 ? (uLong)read : 0;
    } else {
        memcpy(to, zip->bytes->data + zip->at, n);
    }
    zip->at += n;
    return n;
}

static ZPOS64_T
tell_sink(voidpf opaque, voidpf stream G_GNUC_UNUSED)
{
    return ((ZipWriter *)opaque)->at;
}

static long
seek_sink(voidpf opaque, voidpf stream G_GNUC_UNUSED, ZPOS64_T to, int from)
{
    ZipWriter *zip = opaque;
    uint64_t start = from == ZLIB_FILEFUNC_SEEK_CUR   ? zip->at
                     : from == ZLIB_FILEFUNC_SEEK_END ? zip->len
                                                      : 0;
    if (to > zip->len - start)
        return -1;
    zip->at = start + to;
    return 0;
}

static int
nothing(voidpf opaque G_GNUC_UNUSED, voidpf stream G_GNUC_UNUSED)
{
    return 0;
}

static void
begin_zip(ZipWriter *zip)
{
    zlib_filefunc64_def calls = {
        .zopen64_file = open_sink,
        .zread_file = read_sink,
        .zwrite_file = write_sink,
        .ztell64_file = tell_sink,
        .zseek64_file = seek_sink,
        .zclose_file = nothing,
        .zerror_file = nothing,
        .opaque = zip,
    };
    zip->file = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &calls);
    zip->failed = zip->file == NULL;
}

ZipWriter *
zip_writer_new(void)
{
    ZipWriter *zip = g_new0(ZipWriter, 1);
    zip->bytes = g_byte_array_new();
    begin_zip(zip);
    return zip;
}

ZipWriter *
zip_writer_new_to(int fd)
{
    ZipWriter *zip = g_new0(ZipWriter, 1);
    zip->fd = fd;
    begin_zip(zip);
    return zip;
}

static void
end_file(ZipWriter *zip)
{
    if (zip->inside && zipCloseFileInZip(zip->file) != ZIP_OK)
        zip->failed = true;
    zip->inside = false;
}

static void
close_zip(ZipWriter *zip)
{
    end_file(zip);
    if (zip->file != NULL && zipClose(zip->file, NULL) != ZIP_OK)
        zip->failed = true;
    zip->file = NULL;
}

void
zip_writer_free(ZipWriter *zip)
{
    if (zip == NULL)
        return;
    close_zip(zip);
    if (zip->bytes != NULL)
        g_byte_array_unref(zip->bytes);
    g_free(zip);
}

void
zip_writer_begin(ZipWriter *zip, const char *name, int64_t moment, bool pack)
{
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(moment);
    zip_fileinfo info = {
        .tmz_date = {.tm_sec = g_date_time_get_second(time),
                     .tm_min = g_date_time_get_minute(time),
                     .tm_hour = g_date_time_get_hour(time),
                     .tm_mday = g_date_time_get_day_of_month(time),
                     .tm_mon = g_date_time_get_month(time) - 1,
                     .tm_year = g_date_time_get_year(time)}
    };
    end_file(zip);
    zip->failed |= zip->file == NULL;
    if (zip->failed)
        return;
    int result = zipOpenNewFileInZip4_64(zip->file, name, &info, NULL, 0, NULL, 0, NULL,
                                         pack ? Z_DEFLATED : 0, Z_DEFAULT_COMPRESSION, 0,
                                         -MAX_WBITS, DEFLATED_MEMORY, Z_DEFAULT_STRATEGY, NULL, 0,
                                         MADE_BY, UTF8_NAMES, 0);
    zip->inside = result == ZIP_OK;
    zip->failed |= !zip->inside;
}

void
zip_writer_add(ZipWriter *zip, Bytes bytes)
{
    if (zip->inside && bytes.n > 0 &&
        zipWriteInFileInZip(zip->file, bytes.at, (unsigned)bytes.n) != ZIP_OK)
        zip->failed = true;
}

size_t
zip_writer_size(const ZipWriter *zip)
{
    return zip->len;
}

size_t
zip_writer_end_file(ZipWriter *zip)
{
    g_assert(zip->bytes == NULL);
    close_zip(zip);
    return zip->failed ? 0 : zip->len;
}

Bytes
zip_writer_end(ZipWriter *zip)
{
    close_zip(zip);
    return zip->failed ? (Bytes){0} : (Bytes){zip->bytes->data, zip->bytes->len};
}
