/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * How the demo's works belong together.  That the reports are a series is known; the lists, their
 * reasons and the annex are invented and say so.
 */
#include "alliance/curated.h"
#include "alliance/topic.h"
#include "app/demo.h"
#include "library/relation.h"

#define FIRST_REPORT "state-of-the-workforce-2015"
#define SECOND_REPORT "state-of-the-workforce-2016"
#define PRINCIPLES "para-professionals"
#define WORKS 3

typedef struct DemoWork {
    const char *slug;
    CuratedText texts[2]; /* English, then French */
} DemoWork;

/* clang-format off */
static const struct {
    const char *slug, *title, *summary, *topic;
    DemoWork works[WORKS]; /* slug NULL: no more */
} lists[] = {
    {"planning-toolkit", "To plan the workforce (demo)",
     "A demo list: how many there are, and where to begin.", "Planning",
     {{SECOND_REPORT, {{"en", "Begin here", "A demo: eight countries side by side, so that you find the one most like yours."},
                       {"fr", "Commencer ici", "Une démo : huit pays côte à côte, pour trouver celui qui ressemble le plus au vôtre."}}},
      {FIRST_REPORT, {{"en", "Then go on", "A demo: read it for what is counted, and for what each country leaves out."},
                      {"fr", "Continuer ensuite", "Une démo : à lire pour ce qui est compté, et pour ce que chaque pays laisse de côté."}}},
      {PRINCIPLES, {{"en", "Then go on", "A demo: a plan needs names for the posts in it; here are their functions."},
                    {"fr", "Continuer ensuite", "Une démo : un plan a besoin de noms pour ses postes ; voici leurs fonctions."}}}}},
    {"developing-toolkit", "To develop the workforce (demo)",
     "A demo list: what one has to be able to do.", "Developing",
     {{PRINCIPLES, {{"en", "", "A demo: the competencies, one by one, from which a course can be made."},
                    {"fr", "", "Une démo : les compétences une à une, dont on peut faire un cours."}}},
      {FIRST_REPORT, {{"en", "", "A demo: where to look up what training there is in fifteen countries."},
                      {"fr", "", "Une démo : où chercher quelles formations existent dans quinze pays."}}}}},
    {"supporting-toolkit", "To support the workforce (demo)",
     "A demo list: what helps to stay.", "Supporting",
     {{PRINCIPLES, {{"en", "", "A demo: the principles say what a para professional may expect from who supervises."},
                    {"fr", "", "Une démo : les principes disent ce que l’on peut attendre de qui supervise."}}},
      {SECOND_REPORT, {{"en", "", "A demo: to see how others pay, supervise and keep the people they trained."},
                       {"fr", "", "Une démo : pour voir comment d’autres paient, supervisent et gardent ceux qu’ils ont formés."}}}}},
};
/* clang-format on */

/* Put a work behind the others, in both languages. */
static void
put_on(Ctx *cx, const Item *list, const DemoWork *one)
{
    const Item *work = item_find(cx, "work", one->slug);
    if (work == NULL) /* it comes out after the demo's clock */
        return;
    curated_add(cx, list, work->id, &one->texts[0]);
    CuratedEntrySpan entries = curated_entries(cx, list->id);
    const CuratedEntry *last = entries.n > 0 ? &entries.at[entries.n - 1] : NULL;
    if (last != NULL)
        curated_save(cx, last, last->changed_at, (CuratedTextSpan){one->texts, 2});
}

static void
build_list(Ctx *cx, size_t l)
{
    int64_t id = demo_publish(cx,
                              &(ItemDraft){.kind = "list",
                                           .audience = "public",
                                           .pillar = "knowledge",
                                           .language = "en",
                                           .slug = lists[l].slug,
                                           .title = lists[l].title,
                                           .summary = lists[l].summary},
                              "2016-12-12");
    demo_translate(cx, id, lists[l].title);
    topic_set(cx, id, lists[l].topic);
    const Item *list = item_find_in(cx, id, "");
    for (size_t w = 0; list != NULL && w < WORKS && lists[l].works[w].slug != NULL; w++)
        put_on(cx, list, &lists[l].works[w]);
}

static void
relate(Ctx *cx)
{
    const Item *first = item_find(cx, "work", FIRST_REPORT);
    const Item *second = item_find(cx, "work", SECOND_REPORT);
    if (first == NULL || second == NULL)
        return;
    relation_insert(cx, second->id,
                    &(RelationDraft){.type = relation_type_find("Continues"),
                                     .other_id = first->id,
                                     .url = "",
                                     .title = ""});
    relation_insert(cx, first->id,
                    &(RelationDraft){.type = relation_type_find("IsSupplementedBy"),
                                     .url = "https://example.org/tables",
                                     .title = "Tables of the report (demo)"});
}

void
demo_build_lists(Ctx *cx)
{
    relate(cx);
    for (size_t l = 0; l < G_N_ELEMENTS(lists); l++)
        build_list(cx, l);
}
