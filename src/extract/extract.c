/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The side that is to be protected.
 */
#include "extract/extract.h"

#include "base/text.h"
#include "extract/limits.h"

#include <string.h>

const ConfineLimits EXTRACT_LIMITS = {
    .memory = EXTRACT_MEMORY, .answer = EXTRACT_ANSWER, .seconds = EXTRACT_SECONDS};

static const char *const FORMATS[N_EXTRACT_FORMATS] = {
    [EXTRACT_NONE] = "",   [EXTRACT_PDF] = "pdf",   [EXTRACT_DOCX] = "docx",
    [EXTRACT_ODT] = "odt", [EXTRACT_PPTX] = "pptx", [EXTRACT_EPUB] = "epub",
    [EXTRACT_TXT] = "txt"};

static const char *const ENDS[N_EXTRACT_ENDS] = {
    [EXTRACT_DONE] = "done",     [EXTRACT_EMPTY] = "empty",   [EXTRACT_UNKNOWN] = "unknown",
    [EXTRACT_BROKEN] = "broken", [EXTRACT_LOCKED] = "locked", [EXTRACT_BOMB] = "bomb",
    [EXTRACT_KILLED] = "killed", [EXTRACT_LARGE] = "large"};

const char *
extract_format_name(ExtractFormat format)
{
    return FORMATS[format];
}

const char *
extract_end_name(ExtractEnd end)
{
    return ENDS[end];
}

/* ---- the answer ---- */

typedef struct Answer {
    const char *at;
    size_t left;
} Answer;

static bool
read_number(Answer *answer, uint32_t *ret)
{
    if (answer->left < sizeof *ret)
        return false;
    memcpy(ret, answer->at, sizeof *ret);
    *ret = GUINT32_FROM_BE(*ret);
    answer->at += sizeof *ret;
    answer->left -= sizeof *ret;
    return true;
}

static const char *
read_text(Arena *arena, Answer *answer)
{
    uint32_t n = 0;
    if (!read_number(answer, &n) || n > answer->left || n > EXTRACT_PAGE ||
        !text_is_clean(answer->at, n))
        return NULL;
    const char *text = arena_strndup(arena, answer->at, n);
    answer->at += n;
    answer->left -= n;
    return text;
}

/* Whoever has taken the other process over can say what he likes, but in this form only. */
static bool
read_answer(Arena *arena, Bytes bytes, Extract *ret)
{
    Answer answer = {bytes.at, bytes.n};
    uint32_t format = 0, n_all = 0, macros = 0, n = 0;
    if (!read_number(&answer, &format) || !read_number(&answer, &n_all) ||
        !read_number(&answer, &macros) || !read_number(&answer, &n) ||
        format >= N_EXTRACT_FORMATS || n > EXTRACT_PAGES || n > n_all || n_all > G_MAXINT32)
        return false;
    const char **pages = arena_array_of(arena, const char *, n);
    for (uint32_t i = 0; i < n; i++) {
        pages[i] = read_text(arena, &answer);
        if (pages[i] == NULL)
            return false;
    }
    ret->format = (ExtractFormat)format;
    ret->n_all = n_all;
    ret->macros = macros != 0;
    ret->pages = pages;
    ret->n = n;
    return answer.left == 0;
}

Extract
extract_run(Arena *arena, Bytes content)
{
    static const char *const argv[] = {EXTRACT_WORKER, NULL};
    Bytes bytes = {NULL, 0};
    Extract extract = {0};
    int status = -1;
    if (content.n == 0 || content.n > EXTRACT_BYTES)
        return (Extract){.end = content.n == 0 ? EXTRACT_UNKNOWN : EXTRACT_LARGE};
    if (confine_run(arena, &EXTRACT_LIMITS, argv, content, &status, &bytes) != CONFINE_ENDED ||
        status < 0 || status >= N_EXTRACT_ENDS || !read_answer(arena, bytes, &extract))
        return (Extract){.end = EXTRACT_KILLED};
    extract.end = (ExtractEnd)status;
    if (extract.end != EXTRACT_DONE)
        extract.n = 0;
    return extract;
}
