/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Records and editions of the library.  What the facts know is there; the documents themselves are
 * no part of the demo, a sheet that says so hangs in their place.
 */
#include "alliance/contribution.h"
#include "alliance/person.h"
#include "alliance/review.h"
#include "alliance/setting.h"
#include "app/demo.h"
#include "app/demo_facts.h"
#include "base/text.h"
#include "lang/lang.h"
#include "library/library.h"
#include "paper/paper.h"

#include <string.h>

static void
record(Ctx *cx, int64_t id, const char *type)
{
    const Author alliance = {.name = settings(cx)->name, .identifier = ""};
    work_save(cx, id,
              &(WorkDraft){
                  .type = type, .licence = "", .rights = "", .doi = "", .authors = {&alliance, 1}
    });
}

static void
attach_stand_in(Ctx *cx, int64_t id, const Item *work)
{
    const PaperText texts[] = {
        {.text = "Stand-in for the document (demo)", .size = 11, .lines = 1},
        {.text = work->title,
         .size = 24,
         .least = 14,
         .space = 20,
         .lines = 4,
         .bold = true,
         .heading = true},
        {.text = text_or_empty(work->summary), .size = 13, .least = 10, .space = 20, .lines = 8},
        {.text = "The document itself is not part of the demo's data. This sheet is here so that "
                 "reading as text, searching by page and downloading can be tried.", .size = 11,
         .space = 20,
         .lines = 4},
    };
    const PaperSheet sheet = {.lang = LANG_ENGLISH,
                              .title = work->title,
                              .author = settings(cx)->name,
                              .colour = settings(cx)->brand,
                              .made_at = cx->now,
                              .texts = texts,
                              .n = G_N_ELEMENTS(texts)};
    Bytes pdf;
    if (paper_draw(cx->arena, &sheet, &pdf))
        file_attach(cx, id, file_insert(cx, pdf),
                    &(FileWords){.name = arena_printf(cx->arena, "%s.pdf", work->slug),
                                 .title = "Stand-in for the document (demo)"});
}

static void
first_edition(Ctx *cx, const Item *work, const char *summary)
{
    int64_t id = edition_insert(cx, work,
                                &(EditionDraft){.number = 1,
                                                .language = "en",
                                                .title = work->title,
                                                .summary = summary,
                                                .body = "",
                                                .state = "published",
                                                .actual_on = work->actual_on});
    attach_stand_in(cx, id, work);
}

static void
build_report(Ctx *cx, const Fact *fact)
{
    const char *slug = arena_printf(cx->arena, "state-of-the-workforce-%" PRId64,
                                    fact_int(fact, "year"));
    const Item *work = item_find(cx, "work", slug);
    if (work == NULL) /* it comes out after the demo's clock */
        return;
    record(cx, work->id, "report");
    first_edition(cx, work, "");
}

/* Beside the sheet, what it is about in plain words: with two files one sees how a mail numbers
 * them. */
static void
attach_in_brief(Ctx *cx, const Item *work)
{
    const Item *edition = item_find(cx, "edition", arena_printf(cx->arena, "%s-1", work->slug));
    const char *text = arena_printf(cx->arena, "%s\n\n%s\n", work->title,
                                    text_or_empty(work->summary));
    if (edition != NULL)
        file_attach(cx, edition->id, file_insert(cx, (Bytes){text, strlen(text)}),
                    &(FileWords){.name = "in-brief.txt", .title = "In brief (demo)"});
}

/* The second edition is being validated when the demo begins. */
static void
build_competencies(Ctx *cx)
{
    const Item *work = item_find(cx, "work", "para-professionals");
    record(cx, work->id, "framework");
    first_edition(cx, work, "On child and youth care workers.");
    attach_in_brief(cx, work);
    edition_insert(
        cx, work,
        &(EditionDraft){.number = 2,
                        .language = "en",
                        .title = work->title,
                        .summary = "Planned for early 2017, after validation exercises in Ethiopia "
                                   "and the Democratic Republic of the Congo.",
                        .body = "",
                        .state = "validation",
                        .planned_on = "2017"});
    edition_insert(cx, work,
                   &(EditionDraft){.number = 2,
                                   .language = "fr",
                                   .title = work->title,
                                   .summary = "Version française de la deuxième édition.",
                                   .body = "",
                                   .state = "planned",
                                   .planned_on = "2017"});
}

/* ---- what a member contributed ---- */

static void
say_as(Ctx *cx, const Person *person, uint32_t roles, int64_t id, const char *words)
{
    cx->me = (Viewer){.id = person->id, .roles = roles, .name = person->name};
    const Item *item = item_find_in(cx, id, "");
    if (item != NULL)
        review_say(cx, item, words);
}

/* It waits for a decision, with a question back. */
static void
build_contribution(Ctx *cx)
{
    const Viewer before = cx->me;
    const Person *member = person_find_email(cx, "member@example.org");
    const Person *editor = person_find_email(cx, "editor@example.org");
    if (member == NULL || editor == NULL)
        return;
    cx->me = (Viewer){.id = member->id, .roles = ROLE_MEMBER, .name = member->name};
    int64_t edition = 0;
    int64_t id = contribution_insert(
        cx,
        &(ContributionDraft){.title = "Supervision on one page (demo)",
                             .body = "What our district hangs on the wall. Contributed by an "
                                     "invented member.",
                             .language = "en",
                             .pillar = "knowledge",
                             .came_out = "2016",
                             .credited = true},
        &edition);
    const Item *work = item_find_in(cx, id, "");
    if (work == NULL)
        return;
    const Author author = {.name = "A district office (demo)", .identifier = ""};
    work_save(
        cx, id,
        &(WorkDraft){
            .type = "guide", .licence = "", .rights = "", .doi = "", .authors = {&author, 1}
    });
    attach_stand_in(cx, edition, work);
    contribution_hand_in(cx, id, "A demo: we use it since last year.");
    say_as(cx, editor, ROLE_MEMBER | ROLE_EDITOR, id,
           "A demo: may others print and change it? Then we put a licence on it.");
    cx->me = before;
}

void
demo_build_library(Ctx *cx)
{
    FactSpan reports = facts_list(cx->arena, "reports");
    for (size_t i = 0; i < reports.n && !db_failed(cx->db); i++)
        build_report(cx, reports.at[i]);
    build_competencies(cx);
    build_contribution(cx);
}
