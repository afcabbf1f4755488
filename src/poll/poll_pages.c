/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The list of polls, the page of one, voting, and what who leads it does.
 */
#include "poll/pages.h"
#include "poll/poll_list.html.h"
#include "poll/poll_show.html.h"

#include "alliance/access.h"
#include "group/pages.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field extend_fields[] = {
    {"closes", N_("Open until"), N_("A day and a time in the time zone of the poll: 2017-03-16 18:00"), .kind = FIELD_LINE},
};
/* clang-format on */

bool
poll_moment(const char *text, const char *zone, int64_t *ret_moment)
{
    g_autofree char *local = g_strdup(text);
    if (strlen(local) > 10 && local[10] == ' ')
        local[10] = 'T';
    return moment_from_local(local, zone, ret_moment);
}

/* ---- lists ---- */

/* Which of @tongues, that stand by poll, are those of @id, and what is wanting in them. */
static PollTongueSpan
wanting_of(Arena *arena, PollTongueSpan tongues, int64_t id)
{
    PollTongue *at = arena_array_of(arena, PollTongue, tongues.n);
    size_t n = 0;
    for (size_t i = 0; i < tongues.n; i++)
        if (tongues.at[i].id == id && tongues.at[i].wanting)
            at[n++] = tongues.at[i];
    return (PollTongueSpan){at, n};
}

/* Who leads sees of each what is not translated. */
static PollCardSpan
cards_of(Ctx *cx, PollRowSpan rows, bool leads)
{
    int64_t *ids = arena_array_of(cx->arena, int64_t, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        ids[i] = rows.at[i].id;
    PollTongueSpan tongues = leads && rows.n > 0 ? poll_tongues(cx, ids, rows.n)
                                                 : (PollTongueSpan){0};
    PollCard *at = arena_array_of(cx->arena, PollCard, rows.n);
    for (size_t i = 0; i < rows.n; i++)
        at[i] = (PollCard){.poll = &rows.at[i],
                           .wanting = wanting_of(cx->arena, tongues, rows.at[i].id)};
    return (PollCardSpan){at, rows.n};
}

static Response *
respond_list(Request *req, const Item *group)
{
    Ctx *cx = req->cx;
    int64_t group_id = group != NULL ? group->id : 0;
    bool leads = poll_may_make(cx, group);
    PollRowSpan rows = poll_list(cx, group_id, leads, req_page(req));
    PollList view = {.group = group,
                     .polls = cards_of(cx, rows, leads),
                     .n = poll_count_all(cx, group_id, leads),
                     .may_make = leads};
    view.pages = link_pages(req, view.n);
    if (group != NULL)
        return respond_page(req, 200,
                            group_page(cx, group, lang_text(cx->lang, N_("Polls of the group"))),
                            poll_list, &view);
    Page page = {.title = lang_text(cx->lang, N_("Polls")),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .feed = "/polls.atom",
                 .hidden = req_page(req) > 1};
    return respond_page(req, 200, &page, poll_list, &view);
}

Response *
get_polls(Request *req)
{
    return respond_list(req, NULL);
}

Response *
get_group_polls(Request *req)
{
    const Item *group = group_asked(req);
    return group != NULL ? respond_list(req, group) : respond_not_found(req);
}

/* ---- one ---- */

/* The poll of the request that the acting person may see, with its record; else NULL. */
static const Item *
find_poll(Request *req, const Poll **ret_poll)
{
    const Item *item = item_find(req->cx, "poll", req_text(req, "slug"));
    *ret_poll = item != NULL ? poll_find(req->cx, item->id) : NULL;
    return *ret_poll != NULL ? item : NULL;
}

static const char *
field_name(Arena *arena, const Poll *poll, int64_t number)
{
    const char *stem = strcmp(poll->kind, "ranked") == 0 ? "place" : "choice";
    return arena_printf(arena, "%s-%" PRId64, stem, number);
}

/* The place of @number in "2,1,3", from 1 on; 0: it is not in it. */
static int64_t
place_in(const char *choice, int64_t number)
{
    g_auto(GStrv) parts = g_strsplit(choice, ",", -1);
    for (size_t i = 0; parts[i] != NULL; i++)
        if (g_ascii_strtoll(parts[i], NULL, 10) == number)
            return (int64_t)i + 1;
    return 0;
}

/* As it was voted, or, if @typed, as it was sent just now. */
static PollFieldSpan
fields_of(Request *req, const Poll *poll, PollOptionSpan options, bool typed)
{
    Arena *arena = req->cx->arena;
    bool single = strcmp(poll->kind, "single") == 0;
    PollField *at = arena_array_of(arena, PollField, options.n);
    for (size_t i = 0; i < options.n; i++) {
        int64_t number = options.at[i].number, place = place_in(poll->mine, number);
        const char *value = place > 0 ? arena_printf(arena, "%" PRId64, place) : "";
        if (typed)
            value = req_field(req, field_name(arena, poll, number));
        bool sent = single ? g_ascii_strtoll(req_field(req, "choice"), NULL, 10) == number
                           : *value != '\0';
        at[i] = (PollField){.number = number,
                            .text = options.at[i].text,
                            .language = options.at[i].language,
                            .id = arena_printf(arena, "option-%" PRId64, number),
                            .value = value,
                            .chosen = typed ? sent : place > 0};
    }
    return (PollFieldSpan){at, options.n};
}

static const char *
how_label(const Poll *poll)
{
    if (strcmp(poll->kind, "ranked") == 0)
        return N_("Number the options: 1 for the one that you like best. Leave empty what you do "
                  "not want.");
    return strcmp(poll->kind, "several") == 0 ? N_("Choose what you want.")
                                              : N_("Choose one option.");
}

static void
add_record(Request *req, PollShow *view)
{
    Ctx *cx = req->cx;
    const Poll *poll = view->poll;
    view->single = strcmp(poll->kind, "single") == 0;
    view->several = strcmp(poll->kind, "several") == 0;
    view->ranked = strcmp(poll->kind, "ranked") == 0;
    view->open = poll_is_open(cx, poll);
    view->closed = poll->closed_at != 0;
    view->draft = !poll->is_out;
    view->counting = poll->is_out && !view->open && !view->closed;
    view->closes = format_moment_there(cx->arena, cx->lang, poll->closes_at, poll->zone);
    view->how = how_label(poll);
    view->voted = poll->voted;
    if (view->closed || (view->open && poll->early))
        view->result = poll_result(cx, poll, view->options);
}

static Response *
respond_poll(Request *req, const Item *item, const Poll *poll, const char *error, Form *extend)
{
    Ctx *cx = req->cx;
    ItemShow *show = item_show_new(req, item);
    if (show->may_comment)
        show->form = comment_form_new(req, show->follows);
    PollShow *view = arena_new_of(cx->arena, PollShow);
    *view = (PollShow){.show = show,
                       .poll = poll,
                       .options = poll_options(cx, item->id, cx->lang->code),
                       .body = show->body,
                       .has_body = show->has_body,
                       .error = error,
                       .may_lead = may(cx, ACTION_LEAD, item),
                       .outside = item->group_slug != NULL && !item->in_group &&
                                  item->group_title != NULL,
                       .signed_in = cx->me.id != 0};
    show->headed = true;
    show->has_body = false;
    PollWording *wording = arena_new_of(cx->arena, PollWording);
    *wording = poll_wording(view->options, cx->lang->code);
    view->wording = wording;
    add_record(req, view);
    view->may_vote = view->open && poll_may_vote(cx, item);
    view->may_change = view->may_lead && poll_may_change(cx, poll);
    view->may_open = view->may_lead && view->draft;
    if (view->may_vote)
        view->fields = fields_of(req, poll, view->options, error != NULL);
    view->extend = extend != NULL ? extend
                                  : form_new(req, extend_fields, G_N_ELEMENTS(extend_fields));
    bool fine = error == NULL && extend == NULL;
    return respond_page(req, fine ? 200 : 422, item_page(cx, show->item), poll_show, view);
}

Response *
get_poll(Request *req)
{
    const Poll *poll = NULL;
    const Item *item = find_poll(req, &poll);
    if (item != NULL)
        return respond_poll(req, item, poll, NULL, NULL);
    item = item_find(req->cx, "poll", req_text(req, "slug"));
    return item != NULL ? respond_item(req, item) : respond_not_found(req);
}

/* ---- voting ---- */

/* What the page sent, the best first; returns a fault of places, N_(), or NULL. */
static const char *
read_numbers(Request *req, const Poll *poll, size_t n_options, int64_t *numbers, size_t *ret_n)
{
    Arena *arena = req->cx->arena;
    int64_t places[LIMIT_POLL_OPTIONS + 1];
    size_t n = 0;
    const char *single = req_field(req, "choice");
    if (strcmp(poll->kind, "single") == 0 && *single != '\0')
        numbers[n++] = g_ascii_strtoll(single, NULL, 10);
    for (int64_t number = 1; number <= (int64_t)n_options; number++) {
        const char *value = req_field(req, field_name(arena, poll, number));
        int64_t place = g_ascii_strtoll(value, NULL, 10);
        bool ranked = strcmp(poll->kind, "ranked") == 0;
        if (*value == '\0' || strcmp(poll->kind, "single") == 0)
            continue;
        if (ranked && (place < 1 || place > LIMIT_POLL_OPTIONS))
            return N_("Write numbers from 1 on.");
        size_t at = n;
        for (; ranked && at > 0 && places[at - 1] >= place; at--) {
            if (places[at - 1] == place)
                return N_("Two options have the same number. Give each one its own.");
            places[at] = places[at - 1];
            numbers[at] = numbers[at - 1];
        }
        places[at] = place;
        numbers[at] = number;
        n++;
    }
    *ret_n = n;
    return NULL;
}

Response *
post_poll(Request *req)
{
    Ctx *cx = req->cx;
    const Poll *poll = NULL;
    const Item *item = find_poll(req, &poll);
    if (item == NULL)
        return respond_not_found(req);
    if (!poll_may_vote(cx, item))
        return respond_forbidden(req);
    int64_t numbers[LIMIT_POLL_OPTIONS + 1];
    size_t n = 0, n_options = poll_options(cx, item->id, "").n;
    const char *choice = NULL, *fault = read_numbers(req, poll, n_options, numbers, &n);
    if (fault == NULL)
        fault = poll_fault(cx->arena, poll, n_options, numbers, n, &choice);
    bool voted = fault == NULL && poll_vote(cx, item, choice);
    if (fault == NULL && !voted)
        return respond_done(req, item->path,
                            lang_text(cx->lang, N_("The poll is closed: your vote came too late "
                                                   "and does not count.")));
    if (fault != NULL)
        return respond_poll(req, item, poll, fault, NULL);
    return respond_done(req, item->path,
                        lang_text(cx->lang, N_("Your vote counts. You can change it until the "
                                               "poll closes.")));
}

/* ---- who leads it ---- */

static Response *
respond_extend(Request *req, const Item *item, const Poll *poll)
{
    Ctx *cx = req->cx;
    int64_t closes_at = 0;
    Form *form = form_read(req, extend_fields, G_N_ELEMENTS(extend_fields));
    if (form_ok(form) && !poll_moment(form_text(form, "closes"), poll->zone, &closes_at))
        form_fail(form, "closes", lang_text(cx->lang, N_("This is no time: 2017-03-16 18:00")));
    if (form_ok(form) && !poll_extend(cx, item, closes_at))
        form_fail(form, "closes", lang_text(cx->lang, N_("This is not later than it closes now.")));
    if (!form_ok(form))
        return respond_poll(req, item, poll, NULL, form);
    return respond_done(req, item->path, lang_text(cx->lang, N_("The poll stays open longer.")));
}

Response *
post_poll_act(Request *req)
{
    Ctx *cx = req->cx;
    const Poll *poll = NULL;
    const Item *item = find_poll(req, &poll);
    const char *act = req_field(req, "act");
    if (item == NULL)
        return respond_not_found(req);
    if (!may(cx, ACTION_LEAD, item))
        return respond_forbidden(req);
    if (strcmp(act, "extend") == 0)
        return respond_extend(req, item, poll);
    if (strcmp(act, "close") != 0)
        return respond_not_found(req);
    bool closed = poll_close_now(cx, item);
    return respond_done(req, item->path,
                        lang_text(cx->lang, closed ? N_("The poll is closed and counted.")
                                                   : N_("The poll was closed before.")));
}
