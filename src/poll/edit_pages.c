/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * To begin a poll, and to change it until somebody has voted.
 */
#include "poll/pages.h"
#include "poll/poll_edit.html.h"

#include "group/pages.h"
#include "lang/format.h"

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

#define N_IN_GROUP (G_N_ELEMENTS(fields) - 1)

static size_t
n_fields(const Item *group)
{
    return group != NULL ? N_IN_GROUP : G_N_ELEMENTS(fields);
}

static Response *
respond_edit(Request *req, const Item *group, const char *action, const Form *form)
{
    Ctx *cx = req->cx;
    bool is_new = g_str_has_suffix(action, "/new");
    PollEdit view = {.action = action,
                     .heading = is_new ? N_("Begin a poll") : N_("Change the poll"),
                     .group = group,
                     .form = form};
    Page page = {.title = lang_text(cx->lang, view.heading),
                 .section = "take-part",
                 .here = section_crumbs("take-part"),
                 .hidden = true};
    return respond_page(req, form_ok(form) ? 200 : 422,
                        group != NULL ? group_page(cx, group, page.title) : &page, poll_edit,
                        &view);
}

static const char *
opens_later(Ctx *cx, int64_t opens_at, const char *zone)
{
    return lang_fill(cx->arena, lang_text(cx->lang, N_("It opens only on {moment}.")), "moment",
                     format_moment(cx->arena, cx->lang, opens_at, zone), NULL);
}

/* Read what was sent; what is wrong stands at its field.  @opens_at: it will open then, or 0. */
static Form *
read_draft(Request *req, const Item *group, int64_t opens_at, PollDraft *ret_draft)
{
    Ctx *cx = req->cx;
    Form *form = form_read(req, fields, n_fields(group));
    *ret_draft = (PollDraft){.title = form_text(form, "title"),
                             .body = form_text(form, "body"),
                             .kind = form_text(form, "kind"),
                             .most = form_int(form, "most"),
                             .secret = form_flag(form, "secret"),
                             .early = form_flag(form, "early"),
                             .zone = form_text(form, "zone")};
    if (group != NULL)
        ret_draft->audience = group_find(cx, group)->inside;
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

static Response *
show_new(Request *req, const Item *group, const char *action)
{
    Ctx *cx = req->cx;
    if (!poll_may_make(cx, group))
        return respond_forbidden(req);
    Form *form = form_new(req, fields, n_fields(group));
    form_set(form, "zone", cx->me.zone != NULL ? cx->me.zone : "UTC");
    form_set(form, "kind", "single");
    if (group == NULL)
        form_set(form, "audience", "members");
    return respond_edit(req, group, action, form);
}

static Response *
make_new(Request *req, const Item *group, const char *action)
{
    Ctx *cx = req->cx;
    if (!poll_may_make(cx, group))
        return respond_forbidden(req);
    PollDraft draft;
    Form *form = read_draft(req, group, 0, &draft);
    if (!form_ok(form))
        return respond_edit(req, group, action, form);
    const Item *made = item_find_id(cx, poll_insert(cx, group, &draft));
    if (made == NULL)
        return respond_not_found(req);
    if (group == NULL)
        return respond_done(req, arena_printf(cx->arena, "%s/open", made->path),
                            lang_text(cx->lang, N_("Saved. It is not open yet.")));
    return respond_done(req, made->path, lang_text(cx->lang, N_("The poll has begun.")));
}

Response *
get_poll_new(Request *req)
{
    return show_new(req, NULL, "/polls/new");
}

Response *
post_poll_new(Request *req)
{
    return make_new(req, NULL, "/polls/new");
}

Response *
get_group_poll_new(Request *req)
{
    const Item *group = group_asked(req);
    return group != NULL ? show_new(req, group, group_url(req->cx, group, "/polls/new"))
                         : respond_not_found(req);
}

Response *
post_group_poll_new(Request *req)
{
    const Item *group = group_asked(req);
    return group != NULL ? make_new(req, group, group_url(req->cx, group, "/polls/new"))
                         : respond_not_found(req);
}

/* ---- a change ---- */

static const char too_late[] = N_("Somebody has voted, or it is closed: it cannot be changed any "
                                  "more.");

bool
poll_may_change(const Ctx *cx, const Poll *poll)
{
    return poll->voted == 0 && (!poll->is_out || poll_is_open(cx, poll));
}

/* The poll of the request that can still be changed, and its group if it has one; else NULL and
   the answer. */
static const Item *
find_led(Request *req, const Poll **ret_poll, const Item **ret_group, Response **ret_refusal)
{
    Ctx *cx = req->cx;
    const Item *item = poll_find_led(req, ret_poll, ret_refusal);
    if (item == NULL)
        return NULL;
    if (!poll_may_change(cx, *ret_poll)) {
        *ret_refusal = respond_error(req, 409, lang_text(cx->lang, too_late));
        return NULL;
    }
    *ret_group = item->group_id != 0 ? item_find_id(cx, item->group_id) : NULL;
    return item;
}

static const char *
edit_url(Ctx *cx, const Item *item)
{
    return arena_printf(cx->arena, "%s/edit", item->path);
}

Response *
get_poll_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Poll *poll = NULL;
    const Item *group = NULL, *item = find_led(req, &poll, &group, &refusal);
    if (item == NULL)
        return refusal;
    Form *form = form_new(req, fields, n_fields(group));
    PollOptionSpan options = poll_options(cx, item->id, "");
    GString *lines = arena_string(cx->arena, 256);
    for (size_t i = 0; i < options.n; i++)
        g_string_append_printf(lines, "%s\n", options.at[i].text);
    form_set(form, "title", item->title);
    form_set(form, "body", item->body);
    form_set(form, "options", lines->str);
    form_set(form, "kind", poll->kind);
    if (strcmp(poll->kind, "several") == 0)
        form_set_int(form, "most", poll->most);
    char *closes = arena_strdup(cx->arena, moment_local(cx->arena, poll->closes_at, poll->zone));
    closes[10] = ' ';
    form_set(form, "closes", closes);
    form_set(form, "zone", poll->zone);
    form_set_int(form, "secret", poll->secret);
    form_set_int(form, "early", poll->early);
    if (group == NULL)
        form_set(form, "audience", item->audience);
    return respond_edit(req, group, edit_url(cx, item), form);
}

Response *
post_poll_edit(Request *req)
{
    Ctx *cx = req->cx;
    Response *refusal = NULL;
    const Poll *poll = NULL;
    const Item *group = NULL, *item = find_led(req, &poll, &group, &refusal);
    if (item == NULL)
        return refusal;
    PollDraft draft;
    Form *form = read_draft(req, group, item->publish_at, &draft);
    if (!form_ok(form))
        return respond_edit(req, group, edit_url(cx, item), form);
    bool written = poll_update(cx, item, &draft);
    const char *next = poll->is_out ? item->path : arena_printf(cx->arena, "%s/open", item->path);
    return respond_done(req, next,
                        lang_text(cx->lang, written ? N_("The poll is changed.") : too_late));
}
