/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/trim.h"

#include "base/text.h"

#include <string.h>

#define MAX_LINES 4000
#define ATTRIBUTION_LINES 4   /* over which "On ... wrote:" is broken */
#define ATTRIBUTION_CHARS 400 /* bytes; more is a paragraph */
#define HEAD_LINES 8          /* below "From:", in which the other labels stand */
#define SIGNATURE_LINES 10    /* below "--" without its space, which people write too */
#define WRAPPED_CHARS 30      /* the end of a quoted line that a program has broken */
#define LONG_LINE 60          /* which such a line has */
#define UNDERSCORES 10

typedef enum LineKind { LINE_BLANK = 0, LINE_TEXT, LINE_QUOTE, LINE_HEAD, LINE_SIGNATURE } LineKind;

typedef struct Line {
    const char *text;  /* as it came */
    const char *plain; /* for comparing: no marks of direction, no case, no accents, trimmed */
    LineKind kind;
} Line;

typedef struct Lines {
    Arena *arena;
    Line *at;
    size_t n;
} Lines;

/* ---- lines ---- */

static bool
is_mark(gunichar c)
{
    return c == 0x200b || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

static const char *
plain_of(Arena *arena, const char *text)
{
    GString *bare = arena_string(arena, strlen(text) + 1);
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c))
        if (!is_mark(g_utf8_get_char(c)))
            g_string_append_unichar(bare, g_utf8_get_char(c));
    char *folded = arena_strdup(arena, text_fold_space(arena, text_fold(arena, bare->str)));
    /* "*From:* Ann": bold in a text. */
    if (*folded == '*' && strchr(folded, ':') != NULL)
        g_strdelimit(folded, "*", ' ');
    return text_fold_space(arena, folded);
}

static Lines
split(Arena *arena, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\n", MAX_LINES);
    Lines lines = {.arena = arena, .n = g_strv_length(parts)};
    lines.at = arena_array_of(arena, Line, MAX(lines.n, 1));
    for (size_t i = 0; i < lines.n; i++) {
        Line *line = &lines.at[i];
        line->text = arena_strdup(arena, g_strchomp(parts[i]));
        line->plain = plain_of(arena, line->text);
        line->kind = *line->plain == '\0'  ? LINE_BLANK
                     : *line->plain == '>' ? LINE_QUOTE
                                           : LINE_TEXT;
    }
    return lines;
}

/* The first line from @i on that is not empty, or the number of lines. */
static size_t
next_full(const Lines *lines, size_t i)
{
    while (i < lines->n && lines->at[i].kind == LINE_BLANK)
        i++;
    return i;
}

static bool
has_text(const Lines *lines, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++)
        if (lines->at[i].kind == LINE_TEXT)
            return true;
    return false;
}

static bool
begins(const Lines *lines, const char *plain, const char *words)
{
    return g_str_has_prefix(plain, text_fold(lines->arena, words));
}

static bool
begins_with_one_of(const Lines *lines, const char *plain, const char *const *words)
{
    for (; *words != NULL; words++)
        if (begins(lines, plain, *words))
            return true;
    return false;
}

/* ---- heads of old mails ---- */

/* Is what stands before the colon one of @labels ("Sent|Date")? */
static bool
is_labelled(const Lines *lines, const char *plain, const char *labels)
{
    const char *colon = strchr(plain, ':');
    if (colon == NULL || colon == plain || colon - plain > 40)
        return false;
    g_autofree char *label = g_strndup(plain, (size_t)(colon - plain));
    g_strstrip(label);
    g_auto(GStrv) names = g_strsplit(text_fold(lines->arena, labels), "|", -1);
    return g_strv_contains((const char *const *)names, label);
}

/* "From: ...", and below it two more labels of the same language. */
static bool
is_head(const Lines *lines, size_t i)
{
    if (strchr(lines->at[i].plain, ':') == NULL)
        return false;
    for (const TrimLabels *labels = TRIM_LABELS; labels->from != NULL; labels++) {
        if (!is_labelled(lines, lines->at[i].plain, labels->from))
            continue;
        int n = 0;
        for (size_t j = i + 1; j < MIN(i + HEAD_LINES, lines->n); j++)
            n += is_labelled(lines, lines->at[j].plain, labels->others);
        if (n >= 2)
            return true;
    }
    return false;
}

static bool
is_underscores(const char *plain)
{
    size_t n = strspn(plain, "_");
    return n >= UNDERSCORES && plain[n] == '\0';
}

/* The words between dashes: "-----Original Message-----"; NULL if there are no dashes. */
static const char *
between_dashes(const Lines *lines, const char *plain)
{
    size_t n = strspn(plain, "-");
    if (n < 2)
        return NULL;
    const char *words = plain + n + strspn(plain + n, " ");
    return arena_strndup(lines->arena, words, strcspn(words, "-"));
}

static bool
is_forward(const Lines *lines, size_t i)
{
    const char *plain = lines->at[i].plain;
    const char *words = between_dashes(lines, plain);
    if (words != NULL)
        return begins_with_one_of(lines, words, TRIM_FORWARDS);
    return g_str_has_suffix(plain, ":") && begins_with_one_of(lines, plain, TRIM_FORWARDS);
}

static bool
is_original(const Lines *lines, size_t i)
{
    const char *plain = lines->at[i].plain;
    const char *words = between_dashes(lines, plain);
    if (words != NULL)
        return *words != '\0' && begins_with_one_of(lines, words, TRIM_ORIGINALS);
    if (is_underscores(plain)) {
        size_t next = next_full(lines, i + 1);
        return next < lines->n && is_head(lines, next);
    }
    return is_head(lines, i);
}

/* ---- "On 2 January Ann wrote:" ---- */

static bool
has_digit(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text))
        if (g_unichar_isdigit(g_utf8_get_char(text)))
            return true;
    return false;
}

static bool
is_attribution(const Lines *lines, const char *joined)
{
    bool has_address = strchr(joined, '@') != NULL, dated = has_digit(joined);
    if (!g_str_has_suffix(joined, ":"))
        return false;
    /* "2017-01-02 9:00 GMT+03:00 Ann <ann@example.org>:" */
    if (g_unichar_isdigit(g_utf8_get_char(joined)) && g_str_has_suffix(joined, ">:") && has_address)
        return true;
    for (const TrimAttribution *one = TRIM_ATTRIBUTIONS; one->verb != NULL; one++) {
        bool is_open = *one->start == '\0';
        if ((is_open ? has_address || dated : dated || has_address) &&
            begins(lines, joined, one->start) &&
            strstr(joined, text_fold(lines->arena, one->verb)) != NULL)
            return true;
    }
    return false;
}

/* "On 2 January, Ann<ann@example.org> wrote: and here the old mail goes on", as telephones write.
 */
static bool
is_run_on(const Lines *lines, const char *plain)
{
    for (const TrimAttribution *one = TRIM_ATTRIBUTIONS; one->verb != NULL; one++) {
        if (*one->start == '\0' || !begins(lines, plain, one->start) || !has_digit(plain))
            continue;
        const char *before = arena_printf(lines->arena, "> %s", text_fold(lines->arena, one->verb));
        const char *verb = strstr(plain, before), *at = strchr(plain, '@');
        if (verb != NULL && at != NULL && at < verb && strchr(verb, ':') != NULL)
            return true;
    }
    return false;
}

/* How many lines from @i on are an attribution; 0: none. */
static size_t
attribution_at(const Lines *lines, size_t i)
{
    const char *joined = "";
    if (is_run_on(lines, lines->at[i].plain))
        return 1;
    for (size_t n = 0; n < ATTRIBUTION_LINES && i + n < lines->n; n++) {
        if (lines->at[i + n].kind != LINE_TEXT)
            return 0;
        joined = arena_printf(lines->arena, "%s%s%s", joined, n > 0 ? " " : "",
                              lines->at[i + n].plain);
        if (strlen(joined) > ATTRIBUTION_CHARS)
            return 0;
        if (is_attribution(lines, joined))
            return n + 1;
    }
    return 0;
}

/* Mark attributions.  Returns where the message is to be cut, because an old mail follows that is
 * not marked line by line. */
static size_t
mark_attributions(Lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        size_t n = lines->at[i].kind == LINE_TEXT ? attribution_at(lines, i) : 0;
        if (n == 0)
            continue;
        size_t next = next_full(lines, i + n);
        if (next < lines->n && lines->at[next].kind != LINE_QUOTE && !has_text(lines, 0, i))
            continue; /* nothing stands above: the new words may be below */
        for (size_t j = i; j < i + n; j++)
            lines->at[j].kind = LINE_HEAD;
        if (next >= lines->n || lines->at[next].kind != LINE_QUOTE)
            return i;
    }
    return lines->n;
}

/* ---- quotations ---- */

/* "> a long line that was\nbroken\n> here": the word between belongs to the quotation. */
static void
mark_wrapped(Lines *lines)
{
    for (size_t i = 1; i + 1 < lines->n; i++)
        if (lines->at[i].kind == LINE_TEXT && lines->at[i - 1].kind == LINE_QUOTE &&
            lines->at[i + 1].kind == LINE_QUOTE && text_length(lines->at[i].text) < WRAPPED_CHARS &&
            text_length(lines->at[i - 1].text) >= LONG_LINE)
            lines->at[i].kind = LINE_QUOTE;
}

/* ---- signatures ---- */

/* Where the words from @i on end: at a quotation or its head. */
static size_t
run_end(const Lines *lines, size_t i)
{
    while (i < lines->n && (lines->at[i].kind == LINE_TEXT || lines->at[i].kind == LINE_BLANK))
        i++;
    return i;
}

static size_t
count_text(const Lines *lines, size_t from, size_t until)
{
    size_t n = 0;
    for (size_t i = from; i < until; i++)
        n += lines->at[i].kind == LINE_TEXT;
    return n;
}

/* Does a signature begin with the line @i, whose run of words ends at @end? */
static bool
is_signature(const Lines *lines, size_t i, size_t end)
{
    const char *plain = lines->at[i].plain;
    if (strcmp(plain, "--") == 0)
        return count_text(lines, i + 1, end) <= SIGNATURE_LINES;
    size_t below = count_text(lines, i + 1, end);
    if (below == 0 && is_underscores(plain)) /* what Outlook draws above the old mail */
        return true;
    return below <= 1 && begins_with_one_of(lines, plain, TRIM_SENT_FROMS) &&
           (below == 0 ||
            begins_with_one_of(lines, lines->at[next_full(lines, i + 1)].plain, TRIM_SENT_FROMS) ||
            is_underscores(lines->at[next_full(lines, i + 1)].plain));
}

static void
mark_signatures(Lines *lines)
{
    for (size_t i = 0; i < lines->n; i++) {
        size_t end = run_end(lines, i);
        if (lines->at[i].kind != LINE_TEXT || !is_signature(lines, i, end))
            continue;
        for (; i < end; i++)
            lines->at[i].kind = lines->at[i].kind == LINE_TEXT ? LINE_SIGNATURE : lines->at[i].kind;
    }
}

/* ---- all together ---- */

static const char *
join(const Lines *lines, bool with_quotes)
{
    GString *out = arena_string(lines->arena, 256);
    bool blank = false;
    for (size_t i = 0; i < lines->n; i++) {
        const Line *line = &lines->at[i];
        bool is_kept = line->kind == LINE_TEXT ||
                       (with_quotes && (line->kind == LINE_QUOTE || line->kind == LINE_HEAD));
        if (!is_kept) {
            blank = out->len > 0;
            continue;
        }
        /* What was left out leaves one empty line. */
        if (out->len > 0)
            g_string_append(out, blank ? "\n\n" : "\n");
        blank = false;
        g_string_append(out, line->text);
    }
    return out->str;
}

/* Where words stand beside the quotations. */
static TrimKind
place_of(const Lines *lines)
{
    size_t first = lines->n, last = 0;
    for (size_t i = 0; i < lines->n; i++)
        if (lines->at[i].kind == LINE_QUOTE || lines->at[i].kind == LINE_HEAD) {
            first = MIN(first, i);
            last = i;
        }
    if (first == lines->n)
        return TRIM_WHOLE;
    bool above = has_text(lines, 0, first), below = has_text(lines, last, lines->n);
    if ((above && below) || has_text(lines, first, last))
        return TRIM_INTERLEAVED;
    return below ? TRIM_BOTTOM : TRIM_TOP;
}

/* The old mail that is not marked line by line is cut off, if there are words above it. */
static bool
cut_original(Lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        if (lines->at[i].kind == LINE_TEXT && is_original(lines, i)) {
            if (!has_text(lines, 0, i))
                return false;
            lines->n = i;
            return true;
        }
    return false;
}

const char *
trim_reply(Arena *arena, const char *text, TrimKind *ret_kind)
{
    Lines lines = split(arena, text);
    for (size_t i = 0; i < lines.n; i++)
        if (lines.at[i].kind == LINE_TEXT && is_forward(&lines, i)) {
            *ret_kind = TRIM_FORWARD;
            return text_trim_lines(arena, text);
        }
    bool is_cut = cut_original(&lines);
    mark_wrapped(&lines);
    size_t end = mark_attributions(&lines);
    is_cut |= end < lines.n;
    lines.n = end;
    mark_signatures(&lines);
    TrimKind kind = place_of(&lines);
    *ret_kind = kind == TRIM_WHOLE && is_cut ? TRIM_TOP : kind;
    return join(&lines, kind == TRIM_INTERLEAVED);
}
