/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/record_form.h"

#include "lang/lang.h"
#include "library/lines.h"
#include "library/place.h"

static void
set_words(Form *form, const char *field, const LibraryWord *words)
{
    Arena *arena = form->req->cx->arena;
    size_t n = 0;
    while (words[n].name != NULL)
        n++;
    Choice *choices = arena_array_of(arena, Choice, n);
    for (size_t i = 0; i < n; i++)
        choices[i] = (Choice){words[i].name, words[i].label};
    form_choices(form, field, choices, n);
}

Form *
work_form_choices(Form *form)
{
    set_words(form, "type", WORK_TYPES);
    set_words(form, "licence", WORK_LICENCES);
    return form;
}

static const char *
read_places(Form *form)
{
    Ctx *cx = form->req->cx;
    const char *wrong = NULL;
    const char *places = places_read(cx->arena, cx->lang, form_text(form, "places"), &wrong);
    if (places == NULL && wrong == NULL)
        form_fail(form, "places", lang_text(cx->lang, N_("These are too many places")));
    else if (places == NULL)
        form_fail(form, "places",
                  lang_fill(cx->arena,
                            lang_text(cx->lang, N_("“{place}” is no country and no region here")),
                            "place", wrong, NULL));
    return places;
}

WorkDraft
work_form_draft(Form *form, int64_t id)
{
    Ctx *cx = form->req->cx;
    const char *words = NULL;
    size_t line = 0;
    const WorkDraft draft = {
        .type = form_text(form, "type"),
        .licence = form_text(form, "licence"),
        .rights = form_text(form, "rights"),
        .doi = form_has_field(form, "doi") ? form_text(form, "doi") : work_find(cx, id)->doi,
        .places = read_places(form),
        .authors = author_lines_parse(cx, form_text(form, "authors"), &line, &words),
    };
    if (line != 0)
        form_fail(form, "authors",
                  lang_fill(cx->arena, lang_text(cx->lang, words), "line",
                            arena_printf(cx->arena, "%zu", line), NULL));
    form_fail_for(form, work_fault(cx, id, &draft));
    return draft;
}
