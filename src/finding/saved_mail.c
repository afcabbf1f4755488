/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What is new for saved searches, in one mail.
 */
#include "finding/saved_mail.h"

#include "alliance/mail_reader.h"
#include "finding/saved_mail.html.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "web/app.h"

#define EACH_MOST 10 /* works of one search that a mail names */

static NewWorkSpan
works_of(Ctx *cx, const Html *out, const ShelfAnswer *answer)
{
    WorkCardSpan cards = work_cards(cx, "", answer);
    NewWork *works = arena_array_of(cx->arena, NewWork, cards.n);
    for (size_t i = 0; i < cards.n; i++)
        works[i] = (NewWork){.title = cards.at[i].item->title,
                             .language = cards.at[i].item->language,
                             .authors = cards.at[i].authors,
                             .url = arena_printf(cx->arena, "%s%s%s", cx->app->base_url,
                                                 out->prefix, cards.at[i].item->path)};
    return (NewWorkSpan){works, cards.n};
}

/* One "12@1483228800" of the mail's argument; .n is 0 if there is nothing to say of it any more. */
static SearchNews
news_of(Ctx *cx, const Html *out, const char *word, int64_t until)
{
    char *at = NULL;
    const SavedSearch *search = saved_search_find(cx, g_ascii_strtoll(word, &at, 10));
    if (search == NULL || !search->mails || *at != '@')
        return (SearchNews){0};
    const ShelfQuestion question = saved_search_question(cx->arena, search->query);
    const ShelfAnswer answer = saved_search_ask(cx, &question, g_ascii_strtoll(at + 1, NULL, 10),
                                                until, EACH_MOST);
    const char *url = library_url(cx->arena, &question, N_FACETS, NULL);
    int64_t left = answer.n - (int64_t)answer.n_hits;
    return (SearchNews){
        .words = saved_search_words(cx, &question),
        .url = arena_printf(cx->arena, "%s%s%s", cx->app->base_url, out->prefix, url),
        .works = works_of(cx, out, &answer),
        .more = left > 0 ? lang_fill(cx->arena,
                                     lang_plural(out->lang, "and {n} more", "and {n} more", left),
                                     "n", format_number(cx->arena, out->lang, left), NULL)
                         : NULL,
        .n = answer.n};
}

static SearchNewsSpan
all_news(Ctx *cx, const Html *out, const OutboxMail *row, int64_t *ret_n)
{
    int64_t until = mail_argument_number(cx, row, "until");
    g_auto(GStrv) words = g_strsplit(mail_argument(cx, row, "searches"), " ", -1);
    SearchNews *news = arena_array_of(cx->arena, SearchNews, g_strv_length(words) + 1);
    size_t n = 0;
    *ret_n = 0;
    for (char **word = words; *word != NULL; word++) {
        const SearchNews one = news_of(cx, out, *word, until);
        if (one.n == 0)
            continue;
        news[n++] = one;
        *ret_n += one.n;
    }
    return (SearchNewsSpan){news, n};
}

static const char *
text_of(const Html *out, const char *hello, SearchNewsSpan news)
{
    GString *text = arena_string(out->arena, 2048);
    g_string_append(text, hello);
    for (size_t i = 0; i < news.n; i++) {
        g_string_append_printf(text, "\n\n— %s —", news.at[i].words);
        for (size_t j = 0; j < news.at[i].works.n; j++) {
            const NewWork *work = &news.at[i].works.at[j];
            g_string_append_printf(text, "\n\n%s%s%s\n%s", work->title,
                                   *work->authors != '\0' ? "\n" : "", work->authors, work->url);
        }
        if (news.at[i].more != NULL)
            g_string_append_printf(text, "\n\n%s\n%s", news.at[i].more, news.at[i].url);
    }
    return text->str;
}

static SafeHtml
html_of(const Html *out, const char *hello, SearchNewsSpan news)
{
    Html own = *out;
    own.text = arena_string(out->arena, 4096);
    saved_mail_html(&own, &(SavedMail){.hello = hello, .news = news});
    return (SafeHtml){own.text->str, own.text->len};
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t n = 0;
    SearchNewsSpan news = all_news(cx, out, row, &n);
    if (news.n == 0)
        return false;
    const char *hello = lang_fill(
        cx->arena,
        lang_text(out->lang, N_("Hello {name}, this is new in the library and fits what you asked "
                                "to be told of.")),
        "name", row->name, NULL);
    *ret_draft = (MailDraft){
        .subject = lang_fill(cx->arena,
                             lang_plural(out->lang, "New in the library: {title}",
                                         "{n} new publications, first: {title}", n),
                             "n", format_number(cx->arena, out->lang, n), "title",
                             news.at[0].works.at[0].title, NULL),
        .body = text_of(out, hello, news),
        .html = html_of(out, hello, news),
        .action = lang_text(out->lang, N_("Your searches")),
        .url = "/library/searches",
        .reason = lang_text(out->lang,
                            N_("You get this mail because you asked in the library to be "
                               "told of what is new.")),
        .exchange = {.list = "saved-searches",
                     .end_path = SAVED_SEARCH_END_PATH,
                     .end_use = SAVED_SEARCH_END_USE},
    };
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

const MailKind MAIL_SAVED_SEARCH = {.name = "saved-search",
                                    .label = N_("New works for somebody's searches"),
                                    .priority = 6,
                                    .compose = compose,
                                    .waits = true};
