/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/bounce.h"

#include "base/text.h"
#include "lang/lang.h"

#include <string.h>

#define SAID_CHARS 400
#define BODY_BYTES 8000 /* of a free-form report; below stands the old mail */

static const char *const names[BOUNCE_CLASSES] = {
    [BOUNCE_NONE] = "none",           [BOUNCE_HARD] = "hard",
    [BOUNCE_SOFT] = "soft",           [BOUNCE_FULL] = "full",
    [BOUNCE_POLICY] = "policy",       [BOUNCE_AUTO_REPLY] = "auto-reply",
    [BOUNCE_COMPLAINT] = "complaint",
};

static const char *const labels[BOUNCE_CLASSES] = {
    [BOUNCE_NONE] = N_("no report"),
    [BOUNCE_HARD] = N_("no such mailbox"),
    [BOUNCE_SOFT] = N_("not now"),
    [BOUNCE_FULL] = N_("mailbox full"),
    [BOUNCE_POLICY] = N_("refused by a rule"),
    [BOUNCE_AUTO_REPLY] = N_("automatic answer"),
    [BOUNCE_COMPLAINT] = N_("complaint"),
};

const char *
bounce_class_name(BounceClass class)
{
    return names[class];
}

const char *
bounce_class_label(BounceClass class)
{
    return labels[class];
}

BounceClass
bounce_class_find(const char *name)
{
    for (size_t i = 0; i < BOUNCE_CLASSES; i++)
        if (strcmp(names[i], name) == 0)
            return (BounceClass)i;
    return BOUNCE_NONE;
}

/* ---- codes ---- */

/* "5.1.1" at @at, neither in the middle of a number nor of an address of a host; "" if it is none.
 */
static const char *
code_at(Arena *arena, const char *text, const char *at)
{
    if ((*at != '5' && *at != '4' && *at != '2') || at[1] != '.' ||
        (at > text && (g_ascii_isdigit(at[-1]) || at[-1] == '.')))
        return "";
    size_t first = strspn(at + 2, "0123456789");
    if (first < 1 || first > 3 || at[2 + first] != '.')
        return "";
    size_t second = strspn(at + 3 + first, "0123456789"), n = 3 + first + second;
    if (second < 1 || second > 3 || (at[n] == '.' && g_ascii_isdigit(at[n + 1])))
        return "";
    return arena_strndup(arena, at, n);
}

static const char *
code_in(Arena *arena, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        const char *code = code_at(arena, text, at);
        if (*code != '\0')
            return code;
    }
    return "";
}

/* What the table says of "5.1.1"; NULL: nothing. */
static const BounceCode *
code_find(const char *status)
{
    if (strlen(status) < 5)
        return NULL;
    for (const BounceCode *row = BOUNCE_CODES; row->code != NULL; row++) {
        bool is_kind = row->code[strlen(row->code) - 1] == '.';
        if (is_kind ? g_str_has_prefix(status + 2, row->code) : strcmp(status + 2, row->code) == 0)
            return row;
    }
    return NULL;
}

static const BouncePhrase *
phrase_find(const char *folded)
{
    for (const BouncePhrase *row = BOUNCE_PHRASES; row->phrase != NULL; row++)
        if (strstr(folded, row->phrase) != NULL)
            return row;
    return NULL;
}

/* Code and words together: a code that says something is believed, else the words are. */
static void
judge(Arena *arena, Bounce *bounce, const char *words)
{
    const char *folded = text_fold_space(arena, text_fold(arena, words));
    const BounceCode *code = code_find(bounce->status);
    if (code == NULL || code->vague) {
        const char *other = code_in(arena, words);
        const BounceCode *better = code_find(other);
        if (better != NULL && (code == NULL || !better->vague)) {
            code = better;
            bounce->status = other;
        }
    }
    const BouncePhrase *phrase = code == NULL || code->vague ? phrase_find(folded) : NULL;
    bool is_temporary = *bounce->status == '4';
    bounce->class = BOUNCE_SOFT;
    bounce->reason = REASON_OTHER;
    if (phrase != NULL) {
        /* "4.2.1 mailbox unavailable": not for ever. */
        bounce->class = is_temporary && phrase->class == BOUNCE_HARD ? BOUNCE_SOFT : phrase->class;
        bounce->reason = phrase->reason;
    } else if (code != NULL) {
        bounce->class = is_temporary ? code->temporary : code->class;
        bounce->reason = code->reason;
    }
}

/* ---- by the book ---- */

static const LetterReport *
report_find(const Letter *letter, const char *action)
{
    for (size_t i = 0; i < letter->reports.n; i++)
        if (strcmp(letter->reports.at[i].action, action) == 0)
            return &letter->reports.at[i];
    return NULL;
}

static const char *
said_of(Arena *arena, const char *text)
{
    return text_shorten(arena, text_fold_space(arena, text), SAID_CHARS);
}

static Bounce
from_report(Arena *arena, const Letter *letter)
{
    const LetterReport *failed = report_find(letter, "failed");
    const LetterReport *delayed = report_find(letter, "delayed");
    const LetterReport *report = failed != NULL ? failed : delayed;
    if (report == NULL)
        return (Bounce){BOUNCE_NONE, "", "", "", ""};
    const char *semicolon = strchr(report->diagnostic, ';');
    const char *words = semicolon != NULL ? semicolon + 1 : report->diagnostic;
    Bounce bounce = {.recipient = *report->recipient != '\0' ? report->recipient
                                                             : letter->returned_to,
                     .status = code_in(arena, report->status),
                     .said = said_of(arena, words)};
    judge(arena, &bounce, *words != '\0' ? words : letter->text);
    if (failed == NULL) {
        bounce.class = bounce.class == BOUNCE_FULL ? BOUNCE_FULL : BOUNCE_SOFT;
        bounce.reason = bounce.class == BOUNCE_FULL ? bounce.reason : REASON_DELAY;
    }
    return bounce;
}

/* ---- in free words ---- */

static bool
has_one_of(const char *folded, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strstr(folded, *words) != NULL)
            return true;
    return false;
}

static bool
begins_with_one_of(const char *folded, const char *const *words)
{
    for (; *words != NULL; words++)
        if (g_str_has_prefix(folded, *words))
            return true;
    return false;
}

/* The words of the server, without the old mail below them. */
static const char *
report_words(Arena *arena, const Letter *letter)
{
    g_autofree char *text = g_utf8_make_valid(letter->text,
                                              (gssize)strnlen(letter->text, BODY_BYTES));
    GString *words = arena_string(arena, 1000);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (has_one_of(text_fold(arena, *line), BOUNCE_COPY_MARKS))
            break;
        g_string_append_printf(words, "%s\n", *line);
    }
    return words->str;
}

/* The first address that may be the reader's. */
static const char *
address_in(Arena *arena, const char *words)
{
    static const char limits[] = " \t\n<>()[]\"',;:";
    for (const char *at = strchr(words, '@'); at != NULL; at = strchr(at + 1, '@')) {
        const char *begin = at;
        while (begin > words && strchr(limits, begin[-1]) == NULL)
            begin--;
        g_autofree char *word = g_strndup(begin, strcspn(begin, limits));
        while (g_str_has_suffix(word, "."))
            word[strlen(word) - 1] = '\0';
        const char *address = text_fold_email(arena, word);
        g_autofree char *lower = g_ascii_strdown(address, -1);
        bool is_theirs = g_str_has_prefix(lower, "mailer-daemon@") ||
                         g_str_has_prefix(lower, "postmaster@");
        if (!is_theirs && text_is_email(address))
            return address;
    }
    return "";
}

static bool
is_from_mailer(const Letter *letter)
{
    static const char *const senders[] = {"mailer-daemon@", "postmaster@", "mailerdaemon@",
                                          "mail-daemon@", NULL};
    g_autofree char *lower = g_ascii_strdown(letter->from, -1);
    return begins_with_one_of(lower, senders);
}

static Bounce
from_words(Arena *arena, const Letter *letter)
{
    const char *words = report_words(arena, letter);
    Bounce bounce = {.recipient = *letter->failed != '\0' ? letter->failed
                                                          : address_in(arena, words),
                     .status = "",
                     .said = said_of(arena, words)};
    judge(arena, &bounce, words);
    return bounce;
}

static bool
is_auto_reply(const Letter *letter, const char *subject)
{
    bool says_so = (*letter->auto_submitted != '\0' &&
                    !g_str_has_prefix(letter->auto_submitted, "no")) ||
                   strcmp(letter->precedence, "auto_reply") == 0;
    return says_so || begins_with_one_of(subject, AUTO_REPLY_SUBJECTS);
}

Bounce
bounce_classify(Arena *arena, const Letter *letter, bool from_nobody)
{
    if (*letter->feedback != '\0' && strcmp(letter->feedback, "not-spam") != 0)
        return (Bounce){BOUNCE_COMPLAINT,
                        *letter->complainer != '\0' ? letter->complainer : letter->returned_to, "",
                        REASON_COMPLAINT, ""};
    if (letter->is_report && letter->reports.n > 0)
        return from_report(arena, letter);
    const char *subject = text_fold(arena, letter->subject);
    bool looks_so = has_one_of(subject, BOUNCE_SUBJECTS);
    if (*letter->failed != '\0' || (looks_so && (from_nobody || is_from_mailer(letter))))
        return from_words(arena, letter);
    if (is_auto_reply(letter, subject))
        return (Bounce){BOUNCE_AUTO_REPLY, letter->from, "", REASON_AUTO_REPLY, ""};
    return (Bounce){BOUNCE_NONE, "", "", "", ""};
}
