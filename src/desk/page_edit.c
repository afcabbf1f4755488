/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "desk/page_edit.h"

#include "alliance/access.h"
#include "alliance/figure.h"
#include "alliance/setting.h"
#include "alliance/topic_form.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/page_choices.h"
#include "desk/page_edit.html.h"
#include "site/item_show.h"

#include <string.h>

/* The kind comes first: it is chosen once and left out later. */
/* clang-format off */
static const Field page_fields[] = {
    {"kind", N_("Kind"), .kind = FIELD_CHOICE},
    {"title", N_("Title"), .kind = FIELD_LINE},
    {"summary", N_("One sentence"), N_("What this is for; it stands in lists and search results."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = LIMIT_SUMMARY},
    {"body", N_("Text"), N_("Markdown: ## heading, **bold**, [words](address), - list. {events:2017} becomes a "
                          "list of events, {figure:members} a number that is counted."),
     .kind = FIELD_TEXT, .optional = true, .rows = 20},
    {"slug", N_("Address"), N_("The last part of it; left empty it is made from the title."),
     .kind = FIELD_LINE, .optional = true, .most = 100},
    {"language", N_("Language"), .kind = FIELD_CHOICE, .verbatim = true},
    {"within", N_("In the group"), N_("It stands there among what came out of it."), .kind = FIELD_CHOICE,
     .optional = true, .narrow = true, .verbatim = true},
    {"audience", N_("Who may read it"), .kind = FIELD_CHOICE},
    {"pillar", N_("Pillar"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true},
    {"topic", N_("Topics"), .kind = FIELD_CHOICES, .optional = true, .verbatim = true},
    {"topics", N_("Further topics"), N_("By name, in any language; commas between several."),
     .kind = FIELD_LINE, .optional = true, .verbatim = true},
    {"new_topic", N_("Make a new topic"), N_("Tick a name only if it is none of the topics that there are."),
     .kind = FIELD_CHOICES, .optional = true, .verbatim = true},
    {"author", N_("Author"), N_("As it is printed."), .kind = FIELD_LINE, .optional = true},
    {"credit", N_("Funding credit"), .kind = FIELD_LINE, .optional = true},
    {"place", N_("Place"), .kind = FIELD_LINE, .optional = true},
    {"spoken", N_("Spoken languages"), N_("Of an event; codes with commas between: en, fr."),
     .kind = FIELD_LINE, .optional = true, .most = 100},
    {"link", N_("A page elsewhere"), .kind = FIELD_URL, .optional = true},
    {"planned_on", N_("Planned for"), N_("A day (2017-03-21), a month (2017-03) or a year."),
     .kind = FIELD_DATE, .optional = true},
    {"actual_on", N_("When it was"), N_("A day (2017-03-21), a month (2017-03) or a year."),
     .kind = FIELD_DATE, .optional = true},
    {"note", N_("What you changed"), N_("For the list of versions."), .kind = FIELD_LINE,
     .optional = true},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};
/* clang-format on */

static bool
may_publish(const Ctx *cx, const Item *item)
{
    return item != NULL ? may(cx, ACTION_PUBLISH, item) : desk_is_editor(cx);
}

/* What a group talks about is moved by its chairs. */
static bool
may_place(const Ctx *cx, const Item *item)
{
    const ItemKind *kind = item != NULL ? item_kind_find(item->kind) : NULL;
    return may_publish(cx, item) && (kind == NULL || !kind->of_group);
}

/* The fields of this form, with the choices that there are now. */
static const Field *
fields_for(Ctx *cx, const Item *item, size_t *ret_n)
{
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(page_fields));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(page_fields); i++) {
        const char *name = page_fields[i].name;
        if ((item != NULL && strcmp(name, "kind") == 0) ||
            (!may_publish(cx, item) && strcmp(name, "audience") == 0) ||
            (!may_place(cx, item) && strcmp(name, "within") == 0))
            continue;
        Field *field = &fields[n++];
        *field = page_fields[i];
        if (strcmp(name, "kind") == 0)
            page_choices(field, kind_choices(cx, true));
        else if (strcmp(name, "language") == 0)
            page_choices(field, language_choices(cx));
        else if (strcmp(name, "audience") == 0)
            page_choices(field, audience_choices(cx));
        else if (strcmp(name, "within") == 0)
            page_choices(field, place_choices(cx, item));
        else if (strcmp(name, "pillar") == 0)
            page_choices(field, pillar_choices(cx));
    }
    *ret_n = n;
    return fields;
}

static void
show_item(Ctx *cx, Form *form, const Item *item)
{
    const char *version = arena_printf(cx->arena, "%" PRId64, item->version);
    const char *const values[][2] = {
        {"title",      item->title     },
        {"summary",    item->summary   },
        {"body",       item->body      },
        {"slug",       item->slug      },
        {"language",   item->language  },
        {"pillar",     item->pillar    },
        {"author",     item->author    },
        {"credit",     item->credit    },
        {"place",      item->place     },
        {"spoken",     item->spoken    },
        {"link",       item->link      },
        {"planned_on", item->planned_on},
        {"actual_on",  item->actual_on },
        {"version",    version         },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        form_set(form, values[i][0], values[i][1] != NULL ? values[i][1] : "");
    if (may_publish(cx, item))
        form_set(form, "audience", item->audience);
    if (may_place(cx, item) && item->parent_id != 0)
        form_set(form, "within", arena_printf(cx->arena, "%" PRId64, item->parent_id));
}

Form *
page_form_new(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    size_t n = 0;
    const Field *fields = fields_for(cx, item, &n);
    Form *form = form_new(req, fields, n);
    topic_form_new(form, item != NULL ? item->id : 0);
    if (item != NULL) {
        show_item(cx, form, item);
        return form;
    }
    const char *kind = req_query(req, "kind");
    if (!may_create(cx, kind))
        kind = desk_is_editor(cx) ? "page" : "work";
    form_set(form, "kind", kind);
    form_set(form, "language", cx->lang->code);
    if (may_publish(cx, NULL))
        form_set(form, "audience", "public");
    return form;
}

/* Who is in its group can read it only if it is in one; a group of its own is in itself. */
static void
check_audience(Form *form, const Item *item)
{
    Ctx *cx = form->req->cx;
    if (!may_place(cx, item) || strcmp(form_text(form, "audience"), "group") != 0)
        return;
    const char *kind = item != NULL ? item->kind : form_text(form, "kind");
    bool has_other = item != NULL && item->group_id != 0 && item->parent_id != item->group_id;
    if (*form_text(form, "within") == '\0' && strcmp(kind, "group") != 0 && !has_other)
        form_fail(form, "audience", lang_text(cx->lang, N_("Choose the group, too.")));
}

Form *
page_form_read(Request *req, const Item *item)
{
    size_t n = 0;
    const Field *fields = fields_for(req->cx, item, &n);
    Form *form = form_read(req, fields, n);
    const char *slug = form_text(form, "slug");
    if (*slug != '\0' && strcmp(slug, text_slug(req->cx->arena, slug)) != 0)
        form_fail(
            form, "slug",
            lang_text(req->cx->lang, N_("Address: use small letters, digits and hyphens only")));
    check_audience(form, item);
    topic_form_read(form, item != NULL ? item->id : 0, desk_is_editor(req->cx));
    return form;
}

/* The group that was chosen; else the place stays, unless that is a group which was taken away. */
static int64_t
place_of(Ctx *cx, const Form *form, const Item *item)
{
    if (!may_place(cx, item))
        return item != NULL ? item->parent_id : 0;
    int64_t chosen = g_ascii_strtoll(form_text(form, "within"), NULL, 10);
    bool in_group = item != NULL && item->parent_id != 0 && item->parent_id == item->group_id;
    return chosen != 0 || item == NULL || in_group ? chosen : item->parent_id;
}

ItemDraft
page_draft(Ctx *cx, const Form *form, const Item *item)
{
    ItemDraft draft = {.slug = form_text(form, "slug"),
                       .language = form_text(form, "language"),
                       .pillar = form_text(form, "pillar"),
                       .title = form_text(form, "title"),
                       .summary = form_text(form, "summary"),
                       .body = form_text(form, "body"),
                       .author = form_text(form, "author"),
                       .credit = form_text(form, "credit"),
                       .place = form_text(form, "place"),
                       .spoken = form_text(form, "spoken"),
                       .link = form_text(form, "link"),
                       .planned_on = form_text(form, "planned_on"),
                       .actual_on = form_text(form, "actual_on"),
                       .note = form_text(form, "note")};
    draft.kind = item != NULL ? item->kind : form_text(form, "kind");
    if (may_publish(cx, item))
        draft.audience = form_text(form, "audience");
    else
        draft.audience = item != NULL ? item->audience : "public";
    draft.parent_id = place_of(cx, form, item);
    if (item != NULL) {
        draft.author_id = item->author_id;
        draft.image_id = item->image_id;
    } else if (!desk_is_editor(cx)) {
        /* A member finds his own drafts again by this. */
        draft.author_id = cx->me.id;
    }
    return draft;
}

/* What was typed as readers would see it, with numbers and lists in their places. */
static void
show_preview(Request *req, PageEdit *view)
{
    Ctx *cx = req->cx;
    int64_t id = view->item != NULL ? view->item->id : 0;
    const char *body = figure_fill(cx, id, form_text(view->form, "body"));
    view->preview_title = figure_fill(cx, id, form_text(view->form, "title"));
    view->preview_summary = figure_fill(cx, id, form_text(view->form, "summary"));
    view->preview = item_body_html(req, body);
}

/* Kinds that have more than texts, and where the desk changes it. */
/* clang-format off */
static const struct {
    const char *kind, *path, *name;
} ROOMS[] = {
    {"event",    "/desk/events",  N_("When and where")},
    {"work",     "/desk/library", N_("Record and editions")},
    {"list",     "/desk/lists",   N_("Its publications")},
    {"campaign", "/desk/weeks",   N_("Days and call")},
};
/* clang-format on */

static void
show_room(Ctx *cx, PageEdit *view)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROOMS); i++)
        if (strcmp(ROOMS[i].kind, view->item->kind) == 0) {
            view->room = arena_printf(cx->arena, "%s/%" PRId64, ROOMS[i].path, view->item->id);
            view->room_name = ROOMS[i].name;
        }
}

Response *
respond_page_edit(Request *req, int status, PageEdit *view)
{
    Ctx *cx = req->cx;
    const Item *item = view->item;
    view->title = item != NULL ? item->title : lang_text(cx->lang, N_("Write something"));
    if (view->has_preview)
        show_preview(req, view);
    if (item != NULL) {
        view->status_label = state_label(item->status);
        view->acts = page_acts(cx, item);
        show_room(cx, view);
        view->may_delete = may(cx, ACTION_DELETE, item);
        view->zone = cx->me.zone != NULL ? cx->me.zone : "UTC";
        if (view->schedule == NULL && page_may_schedule(cx, item))
            view->schedule = page_schedule_form(req);
    }
    Page page = {.title = view->title, .here = HERE(DESK_CRUMB, {N_("Texts"), "/desk/pages"})};
    return respond_desk(req, status, &page, page_edit, view);
}
