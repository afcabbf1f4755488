/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/text.h"

#include "base/limits.h"

#include <string.h>

#define SLUG_MAX 80 /* bytes */

bool
text_takes(gunichar u)
{
    return !g_unichar_iscntrl(u) && u != 0xfffe && u != 0xffff;
}

bool
text_is_clean(const char *text, size_t n)
{
    if (!g_utf8_validate_len(text, n, NULL))
        return false;
    const char *end = text + n;
    for (const char *c = text; c < end; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == '\t' || u == '\n' || u == '\r')
            continue;
        if (!text_takes(u))
            return false;
    }
    return true;
}

const char *
text_fold_space(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    bool space = false;
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (g_unichar_isspace(u)) {
            space = true;
            continue;
        }
        if (space && out->len > 0)
            g_string_append_c(out, ' ');
        space = false;
        g_string_append_unichar(out, u);
    }
    return out->str;
}

const char *
text_trim_lines(Arena *arena, const char *text)
{
    GString *out = arena_string(arena, strlen(text) + 1);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\r')
            g_string_append_c(out, '\n');
        else
            g_string_append_c(out, *c);
        c += c[0] == '\r' && c[1] == '\n';
    }
    return g_strstrip(out->str);
}

const char *
text_or_empty(const char *text)
{
    return text != NULL ? text : "";
}

size_t
text_length(const char *text)
{
    return (size_t)g_utf8_strlen(text, -1);
}

const char *
text_shorten(Arena *arena, const char *text, size_t max)
{
    if (text_length(text) <= max)
        return arena_strdup(arena, text);
    if (max == 0)
        return "";

    const char *end = g_utf8_offset_to_pointer(text, (glong)max - 1); /* room for the ellipsis */
    const char *cut = end;
    for (const char *c = end; c > text; c = g_utf8_prev_char(c)) {
        if (g_unichar_isspace(g_utf8_get_char(c))) {
            cut = c;
            break;
        }
    }
    /* One long word is cut inside, and so is what would lose more than half. */
    if (cut - text < (end - text) / 2)
        cut = end;
    const char *kept = g_strchomp(arena_strndup(arena, text, (size_t)(cut - text)));
    return arena_printf(arena, "%s\xe2\x80\xa6", kept);
}

/* Letters of many scripts need their marks. */
static bool
belongs_to_word(gunichar u)
{
    return g_unichar_isalnum(u) || g_unichar_ismark(u);
}

const char *
text_slug(Arena *arena, const char *title)
{
    g_autofree char *lower = g_utf8_strdown(title, -1);
    g_autofree char *composed = g_utf8_normalize(lower, -1, G_NORMALIZE_NFC);
    GString *out = arena_string(arena, SLUG_MAX);
    bool hyphen = false;

    for (const char *c = composed ? composed : ""; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        if (u == '\'' || u == 0x2019)
            continue; /* "people's" is one word */
        if (!belongs_to_word(u)) {
            hyphen = out->len > 0;
            continue;
        }
        size_t bytes = (size_t)g_unichar_to_utf8(u, NULL) + hyphen;
        if (out->len + bytes > SLUG_MAX)
            break;
        if (hyphen)
            g_string_append_c(out, '-');
        hyphen = false;
        g_string_append_unichar(out, u);
    }
    return out->str;
}

/* Marks that readers leave out when they search: Latin, Greek and Cyrillic accents, Hebrew points,
 * Arabic vowels and the stretching of words.  Other scripts' marks are vowels. */
static bool
is_accent(gunichar u)
{
    static const struct {
        gunichar first, last;
    } ranges[] = {
        {0x0300, 0x036f},
        {0x0591, 0x05bd},
        {0x0610, 0x061a},
        {0x0640, 0x0640},
        {0x064b, 0x065f},
        {0x0670, 0x0670},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (u >= ranges[i].first && u <= ranges[i].last)
            return true;
    return false;
}

/* Letters that Unicode does not take apart. */
static const char *
plain_letter(gunichar u)
{
    static const struct {
        gunichar letter;
        const char *plain;
    } letters[] = {
        {0x00e6, "ae"},
        {0x00f0, "d" },
        {0x00f8, "o" },
        {0x0111, "d" },
        {0x0127, "h" },
        {0x0131, "i" },
        {0x0142, "l" },
        {0x0153, "oe"},
        {0x00fe, "th"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(letters); i++)
        if (letters[i].letter == u)
            return letters[i].plain;
    return NULL;
}

/* Most texts have no letters beyond ASCII, which fold by themselves; NULL for others. */
static const char *
fold_ascii(Arena *arena, const char *text)
{
    size_t n = 0;
    while (text[n] != '\0' && (uint8_t)text[n] < 0x80)
        n++;
    if (text[n] != '\0')
        return NULL;
    char *folded = arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        folded[i] = g_ascii_tolower(text[i]);
    return folded;
}

const char *
text_fold(Arena *arena, const char *text)
{
    const char *plain_text = fold_ascii(arena, text);
    if (plain_text != NULL)
        return plain_text;
    g_autofree char *folded = g_utf8_casefold(text, -1);
    g_autofree char *apart = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKD);
    GString *out = arena_string(arena, strlen(text) + 1);
    for (const char *c = apart ? apart : ""; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        const char *plain = plain_letter(u);
        if (plain != NULL)
            g_string_append(out, plain);
        else if (!is_accent(u))
            g_string_append_unichar(out, u);
    }
    return out->str;
}

/* RFC 5321 4.1.2 Dot-string: atoms with single dots between them. */
static bool
is_local_part(const char *text, size_t n)
{
    if (n == 0 || n > 64 || text[0] == '.' || text[n - 1] == '.')
        return false;
    for (size_t i = 0; i < n; i++) {
        bool dot = text[i] == '.';
        if (dot && text[i + 1] == '.')
            return false;
        if (!dot && !g_ascii_isalnum(text[i]) && strchr("!#$%&'*+-/=?^_`{|}~", text[i]) == NULL)
            return false;
    }
    return true;
}

static bool
is_label(const char *text, size_t n)
{
    if (n == 0 || n > 63 || text[0] == '-' || text[n - 1] == '-')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '-')
            return false;
    return true;
}

/* At least two labels: mail to a bare host reaches no one outside it. */
static bool
is_domain(const char *text)
{
    int labels = 0;
    for (;;) {
        size_t n = strcspn(text, ".");
        if (!is_label(text, n))
            return false;
        labels++;
        if (text[n] == '\0')
            return labels >= 2 && !g_ascii_isdigit(text[n - 1]);
        text += n + 1;
    }
}

bool
text_is_email(const char *email)
{
    const char *at = email ? strrchr(email, '@') : NULL;
    return at != NULL && strlen(email) <= LIMIT_EMAIL &&
           is_local_part(email, (size_t)(at - email)) && is_domain(at + 1);
}

const char *
text_fold_email(Arena *arena, const char *email)
{
    char *folded = g_strstrip(arena_strdup(arena, email));
    char *at = strrchr(folded, '@');
    for (char *c = at; c != NULL && *c != '\0'; c++)
        *c = g_ascii_tolower(*c);
    return folded;
}

const char *
text_like_pattern(Arena *arena, const char *text)
{
    const char *folded = text_fold_space(arena, text_fold(arena, text));
    if (*folded == '\0')
        return "";
    GString *pattern = arena_string(arena, strlen(folded) + 8);
    g_string_append_c(pattern, '%');
    for (const char *c = folded; *c != '\0'; c++) {
        if (strchr("%_\\", *c) != NULL)
            g_string_append_c(pattern, '\\');
        g_string_append_c(pattern, *c);
    }
    g_string_append_c(pattern, '%');
    return pattern->str;
}
