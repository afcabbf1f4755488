/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What author and editors hear by mail of a text that is reviewed.
 */
#include "alliance/access.h"
#include "alliance/mail_reader.h"
#include "alliance/review.h"
#include "alliance/setting.h"
#include "lang/format.h"
#include "mail/address.h"

#include <string.h>

/* What a note says, by its act. */
typedef struct Saying {
    const char *act, *subject, *sentence; /* N_() */
} Saying;

/* clang-format off */
static const Saying POST_SAYINGS[] = {
    {"words",     N_("About the post: {title}"), N_("{name} writes about the post “{title}”:")},
    {"return",    N_("Back to you: {title}"),    N_("{name} has read the post “{title}” and gives it back, so that its author goes on writing:")},
    {"take-back", N_("Taken back: {title}"),     N_("{name} took the post “{title}” back and goes on writing.")},
    {"schedule",  N_("Accepted: {title}"),       N_("The post “{title}” was accepted. It will be published: {moment}.")},
    {"publish",   N_("Published: {title}"),      N_("The post “{title}” is published.")},
    {"unpublish", N_("Off the site: {title}"),   N_("{name} took the post “{title}” off the site. It is a draft again.")},
    {0},
};

static const Saying WORK_SAYINGS[] = {
    {"words",     N_("About the contribution: {title}"), N_("{name} writes about “{title}”, which was contributed to the library:")},
    {"take-back", N_("Taken back: {title}"),     N_("{name} took the contribution “{title}” back.")},
    {"decline",   N_("Not for the library: {title}"), N_("{name} has looked at the contribution “{title}” and declined it:")},
    {"publish",   N_("In the library: {title}"), N_("The contribution “{title}” was accepted and is in the library. Thank you.")},
    {0},
};

static const struct {
    const char *kind; /* of items */
    const Saying *sayings;
    const char *open;             /* N_(), the button */
    const char *author, *editor;  /* N_(), why one gets it */
    const char *answer;           /* N_(), what becomes of an answer */
} VOICES[] = {
    {"post", POST_SAYINGS, N_("Open the post"), N_("You get this because you wrote the post."),
     N_("You get this because you are an editor of the blog."),
     N_("Answer this mail, and your words go to who else talks about the post. Its readers never see them.")},
    {"work", WORK_SAYINGS, N_("Open the contribution"), N_("You get this because you contributed it to the library."),
     N_("You get this because you are an editor of the library."),
     N_("Answer this mail, and your words go to who else talks about the contribution. Readers of the library never see them.")},
};
/* clang-format on */

/* The row of VOICES; G_N_ELEMENTS(VOICES): none. */
static size_t
voice_of(const Item *item)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(VOICES) && strcmp(VOICES[i].kind, item->kind) != 0)
        i++;
    return i;
}

static const Saying *
saying_find(const Saying *sayings, const char *act)
{
    for (const Saying *saying = sayings; saying->act != NULL; saying++)
        if (strcmp(saying->act, act) == 0)
            return saying;
    return NULL;
}

static const char *
fill(Html *out, const char *words, const Item *item, const ReviewNote *note)
{
    const char *name = *note->name != '\0' ? note->name
                                           : lang_text(out->lang, N_("A former member"));
    const char *moment = note->publish_at != 0
                             ? format_moment(out->arena, out->lang, note->publish_at, out->zone)
                             : "";
    return lang_fill(out->arena, lang_text(out->lang, words), "title", item->title, "name", name,
                     "moment", moment, NULL);
}

static const char *
body_of(Ctx *cx, Html *out, const char *sentence, const char *words, const char *answer)
{
    GString *text = arena_string(out->arena, 512);
    g_string_append(text, sentence);
    if (*words != '\0')
        g_string_append_printf(text, "\n\n%s", words);
    if (settings(cx)->mail_in)
        g_string_append_printf(text, "\n\n%s", lang_text(out->lang, answer));
    return text->str;
}

static MailDraft
draft_of(Ctx *cx, Html *out, const Item *item, const ReviewNote *note, const Saying *saying)
{
    size_t v = voice_of(item);
    bool is_out = strcmp(note->act, "publish") == 0;
    bool is_own = item->author_id == cx->me.id || !may(cx, ACTION_PUBLISH, item);
    return (MailDraft){
        .subject = fill(out, saying->subject, item, note),
        .body = body_of(cx, out, fill(out, saying->sentence, item, note), note->words,
                        VOICES[v].answer),
        .action = lang_text(out->lang, is_out ? N_("Look at it") : VOICES[v].open),
        .url = is_out ? item->path : review_path(out->arena, item),
        .reason = lang_text(out->lang, is_own ? VOICES[v].author : VOICES[v].editor),
        .exchange = {.answers = MAIL_REVIEW,
                     .answers_number = item->id,
                     .thread = arena_printf(out->arena, "%s-%" PRId64, item->kind, item->id)},
    };
}

static bool
write_mail(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    int64_t id = mail_argument_number(cx, row, "note");
    const ReviewNote *note = review_note_find(cx, id);
    const Item *item = note != NULL ? item_find_in(cx, note->item_id, out->lang->code) : NULL;
    if (item == NULL || !review_may_talk(cx, item))
        return false;
    const Saying *saying = saying_find(VOICES[voice_of(item)].sayings, note->act);
    if (saying == NULL)
        return false;
    *ret_draft = draft_of(cx, out, item, note, saying);
    return true;
}

static bool
compose(Ctx *cx, Html *out, const OutboxMail *row, MailDraft *ret_draft)
{
    return mail_write_as_reader(cx, out, row, ret_draft, write_mail);
}

/* Its name in the outbox is that of what was reviewed first. */
const MailKind MAIL_REVIEW_NOTE = {.name = "post",
                                   .label = N_("What author and editors of a text say"),
                                   .priority = 5,
                                   .compose = compose,
                                   .waits = true};
