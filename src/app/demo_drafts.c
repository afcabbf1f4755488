/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A shared draft of the demo: a letter, with remarks, and wordings that were accepted, rejected,
 * and wait.  All of it is invented.
 */
#include "alliance/comment_life.h"
#include "alliance/drafting_proposal.h"
#include "app/app.sql.h"
#include "app/demo.h"
#include "base/moment.h"

#define GROUP "advocacy"
#define MOST_WRITERS 5

static const char text[] =
    "This is a demo draft: a letter to a ministry that wants to know what a supervised workforce "
    "needs. Open a paragraph by its number to comment on it or to propose other words.\n\n"
    "## What we ask for\n\n"
    "Each worker who visits families should meet a supervisor at least once a month, alone and "
    "without hurry.\n\n"
    "Supervisors need time for it in their own plan of work, and a training of some days.\n\n"
    "The ministry should publish once a year how many workers have a supervisor, by district.\n\n"
    "## What we offer\n\n"
    "Our members share their material on supervision in three languages, and answer questions.";

/* Who: the place among the members of the group; 0 chairs it. */
static const struct {
    int64_t paragraph;
    size_t who;
    const char *wording; /* NULL: a remark */
    const char *words;
    const char *decision, *reason; /* NULL: it waits */
    size_t n_agree;                /* of those after who proposed it */
} remarks[] = {
    {3, 1,
     "Each worker who visits families should meet a supervisor at least once a month, alone, "
     "without "
     "hurry, and in the language of both.", "A demo: we lose half of what is said when one of the two has to translate.", "accepted",
     "We agree, and so do those who wrote below.",                                                                                          2},
    {4, 2, "",                              "A demo: the ministry knows that; the letter gets shorter.",                  "rejected",
     "It is what the letter is for: without time in the plan nothing happens.",                                                             0},
    {5, 3,
     "The ministry should publish each year how many workers have a supervisor, by district and by "
     "employer.",                           "A demo: in our country half of the workers are not the state's.",            NULL,       NULL, 1},
    {5, 1, NULL,                            "A demo: is a district small enough to show what is missing?",                NULL,       NULL, 0},
    {0, 2, NULL,                            "A demo: a short letter is read. Please keep it to one page.",                NULL,       NULL, 0},
};

typedef struct Writer {
    int64_t id;
    const char *name;
} Writer;

static const DbType WRITER = DB_TYPE(Writer, DB_FIELD(Writer, id), DB_FIELD(Writer, name));

static const Office office = {"chair", GROUP};

static void
act_as(Ctx *cx, const Writer *writers, size_t i)
{
    cx->me = (Viewer){.id = writers[i].id,
                      .roles = ROLE_MEMBER,
                      .name = writers[i].name,
                      .offices = i == 0 ? &office : NULL,
                      .n_offices = i == 0 ? 1 : 0};
}

static void
decide(Ctx *cx, int64_t item_id, int64_t comment, size_t r)
{
    const Wording *wording = wording_find(cx, comment);
    const Item *item = item_find_in(cx, item_id, "");
    if (wording == NULL || item == NULL || remarks[r].decision == NULL)
        return;
    if (*remarks[r].decision == 'a')
        wording_accept(cx, item, wording, wording->version, wording->wording, remarks[r].reason);
    else
        wording_reject(cx, item, wording, remarks[r].reason);
}

/* One remark, shown by the chair, agreed to, decided. */
static void
build_remark(Ctx *cx, int64_t item_id, const Writer *writers, size_t r)
{
    cx->now += 5 * 3600;
    act_as(cx, writers, remarks[r].who);
    const Item *item = item_find_in(cx, item_id, "");
    const Paragraph *paragraph = drafting_paragraph(drafting_paragraphs(cx, item_id),
                                                    remarks[r].paragraph);
    if (item == NULL)
        return;
    const CommentPlace place = {.item_id = item_id,
                                .paragraph_id = paragraph != NULL ? paragraph->id : 0};
    int64_t comment = remarks[r].wording != NULL && paragraph != NULL
                          ? wording_propose(cx, item, paragraph, remarks[r].wording,
                                            remarks[r].words)
                          : comment_insert_at(cx, &place, remarks[r].words);
    for (size_t i = 1; i <= remarks[r].n_agree; i++) {
        act_as(cx, writers, remarks[r].who + i);
        comment_react(cx, comment, "agree");
    }
    act_as(cx, writers, 0);
    comment_moderate(cx, comment, true);
    decide(cx, item_id, comment, r);
}

void
demo_build_drafts(Ctx *cx)
{
    const Viewer before = cx->me;
    int64_t now = cx->now;
    DbRows rows = db_all(cx, &SQL_app_demo_talkers, &WRITER,
                         DB_ARGS(GROUP, cx->now, (int64_t)MOST_WRITERS + 1));
    const Writer *writers = rows.at;
    if (rows.n <= MOST_WRITERS)
        return;
    cx->now = now - 12 * MOMENT_DAY;
    act_as(cx, writers, 0);
    const Item *group = item_find(cx, "group", GROUP);
    const DraftingTerms terms = {"public", now + 20 * MOMENT_DAY, "Africa/Nairobi"};
    int64_t id = drafting_insert(cx, group, group_find(cx, group), "A letter on supervision (demo)",
                                 text, &terms);
    for (size_t r = 0; r < G_N_ELEMENTS(remarks) && !db_failed(cx->db); r++)
        build_remark(cx, id, writers, r);
    cx->me = before;
    cx->now = now;
}
