/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "finding/saved_search.h"

#include "alliance/vocabulary.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "finding/saved_search.sql.h"
#include "web/session.h"

#include <string.h>

#define LOOK_EVERY MOMENT_DAY
#define AT_ONCE 50 /* people in one portion */

static const DbType SAVED_SEARCH = DB_TYPE(
    SavedSearch, DB_FIELD(SavedSearch, id), DB_FIELD(SavedSearch, query),
    DB_FIELD(SavedSearch, mails), DB_FIELD(SavedSearch, looked_at),
    DB_FIELD(SavedSearch, created_at));

/* ---- one's own ---- */

SavedSearchSpan
saved_search_list(Ctx *cx)
{
    return DB_SPAN(SavedSearchSpan,
                   db_all(cx, &SQL_saved_search_list, &SAVED_SEARCH, DB_ARGS(cx->me.id)));
}

const SavedSearch *
saved_search_find(Ctx *cx, int64_t id)
{
    return db_one(cx, &SQL_saved_search_find, &SAVED_SEARCH, DB_ARGS(cx->me.id, id));
}

/* What stands behind the question mark of the list's address. */
static const char *
query_of(Arena *arena, const ShelfQuestion *question)
{
    const char *mark = strchr(library_url(arena, question, N_FACETS, NULL), '?');
    return mark != NULL ? mark + 1 : "";
}

bool
saved_search_add(Ctx *cx, const char *query)
{
    const ShelfQuestion question = saved_search_question(cx->arena, query);
    if (db_count(cx, &SQL_saved_search_count, DB_ARGS(cx->me.id)) >= SAVED_SEARCHES_MOST)
        return false;
    db_run(cx, &SQL_saved_search_insert,
           DB_ARGS(cx->me.id, query_of(cx->arena, &question), cx->now));
    return true;
}

void
saved_search_delete(Ctx *cx, int64_t id)
{
    db_run(cx, &SQL_saved_search_delete, DB_ARGS(cx->me.id, id));
}

void
saved_search_set_mails(Ctx *cx, int64_t id, bool mails)
{
    db_run(cx, &SQL_saved_search_mails, DB_ARGS(cx->me.id, id, (int64_t)mails, cx->now));
}

void
saved_search_stop(Ctx *cx, int64_t person_id)
{
    db_run(cx, &SQL_saved_search_stop, DB_ARGS(person_id));
}

/* ---- what it asks ---- */

static const char *
value_of(Arena *arena, GHashTable *pairs, const char *name)
{
    const char *value = pairs != NULL ? g_hash_table_lookup(pairs, name) : NULL;
    return text_shorten(arena, text_or_empty(value), LIMIT_SEARCH);
}

ShelfQuestion
saved_search_question(Arena *arena, const char *query)
{
    g_autoptr(GHashTable) pairs = g_uri_parse_params(query, -1, "&", G_URI_PARAMS_NONE, NULL);
    ShelfQuestion question = {.words = value_of(arena, pairs, "q"), .limit = LIBRARY_PAGE_ROWS};
    for (Facet facet = 0; facet < N_FACETS; facet++)
        question.chosen[facet] = value_of(arena, pairs, FACET_NAMES[facet]);
    return question;
}

static void
append(GString *words, const char *word)
{
    g_string_append_printf(words, "%s%s", words->len > 0 ? ", " : "", word);
}

const char *
saved_search_words(Ctx *cx, const ShelfQuestion *question)
{
    GString *words = arena_string(cx->arena, 64);
    const char *language = NULL;
    if (*question->words != '\0')
        append(words, question->words);
    for (Facet facet = 0; facet < N_FACETS; facet++) {
        const ShelfValue value = {question->chosen[facet]};
        if (value.value == NULL || *value.value == '\0')
            continue;
        const Vocabulary *v = facet == FACET_TOPIC ? vocabulary(cx) : NULL;
        append(words, facet_label(cx, v, facet, &value, &language));
    }
    return words->len > 0 ? words->str : lang_text(cx->lang, N_("All publications"));
}

ShelfAnswer
saved_search_ask(Ctx *cx, const ShelfQuestion *question, int64_t since, int64_t until, int64_t most)
{
    ShelfQuestion of_then = *question;
    of_then.since = since;
    of_then.until = until;
    of_then.limit = most;
    ShelfAnswer answer = shelf_ask(cx, &of_then);
    if (answer.ignored) /* a choice that nothing new has is no choice of all */
        answer.n = answer.n_hits = 0;
    return answer;
}

/* ---- the job ---- */

typedef struct Looker {
    int64_t id;
    const char *email, *language;
} Looker;

static const DbType LOOKER = DB_TYPE(Looker, DB_FIELD(Looker, id), DB_FIELD(Looker, email),
                                     DB_FIELD(Looker, language));

int64_t
saved_search_count_due(Ctx *cx)
{
    return db_count(cx, &SQL_saved_search_count_due, DB_ARGS(cx->now - LOOK_EVERY, cx->now));
}

/* As the argument of the mail: the searches of the acting person for which there is something new.
 */
static const char *
with_news(Ctx *cx)
{
    GString *news = arena_string(cx->arena, 64);
    SavedSearchSpan searches = saved_search_list(cx);
    for (size_t i = 0; i < searches.n; i++) {
        const SavedSearch *s = &searches.at[i];
        const ShelfQuestion question = saved_search_question(cx->arena, s->query);
        if (s->mails && saved_search_ask(cx, &question, s->looked_at, cx->now, 1).n > 0)
            g_string_append_printf(news, "%s%" PRId64 "@%" PRId64, news->len > 0 ? " " : "", s->id,
                                   s->looked_at);
    }
    return news->str;
}

/* Returns how many mails were queued: one or none. */
static int64_t
look_for(Ctx *cx, const Looker *looker)
{
    const Viewer before = cx->me;
    cx->me = session_viewer(cx, looker->id);
    const char *news = cx->me.id != 0 ? with_news(cx) : "";
    cx->me = before;
    const MailArgument arguments[] = {
        {.name = "searches", .value = news},
        {.name = "until", .value = arena_printf(cx->arena, "%" PRId64, cx->now)},
        {0},
    };
    if (*news != '\0')
        mail_queue(cx, &MAIL_SAVED_SEARCH, looker->id, looker->email, looker->language, arguments);
    db_run(cx, &SQL_saved_search_looked, DB_ARGS(looker->id, cx->now));
    return *news != '\0' ? 1 : 0;
}

int64_t
saved_search_look(Ctx *cx, JobCursor *cursor)
{
    DbRows rows = db_all(cx, &SQL_saved_search_due, &LOOKER,
                         DB_ARGS(cx->now - LOOK_EVERY, cx->now, (int64_t)AT_ONCE));
    const Looker *lookers = rows.at;
    int64_t n = 0;
    for (size_t i = 0; i < rows.n && !db_failed(cx->db); i++)
        n += look_for(cx, &lookers[i]);
    cursor->more = rows.n == AT_ONCE;
    return n;
}
