/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/vcard.h"

#include <string.h>

#define LINE_OCTETS 75 /* RFC 6350, 3.2 */

/* Append @line with its end; a continuation begins with a blank, which counts. */
static void
append_line(GString *card, const char *line)
{
    size_t room = LINE_OCTETS;
    for (const char *c = line; *c != '\0';) {
        size_t n = (size_t)(g_utf8_next_char(c) - c);
        if (n > room) {
            g_string_append(card, "\r\n ");
            room = LINE_OCTETS - 1;
        }
        g_string_append_len(card, c, (gssize)n);
        room -= n;
        c += n;
    }
    g_string_append(card, "\r\n");
}

/* A text value, 3.4: what divides values is escaped. */
static void
append_escaped(GString *line, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\n')
            g_string_append(line, "\\n");
        else if (*c == '\r')
            continue;
        else if (strchr("\\,;", *c) != NULL)
            g_string_append_printf(line, "\\%c", *c);
        else
            g_string_append_c(line, *c);
    }
}

/* A quoted parameter, with what cannot stand in it as RFC 6868 writes it. */
static void
append_parameter(GString *line, const char *text)
{
    g_string_append_c(line, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append(line, "^'");
        else if (*c == '^')
            g_string_append(line, "^^");
        else if (*c == '\n')
            g_string_append(line, "^n");
        else if (*c != '\r')
            g_string_append_c(line, *c);
    }
    g_string_append_c(line, '"');
}

/* "@before TEXT @after", unless there is no text. */
static void
add_text(Arena *arena, GString *card, const char *before, const char *text, const char *after)
{
    if (text == NULL || *text == '\0')
        return;
    GString *line = arena_string(arena, 80);
    g_string_append(line, before);
    append_escaped(line, text);
    g_string_append(line, after);
    append_line(card, line->str);
}

/* A name is one text: which part of it is the family's is not known.  Address books sort by what
 * is in Latin letters. */
static void
add_name(Arena *arena, GString *card, const Profile *p)
{
    GString *line = arena_string(arena, 80);
    add_text(arena, card, "FN:", p->name, "");
    g_string_append(line, "N");
    if (p->name_latin != NULL && *p->name_latin != '\0') {
        g_string_append(line, ";SORT-AS=");
        append_parameter(line, p->name_latin);
    }
    g_string_append(line, ":;");
    append_escaped(line, p->name);
    g_string_append(line, ";;;");
    append_line(card, line->str);
}

static void
add_lists(Arena *arena, GString *card, const Profile *p)
{
    g_auto(GStrv) codes = g_strsplit(p->languages != NULL ? p->languages : "", ",", -1);
    for (char **code = codes; *code != NULL; code++)
        add_text(arena, card, "LANG:", *code, "");
    GString *interests = arena_string(arena, 80);
    for (size_t i = 0; i < p->interests.n; i++) {
        g_string_append(interests, i > 0 ? "," : "CATEGORIES:");
        append_escaped(interests, p->interests.at[i].name);
    }
    if (interests->len > 0)
        append_line(card, interests->str);
    /* An address is no text: its commas stay, and the form let no line end in. */
    for (size_t i = 0; i < p->links.n; i++)
        append_line(card, arena_printf(arena, "URL:%s", p->links.at[i].url));
}

static void
add_picture(Arena *arena, GString *card, const VcardSource *source)
{
    if (source->picture.n == 0)
        return;
    g_autofree char *content = g_base64_encode(source->picture.at, source->picture.n);
    append_line(card,
                arena_printf(arena, "PHOTO:data:%s;base64,%s", source->picture_type, content));
}

const char *
vcard_format(Arena *arena, const VcardSource *source)
{
    const Profile *p = source->profile;
    GString *card = arena_string(arena, 1024);
    append_line(card, "BEGIN:VCARD");
    append_line(card, "VERSION:4.0");
    append_line(card, "KIND:individual");
    if (source->url != NULL)
        append_line(card, arena_printf(arena, "UID:%s", source->url));
    add_name(arena, card, p);
    add_text(arena, card, "ORG:", p->organisation, "");
    add_text(arena, card, "TITLE:", p->position, "");
    add_text(arena, card, "EMAIL:", p->email, "");
    add_text(arena, card, "ADR:;;;;;;", source->country, "");
    add_text(arena, card, "NOTE:", p->headline, "");
    if (source->url != NULL)
        append_line(card, arena_printf(arena, "URL:%s", source->url));
    add_lists(arena, card, p);
    add_picture(arena, card, source);
    append_line(card, "END:VCARD");
    return card->str;
}
