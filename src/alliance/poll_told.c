/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/poll_told.h"

#include "base/zone.h"
#include "lang/format.h"
#include "web/session.h"

#include <string.h>

bool
poll_told_find(Ctx *cx, const OutboxMail *row, const Html *out, PollWish *wish, PollTold *ret_told)
{
    int64_t id = mail_argument_number(cx, row, "poll");
    const char *language = out->lang->code;
    Viewer before = cx->me;
    cx->me = session_viewer(cx, row->person_id);
    bool wanted = cx->me.id != 0 && (wish == NULL || wish(cx, id));
    const Item *item = wanted ? item_find_in(cx, id, language) : NULL;
    const Poll *poll = item != NULL ? poll_find(cx, id) : NULL;
    bool found = poll != NULL && poll->is_out;
    if (found) {
        *ret_told = (PollTold){.item = item,
                               .poll = poll,
                               .options = poll_options(cx, id, language),
                               .may_vote = poll_may_vote(cx, item),
                               .zone = zone_of_reader(cx->arena, row->zone, row->country)};
        ret_told->wording = poll_wording(ret_told->options, language);
    }
    cx->me = before;
    return found;
}

static const PollOption *
option_of(PollOptionSpan options, int64_t number)
{
    for (size_t i = 0; i < options.n; i++)
        if (options.at[i].number == number)
            return &options.at[i];
    return NULL;
}

const PollOption *
poll_told_option(const PollTold *told, int64_t number)
{
    return option_of(told->options, number);
}

void
poll_add_result(Ctx *cx, GString *text, const Html *out, const Poll *poll, PollOptionSpan options,
                const char *between)
{
    PollTallySpan tallies = poll_tallies(cx, poll);
    int64_t last = tallies.n > 0 ? tallies.at[tallies.n - 1].round : 0;
    for (size_t i = 0; i < tallies.n; i++) {
        const PollTally *tally = &tallies.at[i];
        const PollOption *option = option_of(options, tally->number);
        if (tally->round != last || option == NULL)
            continue;
        bool first = strcmp(tally->state, "won") == 0 || strcmp(tally->state, "equal") == 0;
        g_string_append_printf(text, "%s%s%s: %s", text->len > 0 ? between : "", first ? "★ " : "",
                               option->text, format_number(out->arena, out->lang, tally->votes));
    }
}

void
poll_told_add_options(GString *text, const PollTold *told)
{
    for (size_t i = 0; i < told->options.n; i++)
        g_string_append_printf(text, "\n\n%" PRId64 ") %s", told->options.at[i].number,
                               told->options.at[i].text);
}

/* ---- languages ---- */

static void
add_said(GString *text, const Html *out, const char *words, const char *name, const char *value)
{
    g_string_append_printf(text, "\n\n%s",
                           lang_fill(out->arena, lang_text(out->lang, words), name, value, NULL));
}

/* "1) Red · 2) Green" */
static const char *
originals_of(Arena *arena, PollOptionSpan options)
{
    GString *text = arena_string(arena, 256);
    for (size_t i = 0; i < options.n; i++)
        g_string_append_printf(text, "%s%" PRId64 ") %s", i > 0 ? " · " : "", options.at[i].number,
                               options.at[i].original);
    return text->str;
}

/* Which texts are in another language than the reader's, and in which. */
static void
add_foreign(GString *text, const Html *out, const PollTold *told)
{
    const PollWording *wording = &told->wording;
    bool foreign = strcmp(told->item->language, out->lang->code) != 0;
    const char *words = NULL;
    if (foreign && !wording->translated)
        words = N_("There is no translation into your language yet: this is the text in "
                   "{language}.");
    else if (foreign)
        words = N_("The question is not translated into your language yet: it is in {language}.");
    else if (wording->foreign)
        words = wording->translated
                    ? N_("Not every option is translated into your language: the others are in "
                         "{language}.")
                    : N_("The options are not translated into your language yet: they are in "
                         "{language}.");
    if (words != NULL)
        add_said(text, out, words, "language",
                 format_language(out->arena, out->lang,
                                 foreign ? told->item->language : wording->language));
}

void
poll_told_add_wording(GString *text, const Html *out, const PollTold *told)
{
    const PollWording *wording = &told->wording;
    add_foreign(text, out, told);
    if (told->item->stale)
        add_said(text, out, N_("The original was changed after this translation was made."), "",
                 "");
    if (!wording->translated)
        return;
    const char *from = lang_fill(
        out->arena,
        lang_text(out->lang, N_("The options are translated from {language}. What counts is the "
                                "original:")),
        "language", format_language(out->arena, out->lang, wording->language), NULL);
    g_string_append_printf(text, "\n\n%s %s", from, originals_of(out->arena, told->options));
    if (wording->corrected_at != 0)
        add_said(text, out,
                 N_("The translation of the options was corrected on {day}, after somebody had "
                    "voted. If you voted by its words before, look whether your vote is right."),
                 "day", format_day(out->arena, out->lang, wording->corrected_at, told->zone));
}

/* ---- voting ---- */

const char *
poll_told_until(const Html *out, const PollTold *told)
{
    const Poll *poll = told->poll;
    const char *own = format_moment(out->arena, out->lang, poll->closes_at, told->zone);
    const char *there = format_moment(out->arena, out->lang, poll->closes_at, poll->zone);
    const char *both = strcmp(own, there) == 0
                           ? own
                           : lang_fill(out->arena,
                                       lang_text(out->lang, N_("{moment} ({there} in {place})")),
                                       "moment", own, "there", there, "place",
                                       format_zone(out->arena, out->lang, poll->zone), NULL);
    return lang_fill(out->arena,
                     lang_text(out->lang, N_("You can vote and change your vote until {moment}.")),
                     "moment", both, NULL);
}

const char *
poll_told_how(const Html *out, const PollTold *told)
{
    const char *words = N_("Answer this mail with the number of one option: 2");
    if (strcmp(told->poll->kind, "several") == 0)
        words = N_("Answer this mail with the numbers of at most {n} options: 2, 3");
    else if (strcmp(told->poll->kind, "ranked") == 0)
        words = N_("Answer this mail with the numbers of the options, the one that you like best "
                   "first: 2, 1, 3");
    return lang_fill(out->arena, lang_text(out->lang, words), "n",
                     format_number(out->arena, out->lang, told->poll->most), NULL);
}
