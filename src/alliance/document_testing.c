/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/document_testing.h"

#include "alliance/document_light.h"

int64_t
a_document(Fixture *fx, int64_t item, const char *name, Bytes content)
{
    Ctx *cx = fixture_begin(fx, EDNA);
    int64_t id = file_insert(cx, content);
    file_attach(cx, item, id, &(FileWords){.name = name});
    fixture_commit(fx);
    return id;
}

static void
run(Fixture *fx, const char *(*job)(Ctx *cx, const char *argument, GError **error))
{
    g_autoptr(GError) error = NULL;
    Ctx *cx = fixture_begin(fx, NOBODY);
    fixture_commit(fx);
    job(cx, "", &error);
    g_assert_no_error(error);
}

void
read_documents(Fixture *fx)
{
    run(fx, document_run);
}

void
make_light_copies(Fixture *fx)
{
    run(fx, document_light_run);
}
