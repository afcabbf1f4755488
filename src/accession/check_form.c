/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What an editor says beside the table: how works come in, files, and what words mean.
 */
#include "accession/pages.h"
#include "accession/words.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Choice states[] = {
    {"draft",     N_("As drafts, to be looked at one by one")},
    {"published", N_("Published at once")},
};
static const Choice doubles[] = {
    {"leave", N_("Leave them out")},
    {"take",  N_("Bring them in all the same")},
};

const Field ACCESSION_RULE_FIELDS[N_ACCESSION_RULES] = {
    {"state", N_("How works come in"), .kind = FIELD_CHOICE, .choices = states,
     .n_choices = G_N_ELEMENTS(states)},
    {"doubles", N_("What may be in the library already"),
     N_("The same file, or the same title. After the check you can choose otherwise row by row. What has a DOI that is here is always left out."),
     .kind = FIELD_CHOICE, .choices = doubles, .n_choices = G_N_ELEMENTS(doubles)},
};

static const Field files_field = {
    "files", N_("Further files"),
    N_("Documents, or a zip of them; at most {size} each and {all} at once; in a zip 24 MB each. Send more in several turns; a file of the same name is replaced."),
    .kind = FIELD_FILE, .optional = true, .several = true};
/* clang-format on */

/* Another table may be asked about by the time of the answer, so a number would not do. */
static const char *
word_name(Ctx *cx, const AccessionWord *word)
{
    const char *key = arena_printf(cx->arena, "%s %s", word->kind, word->words);
    return arena_printf(cx->arena, "word-%08x", g_str_hash(key));
}

static const char *
word_hint(Ctx *cx, const AccessionWord *word)
{
    const WordKind *kind = word_kind_find(word->kind);
    const char *near = word_near(cx, word);
    const char *rows = lang_fill(cx->arena,
                                 lang_plural(cx->lang, "{n} row", "{n} rows", word->n_rows), "n",
                                 format_number(cx->arena, cx->lang, word->n_rows), NULL);
    const char *text = near != NULL ? N_("{list} · {rows} · perhaps {near}")
                                    : N_("{list} · {rows}");
    return lang_fill(cx->arena, lang_text(cx->lang, text), "list", lang_text(cx->lang, kind->label),
                     "rows", rows, "near", near, NULL);
}

static size_t
n_asked(AccessionWordSpan words)
{
    size_t n = 0;
    while (n < words.n && n < ACCESSION_WORDS && words.at[n].n_rows > 0)
        n++;
    return n;
}

static const Field *
fields_of(Ctx *cx, AccessionWordSpan words, size_t *ret_n)
{
    size_t asked = n_asked(words), n = 0;
    Field *fields = arena_array_of(cx->arena, Field, asked + N_ACCESSION_RULES + 1);
    for (; n < asked; n++) {
        const ChoiceSpan choices = word_choices(cx, &words.at[n]);
        fields[n] = (Field){.name = word_name(cx, &words.at[n]),
                            .label = words.at[n].text,
                            .hint = word_hint(cx, &words.at[n]),
                            .kind = FIELD_CHOICE,
                            .optional = true,
                            .narrow = true,
                            .verbatim = true,
                            .own_words = true,
                            .choices = choices.at,
                            .n_choices = choices.n};
    }
    fields[n++] = files_field;
    for (size_t i = 0; i < N_ACCESSION_RULES; i++)
        fields[n++] = ACCESSION_RULE_FIELDS[i];
    *ret_n = n;
    return fields;
}

Form *
check_form_new(Request *req, const Accession *accession, AccessionWordSpan words)
{
    size_t n = 0;
    const Field *fields = fields_of(req->cx, words, &n);
    Form *form = form_new(req, fields, n);
    for (size_t i = 0; i < n_asked(words); i++)
        form_set(form, fields[i].name, words.at[i].answer);
    form_set(form, "state", accession->publishes ? "published" : "draft");
    form_set(form, "doubles", accession->takes_doubles ? "take" : "leave");
    return form;
}

Form *
check_form_read(Request *req, AccessionWordSpan words)
{
    size_t n = 0;
    const Field *fields = fields_of(req->cx, words, &n);
    return form_read(req, fields, n);
}

AccessionRules
accession_form_rules(const Form *form)
{
    return (AccessionRules){.publishes = strcmp(form_text(form, "state"), "published") == 0,
                            .takes_doubles = strcmp(form_text(form, "doubles"), "take") == 0};
}

void
check_form_save(Form *form, const Accession *accession, AccessionWordSpan words)
{
    Ctx *cx = form->req->cx;
    for (size_t i = 0; i < n_asked(words); i++)
        accession_answer(cx, accession->id, &words.at[i], form_text(form, form->fields.at[i].name));
    accession_set_rules(cx, accession->id, accession_form_rules(form));
    accession_form_files(form, accession->id);
}
