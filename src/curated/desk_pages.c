/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The works of a curated list in the desk: added, and put in order.
 */
#include "curated/curated_desk.html.h"
#include "curated/pages.h"
#include "desk/desk.h"
#include "lang/lang.h"
#include "library/work_named.h"

#include <string.h>

/* clang-format off */
static const Field add_fields[] = {
    {"other", N_("Publication"), N_("Its title or words of it, its number, its address here or its DOI."),
     .kind = FIELD_LINE},
    {"heading", N_("Heading"), N_("Publications beside each other with the same one stand under it together."),
     .kind = FIELD_LINE, .optional = true, .most = CURATED_HEADING, .verbatim = true},
    {"reason", N_("Reason"), N_("In a sentence or two: why it is on this list."), .kind = FIELD_TEXT,
     .rows = 3, .most = CURATED_REASON},
};
/* clang-format on */

enum { N_FIELDS = G_N_ELEMENTS(add_fields) };

const char *
curated_desk_path(Ctx *cx, int64_t list_id)
{
    return arena_printf(cx->arena, "/desk/lists/%" PRId64, list_id);
}

void
curated_propose(Form *form, CuratedEntrySpan entries)
{
    Choice *choices = arena_array_of(form->req->cx->arena, Choice, entries.n);
    size_t n = 0;
    for (size_t i = 0; i < entries.n; i++) {
        const char *heading = entries.at[i].heading;
        bool known = *heading == '\0';
        for (size_t k = 0; k < n && !known; k++)
            known = strcmp(choices[k].value, heading) == 0;
        if (!known)
            choices[n++] = (Choice){heading, heading};
    }
    form_choices(form, "heading", choices, n);
}

static CuratedRowSpan
rows_of(Ctx *cx, CuratedEntrySpan entries)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, entries.n);
    for (size_t i = 0; i < entries.n; i++)
        ids[i] = entries.at[i].work_id;
    ItemSpan works = entries.n > 0 ? item_list_ids(cx, ids, entries.n) : (ItemSpan){NULL, 0};
    CuratedRow *rows = arena_array_of(cx->arena, CuratedRow, entries.n);
    for (size_t i = 0; i < works.n; i++)
        rows[i] = (CuratedRow){.entry = &entries.at[i],
                               .work = &works.at[i],
                               .place = (int64_t)i + 1,
                               .before = (int64_t)i,
                               .after = i + 1 < works.n ? (int64_t)i + 2 : 0};
    return (CuratedRowSpan){rows, works.n};
}

static Response *
respond_desk_list(Request *req, int status, const Item *list, Form *form,
                  const WorkSeveral *several)
{
    Ctx *cx = req->cx;
    CuratedEntrySpan entries = curated_entries(cx, list->id);
    curated_propose(form, entries);
    const CuratedDesk view = {.item = list,
                              .rows = rows_of(cx, entries),
                              .action = curated_desk_path(cx, list->id),
                              .form = form,
                              .several = several};
    Page page = {.title = list->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, status, &page, curated_desk, &view);
}

Response *
get_desk_list(Request *req)
{
    Response *refused = NULL;
    const Item *list = desk_editable(req, "list", req_id(req, "id"), &refused);
    if (list == NULL)
        return refused;
    return respond_desk_list(req, 200, list, form_new(req, add_fields, N_FIELDS),
                             &(WorkSeveral){0});
}

/* What the model says of it, at its field. */
static void
add(Form *form, const Item *list, int64_t work_id, const CuratedText *text)
{
    static const char *const words[] = {
        [CURATED_TWICE] = N_("It is on the list already"),
        [CURATED_FULL] = N_("There are as many as there can be."),
    };
    Ctx *cx = form->req->cx;
    CuratedOutcome outcome = curated_add(cx, list, work_id, text);
    if (outcome != CURATED_OK)
        form_fail(form, "other", lang_text(cx->lang, words[outcome]));
}

Response *
post_desk_list(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *list = desk_editable(req, "list", req_id(req, "id"), &refused);
    if (list == NULL)
        return refused;
    Form *form = form_read(req, add_fields, N_FIELDS);
    WorkSeveral several = {0};
    const Item *work = work_named_in(form, &several, NULL);
    const CuratedText text = {list->original_language, form_text(form, "heading"),
                              form_text(form, "reason")};
    form_fail_for(form, curated_fault(&text));
    if (form_ok(form))
        add(form, list, work->id, &text);
    if (!form_ok(form))
        return respond_desk_list(req, 422, list, form, &several);
    return respond_done(req, curated_desk_path(cx, list->id),
                        lang_text(cx->lang, N_("It is added.")));
}

Response *
post_desk_list_move(Request *req)
{
    Ctx *cx = req->cx;
    Response *refused = NULL;
    const Item *list = desk_editable(req, "list", req_id(req, "id"), &refused);
    if (list == NULL)
        return refused;
    const CuratedEntry *entry = curated_find(cx,
                                             g_ascii_strtoll(req_field(req, "entry"), NULL, 10));
    if (entry == NULL || entry->list_id != list->id)
        return respond_not_found(req);
    curated_move(cx, entry, g_ascii_strtoll(req_field(req, "to"), NULL, 10));
    return respond_done(req, curated_desk_path(cx, list->id),
                        lang_text(cx->lang, N_("It is moved.")));
}
