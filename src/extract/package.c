/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Documents that are a zip of XML: which one it is, and which files inside have its text.
 */
#include "extract/markup.h"

#include <string.h>

#define PATH_MOST 1024

/* Speakers' notes, comments and what was crossed out stand in other files or are left out here. */
static const MarkupRule WORD[] = {
    {"p", MARKUP_BLOCK},
    {"t", MARKUP_TEXT},
    {"tab", MARKUP_SPACE},
    {"br", MARKUP_SPACE},
    {"pStyle", MARKUP_STYLE},
    {0}
};
static const MarkupRule SLIDE[] = {
    {"p", MARKUP_BLOCK},
    {"t", MARKUP_TEXT},
    {"br", MARKUP_SPACE},
    {0}
};
static const MarkupRule OPEN_DOCUMENT[] = {
    {"h", MARKUP_HEADING},
    {"p", MARKUP_BLOCK},
    {"s", MARKUP_SPACE},
    {"tab", MARKUP_SPACE},
    {"line-break", MARKUP_SPACE},
    {"tracked-changes", MARKUP_SKIP},
    {"annotation", MARKUP_SKIP},
    {"scripts", MARKUP_SKIP},
    {"automatic-styles", MARKUP_SKIP},
    {0}
};
static const MarkupRule XHTML[] = {
    {"h1", MARKUP_HEADING},
    {"h2", MARKUP_HEADING},
    {"h3", MARKUP_HEADING},
    {"h4", MARKUP_HEADING},
    {"h5", MARKUP_HEADING},
    {"h6", MARKUP_HEADING},
    {"p", MARKUP_BLOCK},
    {"div", MARKUP_BLOCK},
    {"section", MARKUP_BLOCK},
    {"li", MARKUP_BLOCK},
    {"dt", MARKUP_BLOCK},
    {"dd", MARKUP_BLOCK},
    {"tr", MARKUP_BLOCK},
    {"blockquote", MARKUP_BLOCK},
    {"figcaption", MARKUP_BLOCK},
    {"br", MARKUP_SPACE},
    {"td", MARKUP_SPACE},
    {"th", MARKUP_SPACE},
    {"head", MARKUP_SKIP},
    {"script", MARKUP_SKIP},
    {"style", MARKUP_SKIP},
    {0}
};

/* ---- EPUB: the order of its files ---- */

typedef struct Spine {
    char *opf;         /* its path */
    GHashTable *hrefs; /* id -> path below the opf's folder */
    GPtrArray *idrefs; /* in order */
} Spine;

static void
on_spine(void *data, const char *name, const char **attributes)
{
    Spine *spine = data;
    const char *path = xml_attribute(attributes, "full-path");
    const char *id = xml_attribute(attributes, "id"), *href = xml_attribute(attributes, "href");
    const char *idref = xml_attribute(attributes, "idref");
    if (strcmp(name, "rootfile") == 0 && path != NULL && spine->opf == NULL)
        spine->opf = g_strndup(path, PATH_MOST);
    else if (strcmp(name, "item") == 0 && id != NULL && href != NULL)
        g_hash_table_insert(spine->hrefs, g_strdup(id), g_uri_unescape_string(href, NULL));
    else if (strcmp(name, "itemref") == 0 && idref != NULL && spine->idrefs->len < EXTRACT_PAGES)
        g_ptr_array_add(spine->idrefs, g_strdup(idref));
}

static void
pass_end(void *data G_GNUC_UNUSED, const char *name G_GNUC_UNUSED)
{
}

static void
pass_text(void *data G_GNUC_UNUSED, const char *text G_GNUC_UNUSED, int n G_GNUC_UNUSED)
{
}

static bool
read_spine(Zip *zip, const char *path, Spine *spine)
{
    static const XmlEvents events = {
        .start = on_spine, .end = pass_end, .text = pass_text, .plain_doctype = true};
    if (!zip_enter(zip, path))
        return false;
    g_autoptr(Xml) xml = xml_new(zip, &events, spine);
    return xml_run(xml) == XML_ENDED;
}

static ExtractEnd
read_chapters(Zip *zip, const Spine *spine, Pages *pages)
{
    g_autofree char *folder = g_path_get_dirname(spine->opf);
    for (guint i = 0; i < spine->idrefs->len && !pages_is_full(pages); i++) {
        const char *href = g_hash_table_lookup(spine->hrefs, g_ptr_array_index(spine->idrefs, i));
        g_autofree char *path = href == NULL               ? NULL
                                : strcmp(folder, ".") == 0 ? g_strdup(href)
                                                           : g_strconcat(folder, "/", href, NULL);
        if (path == NULL || !zip_enter(zip, path))
            continue;
        if (!markup_read(zip, XHTML, pages))
            return EXTRACT_BROKEN;
        pages_end(pages);
    }
    return EXTRACT_DONE;
}

static ExtractEnd
read_epub(Zip *zip, Pages *pages)
{
    Spine spine = {.hrefs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                   .idrefs = g_ptr_array_new_with_free_func(g_free)};
    bool known = read_spine(zip, "META-INF/container.xml", &spine) && spine.opf != NULL &&
                 read_spine(zip, spine.opf, &spine);
    pages->part = EXTRACT_PART;
    ExtractEnd end = known ? read_chapters(zip, &spine, pages) : EXTRACT_BROKEN;
    g_hash_table_unref(spine.hrefs);
    g_ptr_array_unref(spine.idrefs);
    g_free(spine.opf);
    return end;
}

/* ---- the others ---- */

static ExtractEnd
read_one(Zip *zip, const char *name, const MarkupRule *rules, Pages *pages)
{
    pages->part = EXTRACT_PART;
    ExtractEnd end = zip_enter(zip, name) && markup_read(zip, rules, pages) ? EXTRACT_DONE
                                                                            : EXTRACT_BROKEN;
    pages_end(pages);
    return end;
}

static ExtractEnd
read_word(Zip *zip, Pages *pages)
{
    return read_one(zip, "word/document.xml", WORD, pages);
}

static ExtractEnd
read_open_document(Zip *zip, Pages *pages)
{
    return read_one(zip, "content.xml", OPEN_DOCUMENT, pages);
}

/* PowerPoint numbers the files as it shows the slides. */
static ExtractEnd
read_slides(Zip *zip, Pages *pages)
{
    for (int i = 1; !pages_is_full(pages); i++) {
        char name[48];
        g_snprintf(name, sizeof name, "ppt/slides/slide%d.xml", i);
        if (!zip_enter(zip, name))
            break;
        if (!markup_read(zip, SLIDE, pages))
            return EXTRACT_BROKEN;
        pages_turn(pages);
    }
    return EXTRACT_DONE;
}

static const struct {
    ExtractFormat format;
    const char *file, *macros; /* by the first it is known; the second is a program */
    ExtractEnd (*read)(Zip *zip, Pages *pages);
} PACKAGES[] = {
    {EXTRACT_DOCX, "word/document.xml",      "word/vbaProject.bin", read_word         },
    {EXTRACT_PPTX, "ppt/presentation.xml",   "ppt/vbaProject.bin",  read_slides       },
    {EXTRACT_EPUB, "META-INF/container.xml", NULL,                  read_epub         },
    {EXTRACT_ODT,  "content.xml",            "Basic/script-lc.xml", read_open_document},
};

ExtractEnd
package_read(Bytes content, Pages *pages, PagesHead *head)
{
    ExtractEnd end = EXTRACT_UNKNOWN;
    head->format = EXTRACT_NONE;
    Zip *zip = zip_new(sheet_source_bytes(&content));
    if (zip == NULL)
        return EXTRACT_BROKEN;
    for (size_t i = 0; i < G_N_ELEMENTS(PACKAGES); i++) {
        if (!zip_enter(zip, PACKAGES[i].file))
            continue;
        head->format = PACKAGES[i].format;
        head->macros = PACKAGES[i].macros != NULL && zip_enter(zip, PACKAGES[i].macros);
        end = PACKAGES[i].read(zip, pages);
        break;
    }
    if (zip_is_bomb(zip))
        end = EXTRACT_BOMB;
    zip_free(zip);
    return end;
}
