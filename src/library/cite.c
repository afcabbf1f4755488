/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/cite.h"

#include "alliance/setting.h"
#include "library/place.h"
#include "render/json.h"
#include "web/app.h"

#include <string.h>

/* What a type of ours is called by others. */
static const struct {
    const char *type, *csl, *bibtex, *ris, *schema;
} types[] = {
    {"report",     "report",         "techreport", "RPRT",  "Report"                     },
    {"guide",      "book",           "misc",       "GEN",   "CreativeWork"               },
    {"framework",  "standard",       "misc",       "STAND", "CreativeWork"               },
    {"brief",      "report",         "techreport", "RPRT",  "Report"                     },
    {"article",    "article",        "misc",       "GEN",   "Article"                    },
    {"case-study", "report",         "techreport", "RPRT",  "Report"                     },
    {"law",        "legislation",    "misc",       "STAT",  "Legislation"                },
    {"curriculum", "document",       "misc",       "GEN",   "LearningResource"           },
    {"slides",     "speech",         "misc",       "SLIDE", "PresentationDigitalDocument"},
    {"recording",  "motion_picture", "misc",       "VIDEO", "VideoObject"                },
    {"data",       "dataset",        "misc",       "DATA",  "Dataset"                    },
    {"",           "document",       "misc",       "GEN",   "CreativeWork"               },
};

static size_t
type_of(const Citation *citation)
{
    size_t i = 0;
    while (i + 1 < G_N_ELEMENTS(types) && strcmp(types[i].type, citation->type) != 0)
        i++;
    return i;
}

/* A part of an ISO 8601 date of reduced precision; 0: not said. */
static int
date_part(const char *date, size_t from, size_t n)
{
    if (strlen(date) < from + n)
        return 0;
    char part[5] = {0};
    memcpy(part, date + from, n);
    return (int)g_ascii_strtoll(part, NULL, 10);
}

static int
year_of(const Citation *citation)
{
    return date_part(citation->date, 0, 4);
}

Citation
citation_of(Ctx *cx, const Item *work, const Work *record, const Edition *edition)
{
    const char *date = edition->actual_on != NULL    ? edition->actual_on
                       : edition->planned_on != NULL ? edition->planned_on
                                                     : "";
    const LibraryWord *licence = library_word_find(WORK_LICENCES, record->licence);
    return (Citation){.key = edition->slug,
                      .type = record->type,
                      .title = edition->title,
                      .language = edition->language,
                      .publisher = settings(cx)->name,
                      .date = date,
                      .url = arena_printf(cx->arena, "%s%s", cx->app->base_url, edition->path),
                      .doi = record->doi,
                      .licence = licence != NULL ? licence->url : NULL,
                      .summary = work->summary,
                      .credit = work->credit,
                      .places = place_names(cx->arena, cx->lang, record->places),
                      .edition = edition->number,
                      .authors = record->authors,
                      .files = edition->files,
                      .relations = relation_list(cx, work->id),
                      .base_url = cx->app->base_url};
}

const char *
cite_schema_type(const Citation *citation)
{
    return types[type_of(citation)].schema;
}

const char *
cite_file_url(Arena *arena, const Citation *citation, const File *file)
{
    g_autofree char *name = g_uri_escape_string(file->name, NULL, false);
    return arena_printf(arena, "%s/files/%" PRId64 "/%s", citation->base_url, file->id, name);
}

/* ---- BibTeX ---- */

/* What TeX would take for a command; the rest is UTF-8, as biber and every TeX of today read it. */
static void
append_tex(GString *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\\')
            g_string_append(out, "\\textbackslash{}");
        else if (*c == '~' || *c == '^')
            g_string_append_printf(out, "\\%c{}", *c);
        else if (strchr("{}$&#_%", *c) != NULL)
            g_string_append_printf(out, "\\%c", *c);
        else
            g_string_append_c(out, *c);
    }
}

static void
bibtex_field(GString *out, const char *name, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    g_string_append_printf(out, "  %s = {", name);
    append_tex(out, text);
    g_string_append(out, "},\n");
}

/* In braces of its own a name is one word, as it stands. */
static void
bibtex_authors(GString *out, AuthorSpan authors)
{
    size_t n = 0;
    for (size_t i = 0; i < authors.n; i++) {
        if (authors.at[i].is_gone)
            continue;
        g_string_append(out, n++ == 0 ? "  author = {{" : " and {");
        append_tex(out, authors.at[i].name);
        g_string_append_c(out, '}');
    }
    if (n > 0)
        g_string_append(out, "},\n");
}

static void
write_bibtex(Arena *arena, const Citation *citation, GString *out)
{
    size_t type = type_of(citation);
    int year = year_of(citation), month = date_part(citation->date, 5, 2);
    bool is_report = strcmp(types[type].bibtex, "techreport") == 0;
    g_string_append_printf(out, "@%s{%s,\n", types[type].bibtex, citation->key);
    bibtex_authors(out, citation->authors);
    g_string_append(out, "  title = {{"); /* its capitals stay */
    append_tex(out, citation->title);
    g_string_append(out, "}},\n");
    bibtex_field(out, is_report ? "institution" : "organization", citation->publisher);
    if (year != 0)
        bibtex_field(out, "year", arena_printf(arena, "%d", year));
    if (month != 0)
        g_string_append_printf(out, "  month = %d,\n", month);
    bibtex_field(out, "version", arena_printf(arena, "%" PRId64, citation->edition));
    bibtex_field(out, "langid", citation->language);
    if (*citation->doi != '\0')
        g_string_append_printf(out, "  doi = {%s},\n", citation->doi);
    g_string_append_printf(out, "  url = {%s}\n}\n", citation->url);
}

/* ---- RIS ---- */

static void
ris_field(GString *out, const char *tag, const char *text)
{
    if (text != NULL && *text != '\0')
        g_string_append_printf(out, "%s  - %s\r\n", tag, text);
}

static void
write_ris(Arena *arena, const Citation *citation, GString *out)
{
    int year = year_of(citation), month = date_part(citation->date, 5, 2);
    int day = date_part(citation->date, 8, 2);
    ris_field(out, "TY", types[type_of(citation)].ris);
    for (size_t i = 0; i < citation->authors.n; i++)
        ris_field(out, "AU", citation->authors.at[i].name);
    ris_field(out, "TI", citation->title);
    if (year != 0)
        ris_field(out, "PY", arena_printf(arena, "%d", year));
    if (month != 0)
        ris_field(out, "DA",
                  day != 0 ? arena_printf(arena, "%04d/%02d/%02d", year, month, day)
                           : arena_printf(arena, "%04d/%02d", year, month));
    ris_field(out, "PB", citation->publisher);
    ris_field(out, "ET", arena_printf(arena, "%" PRId64, citation->edition));
    ris_field(out, "LA", citation->language);
    ris_field(out, "DO", citation->doi);
    ris_field(out, "AB", citation->summary);
    ris_field(out, "UR", citation->url);
    g_string_append(out, "ER  - \r\n");
}

/* ---- CSL-JSON ---- */

static void
json_given(Json *json, const char *name, const char *text)
{
    if (text != NULL && *text != '\0')
        json_str(json, name, text);
}

static void
csl_date(Json *json, const Citation *citation)
{
    static const size_t from[] = {0, 5, 8};
    if (year_of(citation) == 0)
        return;
    json_open_object(json, "issued");
    json_open_array(json, "date-parts");
    json_open_array(json, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(from); i++) {
        int part = date_part(citation->date, from[i], i == 0 ? 4 : 2);
        if (part == 0)
            break;
        json_int(json, NULL, part);
    }
    json_close_array(json);
    json_close_array(json);
    json_close_object(json);
}

static void
csl_authors(Json *json, AuthorSpan authors)
{
    json_open_array(json, "author");
    for (size_t i = 0; i < authors.n; i++) {
        if (authors.at[i].is_gone)
            continue;
        json_open_object(json, NULL);
        json_str(json, "literal", authors.at[i].name);
        json_close_object(json);
    }
    json_close_array(json);
}

static void
write_csl(Arena *arena G_GNUC_UNUSED, const Citation *citation, GString *out)
{
    Json json;
    json_init(&json, out);
    json_open_array(&json, NULL);
    json_open_object(&json, NULL);
    json_str(&json, "id", citation->key);
    json_str(&json, "type", types[type_of(citation)].csl);
    json_str(&json, "title", citation->title);
    csl_authors(&json, citation->authors);
    csl_date(&json, citation);
    json_given(&json, "publisher", citation->publisher);
    json_int(&json, "edition", citation->edition);
    json_given(&json, "language", citation->language);
    json_given(&json, "abstract", citation->summary);
    json_given(&json, "DOI", citation->doi);
    json_str(&json, "URL", citation->url);
    json_close_object(&json);
    json_close_array(&json);
}

/* clang-format off */
const CiteFormat CITE_FORMATS[] = {
    {"bibtex", "BibTeX",   "application/x-bibtex; charset=utf-8",               "bib",  write_bibtex},
    {"ris",    "RIS",      "application/x-research-info-systems; charset=utf-8", "ris", write_ris},
    {"csl",    "CSL-JSON", "application/vnd.citationstyles.csl+json",           "json", write_csl},
    {0},
};
/* clang-format on */

const CiteFormat *
cite_format_find(const char *name)
{
    for (const CiteFormat *format = CITE_FORMATS; format->name != NULL; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

/* ---- in words ---- */

const char *
cite_in_words(Arena *arena, const Citation *citation)
{
    GString *out = arena_string(arena, 256);
    const char *between = "";
    for (size_t i = 0; i < citation->authors.n; i++) {
        if (citation->authors.at[i].is_gone)
            continue;
        g_string_append_printf(out, "%s%s", between, citation->authors.at[i].name);
        between = ", ";
    }
    if (year_of(citation) != 0)
        g_string_append_printf(out, "%s(%d). ", out->len > 0 ? " " : "", year_of(citation));
    else if (out->len > 0)
        g_string_append(out, ". ");
    g_string_append(out, citation->title);
    if (citation->edition > 1)
        g_string_append_printf(out, " (%" PRId64 ")", citation->edition);
    g_string_append_printf(out, ". %s. ", citation->publisher);
    if (*citation->doi != '\0')
        g_string_append(out, doi_url(arena, citation->doi));
    else
        g_string_append(out, citation->url);
    return out->str;
}

/* ---- for machines that read the page ---- */

static void
add_tag(Pair *tags, size_t *n, const char *name, const char *value)
{
    if (value != NULL && *value != '\0')
        tags[(*n)++] = (Pair){name, value};
}

/* Dates have slashes there; only PDFs are named. */
PairSpan
cite_tags(Arena *arena, const Citation *citation)
{
    enum { OTHERS = 6 };
    Pair *tags = arena_array_of(arena, Pair, citation->authors.n + citation->files.n + OTHERS);
    size_t n = 0;
    add_tag(tags, &n, "citation_title", citation->title);
    for (size_t i = 0; i < citation->authors.n; i++)
        if (!citation->authors.at[i].is_gone)
            add_tag(tags, &n, "citation_author", citation->authors.at[i].name);
    char *date = arena_strdup(arena, citation->date);
    add_tag(tags, &n, "citation_publication_date", g_strdelimit(date, "-", '/'));
    add_tag(tags, &n, "citation_publisher", citation->publisher);
    add_tag(tags, &n, "citation_language", citation->language);
    add_tag(tags, &n, "citation_doi", citation->doi);
    for (size_t i = 0; i < citation->files.n; i++)
        if (strcmp(citation->files.at[i].type, "application/pdf") == 0)
            add_tag(tags, &n, "citation_pdf_url",
                    cite_file_url(arena, citation, &citation->files.at[i]));
    return (PairSpan){tags, n};
}

static void
linked_authors(Json *json, const Citation *citation)
{
    json_open_array(json, "author");
    for (size_t i = 0; i < citation->authors.n; i++) {
        const Author *author = &citation->authors.at[i];
        bool is_person = author->person_id != 0 || strstr(author->identifier, "orcid.org") != NULL;
        if (author->is_gone)
            continue;
        json_open_object(json, NULL);
        json_str(json, "@type", is_person ? "Person" : "Organization");
        json_str(json, "name", author->name);
        json_given(json, "@id", author->identifier);
        json_close_object(json);
    }
    json_close_array(json);
}

static void
linked_files(Arena *arena, Json *json, const Citation *citation)
{
    json_open_array(json, "encoding");
    for (size_t i = 0; i < citation->files.n; i++) {
        const File *file = &citation->files.at[i];
        json_open_object(json, NULL);
        json_str(json, "@type", "MediaObject");
        json_str(json, "contentUrl", cite_file_url(arena, citation, file));
        json_str(json, "encodingFormat", file->type);
        json_int(json, "contentSize", file->size);
        json_close_object(json);
    }
    json_close_array(json);
}

const char *
cite_related_url(Arena *arena, const Citation *citation, const Relation *relation)
{
    if (*relation->doi != '\0')
        return doi_url(arena, relation->doi);
    return relation->is_elsewhere ? relation->url
                                  : arena_printf(arena, "%s%s", citation->base_url, relation->url);
}

static void
linked_places(Json *json, const Citation *citation)
{
    json_open_array(json, "spatialCoverage");
    for (const char *const *place = citation->places; *place != NULL; place++) {
        json_open_object(json, NULL);
        json_str(json, "@type", "Place");
        json_str(json, "name", *place);
        json_close_object(json);
    }
    json_close_array(json);
}

/* One property has all that are so related; relations come by type.  What others cannot see yet is
   not told to machines. */
static void
linked_relations(Arena *arena, Json *json, const Citation *citation)
{
    const char *open = NULL;
    for (size_t i = 0; i < citation->relations.n; i++) {
        const Relation *relation = &citation->relations.at[i];
        const char *property = relation->type->linked;
        if (property == NULL || relation->is_draft)
            continue;
        if (open != NULL && strcmp(open, property) != 0)
            json_close_array(json);
        if (open == NULL || strcmp(open, property) != 0)
            json_open_array(json, property);
        open = property;
        json_open_object(json, NULL);
        json_str(json, "@type", "CreativeWork");
        json_str(json, "@id", cite_related_url(arena, citation, relation));
        json_str(json, "name", relation->title);
        json_close_object(json);
    }
    if (open != NULL)
        json_close_array(json);
}

SafeHtml
cite_linked_data(Arena *arena, const Citation *citation)
{
    GString *text = arena_string(arena, 512);
    Json json;
    json_init(&json, text);
    json_open_object(&json, NULL);
    json_str(&json, "@context", "https://schema.org");
    json_str(&json, "@type", cite_schema_type(citation));
    json_str(&json, "@id", citation->url);
    json_str(&json, "url", citation->url);
    json_str(&json, "name", citation->title);
    json_given(&json, "description", citation->summary);
    json_given(&json, "inLanguage", citation->language);
    json_given(&json, "datePublished", citation->date);
    json_given(&json, "license", citation->licence);
    json_given(&json, "creditText", citation->credit);
    json_str(&json, "version", arena_printf(arena, "%" PRId64, citation->edition));
    if (*citation->doi != '\0')
        json_str(&json, "identifier", arena_printf(arena, "doi:%s", citation->doi));
    json_open_object(&json, "publisher");
    json_str(&json, "@type", "Organization");
    json_str(&json, "name", citation->publisher);
    json_close_object(&json);
    linked_authors(&json, citation);
    linked_places(&json, citation);
    linked_relations(arena, &json, citation);
    linked_files(arena, &json, citation);
    json_close_object(&json);
    return json_script(arena, text->str);
}
