/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/file_line.h"

#include "alliance/document.h"

FileLine
file_line(Ctx *cx, const File *file, FileMade made)
{
    const DocumentFormat *known = document_format_find(made.format);
    bool fits = file_fits_mail(file->size);
    bool light_fits = made.light_size > 0 && file_fits_mail(made.light_size);
    return (FileLine){
        .id = file->id,
        .size = file->size,
        .name = file->name,
        .title = file->title != NULL && *file->title != '\0' ? file->title : file->name,
        .type = file->type,
        .label = known != NULL && known->label != NULL ? known->label : file_label(file),
        .text_size = made.text_size,
        .light_size = made.light_size,
        .has_buttons = cx->me.id != 0,
        .fits = fits,
        .light_fits = light_fits,
        .is_link = !fits && !light_fits && made.text_size == 0};
}

bool
file_fits_mail(int64_t size)
{
    return size <= FILE_MAIL_MOST;
}
