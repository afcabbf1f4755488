/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_line.h"

#include "alliance/document.h"

FileLine
file_line(Ctx *cx, const File *file, const char *format, int64_t text_size)
{
    const DocumentFormat *known = document_format_find(format);
    return (FileLine){
        .id = file->id,
        .size = file->size,
        .name = file->name,
        .title = file->title != NULL && *file->title != '\0' ? file->title : file->name,
        .type = file->type,
        .label = known != NULL && known->label != NULL ? known->label : file_label(file),
        .text_size = text_size,
        .has_buttons = cx->me.id != 0,
        .fits = file_fits_mail(file->size)};
}

bool
file_fits_mail(int64_t size)
{
    return size <= FILE_MAIL_MOST;
}
