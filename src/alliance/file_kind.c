/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a file is, by its bytes, never by its name.
 */
#include "alliance/file.h"
#include "alliance/file_serve.h"
#include "base/text.h"

#include <string.h>

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define WORD_TYPE OFFICE "wordprocessingml.document"
#define SLIDES_TYPE OFFICE "presentationml.presentation"
#define SHEET_TYPE OFFICE "spreadsheetml.sheet"
#define TEXT_TYPE "application/vnd.oasis.opendocument.text"
#define EPUB_TYPE "application/epub+zip"

#define DIRECTORY_BYTES ((size_t)256 * 1024) /* at the end of a zip, with the names in it */

typedef struct Magic {
    const char *type;
    size_t at, n;
    const char *bytes;
} Magic;

static const FileKind KINDS[] = {
    {"image/png",       N_("PNG picture"),                "PNG" },
    {"image/jpeg",      N_("JPEG picture"),               "JPEG"},
    {"image/gif",       N_("GIF picture"),                "GIF" },
    {"image/webp",      N_("WebP picture"),               "WebP"},
    {"image/avif",      N_("AVIF picture"),               "AVIF"},
    {"application/pdf", N_("PDF document"),               "PDF" },
    {WORD_TYPE,         N_("Word document"),              "DOC" },
    {SLIDES_TYPE,       N_("Slides (PowerPoint)"),        "PPT" },
    {SHEET_TYPE,        N_("Spreadsheet (Excel)"),        "XLS" },
    {TEXT_TYPE,         N_("Open document"),              "ODT" },
    {EPUB_TYPE,         N_("Book (EPUB)"),                "EPUB"},
    {"application/zip", N_("Office document or archive"), "ZIP" },
    {"audio/ogg",       N_("Sound (Ogg)"),                "OGG" },
    {"audio/mpeg",      N_("Sound (MP3)"),                "MP3" },
    {"video/mp4",       N_("Film (MP4)"),                 "MP4" },
    {"text/plain",      N_("Plain text"),                 "TXT" },
};

static const Magic MAGICS[] = {
    {"image/png",       0,  8,  "\x89PNG\r\n\x1a\n" },
    {"image/jpeg",      0,  3,  "\xff\xd8\xff"      },
    {"image/gif",       0,  6,  "GIF89a"            },
    {"image/gif",       0,  6,  "GIF87a"            },
    {"image/webp",      8,  4,  "WEBP"              },
    {"image/avif",      4,  8,  "ftypavif"          },
    {"application/pdf", 0,  5,  "%PDF-"             },
    {EPUB_TYPE,         30, 28, "mimetype" EPUB_TYPE},
    {TEXT_TYPE,         30, 47, "mimetype" TEXT_TYPE},
    {"application/zip", 0,  4,  "PK\x03\x04"        },
    {"audio/ogg",       0,  4,  "OggS"              },
    {"audio/mpeg",      0,  3,  "ID3"               },
    {"video/mp4",       4,  4,  "ftyp"              },
};

static const struct {
    const char *name, *type;
} PACKAGES[] = {
    {"word/document.xml",    WORD_TYPE  },
    {"ppt/presentation.xml", SLIDES_TYPE},
    {"xl/workbook.xml",      SHEET_TYPE },
};

/* Office documents are told by the names of the files in them; what has programs in it as well is
 * an archive to everybody, and opens nowhere by itself. */
static const char *
package_type(Bytes content)
{
    size_t n = MIN(content.n, DIRECTORY_BYTES);
    const char *at = (const char *)content.at + content.n - n;
    if (memmem(at, n, "vbaProject.bin", strlen("vbaProject.bin")) != NULL)
        return "application/zip";
    for (size_t i = 0; i < G_N_ELEMENTS(PACKAGES); i++)
        if (memmem(at, n, PACKAGES[i].name, strlen(PACKAGES[i].name)) != NULL)
            return PACKAGES[i].type;
    return "application/zip";
}

/* Markup is never shown as such: to a browser it would be a page of this site. */
const char *
file_sniff_type(Bytes content)
{
    const char *bytes = content.at;
    for (size_t i = 0; i < G_N_ELEMENTS(MAGICS); i++)
        if (content.n >= MAGICS[i].at + MAGICS[i].n &&
            memcmp(bytes + MAGICS[i].at, MAGICS[i].bytes, MAGICS[i].n) == 0)
            return strcmp(MAGICS[i].type, "application/zip") == 0 ? package_type(content)
                                                                  : MAGICS[i].type;
    if (content.n > 0 && text_is_clean(bytes, content.n))
        return "text/plain";
    return "application/octet-stream";
}

const FileKind *
file_kind_find(const char *type)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (strcmp(KINDS[i].type, type) == 0)
            return &KINDS[i];
    return NULL;
}

const FileKind *
file_sniff(Bytes content)
{
    return file_kind_find(file_sniff_type(content));
}

FileFault
file_fault(Bytes content, int64_t most)
{
    const FileKind *kind = file_sniff(content);
    if (kind == NULL)
        return FILE_UNKNOWN;
    bool is_picture = g_str_has_prefix(kind->type, "image/");
    return (int64_t)content.n > (is_picture ? LIMIT_PICTURE : most) ? FILE_TOO_LARGE : FILE_FITS;
}

const char *
file_label(const File *file)
{
    const FileKind *kind = file_kind_find(file->type);
    return kind != NULL ? kind->label : file->type;
}

bool
file_is_picture(const File *file)
{
    return g_str_has_prefix(file->type, "image/");
}
