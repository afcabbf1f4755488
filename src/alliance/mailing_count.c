/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/mailing_count.h"

#include "alliance/mailing_count.sql.h"
#include "web/app.h"

#include <string.h>

bool
mailing_mark_parse(const char *text, MailingMark *ret_mark)
{
    static const char *const subjects[] = {"", "a", "b"};
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 18)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++)
        if (strcmp(text + n, subjects[i]) == 0) {
            *ret_mark = (MailingMark){g_ascii_strtoll(text, NULL, 10), subjects[i]};
            return true;
        }
    return false;
}

void
mailing_count_ended(Ctx *cx, const char *mark)
{
    MailingMark of;
    if (mailing_mark_parse(mark, &of))
        db_run(cx, &SQL_mailing_count_ended, DB_ARGS(of.mailing_id, of.subject));
}

void
mailing_count_answer(Ctx *cx, const char *message_id)
{
    char *dot = NULL, *at = NULL;
    int64_t id = g_ascii_strtoll(message_id, &dot, 10);
    if (id <= 0 || *dot != '.')
        return;
    int64_t created_at = g_ascii_strtoll(dot + 1, &at, 10);
    if (*at == '@')
        db_run(cx, &SQL_mailing_count_answer, DB_ARGS(id, created_at));
}
