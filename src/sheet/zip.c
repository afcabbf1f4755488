/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/zip.h"

#include <minizip/unzip.h>

struct Zip {
    SheetSource source;
    int64_t at;
    unzFile file;
    bool inside, walks; /* walks: zip_next() was called */
    int64_t unpacked;
};

static voidpf
open_source(voidpf zip, const void *name G_GNUC_UNUSED, int mode G_GNUC_UNUSED)
{
    return zip;
}

static uLong
read_source(voidpf opaque, voidpf stream G_GNUC_UNUSED, void *room, uLong n)
{
    Zip *zip = opaque;
    n = (uLong)MIN((int64_t)n, zip->source.size - zip->at);
    if (n == 0 || !zip->source.read(zip->source.data, zip->at, room, n))
        return 0;
    zip->at += (int64_t)n;
    return n;
}

static ZPOS64_T
tell_source(voidpf opaque, voidpf stream G_GNUC_UNUSED)
{
    return (ZPOS64_T)((Zip *)opaque)->at;
}

static long
seek_source(voidpf opaque, voidpf stream G_GNUC_UNUSED, ZPOS64_T to, int from)
{
    Zip *zip = opaque;
    int64_t start = from == ZLIB_FILEFUNC_SEEK_CUR   ? zip->at
                    : from == ZLIB_FILEFUNC_SEEK_END ? zip->source.size
                                                     : 0;
    if (to > (ZPOS64_T)(zip->source.size - start))
        return -1;
    zip->at = start + (int64_t)to;
    return 0;
}

static int
nothing(voidpf opaque G_GNUC_UNUSED, voidpf stream G_GNUC_UNUSED)
{
    return 0;
}

Zip *
zip_new(SheetSource source)
{
    Zip *zip = g_new0(Zip, 1);
    zip->source = source;
    zlib_filefunc64_def calls = {
        .zopen64_file = open_source,
        .zread_file = read_source,
        .ztell64_file = tell_source,
        .zseek64_file = seek_source,
        .zclose_file = nothing,
        .zerror_file = nothing,
        .opaque = zip,
    };
    zip->file = unzOpen2_64("", &calls);
    unz_global_info64 info;
    if (zip->file != NULL && unzGetGlobalInfo64(zip->file, &info) == UNZ_OK &&
        info.number_entry <= SHEET_MAX_ENTRIES)
        return zip;
    zip_free(zip);
    return NULL;
}

static bool
leave(Zip *zip)
{
    bool whole = !zip->inside || unzCloseCurrentFile(zip->file) == UNZ_OK;
    zip->inside = false;
    return whole;
}

void
zip_free(Zip *zip)
{
    if (zip == NULL)
        return;
    leave(zip);
    if (zip->file != NULL)
        unzClose(zip->file);
    g_free(zip);
}

bool
zip_enter(Zip *zip, const char *name)
{
    leave(zip);
    zip->inside = unzLocateFile(zip->file, name, 2) == UNZ_OK &&
                  unzOpenCurrentFile(zip->file) == UNZ_OK;
    return zip->inside;
}

bool
zip_next(Zip *zip, char *ret_name, size_t room)
{
    unz_file_info64 info;
    leave(zip);
    int found = zip->walks ? unzGoToNextFile(zip->file) : unzGoToFirstFile(zip->file);
    zip->walks = true;
    if (found != UNZ_OK ||
        unzGetCurrentFileInfo64(zip->file, &info, ret_name, room - 1, NULL, 0, NULL, 0) != UNZ_OK)
        return false;
    ret_name[MIN(info.size_filename, room - 1)] = '\0';
    zip->inside = unzOpenCurrentFile(zip->file) == UNZ_OK;
    return true;
}

static bool
is_within_limits(const Zip *zip)
{
    int64_t free_of_ratio = zip->unpacked - SHEET_FREE_UNPACKED;
    return zip->unpacked <= SHEET_MAX_UNPACKED &&
           free_of_ratio / SHEET_MAX_RATIO <= zip->source.size;
}

bool
zip_is_bomb(const Zip *zip)
{
    return !is_within_limits(zip);
}

int
zip_read(Zip *zip, void *room, size_t n)
{
    if (!zip->inside)
        return 0;
    int got = unzReadCurrentFile(zip->file, room, (unsigned)n);
    if (got == 0)
        return leave(zip) ? 0 : -1;
    zip->unpacked += MAX(got, 0);
    return got > 0 && is_within_limits(zip) ? got : -1;
}
