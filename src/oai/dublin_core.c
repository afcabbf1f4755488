/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * An edition as unqualified Dublin Core (oai_dc).
 */
#include "oai/oai.h"

#include <string.h>

/* @name: "dc:title"; what is not said has no element. */
static void
element(Html *out, const char *name, const char *text)
{
    if (text != NULL && *text != '\0')
        html_element(out, name, text);
}

static void
write_authors(Html *out, AuthorSpan authors)
{
    for (size_t i = 0; i < authors.n; i++)
        if (!authors.at[i].is_gone)
            element(out, "dc:creator", authors.at[i].name);
}

/* Types that DCMI has a word for; all others are text. */
static void
write_type(Html *out, const char *type)
{
    static const struct {
        const char *type, *dcmi;
    } other[] = {
        {"recording", "MovingImage"},
        {"data",      "Dataset"    },
    };
    const LibraryWord *word = library_word_find(WORK_TYPES, type);
    const char *dcmi = "Text";
    for (size_t i = 0; i < G_N_ELEMENTS(other); i++)
        if (strcmp(other[i].type, type) == 0)
            dcmi = other[i].dcmi;
    element(out, "dc:type", dcmi);
    element(out, "dc:type", word != NULL ? word->label : NULL);
}

static void
write_identifiers(Html *out, const Citation *citation)
{
    element(out, "dc:identifier", citation->url);
    if (*citation->doi != '\0')
        element(out, "dc:identifier", doi_url(out->arena, citation->doi));
    for (size_t i = 0; i < citation->files.n; i++)
        element(out, "dc:identifier", cite_file_url(out->arena, citation, &citation->files.at[i]));
}

static void
write_relations(Html *out, const OaiSource *source)
{
    for (size_t i = 0; i < source->editions.n; i++) {
        const Edition *other = &source->editions.at[i];
        if (other->is_out && other->id != source->edition->id)
            element(out, "dc:relation",
                    arena_printf(out->arena, "%s%s", source->citation->base_url, other->path));
    }
    RelationSpan relations = source->citation->relations;
    for (size_t i = 0; i < relations.n; i++)
        element(out, "dc:relation",
                cite_related_url(out->arena, source->citation, &relations.at[i]));
}

void
oai_write_dublin_core(Html *out, const OaiSource *source)
{
    const Citation *citation = source->citation;
    html_lit(out, "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\""
                  " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                  " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                  " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/"
                  " http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">");
    element(out, "dc:title", citation->title);
    write_authors(out, citation->authors);
    for (const char *const *subject = source->subjects; *subject != NULL; subject++)
        element(out, "dc:subject", *subject);
    element(out, "dc:description", citation->summary);
    element(out, "dc:publisher", citation->publisher);
    element(out, "dc:date", citation->date);
    write_type(out, citation->type);
    for (size_t i = 0; i < citation->files.n; i++)
        element(out, "dc:format", citation->files.at[i].type);
    write_identifiers(out, citation);
    element(out, "dc:language", citation->language);
    for (const char *const *place = source->places; *place != NULL; place++)
        element(out, "dc:coverage", *place);
    write_relations(out, source);
    element(out, "dc:rights", citation->licence);
    element(out, "dc:rights", source->record->rights);
    html_lit(out, "</oai_dc:dc>");
}
