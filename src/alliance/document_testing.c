/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"

int64_t
a_document(Fixture *fx, int64_t item, const char *name, Bytes content)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = file_insert(cx, content);
    file_attach(cx, item, id, &(FileWords){.name = name});
    fixture_commit(fx);
    return id;
}

void
read_documents(Fixture *fx)
{
    g_autoptr(GError) error = NULL;
    Ctx *cx = fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    document_run(cx, "", &error);
    g_assert_no_error(error);
}
