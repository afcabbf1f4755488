/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/file_meaning.h"

#include "alliance/file_offer.h"
#include "base/text.h"
#include "lang/lang.h"
#include "web/app.h"
#include "web/limiter.h"

#include <string.h>

#define NUMBER_MOST 100000 /* more is no number of a file or a page */

/* What was written: a word, numbers of files, and perhaps a page of one of them. */
typedef struct Order {
    FileWish wish;
    int64_t numbers[FILE_MAIL_TOGETHER];
    size_t n;
} Order;

/* "2, 3" are two files; "2 41" is a file and a page, of a text. */
static bool
read_numbers(const char *at, Order *order)
{
    bool had_comma = true;
    for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
        char *end = NULL;
        if (!g_ascii_isdigit(*at))
            return false;
        int64_t number = g_ascii_strtoll(at, &end, 10);
        if (number < 1 || number > NUMBER_MOST || order->wish.from > 0 ||
            order->n == FILE_MAIL_TOGETHER)
            return false;
        if (had_comma)
            order->numbers[order->n++] = number;
        else if (order->wish.want == FILE_WANT_TEXT && order->n == 1)
            order->wish.from = number;
        else
            return false;
        at = end + strspn(end, " ");
        had_comma = *at == ',' || *at == ';';
        at += had_comma;
    }
    return true;
}

/* The first line is the order; what stands below it, such as a signature, is not read. */
static bool
read_order(Arena *arena, const char *words, Order *ret_order)
{
    const char *line = arena_strndup(arena, words, strcspn(words, "\n"));
    char *folded = arena_strdup(arena, text_fold_space(arena, text_fold(arena, line)));
    while (*folded != '\0' && strchr(".!\"' ", folded[strlen(folded) - 1]) != NULL)
        folded[strlen(folded) - 1] = '\0';
    folded += strspn(folded, "\"' ");
    size_t n = strcspn(folded, " ,;:0123456789\"");
    const char *word = arena_strndup(arena, folded, n);
    *ret_order = (Order){.n = 0};
    if (!file_offer_word_find(word, &ret_order->wish) ||
        !read_numbers(folded + n + strspn(folded + n, ":\""), ret_order))
        return false;
    if (ret_order->n == 0)
        ret_order->numbers[ret_order->n++] = 1;
    return true;
}

/* As often as by the button. */
static bool
may_have_more(Ctx *cx)
{
    int seconds = 0;
    return limiter_take(cx->app->limiter, LIMIT_FILE_MAILS,
                        arena_printf(cx->arena, "%" PRId64, cx->me.id), g_get_monotonic_time(),
                        &seconds);
}

/* Queue what there is of the order; returns how many. */
static size_t
send(Ctx *cx, FilePlaceSpan places, const Order *order)
{
    size_t n = 0;
    for (size_t i = 0; i < order->n; i++) {
        if ((size_t)order->numbers[i] > places.n || !may_have_more(cx))
            continue;
        file_mail_me(cx, &places.at[order->numbers[i] - 1], &order->wish);
        n++;
    }
    return n;
}

MeaningOutcome
file_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    Order order;
    FilePlaceSpan places = file_place_list(cx, arrival->address->number);
    *ret_note = N_("There is no file of it any more, or none for you.");
    if (places.n == 0)
        return MEANING_REFUSED;
    *ret_note = N_("We did not understand which file you want: the mail must begin with the word "
                   "“file” or “text” and, if there are several files, their numbers behind it, "
                   "such as “file 2” or “text 2, 3”.");
    if (!read_order(cx->arena, arrival->words, &order))
        return MEANING_REFUSED;
    size_t n = send(cx, places, &order);
    *ret_note = n == order.n ? N_("What you asked for is on its way.")
                             : N_("Not all that you asked for is on its way: there is no file of "
                                  "that number, or you had many in a short time. Try again in some "
                                  "minutes.");
    return n == order.n ? MEANING_DONE : n > 0 ? MEANING_PARTLY : MEANING_REFUSED;
}
