/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * An edition by the schema of DataCite, version 4 (https://schema.datacite.org/meta/kernel-4/), in
 * the envelope that its OAI service uses (oai_datacite).
 */
#include "oai/oai.h"

#include <string.h>

/* Append <name attributes>text</name>; @attributes begins with a blank, "": none. */
static void
element(Html *out, const char *name, const char *attributes, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_string_append_printf(out->text, "<%s%s>", name, attributes);
    html_text(out, text);
    g_string_append_printf(out->text, "</%s>", name);
}

static void
write_identifier(Html *out, const Citation *citation)
{
    bool has_doi = *citation->doi != '\0';
    element(out, "identifier", has_doi ? " identifierType=\"DOI\"" : " identifierType=\"URL\"",
            has_doi ? citation->doi : citation->url);
}

static void
write_name_identifier(Html *out, const Author *author)
{
    if (strstr(author->identifier, "orcid.org") != NULL)
        element(out, "nameIdentifier",
                " nameIdentifierScheme=\"ORCID\" schemeURI=\"https://orcid.org\"",
                author->identifier);
    else if (*author->identifier != '\0')
        element(out, "nameIdentifier",
                " nameIdentifierScheme=\"ROR\" schemeURI=\"https://ror.org\"", author->identifier);
}

/* The schema wants somebody: of whom nobody is named the publisher is. */
static void
write_creators(Html *out, const Citation *citation)
{
    size_t n = 0;
    html_lit(out, "<creators>");
    for (size_t i = 0; i < citation->authors.n; i++) {
        const Author *author = &citation->authors.at[i];
        if (author->is_gone || *author->name == '\0')
            continue;
        n++;
        html_lit(out, "<creator>");
        element(out, "creatorName", "", author->name);
        write_name_identifier(out, author);
        html_lit(out, "</creator>");
    }
    if (n == 0) {
        html_lit(out, "<creator>");
        element(out, "creatorName", "", citation->publisher);
        html_lit(out, "</creator>");
    }
    html_lit(out, "</creators>");
}

/* Types that the schema has another word for than "Text". */
static const char *
general_type(const char *type)
{
    static const struct {
        const char *type, *general;
    } other[] = {
        {"report",     "Report"     },
        {"brief",      "Report"     },
        {"case-study", "Report"     },
        {"framework",  "Standard"   },
        {"recording",  "Audiovisual"},
        {"data",       "Dataset"    },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(other); i++)
        if (strcmp(other[i].type, type) == 0)
            return other[i].general;
    return "Text";
}

static void
write_type(Html *out, const char *type)
{
    const LibraryWord *word = library_word_find(WORK_TYPES, type);
    element(out, "resourceType",
            arena_printf(out->arena, " resourceTypeGeneral=\"%s\"", general_type(type)),
            word != NULL ? word->label : "Document");
}

static void
write_subjects(Html *out, const char *const *subjects)
{
    if (*subjects == NULL)
        return;
    html_lit(out, "<subjects>");
    for (; *subjects != NULL; subjects++)
        element(out, "subject", "", *subjects);
    html_lit(out, "</subjects>");
}

static void
write_places(Html *out, const char *const *places)
{
    if (*places == NULL)
        return;
    html_lit(out, "<geoLocations>");
    for (; *places != NULL; places++) {
        html_lit(out, "<geoLocation>");
        element(out, "geoLocationPlace", "", *places);
        html_lit(out, "</geoLocation>");
    }
    html_lit(out, "</geoLocations>");
}

/* What the address of another edition is to this one; NULL: another language of the same one,
 * for which the schema has no word before its version 4.6. */
static const char *
relation_of(const Edition *edition, const Edition *other)
{
    if (other->number == edition->number || strcmp(other->language, edition->language) != 0)
        return NULL;
    return other->number < edition->number ? "IsNewVersionOf" : "IsPreviousVersionOf";
}

static void
write_related_work(Html *out, const Citation *citation, const Relation *relation)
{
    bool has_doi = *relation->doi != '\0';
    element(out, "relatedIdentifier",
            arena_printf(out->arena, " relatedIdentifierType=\"%s\" relationType=\"%s\"",
                         has_doi ? "DOI" : "URL", relation->type->name),
            has_doi ? relation->doi : cite_related_url(out->arena, citation, relation));
}

static void
write_relations(Html *out, const OaiSource *source)
{
    html_lit(out, "<relatedIdentifiers>");
    for (size_t i = 0; i < source->editions.n; i++) {
        const Edition *other = &source->editions.at[i];
        const char *relation = relation_of(source->edition, other);
        if (other->is_out && relation != NULL)
            element(out, "relatedIdentifier",
                    arena_printf(out->arena, " relatedIdentifierType=\"URL\" relationType=\"%s\"",
                                 relation),
                    arena_printf(out->arena, "%s%s", source->citation->base_url, other->path));
    }
    RelationSpan relations = source->citation->relations;
    for (size_t i = 0; i < relations.n; i++)
        write_related_work(out, source->citation, &relations.at[i]);
    html_lit(out, "</relatedIdentifiers>");
}

static void
write_files(Html *out, FileSpan files)
{
    html_lit(out, "<sizes>");
    for (size_t i = 0; i < files.n; i++)
        element(out, "size", "", arena_printf(out->arena, "%" PRId64 " bytes", files.at[i].size));
    html_lit(out, "</sizes><formats>");
    for (size_t i = 0; i < files.n; i++)
        element(out, "format", "", files.at[i].type);
    html_lit(out, "</formats>");
}

static void
write_rights(Html *out, const Work *record)
{
    const LibraryWord *licence = library_word_find(WORK_LICENCES, record->licence);
    html_lit(out, "<rightsList>");
    if (licence != NULL)
        element(out, "rights",
                arena_printf(
                    out->arena,
                    " rightsURI=\"%s\" rightsIdentifier=\"%s\""
                    " rightsIdentifierScheme=\"SPDX\" schemeURI=\"https://spdx.org/licenses/\"",
                    licence->url, licence->name),
                licence->label);
    element(out, "rights", "", record->rights);
    html_lit(out, "</rightsList>");
}

static void
write_resource(Html *out, const OaiSource *source)
{
    const Citation *citation = source->citation;
    write_identifier(out, citation);
    write_creators(out, citation);
    html_lit(out, "<titles>"); /* of which the schema wants one */
    element(out, "title", "", *citation->title != '\0' ? citation->title : citation->url);
    html_lit(out, "</titles>");
    element(out, "publisher", "", citation->publisher);
    element(out, "publicationYear", "", arena_printf(out->arena, "%04d", (int)source->year));
    write_type(out, citation->type);
    write_subjects(out, source->subjects);
    write_places(out, source->places);
    if (*citation->date != '\0') {
        html_lit(out, "<dates>");
        element(out, "date", " dateType=\"Issued\"", citation->date);
        html_lit(out, "</dates>");
    }
    element(out, "language", "", citation->language);
    if (*citation->doi != '\0') {
        html_lit(out, "<alternateIdentifiers>");
        element(out, "alternateIdentifier", " alternateIdentifierType=\"URL\"", citation->url);
        html_lit(out, "</alternateIdentifiers>");
    }
    write_relations(out, source);
    write_files(out, citation->files);
    element(out, "version", "", arena_printf(out->arena, "%" PRId64, citation->edition));
    write_rights(out, source->record);
    if (*citation->summary != '\0') {
        html_lit(out, "<descriptions>");
        element(out, "description", " descriptionType=\"Abstract\"", citation->summary);
        html_lit(out, "</descriptions>");
    }
}

void
oai_write_datacite(Html *out, const OaiSource *source)
{
    html_lit(out, "<oai_datacite xmlns=\"http://schema.datacite.org/oai/oai-1.1/\""
                  " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                  " xsi:schemaLocation=\"http://schema.datacite.org/oai/oai-1.1/"
                  " http://schema.datacite.org/oai/oai-1.1/oai.xsd\">"
                  "<schemaVersion>4.5</schemaVersion><datacentreSymbol>");
    html_text(out, source->citation->publisher);
    html_lit(out, "</datacentreSymbol><payload>"
                  "<resource xmlns=\"http://datacite.org/schema/kernel-4\""
                  " xsi:schemaLocation=\"http://datacite.org/schema/kernel-4"
                  " http://schema.datacite.org/meta/kernel-4.5/metadata.xsd\">");
    write_resource(out, source);
    html_lit(out, "</resource></payload></oai_datacite>");
}
