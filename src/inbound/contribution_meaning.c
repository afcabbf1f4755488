/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/contribution_meaning.h"

#include "alliance/access.h"
#include "alliance/contribution.h"
#include "alliance/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define WORDS (LIMIT_TEXT / 4) /* characters of a description: as much as the form takes */

/* As the form takes them: of a kind that is known. */
static bool
is_taken(const LetterFile *file)
{
    return file->content.n > 0 && file->content.n <= LIMIT_FILE &&
           file_sniff(file->content) != NULL;
}

static size_t
attach(Ctx *cx, int64_t edition, LetterFileSpan files)
{
    size_t n = 0;
    int64_t left = file_room_left(cx);
    for (size_t i = 0; i < files.n && n < LIMIT_ITEM_FILES; i++) {
        const LetterFile *file = &files.at[i];
        if (!is_taken(file) || (int64_t)file->content.n > left)
            continue;
        left -= (int64_t)file->content.n;
        const FileWords words = {.name = *file->name != '\0' ? file->name : "file",
                                 .title = file->name};
        file_attach(cx, edition, file_insert(cx, file->content), &words);
        n++;
    }
    return n;
}

/* The first address of a page in the words; NULL: none. */
static const char *
first_link(Arena *arena, const char *words)
{
    const char *at = strstr(words, "https://");
    at = at != NULL ? at : strstr(words, "http://");
    if (at == NULL)
        return NULL;
    size_t n = strcspn(at, " \t\r\n<>\"'");
    while (n > 0 && strchr(".,;:!?)]", at[n - 1]) != NULL)
        n--;
    return n <= LIMIT_LINE && n > strlen("https://") ? arena_strndup(arena, at, n) : NULL;
}

static void
answer(Ctx *cx, int64_t id, size_t n_left)
{
    mail_queue(cx, &MAIL_CONTRIBUTION, cx->me.id, cx->me.email,
               person_find(cx, cx->me.id)->language,
               (const MailArgument[]){
                   {"item", arena_printf(cx->arena, "%" PRId64, id)},
                   {"left", n_left > 0 ? "yes" : ""},
                   {0}
    });
}

MeaningOutcome
contribution_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    *ret_note = N_("Only members contribute to the library.");
    if (!may_create(cx, "work"))
        return MEANING_REFUSED;
    const char *title = arrival_title(cx->arena, arrival);
    *ret_note = N_("There was no subject and no word in the mail.");
    if (*title == '\0')
        return MEANING_REFUSED;
    const char *link = first_link(cx->arena, arrival->words);
    const ContributionDraft draft = {.title = title,
                                     .body = text_shorten(cx->arena, arrival->words, WORDS),
                                     .language = person_find(cx, cx->me.id)->language,
                                     .link = link,
                                     .by_mail = true};
    int64_t edition = 0, id = contribution_insert(cx, &draft, &edition);
    *ret_note = N_("Too much of what you contributed still waits for a decision of the editors.");
    if (id == 0)
        return MEANING_REFUSED;
    size_t n = attach(cx, edition, arrival->files);
    if (n > 0 || link != NULL)
        contribution_hand_in(cx, id, "");
    answer(cx, id, arrival->files.n - n);
    *ret_note = n > 0 || link != NULL ? N_("It became a contribution to the library.")
                                      : N_("It became the draft of a contribution to the library.");
    return MEANING_DONE;
}
