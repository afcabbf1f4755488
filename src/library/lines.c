/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "library/lines.h"

#include "alliance/organisation.h"
#include "alliance/profile.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define MEMBER_ROOT "/members/"
#define ORGANISATION_ROOT "/organisations/"
#define SIGNS " \t,"

/* What stands behind a root in an address, "" if @word is none. */
static const char *
name_behind(Arena *arena, const char *word, const char *root)
{
    const char *found = strstr(word, root);
    if (found == NULL)
        return "";
    found += strlen(root);
    return arena_strndup(arena, found, strcspn(found, "/?#"));
}

/* The last word of a line if it is an address; it is cut there.  NULL: it is none. */
static const char *
take_address(Arena *arena, char *line)
{
    char *word = line + strlen(line);
    while (word > line && strchr(SIGNS, word[-1]) == NULL)
        word--;
    if (strchr(word, '/') == NULL)
        return NULL;
    const char *address = arena_strdup(arena, word);
    *word = '\0';
    return address;
}

static const char *
follow_address(Ctx *cx, const char *address, Author *author)
{
    const char *handle = name_behind(cx->arena, address, MEMBER_ROOT);
    const char *slug = name_behind(cx->arena, address, ORGANISATION_ROOT);
    if (author_identifier_is_valid(address)) {
        author->identifier = address;
    } else if (*handle != '\0') {
        const Profile *profile = profile_find(cx, handle);
        if (profile == NULL)
            return N_("Line {line}: no member has this address.");
        author->person_id = profile->id;
        author->name = profile->name;
    } else if (*slug != '\0') {
        const Organisation *organisation = organisation_find(cx, slug);
        if (organisation == NULL)
            return N_("Line {line}: no organisation has this address.");
        author->organisation_id = organisation_root(cx, organisation->id);
        author->name = organisation->name;
    } else
        return N_(
            "Line {line}: this is no address of a member, an organisation, an ORCID or a ROR.");
    return NULL;
}

static const char *
parse_line(Ctx *cx, char *line, Author *author)
{
    const char *words = NULL, *address;
    *author = (Author){.name = "", .identifier = ""};
    while (words == NULL && (address = take_address(cx->arena, line)) != NULL) {
        words = follow_address(cx, address, author);
        g_strchomp(line);
    }
    size_t n = strlen(line);
    while (n > 0 && strchr(SIGNS, line[n - 1]) != NULL)
        line[--n] = '\0';
    if (n > 0)
        author->name = text_fold_space(cx->arena, line);
    if (words == NULL && *author->name == '\0')
        words = N_("Line {line}: write the name first.");
    if (words == NULL && g_utf8_strlen(author->name, -1) > LIMIT_LINE)
        words = N_("Line {line} is too long.");
    return words;
}

AuthorSpan
author_lines_parse(Ctx *cx, const char *text, size_t *ret_line, const char **ret_words)
{
    Author *authors = arena_array_of(cx->arena, Author, LIMIT_AUTHORS);
    size_t n = 0;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    *ret_line = 0;
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (*g_strstrip(lines[i]) == '\0')
            continue;
        const char *words = n < LIMIT_AUTHORS ? parse_line(cx, lines[i], &authors[n])
                                              : N_("These are too many authors");
        if (words != NULL) {
            *ret_line = i + 1;
            *ret_words = words;
            break;
        }
        n++;
    }
    return (AuthorSpan){authors, n};
}

const char *
author_lines_format(Arena *arena, AuthorSpan authors)
{
    GString *lines = arena_string(arena, 256);
    for (size_t i = 0; i < authors.n; i++) {
        const Author *author = &authors.at[i];
        if (author->is_gone)
            continue;
        g_string_append(lines, author->name);
        if (*author->identifier != '\0')
            g_string_append_printf(lines, " %s", author->identifier);
        if (author->page != NULL)
            g_string_append_printf(lines, " %s", author->page);
        g_string_append_c(lines, '\n');
    }
    return lines->str;
}
