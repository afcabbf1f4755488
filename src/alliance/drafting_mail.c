/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What goes out of a shared draft: that it has begun, and what was decided about a wording.  What
 * is said about it goes out as all comments do (follow.h).
 */
#include "alliance/comment.h"
#include "alliance/drafting_proposal.h"
#include "alliance/follow.h"
#include "alliance/mail_reader.h"
#include "alliance/person.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "base/text.h"
#include "lang/format.h"
#include "mail/address.h"
#include "render/markdown.h"

#include <string.h>

void
drafting_tell(Ctx *cx, int64_t item_id, int64_t closes_at)
{
    const FollowNews news = {
        .kind = &MAIL_DRAFTING,
        .item_id = item_id,
        .argument = arena_printf(cx->arena, "{\"item\":\"%" PRId64 "\"}", item_id),
        .deadline = closes_at};
    follow_tell_group(cx, &news);
}

/* Who proposed hears of it whether he follows or not; not of his own decision. */
void
wording_tell(Ctx *cx, const Wording *wording)
{
    const char *id = arena_printf(cx->arena, "%" PRId64, wording->id);
    const Person *person = wording->person_id != 0 && wording->person_id != cx->me.id
                               ? person_find(cx, wording->person_id)
                               : NULL;
    if (person != NULL)
        mail_queue(cx, &MAIL_WORDING, person->id, person->email, person->language,
                   (const MailArgument[]){
                       {"comment", id},
                       {0}
        });
    const FollowNews news = {.kind = &MAIL_WORDING,
                             .item_id = wording->item_id,
                             .comment_id = wording->id,
                             .argument = arena_printf(cx->arena, "{\"comment\":\"%s\"}", id),
                             .but = wording->person_id};
    follow_tell(cx, &news);
}

/* ---- it has begun ---- */

static const char *
begin_body(Ctx *cx, Html *out, const Item *item, const Drafting *drafting)
{
    GString *text = arena_string(out->arena, 1024);
    const char *name = *item->author != '\0' ? item->author
                                             : lang_text(out->lang, N_("A former member"));
    g_string_append(text, lang_fill(out->arena,
                                    lang_text(out->lang, N_("{name} began a draft that the group "
                                                            "{group} writes together:")),
                                    "name", name, "group", item->group_title, NULL));
    g_string_append_printf(
        text, "\n\n%s\n\n%s", item->title,
        text_shorten(out->arena, markdown_text(out->arena, item->body), LIMIT_SUMMARY));
    if (drafting->closes_at != 0)
        g_string_append_printf(
            text, "\n\n%s",
            lang_fill(
                out->arena,
                lang_text(out->lang, N_("You can comment and propose wordings until {moment}.")),
                "moment", format_moment(out->arena, out->lang, drafting->closes_at, drafting->zone),
                NULL));
    if (settings(cx)->mail_in)
        g_string_append_printf(
            text, "\n\n%s",
            lang_text(out->lang, N_("Answer this mail, and your words become a "
                                    "comment on the whole text. To say something "
                                    "about one paragraph, or to propose other "
                                    "words, open it on the page.")));
    return text->str;
}

static bool
write_begun(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "item");
    const Item *item = follow_still_group(cx, id) ? item_find_in(cx, id, out->lang->code) : NULL;
    const Drafting *drafting = item != NULL ? drafting_find(cx, id) : NULL;
    if (drafting == NULL || item->group_title == NULL || item_is_unfinished(item->status))
        return false;
    *ret_draft = (MailDraft){
        .subject = arena_printf(out->arena, "[%s] %s", item->group_title, item->title),
        .preheader = item->summary,
        .body = begin_body(cx, out, item, drafting),
        .action = lang_text(out->lang, N_("Read the draft")),
        .url = item->path,
        .reason = lang_text(out->lang, N_("You get this because you are in the group.")),
        .exchange = follow_exchange(out->arena, MAIL_COMMENT, item->id, item->group_id,
                                    arena_printf(out->arena, "%s.groups", item->group_slug)),
    };
    return true;
}

static bool
compose_begun(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_begun);
}

const MailKind MAIL_DRAFTING = {.name = "drafting",
                                .label = N_("A shared draft has begun"),
                                .priority = 6,
                                .compose = compose_begun,
                                .waits = true};

/* ---- a decision ---- */

static const char *
verdict_of(const Wording *wording)
{
    static const struct {
        const char *state, *words;
    } verdicts[] = {
        {"accepted", N_("The wording that {name} proposed for paragraph {n} of \"{title}\" was "
                        "accepted.")           },
        {"adapted",  N_("The wording that {name} proposed for paragraph {n} of \"{title}\" was "
                       "accepted with changes.")},
        {"rejected", N_("The wording that {name} proposed for paragraph {n} of \"{title}\" was "
                        "rejected.")           },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++)
        if (strcmp(verdicts[i].state, wording->state) == 0)
            return verdicts[i].words;
    return NULL;
}

static void
append_labelled(Html *out, GString *text, const char *label, const char *words)
{
    if (*words != '\0')
        g_string_append_printf(text, "\n\n%s %s", lang_text(out->lang, label), words);
}

static const char *
decision_body(Ctx *cx, Html *out, const Item *item, const Wording *wording)
{
    GString *text = arena_string(out->arena, 1024);
    const char *name = *wording->name != '\0' ? wording->name
                                              : lang_text(out->lang, N_("A former member"));
    g_string_append(text,
                    lang_fill(out->arena, lang_text(out->lang, verdict_of(wording)), "name", name,
                              "n", format_number(out->arena, out->lang, wording->paragraph),
                              "title", item->title, NULL));
    append_labelled(out, text, N_("Decided by:"), wording->decider);
    append_labelled(out, text, N_("Reason:"), wording->reason);
    append_labelled(out, text, N_("Proposed wording:"),
                    *wording->wording != '\0' ? wording->wording
                                              : lang_text(out->lang, N_("(strike it out)")));
    if (wording->place > 0)
        append_labelled(out, text, N_("The paragraph is now:"), wording->present);
    if (settings(cx)->mail_in)
        g_string_append_printf(text, "\n\n%s",
                               lang_text(out->lang, N_("Answer this mail, and your words become a "
                                                       "comment on that paragraph.")));
    return text->str;
}

static bool
write_decision(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "comment");
    const Wording *wording = wording_find(cx, id);
    bool shown = wording != NULL && strcmp(wording->status, "shown") == 0 &&
                 verdict_of(wording) != NULL;
    if (!shown || !(wording->mine || follow_still(cx, wording->item_id)))
        return false;
    const Item *item = item_find_in(cx, wording->item_id, out->lang->code);
    if (item == NULL)
        return false;
    *ret_draft = (MailDraft){
        .subject = lang_fill(out->arena, lang_text(out->lang, N_("Decided: {title}")), "title",
                             item->title, NULL),
        .preheader = wording->reason,
        .body = decision_body(cx, out, item, wording),
        .action = lang_text(out->lang, N_("Read it on our site")),
        .url = comment_path(out->arena, item, wording->paragraph, id),
        .reason = lang_text(out->lang, wording->mine
                                           ? N_("You get this because you proposed it.")
                                           : N_("You get this because you wrote this text or "
                                                "follow what is said about it.")),
        .exchange = follow_exchange_of(
            out->arena, &(Comment){.item_id = item->id, .paragraph_id = wording->paragraph_id}),
    };
    return true;
}

static bool
compose_decision(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_decision);
}

const MailKind MAIL_WORDING = {.name = "drafting.decided",
                               .label = N_("A decision about a proposed wording"),
                               .priority = 6,
                               .compose = compose_decision,
                               .waits = true};
