/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The form of a topic: its names in each language of the alliance, and where it stands.
 */
#include "base/text.h"
#include "lang/format.h"
#include "topic/pages.h"

#include <string.h>

#define MOST_LANGUAGES 16
#define MOST_FIELDS (MOST_LANGUAGES * 2 + 8)

/* ---- languages ---- */

typedef struct Codes {
    const char *at[MOST_LANGUAGES];
    size_t n;
} Codes;

static void
add_code(Codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->at[i], code) == 0)
            return;
    if (codes->n < MOST_LANGUAGES && *code != '\0')
        codes->at[codes->n++] = code;
}

/* Besides its own those that the alliance offers, and any in which something is said already. */
static Codes
codes_of(Ctx *cx, const VocabularyTopic *topic)
{
    Codes codes = {.n = 0};
    add_code(&codes, vocabulary_language(cx)->code);
    g_auto(GStrv) offered = g_strsplit(settings(cx)->languages, ",", -1);
    for (char **code = offered; *code != NULL; code++)
        add_code(&codes, arena_strdup(cx->arena, g_strstrip(*code)));
    for (size_t i = 0; topic != NULL && i < topic->n_words; i++)
        add_code(&codes, topic->words[i].language);
    return codes;
}

/* ---- fields ---- */

static const char *
in_language(Ctx *cx, const char *text, const char *code)
{
    return lang_fill(cx->arena, lang_text(cx->lang, text), "language",
                     format_language(cx->arena, cx->lang, code), NULL);
}

/* clang-format off */
static const Field name_field = {"name", N_("Name in {language}"), .kind = FIELD_LINE, .own_words = true,
                                 .most = TOPIC_NAME_MAX};
static const Field scope_field = {"scope", N_("What it covers, and what not, in {language}"),
                                  .kind = FIELD_TEXT, .optional = true, .own_words = true, .rows = 3,
                                  .most = TOPIC_SCOPE_MAX};
static const Field other_fields[] = {
    {"labels", N_("Other names"), N_("One in a line, in any language: whoever types one of them is led here."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3},
    {"slug", N_("Address"), N_("The last part of it. If you change or empty it, the old one leads to the new one for ever."),
     .kind = FIELD_LINE, .optional = true, .most = 80},
    {"broader", N_("Part of"), N_("A broader topic; there is one level only."), .kind = FIELD_CHOICE,
     .optional = true, .narrow = true, .verbatim = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

static void
add_field(Ctx *cx, Field *field, const Field *kind, const char *code, bool own)
{
    *field = *kind;
    field->label = in_language(cx, kind->label, code);
    if (!own) {
        field->name = arena_printf(cx->arena, "%s_%s", kind->name, code);
        field->optional = true;
    }
}

static const Field *
fields_of(Ctx *cx, const Codes *codes, size_t *ret_n)
{
    Field *fields = arena_array_of(cx->arena, Field, MOST_FIELDS);
    size_t n = 0;
    for (size_t i = 0; i < codes->n; i++) {
        add_field(cx, &fields[n++], &name_field, codes->at[i], i == 0);
        add_field(cx, &fields[n++], &scope_field, codes->at[i], i == 0);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(other_fields); i++)
        fields[n++] = other_fields[i];
    *ret_n = n;
    return fields;
}

/* Those that are a part of none. */
static void
offer_broader(Form *form, const VocabularyTopic *topic)
{
    Ctx *cx = form->req->cx;
    const Vocabulary *v = vocabulary(cx);
    Choice *choices = arena_array_of(cx->arena, Choice, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (v->at[i].broader_id == 0 && v->at[i].merged_into == 0 &&
            (topic == NULL || v->at[i].id != topic->id))
            choices[n++] = (Choice){arena_printf(cx->arena, "%" PRId64, v->at[i].id),
                                    vocabulary_name(cx, &v->at[i], NULL)};
    form_choices(form, "broader", choices, n);
}

static void
show_words(Ctx *cx, Form *form, const VocabularyTopic *topic)
{
    GString *labels = arena_string(cx->arena, 64);
    for (size_t i = 0; i < topic->n_words; i++) {
        const VocabularyWord *word = &topic->words[i];
        if (strcmp(word->kind, "label") == 0)
            g_string_append_printf(labels, "%s\n", word->name);
        const char *name = arena_printf(cx->arena, "name_%s", word->language);
        if (strcmp(word->kind, "text") != 0 || !form_has_field(form, name))
            continue;
        form_set(form, name, word->name);
        form_set(form, arena_printf(cx->arena, "scope_%s", word->language), word->scope);
    }
    form_set(form, "labels", labels->str);
}

Form *
topic_edit_form(Request *req, const VocabularyTopic *topic)
{
    Ctx *cx = req->cx;
    const Codes codes = codes_of(cx, topic);
    size_t n = 0;
    const Field *fields = fields_of(cx, &codes, &n);
    Form *form = form_new(req, fields, n);
    offer_broader(form, topic);
    if (topic == NULL)
        return form;
    form_set(form, "name", topic->name);
    form_set(form, "scope", topic->scope);
    form_set(form, "slug", topic->slug);
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, topic->version));
    if (topic->broader_id != 0)
        form_set_int(form, "broader", topic->broader_id);
    show_words(cx, form, topic);
    return form;
}

Form *
topic_edit_read(Request *req, const VocabularyTopic *topic)
{
    const Codes codes = codes_of(req->cx, topic);
    size_t n = 0;
    const Field *fields = fields_of(req->cx, &codes, &n);
    Form *form = form_read(req, fields, n);
    offer_broader(form, topic);
    return form;
}

/* ---- what it says ---- */

/* Lines that say something, each as it is; ends with NULL. */
static char *const *
lines_of(Arena *arena, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    char **kept = arena_array_of(arena, char *, g_strv_length(lines) + 1);
    size_t n = 0;
    for (char **line = lines; *line != NULL; line++) {
        const char *name = text_fold_space(arena, *line);
        if (*name != '\0')
            kept[n++] = arena_strdup(arena, name);
    }
    kept[n] = NULL;
    return kept;
}

static const VocabularyWord *
texts_of(const Form *form, size_t *ret_n)
{
    Arena *arena = form->req->cx->arena;
    VocabularyWord *texts = arena_array_of(arena, VocabularyWord, MOST_LANGUAGES);
    size_t n = 0;
    for (size_t i = 0; i < form->fields.n; i++) {
        const char *name = form->fields.at[i].name;
        if (!g_str_has_prefix(name, "name_") || n == MOST_LANGUAGES)
            continue;
        const char *code = name + strlen("name_");
        texts[n++] = (VocabularyWord){
            .language = code,
            .name = form_text(form, name),
            .scope = form_text(form, arena_printf(arena, "scope_%s", code))};
    }
    *ret_n = n;
    return texts;
}

TopicDraft
topic_edit_draft(Form *form, int64_t id)
{
    Ctx *cx = form->req->cx;
    TopicDraft draft = {.name = form_text(form, "name"),
                        .scope = form_text(form, "scope"),
                        .slug = form_text(form, "slug"),
                        .broader_id = g_ascii_strtoll(form_text(form, "broader"), NULL, 10),
                        .labels = lines_of(cx->arena, form_text(form, "labels"))};
    draft.texts = texts_of(form, &draft.n_texts);
    if (!form_ok(form))
        return draft;
    const FormFault fault = topic_fault(cx, id, &draft);
    if (fault.field != NULL)
        form_fail(form, fault.field, fault.words);
    return draft;
}
