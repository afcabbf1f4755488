/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * To begin a poll, and to change it until its mail has gone out or somebody has voted.
 */
#include "poll/pages.h"
#include "poll/poll_edit.html.h"

#include "alliance/access.h"
#include "base/text.h"
#include "group/pages.h"
#include "lang/format.h"
#include "render/markdown.h"

#include <string.h>

static const Choice kinds[] = {
    {"single",  N_("One option")                                 },
    {"several", N_("Several options")                            },
    {"ranked",  N_("Ranked: each one numbers what he likes best")},
};

static const Choice audiences[] = {
    {"members", N_("Members")  },
    {"public",  N_("Everybody")},
};

/* clang-format off */
static const Field fields[] = {
    {"title",   N_("Question"), .kind = FIELD_LINE},
    {"body",    N_("What one should know first"), N_("Markdown works."), .kind = FIELD_TEXT, .optional = true, .rows = 5},
    {"options", N_("Options"), N_("One a line, 2 to 20."), .kind = FIELD_TEXT, .rows = 5},
    {"kind",    N_("What one chooses"), .kind = FIELD_CHOICE, .choices = kinds, .n_choices = G_N_ELEMENTS(kinds)},
    {"most",    N_("Of several, at most"), .kind = FIELD_INT, .optional = true, .least = 1, .most = LIMIT_POLL_OPTIONS},
    {"closes",  N_("Open until"), N_("A day and a time: 2017-03-16 18:00"), .kind = FIELD_LINE},
    {"zone",    N_("In this time zone"), N_("Such as Africa/Nairobi or UTC"), .kind = FIELD_LINE},
    {"secret",  N_("Secret: at the end all choices are wiped, and the result is shown only then"), .kind = FIELD_FLAG, .optional = true},
    {"early",   N_("Show the count while the poll is open, if it is not secret"), .kind = FIELD_FLAG, .optional = true},
    /* Not in a group. */
    {"audience", N_("Who can read it"), .kind = FIELD_CHOICE, .choices = audiences, .n_choices = G_N_ELEMENTS(audiences)},
};
/* clang-format on */

/* What is written: a new poll, or one that is there. */
typedef struct Work {
    const Item *group; /* or NULL */
    const char *action;
    const Item *item; /* NULL, and .poll: a new one */
    const Poll *poll;
} Work;

static bool
is_mailed(const Work *work)
{
    return work->poll != NULL && poll_was_mailed(work->poll);
}

/* Without what does not concern this one. */
static const Field *
fields_of(Ctx *cx, const Work *work, size_t *ret_n)
{
    bool one = is_mailed(work) && strcmp(work->poll->kind, "several") != 0;
    Field *own = arena_array_of(cx->arena, Field, G_N_ELEMENTS(fields));
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (!(one && strcmp(fields[i].name, "most") == 0) &&
            !(work->group != NULL && strcmp(fields[i].name, "audience") == 0))
            own[n++] = fields[i];
    *ret_n = n;
    return own;
}

static Form *
make_form(Request *req, const Work *work,
          Form *(*form_make)(Request *req, const Field *fields, size_t n))
{
    size_t n = 0;
    const Field *own = fields_of(req->cx, work, &n);
    return form_make(req, own, n);
}

static const char *
option_lines(Ctx *cx, int64_t id)
{
    PollOptionSpan options = poll_options(cx, id, "");
    GString *lines = arena_string(cx->arena, 256);
    for (size_t i = 0; i < options.n; i++)
        g_string_append_printf(lines, "%s\n", options.at[i].text);
    return lines->str;
}

/* What the mail says of a poll. */
static void
show_said(Form *form, const Item *item, const Poll *poll)
{
    form_set(form, "title", item->title);
    form_set(form, "body", item->body);
    form_set(form, "options", option_lines(form->req->cx, item->id));
    form_set(form, "kind", poll->kind);
    if (strcmp(poll->kind, "several") == 0)
        form_set_int(form, "most", poll->most);
    form_set_int(form, "secret", poll->secret);
}

/* What the mail says stays as it was said, once it has gone out. */
static void
fix_said(Form *form)
{
    static const char *const said[] = {"title", "body", "options", "kind", "most", "secret"};
    const char *why = lang_text(form->req->cx->lang,
                                N_("It stands in the mail that has gone out."));
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        if (form_has_field(form, said[i]))
            form_fix(form, said[i], why);
}

static Response *
respond_edit(Request *req, const Work *work, const Form *form)
{
    Ctx *cx = req->cx;
    PollEdit view = {.action = work->action,
                     .heading = work->item == NULL ? N_("Begin a poll") : N_("Change the poll"),
                     .group = work->group,
                     .mailed = is_mailed(work),
                     .form = form};
    if (view.mailed) {
        view.path = work->item->path;
        view.other = arena_printf(cx->arena, "%s?instead=%s",
                                  work->group != NULL ? group_url(cx, work->group, "/polls/new")
                                                      : "/polls/new",
                                  work->item->slug);
    }
    Page page = {.title = lang_text(cx->lang, view.heading),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .hidden = true};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        work->group != NULL ? group_page(cx, work->group, page.title) : &page,
                        poll_edit, &view);
}

static const char *
opens_later(Ctx *cx, int64_t opens_at, const char *zone)
{
    return lang_fill(cx->arena, lang_text(cx->lang, N_("It opens only on {moment}.")), "moment",
                     format_moment(cx->arena, cx->lang, opens_at, zone), NULL);
}

/* Read what was sent; what is wrong stands at its field. */
static Form *
read_draft(Request *req, const Work *work, PollDraft *ret_draft)
{
    Ctx *cx = req->cx;
    Form *form = make_form(req, work, form_read);
    if (is_mailed(work)) {
        fix_said(form);
        show_said(form, work->item, work->poll);
        form_fail_late(form);
    }
    int64_t opens_at = work->item != NULL ? work->item->publish_at : 0;
    *ret_draft = (PollDraft){.title = form_text(form, "title"),
                             .body = form_text(form, "body"),
                             .kind = form_text(form, "kind"),
                             .most = form_has_field(form, "most") ? form_int(form, "most") : 0,
                             .secret = form_flag(form, "secret"),
                             .early = form_flag(form, "early"),
                             .zone = form_text(form, "zone")};
    if (work->group != NULL)
        ret_draft->audience = group_find(cx, work->group)->inside;
    else
        ret_draft->audience = form_text(form, "audience");
    size_t n = poll_options_parse(cx->arena, form_text(form, "options"), ret_draft->options);
    ret_draft->n_options = MIN(n, LIMIT_POLL_OPTIONS);
    if (!form_ok(form))
        return form;
    if (n < 2 || n > LIMIT_POLL_OPTIONS)
        form_fail(form, "options", lang_text(cx->lang, N_("Write 2 to 20 different options.")));
    if (!zone_is_valid(ret_draft->zone))
        form_fail(form, "zone", lang_text(cx->lang, N_("This time zone is not known")));
    else if (!poll_moment(form_text(form, "closes"), ret_draft->zone, &ret_draft->closes_at))
        form_fail(form, "closes", lang_text(cx->lang, N_("This is no time: 2017-03-16 18:00")));
    else if (ret_draft->closes_at <= cx->now)
        form_fail(form, "closes", lang_text(cx->lang, N_("This is over already.")));
    else if (ret_draft->closes_at <= opens_at)
        form_fail(form, "closes", opens_later(cx, opens_at, ret_draft->zone));
    if (strcmp(ret_draft->kind, "several") == 0 && ret_draft->most == 0)
        form_fail(form, "most", lang_text(cx->lang, N_("Say how many one may choose.")));
    return form;
}

/* ---- a new one ---- */

/* As the poll of the query's "instead", whose place the new one takes. */
static void
show_instead(Form *form, const Work *work)
{
    Ctx *cx = form->req->cx;
    const Item *shown = item_find(cx, "poll", req_query(form->req, "instead"));
    const Poll *poll = shown != NULL ? poll_find(cx, shown->id) : NULL;
    const Item *item = poll != NULL ? item_find_in(cx, shown->id, "") : NULL;
    if (item == NULL || !may(cx, ACTION_LEAD, item) ||
        poll->group_id != (work->group != NULL ? work->group->id : 0))
        return;
    GString *link = arena_string(cx->arena, 128);
    g_string_append_c(link, '[');
    markdown_append_plain(link, item->title);
    g_string_append_printf(link, "](%s)", item->path);
    const char *first = lang_fill(cx->arena,
                                  lang_text(cx->lang, N_("This poll takes the place of {poll}.")),
                                  "poll", link->str, NULL);
    show_said(form, item, poll);
    form_set(form, "body", arena_printf(cx->arena, "%s\n\n%s", first, text_or_empty(item->body)));
    form_set(form, "zone", poll->zone);
    form_set_int(form, "early", poll->early);
    if (work->group == NULL)
        form_set(form, "audience", item->audience);
}

static Response *
show_new(Request *req, const Work *work)
{
    Ctx *cx = req->cx;
    if (!poll_may_make(cx, work->group))
        return respond_forbidden(req);
    Form *form = make_form(req, work, form_new);
    form_set(form, "zone", cx->me.zone != NULL ? cx->me.zone : "UTC");
    form_set(form, "kind", "single");
    if (work->group == NULL)
        form_set(form, "audience", "members");
    show_instead(form, work);
    return respond_edit(req, work, form);
}

static Response *
make_new(Request *req, const Work *work)
{
    Ctx *cx = req->cx;
    if (!poll_may_make(cx, work->group))
        return respond_forbidden(req);
    PollDraft draft;
    Form *form = read_draft(req, work, &draft);
    if (!form_ok(form))
        return respond_edit(req, work, form);
    const Item *made = item_find_id(cx, poll_insert(cx, work->group, &draft));
    if (made == NULL)
        return respond_not_found(req);
    if (work->group == NULL)
        return respond_done(req, arena_printf(cx->arena, "%s/open", made->path),
                            lang_text(cx->lang, N_("Saved. It is not open yet.")));
    return respond_done(req, made->path, lang_text(cx->lang, N_("The poll has begun.")));
}

static const Work of_all = {.action = "/polls/new"};

Response *
get_poll_new(Request *req)
{
    return show_new(req, &of_all);
}

Response *
post_poll_new(Request *req)
{
    return make_new(req, &of_all);
}

/* That of the group of the request; without one .group is NULL. */
static Work
in_group(Request *req)
{
    const Item *group = group_asked(req);
    return (Work){.group = group,
                  .action = group != NULL ? group_url(req->cx, group, "/polls/new") : ""};
}

Response *
get_group_poll_new(Request *req)
{
    Work work = in_group(req);
    return work.group != NULL ? show_new(req, &work) : respond_not_found(req);
}

Response *
post_group_poll_new(Request *req)
{
    Work work = in_group(req);
    return work.group != NULL ? make_new(req, &work) : respond_not_found(req);
}

/* ---- a change ---- */

static const char too_late[] = N_("Somebody has voted, or it is closed: it cannot be changed any "
                                  "more.");

bool
poll_may_change(const Ctx *cx, const Poll *poll)
{
    return poll->voted == 0 && (!poll->is_out || poll_is_open(cx, poll));
}

/* The poll of the request that can still be changed; else false and the answer. */
static bool
find_led(Request *req, Work *ret_work, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    const Poll *poll = NULL;
    const Item *item = poll_find_led(req, &poll, ret_refusal);
    if (item == NULL)
        return false;
    if (!poll_may_change(cx, poll)) {
        *ret_refusal = respond_error(req, 409, lang_text(cx->lang, too_late));
        return false;
    }
    *ret_work = (Work){.group = item->group_id != 0 ? item_find_id(cx, item->group_id) : NULL,
                       .action = arena_printf(cx->arena, "%s/edit", item->path),
                       .item = item,
                       .poll = poll};
    return true;
}

Response *
get_poll_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    Work work;
    if (!find_led(req, &work, &refusal))
        return refusal;
    const Poll *poll = work.poll;
    Form *form = make_form(req, &work, form_new);
    if (is_mailed(&work))
        fix_said(form);
    show_said(form, work.item, poll);
    char *closes = arena_strdup(cx->arena, moment_local(cx->arena, poll->closes_at, poll->zone));
    closes[10] = ' ';
    form_set(form, "closes", closes);
    form_set(form, "zone", poll->zone);
    form_set_int(form, "early", poll->early);
    if (work.group == NULL)
        form_set(form, "audience", work.item->audience);
    return respond_edit(req, &work, form);
}

Response *
post_poll_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    Work work;
    if (!find_led(req, &work, &refusal))
        return refusal;
    PollDraft draft;
    Form *form = read_draft(req, &work, &draft);
    if (!form_ok(form))
        return respond_edit(req, &work, form);
    bool written = poll_update(cx, work.item, &draft);
    const char *path = work.item->path;
    const char *next = work.poll->is_out ? path : arena_printf(cx->arena, "%s/open", path);
    return respond_done(req, next,
                        lang_text(cx->lang, written ? N_("The poll is changed.") : too_late));
}
