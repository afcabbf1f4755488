/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "alliance/file.h"
#include "alliance/topic_form.h"
#include "base/limits.h"
#include "base/text.h"
#include "blog/pages.h"
#include "desk/page_choices.h"
#include "desk/page_files.h"

#include <string.h>

#define SERIES_OFFERED 200

static const Choice changes[] = {
    {"small",      N_("A small thing: a typo, a link, the layout")    },
    {"correction", N_("A correction: readers are told what was wrong")},
};

/* Who sees a field besides every writer. */
typedef enum Part { EVERYBODY, EDITORS_ONLY, ONCE_OUT } Part;

/* clang-format off */
static const struct {
    Field field;
    Part part;
} fields[] = {
    {{"title", N_("Title"), .kind = FIELD_LINE}, EVERYBODY},
    {{"summary", N_("One sentence"), N_("What it is about; it stands in lists and feeds, and where somebody shares it."),
      .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = LIMIT_SUMMARY}, EVERYBODY},
    {{"body", N_("Text"), N_("Markdown: ## heading, **bold**, [words](address), - list, > quotation; a note[^1] and below "
                           "a line [^1]: its words. A picture alone in its line gets a caption by "
                           "![what it shows](/files/7 \"The caption\"). A film or another page: [its title](address) "
                           "alone in a line."),
      .kind = FIELD_TEXT, .optional = true, .rows = 20}, EVERYBODY},
    {{"file", N_("Picture above the text"), N_("PNG, JPEG, GIF, WebP or AVIF of at most 2 MB; 200 kB are plenty."),
      .kind = FIELD_FILE, .optional = true}, EVERYBODY},
    {{"alt", N_("Alternative text"), N_("What the picture shows, for readers who cannot see it. Every picture needs one."),
      .kind = FIELD_LINE, .optional = true}, EVERYBODY},
    {{"language", N_("Language"), .kind = FIELD_CHOICE, .verbatim = true}, EVERYBODY},
    {{"pillar", N_("Pillar"), .kind = FIELD_CHOICE, .optional = true, .verbatim = true}, EVERYBODY},
    {{"topic", N_("Topics"), .kind = FIELD_CHOICES, .optional = true, .verbatim = true}, EVERYBODY},
    {{"topics", N_("Further topics"), N_("By name, in any language; commas between several."),
     .kind = FIELD_LINE, .optional = true, .verbatim = true}, EVERYBODY},
    {{"new_topic", N_("Make a new topic"), N_("Tick a name only if it is none of the topics that there are."),
     .kind = FIELD_CHOICES, .optional = true, .verbatim = true}, EDITORS_ONLY},
    {{"series", N_("Series"), .kind = FIELD_CHOICE, .optional = true, .narrow = true, .verbatim = true}, EVERYBODY},
    {{"place", N_("Place in the series"), N_("1 is first. Posts of the same place stand by their dates."),
      .kind = FIELD_INT, .optional = true, .least = 1, .most = POST_PLACES}, EVERYBODY},
    {{"slug", N_("Address"), N_("The last part of it; left empty it is made from the title."),
      .kind = FIELD_LINE, .optional = true, .most = 100}, EDITORS_ONLY},
    {{"audience", N_("Who may read it"), .kind = FIELD_CHOICE}, EDITORS_ONLY},
    {{"change", N_("What kind of change is it?"), N_("Readers have the post already, so they are told what was wrong."),
      .kind = FIELD_CHOICE, .optional = true, .choices = changes, .n_choices = G_N_ELEMENTS(changes)}, ONCE_OUT},
    {{"correction", N_("The correction"), N_("What it said, and what is right. It stands on the post with today's date, and in the feeds."),
      .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = POST_CORRECTION}, ONCE_OUT},
    {{"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true}, EVERYBODY},
};
/* clang-format on */

static bool
may_publish(const Ctx *cx, const Item *item)
{
    return item != NULL ? may(cx, ACTION_PUBLISH, item) : desk_is_editor(cx);
}

static bool
is_out(const Item *item)
{
    return item != NULL && !item_is_unfinished(item->status);
}

static bool
has_part(const Ctx *cx, const Item *item, Part part)
{
    return part == EVERYBODY || (part == EDITORS_ONLY && may_publish(cx, item)) ||
           (part == ONCE_OUT && is_out(item));
}

static ChoiceSpan
series_choices(Ctx *cx)
{
    ItemSpan series = item_list(
        cx, &(ItemFilter){.kind = "series", .unfinished = true, .limit = SERIES_OFFERED});
    Choice *at = arena_array_of(cx->arena, Choice, series.n);
    for (size_t i = 0; i < series.n; i++)
        at[i] = (Choice){arena_printf(cx->arena, "%" PRId64, series.at[i].id), series.at[i].title};
    return (ChoiceSpan){at, series.n};
}

static void
give_choices(Ctx *cx, Field *field)
{
    if (strcmp(field->name, "language") == 0)
        page_choices(field, language_choices(cx));
    else if (strcmp(field->name, "pillar") == 0)
        page_choices(field, pillar_choices(cx));
    else if (strcmp(field->name, "audience") == 0)
        page_choices(field, audience_choices(cx));
    else if (strcmp(field->name, "series") == 0)
        page_choices(field, series_choices(cx));
}

/* Where there is no series to choose, nobody is asked for one. */
static bool
is_asked(const Field *field, ChoiceSpan series)
{
    bool of_series = strcmp(field->name, "series") == 0 || strcmp(field->name, "place") == 0;
    return !of_series || series.n > 0;
}

static const Field *
fields_for(Ctx *cx, const Item *item, size_t *ret_n)
{
    Field *chosen = arena_array_of(cx->arena, Field, G_N_ELEMENTS(fields));
    ChoiceSpan series = series_choices(cx);
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        if (!has_part(cx, item, fields[i].part) || !is_asked(&fields[i].field, series))
            continue;
        chosen[n] = fields[i].field;
        give_choices(cx, &chosen[n++]);
    }
    *ret_n = n;
    return chosen;
}

/* "" of a field that this form does not have. */
static const char *
text_in(const Form *form, const char *name)
{
    return form_has_field(form, name) ? form_text(form, name) : "";
}

static void
set(Form *form, const char *name, const char *value)
{
    if (form_has_field(form, name) && value != NULL)
        form_set(form, name, value);
}

static void
show_item(Ctx *cx, Form *form, const Item *item)
{
    const PostPart *part = post_part_find(cx, item->id);
    const char *const values[][2] = {
        {"title", item->title},
        {"summary", item->summary},
        {"body", item->body},
        {"slug", item->slug},
        {"language", item->language},
        {"pillar", item->pillar},
        {"audience", item->audience},
        {"version", arena_printf(cx->arena, "%" PRId64, item->version)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        set(form, values[i][0], values[i][1]);
    if (part == NULL)
        return;
    set(form, "series", arena_printf(cx->arena, "%" PRId64, part->series_id));
    set(form, "place", arena_printf(cx->arena, "%" PRId64, part->place));
}

Form *
write_form_new(Request *req, const Item *item)
{
    Ctx *cx = req->cx;
    size_t n = 0;
    const Field *chosen = fields_for(cx, item, &n);
    Form *form = form_new(req, chosen, n);
    topic_form_new(form, item != NULL ? item->id : 0);
    if (item != NULL) {
        show_item(cx, form, item);
        return form;
    }
    set(form, "language", cx->lang->code);
    set(form, "audience", "public");
    set(form, "series", req_query(req, "series"));
    return form;
}

/* ---- reading it ---- */

static bool
is_changed(const Form *form, const Item *item)
{
    return strcmp(form_text(form, "title"), item->title) != 0 ||
           strcmp(form_text(form, "summary"), item->summary) != 0 ||
           strcmp(form_text(form, "body"), text_or_empty(item->body)) != 0;
}

/* Of what readers have already they hear what was wrong, or it was nothing. */
static void
check_change(Form *form, const Item *item)
{
    const Lang *lang = form->req->cx->lang;
    if (!is_out(item) || !is_changed(form, item))
        return;
    const char *change = form_text(form, "change");
    if (*change == '\0')
        form_fail(form, "change",
                  lang_text(lang, N_("Say whether it is a correction or a small thing")));
    else if (strcmp(change, "correction") == 0 && *form_text(form, "correction") == '\0')
        form_fail(form, "correction",
                  lang_text(lang, N_("The correction: say what was wrong and what is right")));
}

static void
check_picture(Form *form, const Item *item)
{
    Ctx *cx = form->req->cx;
    const Upload *upload = form_upload(form, "file");
    if (upload == NULL)
        return;
    page_file_check(form, item != NULL ? file_list(cx, item->id) : (FileSpan){NULL, 0});
    const FileKind *kind = file_sniff(upload->bytes);
    if (form_ok(form) && !g_str_has_prefix(kind->type, "image/"))
        form_fail(form, "file",
                  lang_text(cx->lang, N_("File: this is no picture. Other files are added under "
                                         "Files.")));
}

Form *
write_form_read(Request *req, const Item *item)
{
    size_t n = 0;
    const Field *chosen = fields_for(req->cx, item, &n);
    Form *form = form_read(req, chosen, n);
    const char *slug = text_in(form, "slug");
    if (*slug != '\0' && strcmp(slug, text_slug(req->cx->arena, slug)) != 0)
        form_fail(
            form, "slug",
            lang_text(req->cx->lang, N_("Address: use small letters, digits and hyphens only")));
    topic_form_read(form, item != NULL ? item->id : 0, form_has_field(form, "new_topic"));
    check_change(form, item);
    check_picture(form, item);
    page_file_ask_again(form);
    return form;
}

/* ---- saving it ---- */

/* What the form leaves alone. */
static ItemDraft
left_alone(const Ctx *cx, const Item *item)
{
    if (item == NULL)
        return (ItemDraft){
            .kind = "post", .slug = "", .audience = "public", .author_id = cx->me.id};
    return item_draft_of(item);
}

ItemDraft
write_draft(Ctx *cx, const Form *form, const Item *item)
{
    ItemDraft draft = left_alone(cx, item);
    draft.title = form_text(form, "title");
    draft.summary = form_text(form, "summary");
    draft.body = form_text(form, "body");
    draft.language = form_text(form, "language");
    draft.pillar = form_text(form, "pillar");
    draft.note = text_in(form, "correction");
    draft.slug = text_in(form, "slug");
    if (form_has_field(form, "audience"))
        draft.audience = form_text(form, "audience");
    return draft;
}

static void
hang_picture(Ctx *cx, const Form *form, int64_t id)
{
    const Upload *upload = form_upload(form, "file");
    if (upload == NULL)
        return;
    int64_t file_id = file_insert(cx, upload->bytes);
    file_attach(cx, id, file_id, &(FileWords){.name = upload->name, .alt = form_text(form, "alt")});
    file_set_picture(cx, id, file_find(cx, file_id));
}

void
write_beside(Request *req, const Form *form, int64_t id)
{
    Ctx *cx = req->cx;
    int64_t series = g_ascii_strtoll(text_in(form, "series"), NULL, 10);
    topic_form_save(form, id);
    if (form_has_field(form, "series"))
        post_part_set(cx, id, series, MAX(form_int(form, "place"), 1));
    if (strcmp(text_in(form, "change"), "correction") == 0)
        post_correct(cx, id, form_text(form, "correction"));
    hang_picture(cx, form, id);
}
