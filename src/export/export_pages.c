/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Asking for a file of people, and making it.
 */
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "desk/desk.h"
#include "export/ask.h"
#include "export/export_ask.html.h"
#include "export/format.h"
#include "export/pages.h"
#include "lang/format.h"
#include "roster/segment.h"

/* ---- the form ---- */

enum { FORMAT, EYE, ALL, FIELDS, FILTER };

static const Field questions[] = {
    [FORMAT] = {"format", N_("Format"), .kind = FIELD_CHOICE, .verbatim = true},
    [EYE] = {"eye", N_("Whose eyes"),
                N_("A field that its owner closed to them is not in the file, and who can be found "
                "only by such a field is not either."),
                .kind = FIELD_CHOICE, .verbatim = true},
    [ALL] = {"all", N_("All that these eyes see"), .kind = FIELD_FLAG, .optional = true},
    [FIELDS] = {"fields", N_("Only what is ticked here"),
                N_("The name is always in it. The last six only if it is made with the "
                   "secretariat's eyes, and in no vCard."),
                .kind = FIELD_CHOICES, .optional = true},
    [FILTER] = {"filter", N_("Filter"), .kind = FIELD_HIDDEN, .optional = true,
                .most = LIMIT_FILTER},
};

/* What most lists are for; nobody has to take away what nobody needs. */
static const char *const usual_fields[] = {"name", "email", "country", "organisation", "position"};

static void
put_formats(Ctx *cx, Field *field)
{
    Choice *at = arena_array_of(cx->arena, Choice, 8);
    size_t n = 0;
    for (const ExportFormat *f = EXPORT_FORMATS; f->name != NULL; f++)
        at[n++] = (Choice){f->name, arena_printf(cx->arena, "%s: %s", lang_text(cx->lang, f->label),
                                                 lang_text(cx->lang, f->hint))};
    field->choices = at;
    field->n_choices = n;
}

/* How many are found depends on who looks. */
static void
put_eyes(Ctx *cx, const RosterFilter *filter, Field *field, int64_t *ret_all)
{
    Choice *at = arena_array_of(cx->arena, Choice, 4);
    size_t n = 0;
    for (const ExportEye *eye = EXPORT_EYES; eye->name != NULL; eye++) {
        RosterQuestion question = {.filter = filter, .eye = eye->eye};
        int64_t found = roster_ask(cx, &question).n;
        *ret_all = n == 0 ? found : *ret_all;
        const char *form = lang_plural(cx->lang, "{what} ({n} person)", "{what} ({n} people)",
                                       found);
        at[n++] = (Choice){eye->name,
                           lang_fill(cx->arena, form, "what", lang_text(cx->lang, eye->label), "n",
                                     format_number(cx->arena, cx->lang, found), NULL)};
    }
    field->choices = at;
    field->n_choices = n;
}

static void
put_fields(Ctx *cx, Field *field)
{
    Choice *at = arena_array_of(cx->arena, Choice, EXPORT_MOST_FIELDS);
    size_t n = 0;
    for (const ExportField *f = EXPORT_FIELDS; f->name != NULL; f++)
        at[n++] = (Choice){f->name, f->label};
    field->choices = at;
    field->n_choices = n;
}

static const Field *
fields_of(Ctx *cx, const RosterFilter *filter, int64_t *ret_all)
{
    Field *fields = arena_array_of(cx->arena, Field, G_N_ELEMENTS(questions));
    memcpy(fields, questions, sizeof questions);
    put_formats(cx, &fields[FORMAT]);
    put_eyes(cx, filter, &fields[EYE], ret_all);
    put_fields(cx, &fields[FIELDS]);
    return fields;
}

/* ---- the page ---- */

static ExportTimeSpan
list_times(Ctx *cx, const char *filter)
{
    ExportPastSpan past = export_list(cx, filter);
    ExportTime *at = arena_array_of(cx->arena, ExportTime, past.n + 1);
    for (size_t i = 0; i < past.n; i++) {
        const ExportFormat *format = export_format_find(past.at[i].format);
        const ExportEye *eye = export_eye_find(past.at[i].eye);
        at[i] = (ExportTime){&past.at[i], format != NULL ? format->label : past.at[i].format,
                             eye != NULL ? eye->label : past.at[i].eye};
    }
    return (ExportTimeSpan){at, past.n};
}

static Response *
respond_ask(Request *req, const RosterFilter *filter, const Form *form, int64_t n)
{
    Ctx *cx = req->cx;
    RosterLabels labels = roster_labels(cx);
    const char *text = roster_filter_write(cx->arena, filter);
    ExportAsk view = {.wanted = roster_filter_label(&labels, filter),
                      .list = *text == '\0' ? "/desk/people"
                                            : arena_printf(cx->arena, "/desk/people?%s", text),
                      .n = n,
                      .form = form,
                      .n_times = export_count(cx, text),
                      .times = list_times(cx, text)};
    Page page = {.title = lang_text(cx->lang, N_("Take people out as a file")),
                 .here = HERE(DESK_CRUMB, {N_("People"), "/desk/people"})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, export_ask, &view);
}

Response *
get_desk_people_out(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(cx->arena, req->query, &fault);
    if (fault != NULL)
        return respond_redirect(req, "/desk/people?%s", strchr(req->in->target, '?') + 1);
    int64_t n = 0;
    Form *form = form_new(req, fields_of(cx, filter, &n), G_N_ELEMENTS(questions));
    form_set(form, "format", EXPORT_FORMATS[0].name);
    form_set(form, "eye", EXPORT_EYES[0].name);
    for (size_t i = 0; i < G_N_ELEMENTS(usual_fields); i++)
        form_set(form, "fields", usual_fields[i]);
    form_set(form, "filter", roster_filter_write(cx->arena, filter));
    return respond_ask(req, filter, form, n);
}

/* ---- the file ---- */

/* The chosen fields that these eyes see, the name always. */
static void
choose_fields(const Form *form, Export *export)
{
    for (const ExportField *f = EXPORT_FIELDS; f->name != NULL; f++) {
        bool chosen = f == EXPORT_FIELDS || form_flag(form, "all") ||
                      form_has(form, "fields", f->name);
        bool visible = f->bit != 0 || export->eye->eye == ROSTER_SECRETARIAT;
        if (chosen && visible)
            export->fields[export->n_fields++] = f;
    }
}

static Response *
look_for_export(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_parse(cx->arena, req_field(req, "filter"), &fault);
    if (fault != NULL)
        return respond_error(req, 422, lang_text(cx->lang, fault));
    int64_t n = 0;
    Form *form = form_read(req, fields_of(cx, filter, &n), G_N_ELEMENTS(questions));
    if (!form_ok(form))
        return respond_ask(req, filter, form, n);
    Export *export = arena_new_of(cx->arena, Export);
    *export = (Export){.filter = filter,
                       .filter_text = roster_filter_write(cx->arena, filter),
                       .eye = export_eye_find(form_text(form, "eye")),
                       .format = export_format_find(form_text(form, "format"))};
    choose_fields(form, export);
    req->prepared = export;
    return NULL;
}

static void
make_export(Request *req)
{
    export_make(req->cx, req->prepared);
}

const Preparation prepare_desk_people_out = {look_for_export, make_export};

/* "alliance-trainers-2017-01-02.csv": of a segment its name, else "people". */
static const char *
file_name(Ctx *cx, const Export *export)
{
    const Segment *segment = *export->filter_text != '\0'
                                 ? segment_find_filter(cx, export->filter_text)
                                 : NULL;
    const char *what = segment != NULL ? text_slug(cx->arena, segment->name) : "";
    const char *alliance = text_slug(cx->arena, settings(cx)->short_name);
    return arena_printf(cx->arena, "%s%s%s-%s.%s", alliance, *alliance != '\0' ? "-" : "",
                        *what != '\0' ? what : "people", moment_date(cx->arena, cx->now),
                        export->format->suffix);
}

/* Only when it is noted does the file leave. */
Response *
post_desk_people_out(Request *req)
{
    Ctx *cx = req->cx;
    Export *export = req->prepared;
    if (export->file == NULL)
        return respond_error(req, 500,
                             lang_text(cx->lang, N_("The file could not be written. Perhaps the "
                                                    "disk is full. Nothing was taken out.")));
    Response *res = respond_from_file(req, export->format->type, export->file);
    export_note(cx, export);
    respond_header(res, "Content-Disposition",
                   arena_printf(cx->arena, "attachment; filename=\"%s\"", file_name(cx, export)));
    respond_header(res, "Cache-Control", "no-store");
    return res;
}
