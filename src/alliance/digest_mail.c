/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A digest as its reader may read it when it is sent.
 */
#include "alliance/digest.h"

#include "alliance/digest.sql.h"
#include "alliance/digest_mail.html.h"
#include "alliance/follow.h"
#include "alliance/item_row.h"
#include "alliance/poll_told.h"
#include "alliance/sender.h"
#include "alliance/setting.h"
#include "alliance/standing_link.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"
#include "mail/address.h"
#include "render/markdown.h"
#include "web/app.h"
#include "web/session.h"

#include <string.h>

#define SUBJECT_TITLES 2
#define SUBJECT_CHARS 70 /* of each */
#define ANSWER_CHARS 40  /* of the title in an answer's subject */

/* An entry with what it is about. */
typedef struct Entry {
    const char *kind, *item_kind, *slug, *title, *text, *name;
    const char *group_slug, *group_title; /* or NULL */
    const char *zone;                     /* of a poll */
    int64_t item_id, comment_id, group_id, closes_at, of_item, of_all;
} Entry;

static const DbType ENTRY = DB_TYPE(
    Entry, DB_FIELD(Entry, kind), DB_FIELD(Entry, item_kind), DB_FIELD(Entry, slug),
    DB_FIELD(Entry, title), DB_FIELD(Entry, text), DB_FIELD(Entry, name),
    DB_FIELD(Entry, group_slug), DB_FIELD(Entry, group_title), DB_FIELD(Entry, zone),
    DB_FIELD(Entry, item_id), DB_FIELD(Entry, comment_id), DB_FIELD(Entry, group_id),
    DB_FIELD(Entry, closes_at), DB_FIELD(Entry, of_item), DB_FIELD(Entry, of_all));

typedef struct EntrySpan {
    const Entry *at;
    size_t n;
} EntrySpan;

/* ---- what is said of each kind ---- */

static const char *
excerpt(Arena *arena, const char *text)
{
    return text_shorten(arena, text_fold_space(arena, text), LIMIT_DIGEST_WORDS);
}

static const char *
comment_words(Ctx *cx, Html *out, const Entry *entry)
{
    (void)cx;
    return excerpt(out->arena, entry->text);
}

static const char *
body_words(Ctx *cx, Html *out, const Entry *entry)
{
    (void)cx;
    return excerpt(out->arena, markdown_text(out->arena, entry->text));
}

static const char *
said_words(Ctx *cx, Html *out, const Entry *entry)
{
    return entry->comment_id != 0 ? comment_words(cx, out, entry) : body_words(cx, out, entry);
}

static const char *
option_words(Ctx *cx, Html *out, const Entry *entry)
{
    PollOptionSpan options = poll_options(cx, entry->item_id, out->lang->code);
    GString *text = arena_string(out->arena, 256);
    for (size_t i = 0; i < options.n; i++) {
        const PollOption *option = &options.at[i];
        g_string_append_printf(text, "%s%" PRId64 ") %s", i > 0 ? "\n" : "", option->number,
                               option->text);
        if (strcmp(option->language, out->lang->code) != 0)
            g_string_append_printf(text, " (%s)",
                                   format_language(out->arena, out->lang, option->language));
    }
    return text->str;
}

/* What came out, for who reads mails only. */
static const char *
result_words(Ctx *cx, Html *out, const Entry *entry)
{
    const Poll *poll = poll_find(cx, entry->item_id);
    GString *text = arena_string(out->arena, 256);
    if (poll != NULL && poll->closed_at != 0)
        poll_add_result(cx, text, out, poll, poll_options(cx, entry->item_id, out->lang->code),
                        "\n");
    return text->str;
}

static const char vote_how[] = N_("To vote by mail, send the number of your option; where several "
                                  "may be chosen, their numbers with commas between, the best "
                                  "first.");

/* One row for each mail that follow.h tells in this way. */
static const struct Kind {
    const char *name;
    const char *line; /* who did what; {name} and {moment} */
    const char *(*words)(Ctx *cx, Html *out, const Entry *entry);
    const char *answers; /* purpose of mail/address.h */
    const char *how;     /* one answers; NULL: by any words */
} kinds[] = {
    {"comment",          N_("{name} wrote a comment:"),                                          comment_words, MAIL_COMMENT, NULL    },
    {"discussion",       N_("{name} began a discussion:"),                                       body_words,    MAIL_COMMENT, NULL    },
    {"drafting",         N_("{name} began a shared draft:"),                                     body_words,    MAIL_COMMENT, NULL    },
    {"drafting.decided", N_("It was decided about the wording that {name} proposed, who said:"),
     comment_words,                                                                                             MAIL_COMMENT, NULL    },
    {"mention",          N_("{name} named you:"),                                                said_words,    MAIL_COMMENT, NULL    },
    {"poll",             N_("{name} asks. Vote until {moment}:"),                                option_words,  MAIL_POLL,    vote_how},
    {"poll.reminder",    N_("It closes soon, and you have not voted. Vote until {moment}:"),
     option_words,                                                                                              MAIL_POLL,    vote_how},
    {"poll.result",      N_("The poll is closed: see what came out."),                           result_words,  MAIL_COMMENT, NULL    },
};

static const struct Kind *
kind_of(const Entry *entry)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, entry->kind) == 0)
            return &kinds[i];
    g_assert_not_reached(); /* who tells of something has its row here */
}

/* ---- from rows to texts with their words ---- */

static DigestSaid
said_of(Ctx *cx, Html *out, const Entry *entry)
{
    const struct Kind *kind = kind_of(entry);
    const char *name = *entry->name != '\0' ? entry->name
                                            : lang_text(out->lang, N_("A former member"));
    const char *zone = strcmp(out->zone, "UTC") != 0 ? out->zone : entry->zone; /* if it is said */
    const char *moment = format_moment(out->arena, out->lang, entry->closes_at, zone);
    return (DigestSaid){.who = lang_fill(out->arena, lang_text(out->lang, kind->line), "name", name,
                                         "moment", moment, NULL),
                        .text = kind->words(cx, out, entry)};
}

static const char *
answer_url(Arena *arena, const char *address, const char *title)
{
    if (address == NULL)
        return NULL;
    const char *subject = arena_printf(arena, "Re: %s", text_shorten(arena, title, ANSWER_CHARS));
    g_autofree char *escaped = g_uri_escape_string(subject, NULL, false);
    return arena_printf(arena, "mailto:%s?subject=%s", address, escaped);
}

/* The heading above the entry's text; NULL: it stands under the one before. */
static const char *
group_of(const Entry *entry, const Entry *before)
{
    bool is_same = before != NULL && before->group_id == entry->group_id;
    return is_same || entry->group_id == 0 ? NULL : entry->group_title;
}

static DigestTopic
topic_of(Ctx *cx, Html *out, int64_t reader, const Entry *entry, const Entry *before)
{
    const struct Kind *kind = kind_of(entry);
    const char *address = sender_answer_address(cx, kind->answers, entry->item_id, reader);
    bool leaves_groups = before != NULL && before->group_id != 0 && entry->group_id == 0;
    return (DigestTopic){
        .group = group_of(entry, before),
        .others = leaves_groups ? lang_text(out->lang, N_("Outside of groups")) : NULL,
        .title = entry->title,
        .url = arena_printf(out->arena, "%s%s%s", cx->app->base_url, out->prefix,
                            item_path(out->arena, entry->item_kind, entry->slug)),
        .said = {arena_array_of(out->arena, DigestSaid, LIMIT_DIGEST_EACH), 0},
        .answer = answer_url(out->arena, address, entry->title),
        .address = address,
        .how = kind->how != NULL && address != NULL ? lang_text(out->lang, kind->how) : NULL,
    };
}

static const char *
more_of(Html *out, int64_t n)
{
    if (n <= 0)
        return NULL;
    return lang_fill(out->arena, lang_plural(out->lang, "and {n} more", "and {n} more", n), "n",
                     format_number(out->arena, out->lang, n), NULL);
}

/* *@ret_told: how many there are of the texts that have a place here. */
static DigestTopicSpan
topics_of(Ctx *cx, Html *out, int64_t reader, EntrySpan entries, int64_t *ret_told)
{
    DigestTopic *topics = arena_array_of(out->arena, DigestTopic, entries.n);
    size_t n = 0;
    *ret_told = 0;
    for (size_t i = 0; i < entries.n; i++) {
        const Entry *entry = &entries.at[i], *before = i > 0 ? entry - 1 : NULL;
        if (before == NULL || before->item_id != entry->item_id) {
            topics[n++] = topic_of(cx, out, reader, entry, before);
            *ret_told += entry->of_item;
        }
        DigestTopic *topic = &topics[n - 1];
        topic->said.at[topic->said.n++] = said_of(cx, out, entry);
        topic->more = more_of(out, entry->of_item - (int64_t)topic->said.n);
    }
    return (DigestTopicSpan){topics, n};
}

/* ---- the mail ---- */

static void
append_line(GString *text, const char *line)
{
    if (line != NULL && *line != '\0')
        g_string_append_printf(text, "%s\n", line);
}

static const char *
text_of(const Html *out, DigestTopicSpan topics, const char *more)
{
    GString *text = arena_string(out->arena, 4096);
    for (size_t i = 0; i < topics.n; i++) {
        const DigestTopic *topic = &topics.at[i];
        const char *group = topic->group != NULL ? topic->group : topic->others;
        if (group != NULL)
            g_string_append_printf(text, "== %s ==\n\n", group);
        g_string_append_printf(text, "* %s\n\n", topic->title);
        for (size_t j = 0; j < topic->said.n; j++) {
            append_line(text, topic->said.at[j].who);
            append_line(text, topic->said.at[j].text);
            g_string_append_c(text, '\n');
        }
        append_line(text, topic->more);
        append_line(text, topic->url);
        append_line(text, topic->how);
        if (topic->address != NULL)
            append_line(text,
                        lang_fill(out->arena, lang_text(out->lang, N_("Answer by mail: {address}")),
                                  "address", topic->address, NULL));
        g_string_append_c(text, '\n');
    }
    append_line(text, more);
    return text->str;
}

static SafeHtml
html_of(const Html *out, DigestTopicSpan topics, const char *more)
{
    Html own = *out;
    own.text = arena_string(out->arena, 8192);
    digest_mail_html(&own, &(DigestMail){.topics = topics, .more = more});
    return (SafeHtml){own.text->str, own.text->len};
}

static const char *
subject_of(Html *out, DigestTopicSpan topics, int64_t n)
{
    GString *titles = arena_string(out->arena, 160);
    for (size_t i = 0; i < MIN(topics.n, SUBJECT_TITLES); i++)
        g_string_append_printf(titles, "%s%s", i > 0 ? " · " : "",
                               text_shorten(out->arena, topics.at[i].title, SUBJECT_CHARS));
    if (topics.n > SUBJECT_TITLES)
        g_string_append(titles, " …");
    return lang_fill(
        out->arena,
        lang_plural(out->lang, "{n} new for you: {titles}", "{n} new for you: {titles}", n), "n",
        format_number(out->arena, out->lang, n), "titles", titles->str, NULL);
}

/* What of its entries the reader of @row may see and wants now. */
static EntrySpan
entries_of(Ctx *cx, const Html *out, const OutboxMail *row)
{
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool wants = cx->me.id != 0 && follow_mails(cx, cx->me.id);
    DbRows rows = {0};
    if (wants)
        rows = db_all(cx, &SQL_digest_list, &ENTRY,
                      DB_ARGS(row->id, cx->me.id, cx->me.roles, out->lang->code, cx->now,
                              (int64_t)LIMIT_DIGEST_EACH, (int64_t)LIMIT_DIGEST_TOLD));
    cx->me = before;
    return DB_SPAN(EntrySpan, rows);
}

static const char *
reason_of(Ctx *cx, const Html *out)
{
    const char *why = lang_text(out->lang, N_("You get this because you chose one mail instead of "
                                              "many for what you follow."));
    if (!settings(cx)->mail_in)
        return why;
    return arena_printf(out->arena, "%s %s", why,
                        lang_text(out->lang, N_("Answer it with one word to change that: daily, "
                                                "weekly, each or stop.")));
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    EntrySpan entries = entries_of(cx, out, row);
    if (entries.n == 0)
        return false;
    int64_t told = 0, all = entries.at[0].of_all;
    DigestTopicSpan topics = topics_of(cx, out, row->person_id, entries, &told);
    const char *more = NULL;
    if (all > told)
        more = lang_fill(out->arena,
                         lang_plural(out->lang, "There is {n} more on our site.",
                                     "There are {n} more on our site.", all - told),
                         "n", format_number(out->arena, out->lang, all - told), NULL);
    *ret_draft = (MailDraft){
        .subject = subject_of(out, topics, all),
        .preheader = topics.at[0].said.at[0].text,
        .body = text_of(out, topics, more),
        .html = html_of(out, topics, more),
        .reason = reason_of(cx, out),
        .exchange = {.answers = MAIL_PACE,
                     .list = "digest",
                     .end_path = DIGEST_PACE_PATH,
                     .end_use = LINK_PACE,
                     .fewer_path = DIGEST_PACE_PATH,
                     .fewer_use = LINK_PACE,
                     .fewer_label = N_("Choose how often it comes")},
    };
    return true;
}

const MailKind MAIL_DIGEST = {.name = "digest",
                              .label = N_("What somebody follows, in one mail"),
                              .priority = 7,
                              .compose = compose,
                              .waits = true};
