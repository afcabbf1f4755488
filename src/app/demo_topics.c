/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The topics of the demo: the three parts of the alliance's framework (data/alliance.json), and two
 * of its principles below them (data/competencies.json).
 */
#include "alliance/topic_edit.h"
#include "app/demo.h"

/* clang-format off */
static const struct {
    const char *name, *name_fr, *scope, *scope_fr, *whole, *label;
} topics[] = {
    {"Planning", "Planification",
     "Planning the workforce: who is needed, where, to do what.",
     "Planifier le personnel : qui est nécessaire, où, pour faire quoi.", NULL, NULL},
    {"Developing", "Développement",
     "Developing the workforce: training, and careers that are open to all.",
     "Développer le personnel : la formation, et des carrières ouvertes à tous.", NULL, NULL},
    {"Supporting", "Soutien",
     "Supporting the workforce: what lets trained workers stay.",
     "Soutenir le personnel : ce qui permet aux personnes formées de rester.", NULL, NULL},
    {"Training", "Formation", "", "", "developing", "Courses"},
    {"Supervision", "Supervision", "By qualified workers. Not: inspection of services.",
     "Par un personnel qualifié. Non : l’inspection des services.", "supporting", "Supervisors"},
};
/* clang-format on */

void
demo_build_topics(Ctx *cx)
{
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++) {
        const VocabularyWord french = {
            .language = "fr", .name = topics[i].name_fr, .scope = topics[i].scope_fr};
        g_autofree char *label = g_strdup(topics[i].label);
        char *const labels[] = {label, NULL};
        const VocabularyTopic *whole = topics[i].whole != NULL
                                           ? vocabulary_find_slug(vocabulary(cx), topics[i].whole)
                                           : NULL;
        topic_add(cx, &(TopicDraft){.name = topics[i].name,
                                    .scope = topics[i].scope,
                                    .slug = "",
                                    .broader_id = whole != NULL ? whole->id : 0,
                                    .texts = &french,
                                    .n_texts = 1,
                                    .labels = labels});
    }
    /* Its principles stand under these three. */
    const Item *principles = item_find(cx, "work", "para-professionals");
    if (principles != NULL)
        topic_set(cx, principles->id, "Planning, Developing, Supporting");
}
