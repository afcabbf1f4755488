/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a group says of itself and how it works: for its chairs.
 */
#include "base/text.h"
#include "group/group_edit.html.h"
#include "group/pages.h"

#include "alliance/access.h"
#include "base/limits.h"

#include <string.h>

static const Choice joinings[] = {
    {"open",       N_("Every member can come in")  },
    {"request",    N_("The chairs let in who asks")},
    {"invitation", N_("Only who is invited")       },
};

static const Choice insides[] = {
    {"public",  N_("Everybody")               },
    {"members", N_("Members")                 },
    {"group",   N_("Only who is in the group")},
};

/* clang-format off */
static const Field fields[] = {
    {"summary",    N_("One sentence"), .kind = FIELD_TEXT, .rows = 2, .most = LIMIT_SUMMARY},
    {"terms",      N_("Terms of reference"), N_("What the group is for and how it works. Markdown works."),
     .kind = FIELD_TEXT, .optional = true, .rows = 10},
    {"objectives", N_("Objectives"), N_("One a line, with the progress at its end: Agree on core concepts: 60%"),
     .kind = FIELD_TEXT, .optional = true, .rows = 5},
    {"planned_on", N_("Is to begin"), N_("A year, month or day: 2017-04"), .kind = FIELD_DATE, .optional = true},
    {"actual_on",  N_("Began"), N_("Until then the group collects who is interested."), .kind = FIELD_DATE, .optional = true},
    {"dormant_on", N_("At rest since"), N_("Everything stays to be read; nobody comes in and nothing new begins."),
     .kind = FIELD_DATE, .optional = true},
    {"joining",    N_("Who comes in"), .kind = FIELD_CHOICE, .choices = joinings, .n_choices = G_N_ELEMENTS(joinings)},
    {"inside",     N_("Who reads what is said in the group"),
     N_("Narrower: what was said is closed, too. Wider: what was said stays as closed as it was."),
     .kind = FIELD_CHOICE, .choices = insides, .n_choices = G_N_ELEMENTS(insides)},
    {"version",    "", .kind = FIELD_HIDDEN},
};
/* clang-format on */

static Response *
respond_edit(Request *req, const Item *item, const Form *form)
{
    Ctx *cx = req->cx;
    GroupEdit view = {.item = item, .form = form};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        group_page(cx, item, lang_text(cx->lang, N_("Edit the group"))), group_edit,
                        &view);
}

/* The group of the request, which the acting person leads; else NULL and the answer. */
static const Item *
find_led(Request *req, Response **ret_refusal)
{
    const Item *item = group_asked(req);
    if (item != NULL && may(req->cx, ACTION_LEAD, item))
        return item_find_in(req->cx, item->id, "");
    *ret_refusal = item == NULL ? respond_not_found(req) : respond_forbidden(req);
    return NULL;
}

Response *
get_group_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    const Group *group = group_find(cx, item);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "summary", item->summary);
    form_set(form, "terms", item->body);
    form_set(form, "objectives", objectives_format(cx->arena, group_objectives(cx, item->id)));
    form_set(form, "planned_on", text_or_empty(item->planned_on));
    form_set(form, "actual_on", text_or_empty(item->actual_on));
    form_set(form, "dormant_on", text_or_empty(group->dormant_on));
    form_set(form, "joining", group->joining);
    form_set(form, "inside", group->inside);
    form_set(form, "version", arena_printf(cx->arena, "%" PRId64, item->version));
    return respond_edit(req, item, form);
}

Response *
post_group_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Item *item = find_led(req, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_edit(req, item, form);
    const GroupDraft draft = {
        .summary = form_text(form, "summary"),
        .terms = form_text(form, "terms"),
        .objectives = objectives_parse(cx->arena, form_text(form, "objectives")),
        .planned_on = form_text(form, "planned_on"),
        .actual_on = form_text(form, "actual_on"),
        .dormant_on = form_text(form, "dormant_on"),
        .joining = form_text(form, "joining"),
        .inside = form_text(form, "inside")};
    int64_t version = g_ascii_strtoll(form_text(form, "version"), NULL, 10);
    if (group_update(cx, item, version, &draft) != ITEM_OK) {
        form_fail(
            form, "summary",
            lang_text(cx->lang, N_("Somebody else saved the group while you wrote. Nothing of "
                                   "yours is lost: open the page anew beside this one and "
                                   "bring the two together.")));
        return respond_edit(req, item, form);
    }
    return respond_done(req, item->path, lang_text(cx->lang, N_("The group is saved.")));
}
