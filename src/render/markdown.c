/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "render/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

#define HEADING_MOST 6

static cmark_parser *
parser_open(int options)
{
    static const char *const extensions[] = {"table", "strikethrough", "autolink"};
    static gsize registered;

    if (g_once_init_enter(&registered)) {
        cmark_gfm_core_extensions_ensure_registered();
        g_once_init_leave(&registered, 1);
    }
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8 | options);
    for (size_t i = 0; i < G_N_ELEMENTS(extensions); i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
    return parser;
}

/* While it parses, the library keeps the extensions' special characters in a table of the whole
 * process, so one thread parses at a time.  Reading and writing of trees need no lock. */
static cmark_node *
parse_with(const char *source, int options)
{
    static GMutex lock;
    g_mutex_lock(&lock);
    cmark_parser *parser = parser_open(options);
    cmark_parser_feed(parser, source, strlen(source));
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    g_mutex_unlock(&lock);
    return root;
}

static cmark_node *
parse(const char *source)
{
    return parse_with(source, 0);
}

static void
check_link(cmark_node *node)
{
    if (!html_url_is_safe(cmark_node_get_url(node)))
        cmark_node_set_url(node, "#");
}

/* Put a link in the place of a picture, with what the picture shows as its words. */
static void
make_link(cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
    cmark_node_set_url(link, url);
    check_link(link);
    if (cmark_node_first_child(node) == NULL) {
        cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(text, url);
        cmark_node_append_child(link, text);
    }
    for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL;)
        cmark_node_append_child(link, child);
    cmark_node_replace(node, link);
    cmark_node_free(node);
}

/* A picture from elsewhere would tell its host who reads: it becomes a link to itself. */
static void
check_image(cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    if (!g_str_has_prefix(url, "/files/") || !html_url_is_safe(url))
        make_link(node);
}

/* HTML has no attribute for the alignment of cells, and style attributes are forbidden here.  In
 * place: the library's own setter loses the memory of the old ones. */
static void
check_table(cmark_node *node)
{
    uint16_t columns = cmark_gfm_extensions_get_table_columns(node);
    uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(node);
    if (alignments != NULL)
        memset(alignments, 0, columns);
}

static void
check_node(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
        cmark_node_unlink(node);
        cmark_node_free(node);
    } else if (type == CMARK_NODE_LINK) {
        check_link(node);
    } else if (type == CMARK_NODE_IMAGE) {
        check_image(node);
    } else if (strcmp(cmark_node_get_type_string(node), "table") == 0) {
        check_table(node);
    }
}

static bool
is_inside_link(cmark_node *node)
{
    for (node = cmark_node_parent(node); node != NULL; node = cmark_node_parent(node))
        if (cmark_node_get_type(node) == CMARK_NODE_LINK)
            return true;
    return false;
}

/* A picture's text may hold links, since it is no link itself. */
static bool
has_link_inside(cmark_node *image)
{
    cmark_iter *iter = cmark_iter_new(image);
    bool found = false;
    while (!found && cmark_iter_next(iter) != CMARK_EVENT_DONE)
        found = cmark_node_get_type(cmark_iter_get_node(iter)) == CMARK_NODE_LINK;
    cmark_iter_free(iter);
    return found;
}

/* A link has no link inside it, though the library finds addresses in a link's text; and a picture
 * from elsewhere will be one.  What would be a second one leaves its text only. */
static bool
is_second_link(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_LINK)
        return is_inside_link(node);
    return type == CMARK_NODE_IMAGE && !g_str_has_prefix(cmark_node_get_url(node), "/files/") &&
           (is_inside_link(node) || has_link_inside(node));
}

static void
leave_text(cmark_node *node)
{
    for (cmark_node *child; (child = cmark_node_first_child(node)) != NULL;)
        cmark_node_insert_before(node, child);
    cmark_node_unlink(node);
    cmark_node_free(node);
}

/* Make the tree safe.  A node is looked at when it is left, so that it may go with what is in it
 * while the walk goes on. */
static void
check_tree(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool leaf = cmark_node_first_child(node) == NULL;
        if (event != CMARK_EVENT_EXIT && !leaf)
            continue;
        cmark_node_type type = cmark_node_get_type(node);
        bool has_exit = type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE;
        if (event == CMARK_EVENT_ENTER && has_exit)
            continue;
        if (is_second_link(node))
            leave_text(node);
        else
            check_node(node);
    }
    cmark_iter_free(iter);
}

/* The page's title is its h1: the first heading becomes an h2 whatever its writer began with, and
 * none is more than one level below the one before it, so that no level is skipped; those in a
 * quotation or a list as well. */
static void
order_headings(cmark_node *root)
{
    int first = 0, last = 1;
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (event != CMARK_EVENT_ENTER || cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        int level = cmark_node_get_heading_level(node);
        if (first == 0)
            first = level;
        level = CLAMP(level - first + 2, 2, MIN(last + 1, HEADING_MOST));
        cmark_node_set_heading_level(node, level);
        last = level;
    }
    cmark_iter_free(iter);
}

/* "&#7;" is a character that neither HTML nor a mail may hold. */
static void
drop_controls(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++)
        if ((unsigned char)*from >= 0x20 || strchr("\t\n\r", *from) != NULL)
            *to++ = *from;
    *to = '\0';
}

/* Where on its line a character stands: what begins lists and headings does so at its beginning. */
typedef enum LinePlace { LINE_BEGINS, LINE_NUMBER, LINE_GOES_ON } LinePlace;

static LinePlace
next_place(LinePlace place, char c)
{
    if (place == LINE_BEGINS && c == ' ')
        return LINE_BEGINS;
    return place != LINE_GOES_ON && g_ascii_isdigit(c) ? LINE_NUMBER : LINE_GOES_ON;
}

/* A dot between letters may be that of an address, which becomes a link. */
static bool
is_markup(LinePlace place, char before, char c, char after)
{
    if (strchr("\\`*_[]<>|~&", c) != NULL)
        return true;
    if (c == '.' && g_ascii_isalpha(before) && g_ascii_isalnum(after))
        return true;
    return (place == LINE_BEGINS && strchr("#+-=", c) != NULL) ||
           (place == LINE_NUMBER && strchr(".)", c) != NULL);
}

void
markdown_append_plain(GString *out, const char *text)
{
    bool is_new = out->len == 0 || out->str[out->len - 1] == '\n';
    LinePlace place = is_new ? LINE_BEGINS : LINE_GOES_ON;
    for (char before = '\0'; *text != '\0'; before = *text++) {
        char c = *text == '\n' || *text == '\r' ? ' ' : *text;
        if (is_markup(place, before, c, text[1]))
            g_string_append_c(out, '\\');
        g_string_append_c(out, c);
        place = next_place(place, c);
    }
}

/* ---- for mails ---- */

/* All nodes of a type, so that the tree can be changed while they are looked at. */
static GPtrArray *
nodes_of(cmark_node *root, cmark_node_type type)
{
    GPtrArray *nodes = g_ptr_array_new();
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (event == CMARK_EVENT_ENTER && cmark_node_get_type(cmark_iter_get_node(iter)) == type)
            g_ptr_array_add(nodes, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    return nodes;
}

static void
complete_addresses(cmark_node *root, cmark_node_type type, const MarkdownMail *mail)
{
    g_autoptr(GPtrArray) nodes = nodes_of(root, type);
    for (guint i = 0; i < nodes->len; i++) {
        const char *url = cmark_node_get_url(nodes->pdata[i]);
        const char *whole = mail->address(mail->data, url);
        if (whole != url)
            cmark_node_set_url(nodes->pdata[i], whole);
    }
}

static void
complete_links(cmark_node *root, const MarkdownMail *mail)
{
    g_autoptr(GPtrArray) images = nodes_of(root, CMARK_NODE_IMAGE);
    for (guint i = 0; i < images->len; i++)
        if (is_inside_link(images->pdata[i]))
            leave_text(images->pdata[i]);
        else
            make_link(images->pdata[i]);
    complete_addresses(root, CMARK_NODE_LINK, mail);
}

/* "the report" becomes "the report <https://...>", but an address is not said twice. */
static void
spell_links(cmark_node *root)
{
    g_autoptr(GPtrArray) links = nodes_of(root, CMARK_NODE_LINK);
    for (guint i = 0; i < links->len; i++) {
        cmark_node *link = links->pdata[i], *words = cmark_node_first_child(link);
        const char *url = cmark_node_get_url(link);
        const char *said = words != NULL ? cmark_node_get_literal(words) : NULL;
        if (said != NULL && g_str_has_suffix(url, said))
            continue;
        g_autofree char *spelled = g_strdup_printf(" <%s>", url);
        cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(text, spelled);
        cmark_node_insert_after(link, text);
    }
}

/* ---- writing ---- */

/* The tree as HTML, and the end of the tree. */
static SafeHtml
html_of(Arena *arena, cmark_node *root)
{
    order_headings(root);
    char *markup = cmark_render_html(root, CMARK_OPT_DEFAULT, NULL);
    cmark_node_free(root);
    drop_controls(markup);
    size_t len = strlen(markup);
    SafeHtml safe = {.markup = arena_strndup(arena, markup, len), .len = len};
    free(markup);
    return safe;
}

/* Likewise as text. */
static const char *
text_of(Arena *arena, cmark_node *root)
{
    char *text = cmark_render_plaintext(root, CMARK_OPT_DEFAULT, 0);
    cmark_node_free(root);
    drop_controls(text);
    const char *copy = g_strstrip(arena_strdup(arena, text));
    free(text);
    return copy;
}

/* A tree without anything that is not safe. */
static cmark_node *
parse_safe(const char *source)
{
    cmark_node *root = parse(source);
    check_tree(root);
    return root;
}

SafeHtml
markdown_html(Arena *arena, const char *source)
{
    return source != NULL ? html_of(arena, parse_safe(source)) : (SafeHtml){.markup = ""};
}

const char *
markdown_text(Arena *arena, const char *source)
{
    return source != NULL ? text_of(arena, parse_safe(source)) : "";
}

SafeHtml
markdown_mail_html(Arena *arena, const char *source, const MarkdownMail *mail)
{
    cmark_node *root = parse_safe(source);
    complete_links(root, mail);
    return html_of(arena, root);
}

const char *
markdown_mail_text(Arena *arena, const char *source, const MarkdownMail *mail)
{
    cmark_node *root = parse_safe(source);
    complete_links(root, mail);
    spell_links(root);
    return text_of(arena, root);
}

/* The plain words in @node. */
static const char *
words_in(Arena *arena, cmark_node *node)
{
    GString *words = arena_string(arena, 64);
    cmark_iter *iter = cmark_iter_new(node);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *at = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(at);
        if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
            g_string_append(words, cmark_node_get_literal(at));
    }
    cmark_iter_free(iter);
    return g_strstrip(words->str);
}

/* ---- articles ---- */

static cmark_node *
custom(cmark_node_type type, const char *enter, const char *leave)
{
    cmark_node *node = cmark_node_new(type);
    cmark_node_set_on_enter(node, enter);
    cmark_node_set_on_exit(node, leave);
    return node;
}

static cmark_node *
text_node(const char *words)
{
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(text, words);
    return text;
}

/* The library leaves empty texts around the addresses that it finds. */
static bool
is_empty_text(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_TEXT && *cmark_node_get_literal(node) == '\0';
}

/* What stands alone in its paragraph; or NULL. */
static cmark_node *
alone_in(cmark_node *paragraph, cmark_node_type type)
{
    cmark_node *only = NULL;
    for (cmark_node *node = cmark_node_first_child(paragraph); node != NULL;
         node = cmark_node_next(node)) {
        if (is_empty_text(node))
            continue;
        if (only != NULL || cmark_node_get_type(node) != type)
            return NULL;
        only = node;
    }
    return only;
}

/* What is in a paragraph reads from the paragraph's buffer until it is asked for; then it has a
 * copy of its own, and the paragraph may go. */
static void
make_independent(cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node_get_literal(cmark_iter_get_node(iter));
        cmark_node_get_url(cmark_iter_get_node(iter));
        cmark_node_get_title(cmark_iter_get_node(iter));
    }
    cmark_iter_free(iter);
}

/* A picture alone in its paragraph, with a title, is a figure with a caption. */
static void
make_figure(cmark_node *paragraph)
{
    cmark_node *image = alone_in(paragraph, CMARK_NODE_IMAGE);
    const char *title = image != NULL ? cmark_node_get_title(image) : NULL;
    if (title == NULL || *title == '\0')
        return;
    cmark_node *figure = custom(CMARK_NODE_CUSTOM_BLOCK, "<figure>", "</figure>");
    cmark_node *caption = custom(CMARK_NODE_CUSTOM_BLOCK, "<figcaption>", "</figcaption>");
    cmark_node_append_child(caption, text_node(title));
    cmark_node_set_title(image, "");
    make_independent(image);
    cmark_node_append_child(figure, image);
    cmark_node_append_child(figure, caption);
    cmark_node_replace(paragraph, figure);
    cmark_node_free(paragraph);
}

/* Behind a link to another site that stands alone in its paragraph is said where it leads: in the
 * place of a film or a sound that nobody loads by reading. */
static void
say_host(Arena *arena, cmark_node *paragraph)
{
    cmark_node *link = alone_in(paragraph, CMARK_NODE_LINK);
    const char *host = link != NULL ? strstr(cmark_node_get_url(link), "://") : NULL;
    if (host == NULL)
        return;
    host = arena_strndup(arena, host + 3, strcspn(host + 3, "/?#:@"));
    const char *words = words_in(arena, link);
    if (*host == '\0' || strstr(words, host) != NULL)
        return;
    cmark_node *place = custom(CMARK_NODE_CUSTOM_INLINE, " <span class=\"meta\">", "</span>");
    cmark_node_append_child(place, text_node(arena_printf(arena, "· %s", host)));
    cmark_node_insert_after(link, place);
}

/* The library says in English where the arrow behind a footnote leads. */
static SafeHtml
translate_notes(Arena *arena, const Lang *lang, SafeHtml safe)
{
    static const char said[] = " aria-label=\"Back to content\">";
    if (strstr(safe.markup, said) == NULL)
        return safe;
    GString *label = arena_string(arena, 64);
    Html out = {.text = label, .arena = arena, .lang = lang};
    html_lit(&out, " aria-label=\"");
    html_text(&out, lang_text(lang, N_("Back to the text")));
    html_lit(&out, "\">");
    g_auto(GStrv) parts = g_strsplit(safe.markup, said, -1);
    g_autofree char *joined = g_strjoinv(label->str, parts);
    return (SafeHtml){.markup = arena_strdup(arena, joined), .len = strlen(joined)};
}

/* The tree of an article, safe. */
static cmark_node *
parse_article(Arena *arena, const char *source)
{
    cmark_node *root = parse_with(source, CMARK_OPT_FOOTNOTES);
    check_tree(root);
    g_autoptr(GPtrArray) paragraphs = nodes_of(root, CMARK_NODE_PARAGRAPH);
    for (guint i = 0; i < paragraphs->len; i++) {
        say_host(arena, paragraphs->pdata[i]);
        make_figure(paragraphs->pdata[i]);
    }
    return root;
}

SafeHtml
markdown_article_html(Arena *arena, const Lang *lang, const char *source)
{
    if (source == NULL)
        return (SafeHtml){.markup = ""};
    return translate_notes(arena, lang, html_of(arena, parse_article(arena, source)));
}

SafeHtml
markdown_feed_html(Arena *arena, const Lang *lang, const char *source, const MarkdownMail *feed)
{
    cmark_node *root = parse_article(arena, source);
    complete_addresses(root, CMARK_NODE_LINK, feed);
    complete_addresses(root, CMARK_NODE_IMAGE, feed);
    return translate_notes(arena, lang, html_of(arena, root));
}

MarkdownHeadingSpan
markdown_headings(Arena *arena, const char *source)
{
    cmark_node *root = parse(source);
    g_autoptr(GPtrArray) nodes = nodes_of(root, CMARK_NODE_HEADING);
    MarkdownHeading *at = arena_array_of(arena, MarkdownHeading, nodes->len);
    for (guint i = 0; i < nodes->len; i++)
        at[i] = (MarkdownHeading){.level = cmark_node_get_heading_level(nodes->pdata[i]),
                                  .words = words_in(arena, nodes->pdata[i])};
    cmark_node_free(root);
    return (MarkdownHeadingSpan){at, nodes->len};
}

const char *
markdown_missing_note(Arena *arena, const char *source)
{
    cmark_node *root = parse_with(source, CMARK_OPT_FOOTNOTES);
    const char *missing = NULL;
    g_autoptr(GPtrArray) nodes = nodes_of(root, CMARK_NODE_TEXT);
    for (guint i = 0; i < nodes->len && missing == NULL; i++) {
        const char *begin = strstr(cmark_node_get_literal(nodes->pdata[i]), "[^");
        const char *end = begin != NULL ? strchr(begin, ']') : NULL;
        if (end != NULL && end > begin + 2)
            missing = arena_strndup(arena, begin, (size_t)(end - begin) + 1);
    }
    cmark_node_free(root);
    return missing;
}

/* ---- what is in it ---- */

static bool
is_alone(cmark_node *node)
{
    cmark_node *around = cmark_node_parent(node);
    return around != NULL && cmark_node_get_type(around) == CMARK_NODE_PARAGRAPH &&
           alone_in(around, cmark_node_get_type(node)) == node;
}

MarkdownLinkSpan
markdown_links(Arena *arena, const char *source)
{
    GArray *links = g_array_new(false, false, sizeof(MarkdownLink));
    arena_defer(arena, (GDestroyNotify)g_array_unref, links);
    cmark_node *root = parse(source);
    cmark_iter *iter = cmark_iter_new(root);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER || (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE))
            continue;
        const MarkdownLink link = {.url = arena_strdup(arena, cmark_node_get_url(node)),
                                   .words = words_in(arena, node),
                                   .is_picture = type == CMARK_NODE_IMAGE,
                                   .is_alone = is_alone(node)};
        g_array_append_val(links, link);
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
    return (MarkdownLinkSpan){(const MarkdownLink *)(const void *)links->data, links->len};
}
