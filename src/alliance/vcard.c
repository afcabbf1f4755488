/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/vcard.h"
#include "calendar/line.h"

#include <string.h>

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
    line_escape(line, text);
    g_string_append(line, after);
    line_fold(card, line->str);
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
    line_escape(line, p->name);
    g_string_append(line, ";;;");
    line_fold(card, line->str);
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
        line_escape(interests, p->interests.at[i].name);
    }
    if (interests->len > 0)
        line_fold(card, interests->str);
    /* An address is no text: its commas stay, and the form let no line end in. */
    for (size_t i = 0; i < p->links.n; i++)
        line_fold(card, arena_printf(arena, "URL:%s", p->links.at[i].url));
}

static void
add_picture(Arena *arena, GString *card, const VcardSource *source)
{
    if (source->picture.n == 0)
        return;
    g_autofree char *content = g_base64_encode(source->picture.at, source->picture.n);
    line_fold(card, arena_printf(arena, "PHOTO:data:%s;base64,%s", source->picture_type, content));
}

const char *
vcard_format(Arena *arena, const VcardSource *source)
{
    const Profile *p = source->profile;
    GString *card = arena_string(arena, 1024);
    line_fold(card, "BEGIN:VCARD");
    line_fold(card, "VERSION:4.0");
    line_fold(card, "KIND:individual");
    if (source->url != NULL)
        line_fold(card, arena_printf(arena, "UID:%s", source->url));
    add_name(arena, card, p);
    add_text(arena, card, "ORG:", p->organisation, "");
    add_text(arena, card, "TITLE:", p->position, "");
    add_text(arena, card, "EMAIL:", p->email, "");
    add_text(arena, card, "ADR:;;;;;;", source->country, "");
    add_text(arena, card, "NOTE:", p->headline, "");
    if (source->url != NULL)
        line_fold(card, arena_printf(arena, "URL:%s", source->url));
    add_lists(arena, card, p);
    add_picture(arena, card, source);
    line_fold(card, "END:VCARD");
    return card->str;
}
