/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The secretariat's page: who waits to speak for an organisation, what looks like one organisation,
 * what was made one.
 */
#include "base/moment.h"
#include "organisation/pages.h"
#include "organisation/show.h"
#include "organisation/spelling_queue.html.h"

#include <string.h>

#define HOME "/desk/organisations"

static const Crumb here[] = {
    {N_("Members"),       "/members"      },
    {N_("Organisations"), "/organisations"}
};

/* @error: what is wrong with the day typed for the representative @id, or NULL. */
static Response *
respond_queue(Request *req, int64_t id, const char *error)
{
    Ctx *cx = req->cx;
    SpellingQueue view = {.waiting = representative_list_waiting(cx),
                          .pairs = spelling_list_alike(cx),
                          .merged = spelling_list(cx),
                          .error = error,
                          .error_id = id,
                          .until = req_field(req, "until")};
    Page page = {
        .title = lang_text(cx->lang, N_("Spellings and representatives")),
        .section = "members",
        .here = {here, 2},
        .hidden = true
    };
    return respond_page(req, error == NULL ? 200 : 422, &page, spelling_queue, &view);
}

Response *
get_desk_organisations(Request *req)
{
    return respond_queue(req, 0, NULL);
}

static int64_t
field_id(Request *req, const char *name)
{
    guint64 id = 0;
    return g_ascii_string_to_unsigned(req_field(req, name), 10, 1, G_MAXINT64, &id, NULL)
               ? (int64_t)id
               : 0;
}

Response *
post_desk_spelling(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = field_id(req, "id"), into = field_id(req, "into");
    if (organisation_name(cx, id) == NULL || organisation_name(cx, into) == NULL || id == into)
        return respond_not_found(req);
    const char *notice = N_("The two are one record now.");
    if (*req_field(req, "apart") != '\0') {
        spelling_set_apart(cx, id, into);
        notice = N_("They will not be shown again.");
    } else if (!spelling_merge(cx, id, into)) {
        return respond_not_found(req);
    }
    return respond_done(req, HOME, lang_text(cx->lang, notice));
}

Response *
post_desk_split(Request *req)
{
    if (!spelling_split(req->cx, req_id(req, "id")))
        return respond_not_found(req);
    return respond_done(req, HOME,
                        lang_text(req->cx->lang, N_("It is a record of its own again.")));
}

Response *
post_desk_representative(Request *req)
{
    Ctx *cx = req->cx;
    int64_t id = req_id(req, "id"), until = 0;
    const char *last = req_field(req, "until");
    if (*req_field(req, "refuse") != '\0') {
        if (!representative_end(cx, id))
            return respond_not_found(req);
        return respond_done(req, HOME, lang_text(cx->lang, N_("It is refused.")));
    }
    if (*last != '\0' && (!date_end(last, &until) || until <= cx->now))
        return respond_queue(req, id,
                             lang_text(cx->lang, N_("Write a day to come, such as 2018-12-31.")));
    if (!representative_confirm(cx, id, until))
        return respond_not_found(req);
    return respond_done(req, HOME, lang_text(cx->lang, N_("It is confirmed.")));
}
