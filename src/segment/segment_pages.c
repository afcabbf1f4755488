/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Segments: the list, one of them, naming, changing whom it finds, deleting.
 */
#include "alliance/consent.h"
#include "base/limits.h"
#include "export/export.h"
#include "segment/pages.h"
#include "segment/segment_delete.html.h"
#include "segment/segment_edit.html.h"
#include "segment/segment_list.html.h"
#include "segment/segment_show.html.h"
#include "segment/show.h"

#include <stdlib.h>

#define SEGMENTS_CRUMB {N_("Segments"), "/desk/segments"}
#define PEOPLE_CRUMB {N_("People"), "/desk/people"}

enum { N_NEWEST = 10 };

static const char *
url_of(Ctx *cx, const Segment *segment)
{
    return arena_printf(cx->arena, "/desk/segments/%" PRId64, segment->id);
}

/* ---- the list ---- */

Response *
get_desk_segments(Request *req)
{
    Ctx *cx = req->cx;
    RosterLabels labels = roster_labels(cx);
    SegmentSpan segments = segment_list(cx);
    SegmentRow *rows = arena_array_of(cx->arena, SegmentRow, segments.n + 1);
    for (size_t i = 0; i < segments.n; i++) {
        SegmentReading reading = segment_read(&labels, &segments.at[i]);
        rows[i] = (SegmentRow){.segment = &segments.at[i],
                               .wanted = reading.wanted,
                               .n = segment_count(cx, &segments.at[i], NULL),
                               .is_broken = reading.filter == NULL};
    }
    SegmentList view = {
        {rows, segments.n}
    };
    Page page = {.title = lang_text(cx->lang, N_("Segments")),
                 .here = HERE(DESK_CRUMB, PEOPLE_CRUMB)};
    return respond_desk(req, 200, &page, segment_list, &view);
}

/* ---- one ---- */

/* Of each purpose how many of its members agree. */
static SegmentPurposeSpan
count_purposes(Ctx *cx, const Segment *segment)
{
    size_t n = 0;
    while (PURPOSES[n].name != NULL)
        n++;
    SegmentPurpose *at = arena_array_of(cx->arena, SegmentPurpose, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (SegmentPurpose){PURPOSES[i].label, segment_count(cx, segment, PURPOSES[i].name)};
    return (SegmentPurposeSpan){at, n};
}

static void
put_people(Ctx *cx, const RosterFilter *filter, SegmentShow *view)
{
    RosterQuestion newest = {
        .filter = filter, .eye = ROSTER_SECRETARIAT, .order = ROSTER_BY_JOINED, .n = N_NEWEST};
    RosterAnswer answer = roster_ask(cx, &newest);
    view->n = answer.n;
    view->people = person_list(cx, answer.id, answer.n_ids);
}

/* The one of the address; NULL: there is none. */
static SegmentShow *
read_show(Request *req)
{
    Ctx *cx = req->cx;
    const Segment *segment = segment_find(cx, req_id(req, "id"));
    if (segment == NULL)
        return NULL;
    RosterLabels labels = roster_labels(cx);
    SegmentReading reading = segment_read(&labels, segment);
    bool reads = reading.filter != NULL;
    const char *filter = reads ? segment->filter : "";
    SegmentShow *view = arena_new_of(cx->arena, SegmentShow);
    *view = (SegmentShow){.segment = segment,
                          .wanted = reading.wanted,
                          .gone = reading.gone,
                          .is_broken = !reads,
                          .n_exports = export_count(cx, segment->filter),
                          .list = arena_printf(cx->arena, "/desk/people?%s", filter),
                          .change = arena_printf(cx->arena, "/desk/people?%s%ssegment=%" PRId64,
                                                 filter, reads ? "&" : "", segment->id),
                          .take_out = arena_printf(cx->arena, "/desk/people/take-out?%s", filter),
                          .figures = arena_printf(cx->arena, "/figures/members?%s", filter)};
    if (reads)
        put_people(cx, reading.filter, view);
    return view;
}

Response *
get_desk_segment(Request *req)
{
    SegmentShow *view = read_show(req);
    if (view == NULL)
        return respond_not_found(req);
    view->purposes = count_purposes(req->cx, view->segment);
    Page page = {.title = view->segment->name,
                 .here = HERE(DESK_CRUMB, PEOPLE_CRUMB, SEGMENTS_CRUMB)};
    return respond_desk(req, 200, &page, segment_show, view);
}

/* ---- naming ---- */

static const Field fields[] = {
    {"name", N_("Name"), N_("As you will look for it: “Trainers in Eastern Africa”"),
     .kind = FIELD_LINE},
    {"note", N_("What it is for"), .kind = FIELD_TEXT, .optional = true, .rows = 3,
     .most = LIMIT_SUMMARY},
    {"filter", N_("Filter"), .kind = FIELD_HIDDEN, .optional = true, .most = LIMIT_FILTER},
    {"version", N_("Version"), .kind = FIELD_HIDDEN, .optional = true},
};

/* What went wrong, beside the field that it is about. */
static void
say_why_not(Form *form, SegmentOutcome outcome)
{
    static const struct {
        SegmentOutcome outcome;
        const char *why;
    } reasons[] = {
        {SEGMENT_TAKEN,    N_("Another segment has this name. Choose another one.")       },
        {SEGMENT_OLD,
         N_("Somebody changed this segment meanwhile. Look at it again before you save.") },
        {SEGMENT_UNREAD,   N_("This asks for nothing, or for too much. Go back to the list of people "
                            "and filter it.")                     },
        {SEGMENT_TOO_MANY, N_("There are too many segments. Delete one that nobody uses.")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
        if (reasons[i].outcome == outcome)
            form_fail(form, "name", lang_text(form->req->cx->lang, reasons[i].why));
}

static Response *
respond_edit(Request *req, const Form *form, const Segment *segment, const char *filter)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    RosterLabels labels = roster_labels(cx);
    const RosterFilter *asked = roster_filter_parse(cx->arena, filter, &fault);
    bool is_new = segment == NULL;
    SegmentEdit view = {
        .heading = lang_text(cx->lang, is_new ? N_("Keep as a segment") : N_("Name and note")),
        .url = is_new ? "/desk/segments/new"
                      : arena_printf(cx->arena, "%s/edit", url_of(cx, segment)),
        .back = is_new ? arena_printf(cx->arena, "/desk/people?%s", filter) : url_of(cx, segment),
        .wanted = roster_filter_label(&labels, asked),
        .form = form,
        .n = is_new
                 ? roster_ask(cx, &(RosterQuestion){.filter = asked, .eye = ROSTER_SECRETARIAT}).n
                 : segment_count(cx, segment, NULL)};
    Page page = {.title = view.heading, .here = HERE(DESK_CRUMB, PEOPLE_CRUMB, SEGMENTS_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, segment_edit, &view);
}

/* Only from a list that is filtered: everybody is no segment. */
Response *
get_desk_segment_new(Request *req)
{
    Ctx *cx = req->cx;
    const char *fault = NULL;
    const RosterFilter *filter = roster_filter_read(cx->arena, req->query, &fault);
    if (fault != NULL || filter->n == 0)
        return respond_redirect(req, "/desk/people");
    const char *text = roster_filter_write(cx->arena, filter);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "filter", text);
    return respond_edit(req, form, NULL, text);
}

Response *
post_desk_segment_new(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    const char *filter = form_text(form, "filter");
    int64_t id = 0;
    if (form_ok(form)) {
        const SegmentDraft draft = {form_text(form, "name"), form_text(form, "note"), filter};
        say_why_not(form, segment_insert(cx, &draft, &id));
    }
    if (!form_ok(form))
        return respond_edit(req, form, NULL, filter);
    return respond_done(req, arena_printf(cx->arena, "/desk/segments/%" PRId64, id),
                        lang_text(cx->lang, N_("The segment is kept.")));
}

Response *
get_desk_segment_edit(Request *req)
{
    const Segment *segment = segment_find(req->cx, req_id(req, "id"));
    if (segment == NULL)
        return respond_not_found(req);
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set(form, "name", segment->name);
    form_set(form, "note", segment->note);
    form_set(form, "version", arena_printf(req->cx->arena, "%" PRId64, segment->version));
    return respond_edit(req, form, segment, segment->filter);
}

Response *
post_desk_segment_edit(Request *req)
{
    Ctx *cx = req->cx;
    const Segment *segment = segment_find(cx, req_id(req, "id"));
    if (segment == NULL)
        return respond_not_found(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (form_ok(form)) {
        const SegmentDraft draft = {form_text(form, "name"), form_text(form, "note"), NULL};
        int64_t version = strtoll(form_text(form, "version"), NULL, 10);
        say_why_not(form, segment_rename(cx, segment->id, version, &draft));
    }
    if (!form_ok(form))
        return respond_edit(req, form, segment, segment->filter);
    return respond_done(req, url_of(cx, segment),
                        lang_text(cx->lang, N_("The segment was changed.")));
}

/* ---- changing whom it finds, deleting ---- */

Response *
post_desk_segment_filter(Request *req)
{
    Ctx *cx = req->cx;
    const Segment *segment = segment_find(cx, req_id(req, "id"));
    if (segment == NULL)
        return respond_not_found(req);
    int64_t version = strtoll(req_field(req, "version"), NULL, 10);
    const char *filter = req_field(req, "filter");
    switch (segment_refilter(cx, segment->id, version, filter)) {
    case SEGMENT_OK:
        return respond_done(req, url_of(cx, segment),
                            lang_text(cx->lang, N_("The segment was changed.")));
    case SEGMENT_OLD: return respond_error(req, 409, NULL);
    default:
        return respond_error(
            req, 422,
            lang_text(cx->lang, N_("A segment asks for something: everybody is none. Nothing was "
                                   "changed. Go back and filter the list first.")));
    }
}

Response *
get_desk_segment_delete(Request *req)
{
    SegmentShow *view = read_show(req);
    if (view == NULL)
        return respond_not_found(req);
    Page page = {.title = lang_text(req->cx->lang, N_("Delete the segment")),
                 .here = HERE(DESK_CRUMB, PEOPLE_CRUMB, SEGMENTS_CRUMB)};
    return respond_desk(req, 200, &page, segment_delete, view);
}

Response *
post_desk_segment_delete(Request *req)
{
    Ctx *cx = req->cx;
    if (!segment_delete(cx, req_id(req, "id")))
        return respond_not_found(req);
    return respond_done(req, "/desk/segments", lang_text(cx->lang, N_("The segment is deleted.")));
}
