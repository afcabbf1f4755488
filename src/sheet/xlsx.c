/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/xlsx.h"

Xlsx *
xlsx_new(SheetSource source G_GNUC_UNUSED, SheetFault *ret_fault)
{
    *ret_fault = (SheetFault){N_("Excel files (.xlsx) cannot be read yet. Save it as CSV."), 0};
    return NULL;
}

void
xlsx_free(Xlsx *xlsx G_GNUC_UNUSED)
{
}

bool
xlsx_next(Xlsx *xlsx G_GNUC_UNUSED, Row *row G_GNUC_UNUSED, int64_t *ret_line G_GNUC_UNUSED,
          SheetFault *ret_fault G_GNUC_UNUSED)
{
    return false;
}

const char *const *
xlsx_names(const Xlsx *xlsx G_GNUC_UNUSED, size_t *ret_read)
{
    static const char *const none[] = {NULL};
    *ret_read = 0;
    return none;
}
