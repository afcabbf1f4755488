/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A poll in other languages: question, explanation and options side by side with the original, for
 * who leads it, also after the first vote.
 */
#include "poll/pages.h"
#include "poll/poll_word.html.h"
#include "poll/poll_words.html.h"

#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field fixed[] = {
    {"title",     N_("Question"), .kind = FIELD_LINE},
    {"body",      N_("What one should know first"), N_("Markdown works."), .kind = FIELD_TEXT, .optional = true, .rows = 5},
    {"version",   N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
    {"made_from", N_("Version of the original"), .kind = FIELD_HIDDEN, .optional = true},
    {"mark",      N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

/* What is being translated. */
typedef struct Work {
    const Item *item; /* the original */
    const Poll *poll;
    const Lang *lang;       /* into which */
    const Item *translated; /* what is there, or NULL */
    int64_t version;        /* of that, 0: there is none */
    PollWordSpan words;
} Work;

/* ---- which languages ---- */

Response *
get_poll_words(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Poll *poll = NULL;
    const Item *item = poll_find_led(req, &poll, &refusal);
    if (item == NULL)
        return refusal;
    PollWordList view = {.item = item, .tongues = poll_tongues(cx, &item->id, 1)};
    const char *title = lang_text(cx->lang, N_("Translations"));
    return respond_page(req, 200, item_page_below(cx, item, title), poll_words, &view);
}

/* ---- the form ---- */

static const char *
field_name(Arena *arena, int64_t number)
{
    return arena_printf(arena, "option-%" PRId64, number);
}

static Field
field_of(Ctx *cx, const PollWord *word)
{
    Field field = {.name = field_name(cx->arena, word->number),
                   .label = arena_printf(cx->arena, "%s. %s",
                                         format_number(cx->arena, cx->lang, word->number),
                                         word->original),
                   .hint = lang_text(cx->lang, N_("Empty: readers see the original.")),
                   .kind = FIELD_LINE,
                   .optional = true,
                   .own_words = true};
    if (*word->old_text != '\0')
        field.hint = lang_fill(cx->arena,
                               lang_text(cx->lang, N_("Older than the original, which was "
                                                      "\"{original}\": look whether it still "
                                                      "fits.")),
                               "original", word->old_original, NULL);
    return field;
}

static Form *
make_form(Request *req, const Work *work,
          Form *(*make)(Request *req, const Field *fields, size_t n))
{
    Ctx *cx = req->cx;
    size_t n = 0;
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(fixed) + work->words.n);
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
        fields[n++] = fixed[i];
    for (size_t i = 0; i < work->words.n; i++)
        fields[n++] = field_of(cx, &work->words.at[i]);
    return make(req, fields, n);
}

/* On top of what the next save goes. */
static void
set_versions(Form *form, const Work *work)
{
    form_set_int(form, "version", work->version);
    form_set_int(form, "made_from", work->item->version);
    form_set(form, "mark", poll_words_mark(form->req->cx->arena, work->words));
}

static void
show_work(Form *form, const Work *work)
{
    if (work->translated != NULL) {
        form_set(form, "title", work->translated->title);
        form_set(form, "body", work->translated->body);
    }
    for (size_t i = 0; i < work->words.n; i++) {
        const PollWord *word = &work->words.at[i];
        form_set(form, field_name(form->req->cx->arena, word->number),
                 *word->text != '\0' ? word->text : word->old_text);
    }
    set_versions(form, work);
}

static Response *
respond_work(Request *req, int status, const Work *work, Form *form)
{
    Ctx *cx = req->cx;
    PollWordEdit view = {
        .item = work->item,
        .language = work->lang->code,
        .action = arena_printf(cx->arena, "%s/translations/%s", work->item->path, work->lang->code),
        .options = poll_options(cx, work->item->id, ""),
        .form = form,
        .voted = work->poll->voted,
        .conflict = status == 409,
        .stale = work->translated != NULL && work->translated->stale,
        .now = work->words,
        .now_title = work->translated != NULL ? work->translated->title : ""};
    if (view.conflict)
        set_versions(form, work);
    const char *title = format_language(cx->arena, cx->lang, work->lang->code);
    return respond_page(req, status, item_page_below(cx, work->item, title), poll_word, &view);
}

/* ---- what is asked for ---- */

static void
find_translated(Ctx *cx, Work *work)
{
    TranslationSpan all = item_translations(cx, work->item->id);
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.at[i].language, work->lang->code) == 0) {
            work->version = all.at[i].version;
            work->translated = item_find_in(cx, work->item->id, work->lang->code);
        }
}

/* False: there is no such poll or language, or it is not the acting person's to translate. */
static bool
find_work(Request *req, Work *ret_work, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    Work work = {.lang = lang_find(req_text(req, "language"))};
    work.item = poll_find_led(req, &work.poll, ret_refusal);
    if (work.item == NULL)
        return false;
    if (work.lang == NULL || strcmp(work.lang->code, work.item->language) == 0) {
        *ret_refusal = respond_not_found(req);
        return false;
    }
    find_translated(cx, &work);
    work.words = poll_words(cx, work.item->id, work.lang->code);
    *ret_work = work;
    return true;
}

Response *
get_poll_word(Request *req)
{
    Response *refusal = NULL;
    Work work;
    if (!find_work(req, &work, &refusal))
        return refusal;
    Form *form = make_form(req, &work, form_new);
    show_work(form, &work);
    return respond_work(req, 200, &work, form);
}

static PollTranslation
translation_in(Ctx *cx, const Form *form, const Work *work)
{
    PollTranslation t = {.language = work->lang->code,
                         .title = form_text(form, "title"),
                         .body = form_text(form, "body"),
                         .version = g_ascii_strtoll(form_text(form, "version"), NULL, 10),
                         .made_from = g_ascii_strtoll(form_text(form, "made_from"), NULL, 10),
                         .mark = form_text(form, "mark")};
    for (size_t i = 0; i < MIN(work->words.n, LIMIT_POLL_OPTIONS); i++)
        t.texts[i] = form_text(form, field_name(cx->arena, work->words.at[i].number));
    return t;
}

/* Readers tell options apart by their words. */
static void
check_words(Form *form, const Work *work)
{
    Ctx *cx = form->req->cx;
    for (size_t i = 0; i < work->words.n; i++) {
        const char *name = field_name(cx->arena, work->words.at[i].number);
        for (size_t k = 0; k < i; k++) {
            const char *before = form_text(form, field_name(cx->arena, work->words.at[k].number));
            if (*before != '\0' && strcmp(before, form_text(form, name)) == 0)
                form_fail(form, name,
                          lang_text(cx->lang, N_("Another option has the same words.")));
        }
    }
}

Response *
post_poll_word(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    Work work;
    if (!find_work(req, &work, &refusal))
        return refusal;
    Form *form = make_form(req, &work, form_read);
    check_words(form, &work);
    if (!form_ok(form))
        return respond_work(req, 422, &work, form);
    const PollTranslation t = translation_in(cx, form, &work);
    ItemOutcome outcome = poll_translate(cx, work.item, &t);
    if (outcome == ITEM_CONFLICT)
        return respond_work(req, 409, &work, form);
    if (outcome != ITEM_OK)
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "%s/translations", work.item->path),
                        lang_text(cx->lang, N_("Saved.")));
}
