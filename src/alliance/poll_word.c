/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll_word.h"

#include "alliance/audit.h"
#include "alliance/poll.sql.h"
#include "alliance/poll_word.sql.h"
#include "alliance/setting.h"
#include "lang/lang.h"
#include "render/json.h"

#include <string.h>

#define COMPLETE 3 /* as poll_word_states says it */

static const DbType OPTION = DB_TYPE(
    PollOption, DB_FIELD(PollOption, number), DB_FIELD(PollOption, text),
    DB_FIELD(PollOption, language), DB_FIELD(PollOption, original),
    DB_FIELD(PollOption, original_language), DB_FIELD(PollOption, translated),
    DB_FIELD(PollOption, corrected_at));

static const DbType WORD = DB_TYPE(PollWord, DB_FIELD(PollWord, number),
                                   DB_FIELD(PollWord, corrected_at), DB_FIELD(PollWord, original),
                                   DB_FIELD(PollWord, text), DB_FIELD(PollWord, old_original),
                                   DB_FIELD(PollWord, old_text));

static const DbType TONGUE = DB_TYPE(PollTongue, DB_FIELD(PollTongue, id),
                                     DB_FIELD(PollTongue, language), DB_FIELD(PollTongue, state));

PollOptionSpan
poll_options(Ctx *cx, int64_t item_id, const char *language)
{
    return DB_SPAN(PollOptionSpan,
                   db_all(cx, &SQL_poll_options, &OPTION, DB_ARGS(item_id, language)));
}

PollWording
poll_wording(PollOptionSpan options, const char *language)
{
    PollWording wording = {.language = language};
    for (size_t i = 0; i < options.n; i++) {
        const PollOption *option = &options.at[i];
        wording.translated = wording.translated || option->translated;
        wording.foreign = wording.foreign || strcmp(option->language, language) != 0;
        wording.language = option->original_language;
        wording.corrected_at = MAX(wording.corrected_at, option->corrected_at);
    }
    return wording;
}

/* ---- translating ---- */

PollWordSpan
poll_words(Ctx *cx, int64_t item_id, const char *language)
{
    return DB_SPAN(PollWordSpan,
                   db_all(cx, &SQL_poll_word_list, &WORD, DB_ARGS(item_id, language)));
}

const char *
poll_words_mark(Arena *arena, PollWordSpan words)
{
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < words.n; i++)
        g_string_append_printf(all, "%s\n%s\n", words.at[i].original, words.at[i].text);
    g_autofree char *mark = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str,
                                                          (gssize)all->len);
    return arena_strdup(arena, mark);
}

/* What readers had before them in this language. */
static const char *
shown_before(const PollWord *word)
{
    return *word->text != '\0' ? word->text : word->original;
}

/* One line for the log: what changes, and how many had voted by then. */
static const char *
changes_of(Ctx *cx, PollWordSpan before, const PollTranslation *t, int64_t n_votes)
{
    GString *text = arena_string(cx->arena, 256);
    for (size_t i = 0; i < before.n; i++) {
        const PollWord *word = &before.at[i];
        if (strcmp(word->text, t->texts[i]) != 0)
            g_string_append_printf(text, "; %" PRId64 ") %s → %s", word->number, shown_before(word),
                                   *t->texts[i] != '\0' ? t->texts[i] : word->original);
    }
    if (text->len == 0)
        return NULL;
    return arena_printf(cx->arena, "%s (%" PRId64 ")%s", t->language, n_votes, text->str);
}

/* When it was corrected: now if somebody may have voted by other translated words. */
static int64_t
corrected_at(Ctx *cx, PollWordSpan before, const PollTranslation *t, int64_t n_votes)
{
    int64_t at = 0;
    for (size_t i = 0; i < before.n; i++) {
        const PollWord *word = &before.at[i];
        at = MAX(at, word->corrected_at);
        if (n_votes > 0 && *word->text != '\0' && strcmp(word->text, t->texts[i]) != 0)
            return cx->now;
    }
    return at;
}

static void
write_words(Ctx *cx, int64_t id, PollWordSpan before, const PollTranslation *t)
{
    int64_t n_votes = db_count(cx, &SQL_poll_word_votes, DB_ARGS(id));
    int64_t corrected = corrected_at(cx, before, t, n_votes);
    const char *changes = changes_of(cx, before, t, n_votes);
    db_run(cx, &SQL_poll_word_delete, DB_ARGS(id, t->language));
    for (size_t i = 0; i < before.n && !db_failed(cx->db); i++)
        if (*t->texts[i] != '\0')
            db_run(cx, &SQL_poll_word_insert,
                   DB_ARGS(id, t->language, before.at[i].original, before.at[i].number, t->texts[i],
                           corrected));
    if (changes != NULL)
        audit(cx, "poll.translate", id, changes);
}

ItemOutcome
poll_translate(Ctx *cx, const Item *item, const PollTranslation *t)
{
    PollWordSpan before = poll_words(cx, item->id, t->language);
    if (before.n > LIMIT_POLL_OPTIONS || strcmp(t->mark, poll_words_mark(cx->arena, before)) != 0)
        return ITEM_CONFLICT;
    const ItemDraft texts = {
        .language = t->language, .title = t->title, .body = t->body, .made_from = t->made_from};
    ItemOutcome outcome = item_translate(cx, item->id, t->version, &texts);
    if (outcome == ITEM_OK)
        write_words(cx, item->id, before, t);
    return outcome;
}

/* ---- how it stands ---- */

/* The languages that the alliance offers, as JSON. */
static const char *
languages_offered(Ctx *cx)
{
    GString *text = arena_string(cx->arena, 32);
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    Json out;
    json_init(&out, text);
    json_open_array(&out, NULL);
    for (char **code = codes; *code != NULL; code++)
        if (lang_find(g_strstrip(*code)) != NULL)
            json_str(&out, NULL, lang_find(*code)->code);
    json_close_array(&out);
    return text->str;
}

PollTongueSpan
poll_tongues(Ctx *cx, const int64_t *ids, size_t n)
{
    static const char *const labels[] = {N_("missing"), N_("in part"),
                                         N_("older than the original"), N_("up to date")};
    DbRows rows = db_all(cx, &SQL_poll_word_states, &TONGUE,
                         DB_ARGS(db_numbers(cx->arena, ids, n), languages_offered(cx)));
    PollTongue *at = rows.at;
    for (size_t i = 0; i < rows.n; i++) {
        at[i].label = labels[CLAMP(at[i].state, 0, COMPLETE)];
        at[i].wanting = at[i].state != COMPLETE;
    }
    return DB_SPAN(PollTongueSpan, rows);
}
