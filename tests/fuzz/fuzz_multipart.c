/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A Content-Type on the first line, then the body of a form with files.
 */
#include "base/limits.h"
#include "base/text.h"
#include "fuzzing.h"
#include "web/multipart.h"

#include <string.h>

static void
check_upload(const Upload *upload, Bytes body)
{
    const char *start = body.at, *at = upload->bytes.at;
    g_assert_true(at >= start && at + upload->bytes.n <= start + body.n);
    g_assert_true(*upload->field != '\0' && text_is_clean(upload->name, strlen(upload->name)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    const char *type = fuzz_line(arena, &data, &size);
    Bytes body = {data, size};
    PairSpan fields = {0};
    UploadSpan uploads = {0};
    if (multipart_read(arena, type, body, &fields, &uploads) != 0)
        return 0;
    g_assert_cmpuint(fields.n + uploads.n, <=, LIMIT_FIELDS);
    for (size_t i = 0; i < fields.n; i++)
        g_assert_true(text_is_clean(fields.at[i].value, strlen(fields.at[i].value)));
    for (size_t i = 0; i < uploads.n; i++)
        check_upload(&uploads.at[i], body);
    return 0;
}
