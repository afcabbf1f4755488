/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a member gets of a group by mail, and where a mail to it goes.
 */
#include "group/pages.h"

#include "alliance/digest.h"
#include "alliance/follow.h"
#include "alliance/setting.h"

#include <string.h>

/* Values of FollowWants. */
static const Choice mails[] = {
    {"0", N_("None")                           },
    {"3", N_("Only what names me")             },
    {"1", N_("Each new discussion")            },
    {"2", N_("Each new discussion and comment")},
};

static const Choice paces[] = {
    {"-1", N_("As my preferences say")},
    {"0",  N_("Each mail at once")    },
    {"1",  N_("One mail a day")       },
    {"7",  N_("One mail a week")      },
};

static const Field fields[] = {
    {"mails", N_("By mail, send me"), .kind = FIELD_CHOICE, .narrow = true, .choices = mails,
     .n_choices = G_N_ELEMENTS(mails)},
    {"pace",  N_("How often"),        .kind = FIELD_CHOICE, .narrow = true, .choices = paces,
     .n_choices = G_N_ELEMENTS(paces)},
};

Form *
group_mails_form(Request *req, const Item *item)
{
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    form_set_int(form, "mails", follow_of_group(req->cx, item->id));
    form_set_int(form, "pace", digest_group_pace(req->cx, item->id));
    return form;
}

const char *
group_mail_address(Ctx *cx, const Item *item)
{
    const Settings *set = settings(cx);
    const char *at = strrchr(set->mail_from, '@');
    return set->mail_in && at != NULL ? arena_printf(cx->arena, "%s%s", item->slug, at) : NULL;
}

Response *
post_group_mails(Request *req)
{
    Ctx *cx = req->cx;
    const Item *item = group_asked(req);
    if (item == NULL)
        return respond_not_found(req);
    if (strcmp(group_find(cx, item)->mine, "in") != 0)
        return respond_forbidden(req);
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (!form_ok(form))
        return respond_group(req, item, NULL, form);
    follow_set(cx, item->id, cx->me.id,
               (FollowWants)g_ascii_strtoll(form_text(form, "mails"), NULL, 10));
    digest_set_group_pace(cx, item->id, g_ascii_strtoll(form_text(form, "pace"), NULL, 10));
    return respond_done(req, item->path, lang_text(cx->lang, N_("Saved.")));
}
