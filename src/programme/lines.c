/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * People as an editor writes them: one a line.
 */
#include "alliance/profile.h"
#include "base/limits.h"
#include "base/text.h"
#include "programme/pages.h"

#include <string.h>

#define PROFILE_ROOT "/members/"
#define SIGNS " \t,"

/* The member whose address ends the line, which is cut there; *@ret_words if there is none. */
static const Profile *
take_member(Ctx *cx, char *line, const char **ret_words)
{
    char *address = strstr(line, PROFILE_ROOT);
    if (address == NULL)
        return NULL;
    const char *from = address + strlen(PROFILE_ROOT);
    const char *handle = arena_strndup(cx->arena, from, strcspn(from, SIGNS "/?#"));
    while (address > line && strchr(SIGNS, address[-1]) == NULL)
        address--;
    *address = '\0';
    const Profile *profile = profile_find(cx, handle);
    if (profile == NULL)
        *ret_words = N_("Line {line}: no member has this address.");
    return profile;
}

static const char *
parse_line(Ctx *cx, char *line, SpeakerDraft *draft)
{
    const char *words = NULL;
    const Profile *profile = take_member(cx, line, &words);
    g_strchomp(line);
    size_t n = strlen(line);
    while (n > 0 && strchr(SIGNS, line[n - 1]) != NULL)
        line[--n] = '\0';
    char *comma = strchr(line, ',');
    const char *affiliation = comma != NULL ? comma + 1 : "";
    if (comma != NULL)
        *comma = '\0';
    draft->name = text_fold_space(cx->arena, line);
    draft->affiliation = text_fold_space(cx->arena, affiliation);
    if (profile != NULL) {
        draft->person_id = profile->id;
        if (*draft->name == '\0')
            draft->name = profile->name;
    }
    if (words == NULL && *draft->name == '\0')
        words = N_("Line {line}: write the name first.");
    if (words == NULL && (g_utf8_strlen(draft->name, -1) > LIMIT_LINE ||
                          g_utf8_strlen(draft->affiliation, -1) > LIMIT_LINE))
        words = N_("Line {line} is too long.");
    return words;
}

size_t
speaker_lines_parse(Ctx *cx, const char *text, bool moderates, SpeakerDraft *drafts, size_t *n,
                    const char **ret_words)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (*g_strstrip(lines[i]) == '\0')
            continue;
        if (*n >= LIMIT_SPEAKERS) {
            *ret_words = N_("These are too many people");
            return i + 1;
        }
        drafts[*n] = (SpeakerDraft){.moderates = moderates};
        const char *words = parse_line(cx, lines[i], &drafts[*n]);
        if (words != NULL) {
            *ret_words = words;
            return i + 1;
        }
        (*n)++;
    }
    return 0;
}

const char *
speaker_lines_format(Arena *arena, SpeakerSpan people, bool moderates)
{
    GString *lines = arena_string(arena, 256);
    for (size_t i = 0; i < people.n; i++) {
        const Speaker *s = &people.at[i];
        if (s->is_gone || s->moderates != moderates)
            continue;
        g_string_append(lines, s->name);
        if (*s->affiliation != '\0')
            g_string_append_printf(lines, ", %s", s->affiliation);
        if (s->page != NULL)
            g_string_append_printf(lines, " %s", s->page);
        g_string_append_c(lines, '\n');
    }
    return lines->str;
}
