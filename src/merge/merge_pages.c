/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Pairs that may be one person, two records side by side, and what was made one.
 */
#include "merge/duplicate_list.html.h"
#include "merge/duplicate_show.html.h"
#include "merge/pages.h"

#include <string.h>

#define DUPLICATES_CRUMB {N_("Duplicates"), "/desk/duplicates"}

enum { MAX_FIELDS = 16 };

static const char *
reason_label(const char *reason)
{
    return strcmp(reason, "address") == 0
               ? N_("Their addresses reach the same mailbox.")
               : N_("Same name, country and organisation, perhaps in another order.");
}

Response *
get_desk_duplicates(Request *req)
{
    Ctx *cx = req->cx;
    LikePairSpan pairs = likeness_list(cx, req_page(req));
    PairRow *rows = arena_array_of(cx->arena, PairRow, pairs.n + 1);
    for (size_t i = 0; i < pairs.n; i++)
        rows[i] = (PairRow){&pairs.at[i], reason_label(pairs.at[i].reason)};
    DuplicateList view = {
        .rows = {rows, pairs.n},
          .merges = merge_list(cx), .beside = neighbours(req, pairs.n)
    };
    Page page = {.title = lang_text(cx->lang, N_("Duplicates")),
                 .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
    return respond_desk(req, 200, &page, duplicate_list, &view);
}

/* The two of the address; NULL: one of them is not there (any more). */
static const MergePerson *
find_pair(Request *req, const MergePerson **ret_gone)
{
    const MergePerson *stays = merge_find_person(req->cx, req_id(req, "id"));
    *ret_gone = merge_find_person(req->cx, req_id(req, "other"));
    bool there = stays != NULL && *ret_gone != NULL && stays->id != (*ret_gone)->id &&
                 !stays->has_gone && !(*ret_gone)->has_gone;
    return there ? stays : NULL;
}

/* One question for each field in which they differ. */
static Form *
form_of(Request *req, const MergePerson *stays, const MergePerson *gone, bool posted)
{
    Arena *arena = req->cx->arena;
    Field *fields = arena_array_of(arena, Field, MAX_FIELDS);
    size_t n = 0;
    for (const MergeField *field = MERGE_FIELDS; field->name != NULL; field++) {
        const char *a = merge_value(stays, field), *b = merge_value(gone, field);
        if (strcmp(a, b) == 0)
            continue;
        const char *none = lang_text(req->cx->lang, N_("(empty)"));
        Choice *choices = arena_array_of(arena, Choice, 2);
        choices[0] = (Choice){"stays", *a != '\0' ? a : none};
        choices[1] = (Choice){"gone", *b != '\0' ? b : none};
        fields[n++] = (Field){.name = field->name,
                              .label = field->label,
                              .kind = FIELD_CHOICE,
                              .verbatim = true,
                              .choices = choices,
                              .n_choices = 2};
    }
    if (posted)
        return form_read(req, fields, n);
    Form *form = form_new(req, fields, n);
    for (const MergeField *field = MERGE_FIELDS; field->name != NULL; field++)
        if (strcmp(merge_value(stays, field), merge_value(gone, field)) != 0)
            form_set(form, field->name, *merge_value(stays, field) != '\0' ? "stays" : "gone");
    return form;
}

static Response *
respond_pair(Request *req, const MergePerson *stays, const MergePerson *gone, const Form *form)
{
    DuplicateShow view = {
        .stays = stays, .gone = gone, .form = form, .days = MERGE_UNDO_SECONDS / (24 * 60 * 60)};
    Page page = {.title = lang_text(req->cx->lang, N_("One person or two?")),
                 .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"}, DUPLICATES_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, duplicate_show, &view);
}

Response *
get_desk_duplicate(Request *req)
{
    const MergePerson *gone = NULL, *stays = find_pair(req, &gone);
    if (stays == NULL)
        return respond_not_found(req);
    return respond_pair(req, stays, gone, form_of(req, stays, gone, false));
}

/* What the form's answers make of the two. */
static MergePerson
chosen_of(const Form *form, const MergePerson *stays, const MergePerson *gone)
{
    MergePerson chosen = *stays;
    for (const MergeField *field = MERGE_FIELDS; field->name != NULL; field++) {
        if (strcmp(merge_value(stays, field), merge_value(gone, field)) == 0 ||
            strcmp(form_text(form, field->name), "gone") != 0)
            continue;
        *(const char **)((char *)&chosen + field->offset) = merge_value(gone, field);
        if (strcmp(field->name, "organisation") == 0)
            chosen.organisation_id = gone->organisation_id;
    }
    if (chosen.picture_id == 0)
        chosen.picture_id = gone->picture_id;
    return chosen;
}

Response *
post_desk_duplicate(Request *req)
{
    Ctx *cx = req->cx;
    const MergePerson *gone = NULL, *stays = find_pair(req, &gone);
    if (stays == NULL)
        return respond_not_found(req);
    if (desk_is_pressed(req, "distinct")) {
        likeness_deny(cx, stays->id, gone->id);
        return respond_done(req, "/desk/duplicates",
                            lang_text(cx->lang, N_("They are two people: you are not asked "
                                                   "again.")));
    }
    Form *form = form_of(req, stays, gone, true);
    if (!form_ok(form))
        return respond_pair(req, stays, gone, form);
    MergePerson chosen = chosen_of(form, stays, gone);
    if (merge_people(cx, gone->id, &chosen) == 0)
        return respond_not_found(req);
    return respond_done(req, arena_printf(cx->arena, "/desk/people/%" PRId64, stays->id),
                        lang_text(cx->lang, N_("The two records are one now.")));
}

static const char *
undo_words(MergeUndo result, int64_t kept)
{
    if (result == MERGE_TOO_LATE)
        return N_("It cannot be undone any more: it was already, it is too long ago, or the record "
                  "was merged into another one since. Nothing was done.");
    if (result == MERGE_TAKEN)
        return N_("The address of the record that went is in use by now, so nothing was done. "
                  "Change it there first.");
    return kept == 0 ? N_("They are two records again, exactly as before.")
                     : N_("They are two records again. What somebody changed since stays where it "
                          "is.");
}

Response *
post_desk_merge(Request *req)
{
    Ctx *cx = req->cx;
    const Merge *merge = merge_find(cx, req_id(req, "id"));
    if (merge == NULL)
        return respond_not_found(req);
    int64_t kept = 0;
    MergeUndo result = merge_undo(cx, merge, &kept);
    const char *words = lang_text(cx->lang, undo_words(result, kept));
    if (result != MERGE_UNDONE)
        return respond_error(req, 409, words);
    return respond_done(req, "/desk/duplicates", words);
}
