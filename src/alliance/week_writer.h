/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * week_writer - who writes for a themed week: asked by editors, or offered by members.
 *
 *     asked -> writes, or declined          by who was asked, by page or by mail
 *     offered -> writes, or declined        by editors
 *
 * Who writes begins a post that belongs to the week's day from its first
 * draft; from there on it is a post like any other.  As long as it was not
 * handed in its author is reminded of the week's deadline.
 *
 * Read with: week.h, post.h, docs/decisions/0066-weeks.md.
 */
#pragma once
#include "alliance/week.h"
#include "mail/mail.h"

#define WEEK_WORDS 600   /* characters: about what */
#define WEEK_WRITERS 200 /* of one week */

typedef struct WeekWriter {
    int64_t id, week_id, person_id, changed_at;
    int64_t day_id, post_id; /* 0: open; nothing was begun */
    const char *state, *words;
    const char *name, *email, *language; /* of the person; name "" of a former member */
    bool is_demo;
    const char *topic;      /* of the day in its own language, or NULL */
    const char *post_title; /* or NULL; then: */
    const char *post_status;
} WeekWriter;

typedef struct WeekWriterSpan {
    const WeekWriter *at;
    size_t n;
} WeekWriterSpan;

/** N_(), a state in words. */
const char *week_writer_label(const char *state);

/** All of a week, by state and name; for editors. */
WeekWriterSpan week_writers(Ctx *cx, int64_t week_id);

/** The acting person's own part in a week; NULL: none. */
const WeekWriter *week_writer_mine(Ctx *cx, int64_t week_id);

const WeekWriter *week_writer_find(Ctx *cx, int64_t id); /* or NULL; whoever asks */

/** The acting person, a member, would like to write; editors find it among their tasks.  Does
 *  nothing for who is there already. @day_id 0: any.  False: there are WEEK_WRITERS, or he was
 *  there. */
bool week_writer_offer(Ctx *cx, const Item *campaign, int64_t day_id, const char *words);

/** An editor asks a person, who gets a mail that can be answered.  False: the person is there
 *  already, is gone, or there are WEEK_WRITERS. */
bool week_writer_ask(Ctx *cx, const Item *campaign, int64_t person_id, int64_t day_id,
                     const char *words);

/** Whose turn it is says yes or no: who was asked, or an editor of what was offered.  False: it is
 *  nobody's turn any more, or not the acting person's. */
bool week_writer_answer(Ctx *cx, const WeekWriter *writer, bool yes);

/** The post of who writes, begun if there is none yet: a draft of the acting person that belongs to
 *  the day.  Returns its number; 0: it is not his turn. */
int64_t week_writer_begin(Ctx *cx, const WeekWriter *writer, const Item *campaign);

/** Remind who writes and has not handed in of the deadline, a week before it and a day before it;
 *  returns how many mails.  A job. */
int64_t week_writer_remind(Ctx *cx);
int64_t week_writer_count_due(Ctx *cx);

extern const MailKind MAIL_WEEK_WRITER; /* arguments "writer", a number, and "what": asked,
                                           accepted, refused, reminder */
