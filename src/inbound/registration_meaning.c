/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/registration_meaning.h"

#include "alliance/answer_open.h"
#include "base/limits.h"
#include "base/text.h"
#include "calendar/answer.h"
#include "lang/lang.h"

#include <string.h>

int64_t
registration_item(Ctx *cx, int64_t number)
{
    const Registration *registration = registration_find(cx, number);
    return registration != NULL ? registration->item_id : 0;
}

bool
registration_is_from(Ctx *cx, int64_t number, const char *address)
{
    const Registration *registration = registration_find(cx, number);
    return registration != NULL && registration->person_id == 0 && *address != '\0' &&
           strcmp(registration->email, address) == 0;
}

/* The registration that a mail is about, if its owner wrote it; or NULL. */
static const Registration *
find_own(Ctx *cx, const Arrival *arrival)
{
    const Registration *registration = registration_find(cx, arrival->address->number);
    return registration != NULL && registration->person_id == cx->me.id ? registration : NULL;
}

/* ---- whether one comes ---- */

static MeaningOutcome
come(Ctx *cx, const Registration *registration, const char **ret_note)
{
    const Item *event = item_find_id(cx, registration->item_id);
    const Applicant who = registration_owner(cx, registration);
    const RegistrationWish wish = {.people = registration->people,
                                   .question = registration->question,
                                   .question_open = registration->question_open};
    const Registration *now = NULL;
    *ret_note = N_("Registration is closed.");
    if (event == NULL || registration_ask(cx, event, &who, &wish, &now) != REGISTRATION_DONE)
        return MEANING_REFUSED;
    *ret_note = registration_state_find(now->state)->words;
    return MEANING_DONE;
}

MeaningOutcome
registration_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Registration *registration = find_own(cx, arrival);
    const char *calendar = arrival->calendar != NULL ? arrival->calendar : "";
    *ret_note = N_("The registration is not there any more.");
    if (registration == NULL)
        return MEANING_REFUSED;
    if (strcmp(calendar, ANSWER_TENTATIVE) == 0) {
        *ret_note = N_("It says \"perhaps\": nothing was changed.");
        return MEANING_DONE;
    }
    int answer = *calendar == '\0' ? meaning_answer(cx->arena, arrival->words)
                 : strcmp(calendar, ANSWER_ACCEPTED) == 0 ? 1
                                                          : -1;
    if (answer > 0)
        return come(cx, registration, ret_note);
    *ret_note = N_("The mail must begin with yes or no.");
    if (answer == 0)
        return MEANING_REFUSED;
    registration_leave(cx, registration);
    *ret_note = N_("You are not registered any more.");
    return MEANING_DONE;
}

/* ---- lines with answers ---- */

/* What is said to one question. */
typedef struct Line {
    const Question *question;
    GString *words; /* of a question that is answered in words there can be several lines */
} Line;

typedef struct Lines {
    Line at[LIMIT_QUESTIONS];
    size_t n;
    bool is_unclear; /* a line has a number that is no question's, or is too much */
} Lines;

static bool
is_kind(const Question *question, const char *kind)
{
    return strcmp(question->kind, kind) == 0;
}

/* The number before a colon with which a line begins, and what is behind; 0: none. */
static int64_t
number_of(const char *line, const char **ret_rest)
{
    char *end = NULL;
    line += strspn(line, " \t#");
    if (!g_ascii_isdigit(*line))
        return 0;
    int64_t number = g_ascii_strtoll(line, &end, 10);
    end += strspn(end, " \t");
    if (*end == '\0' || strchr(":)=", *end) == NULL)
        return 0;
    *ret_rest = end + 1;
    return number;
}

static void
begin_line(Arena *arena, Lines *lines, const Question *question, const char *words)
{
    if (lines->n == G_N_ELEMENTS(lines->at)) {
        lines->is_unclear = true;
        return;
    }
    Line *line = &lines->at[lines->n++];
    *line = (Line){question, arena_string(arena, 80)};
    g_string_append(line->words, words);
}

/* Words of several lines go on until the next number of a question. */
static Lines
read_lines(Arena *arena, QuestionSpan asked, const char *words)
{
    Lines lines = {.n = 0};
    g_auto(GStrv) all = g_strsplit(words, "\n", -1);
    for (size_t i = 0; all[i] != NULL; i++) {
        const char *rest = all[i];
        int64_t number = number_of(all[i], &rest);
        const Question *question = number != 0 ? question_of(asked, number) : NULL;
        Line *before = lines.n > 0 ? &lines.at[lines.n - 1] : NULL;
        bool goes_on = before != NULL && is_kind(before->question, "text");
        if (question != NULL)
            begin_line(arena, &lines, question, rest);
        else if (goes_on)
            g_string_append_printf(before->words, "\n%s", all[i]);
        else
            lines.is_unclear |= number != 0;
    }
    return lines;
}

/* Who has one question to choose at may say the number of the choice alone. */
static Lines
read_bare(Arena *arena, QuestionSpan open, const char *words)
{
    Lines lines = {.n = 0};
    bool is_number = *words != '\0' && words[strspn(words, "0123456789 ,.;\n")] == '\0';
    if (open.n == 1 && is_number && question_kind(open.at[0].kind)->is_counted)
        begin_line(arena, &lines, &open.at[0], words);
    return lines;
}

/* ---- what a line means ---- */

/* At most so many answers in one mail. */
enum { MOST = LIMIT_QUESTIONS * LIMIT_QUESTION_OPTIONS };

typedef struct Said {
    Answer at[MOST];
    size_t n;
} Said;

static bool
is_offered(const Question *question, int64_t number)
{
    if (is_kind(question, "yes"))
        return number == QUESTION_YES || number == QUESTION_NO;
    for (size_t i = 0; i < question->options.n; i++)
        if (question->options.at[i].number == number)
            return question->options.at[i].is_offered;
    return false;
}

/* The choice that is written in words; 0: none. */
static int64_t
choice_called(Arena *arena, const Question *question, const char *words)
{
    if (is_kind(question, "yes")) {
        int answer = meaning_answer(arena, words);
        return answer == 0 ? 0 : answer > 0 ? QUESTION_YES : QUESTION_NO;
    }
    const char *folded = text_fold(arena, words);
    for (size_t i = 0; i < question->options.n; i++) {
        const QuestionOption *option = &question->options.at[i];
        if (option->is_offered && (strcmp(text_fold(arena, option->text), folded) == 0 ||
                                   strcmp(text_fold(arena, option->own), folded) == 0))
            return option->number;
    }
    return 0;
}

static bool
add(Said *said, const Question *question, int64_t number, const char *text)
{
    for (size_t i = 0; i < said->n; i++)
        if (said->at[i].question_id == question->id && said->at[i].number == number)
            return true;
    if (said->n == G_N_ELEMENTS(said->at))
        return false;
    said->at[said->n++] = (Answer){.question_id = question->id, .number = number, .text = text};
    return true;
}

static bool
add_choices(Arena *arena, const Question *question, const char *words, Said *said)
{
    int64_t called = choice_called(arena, question, words);
    if (called != 0)
        return add(said, question, called, "");
    g_auto(GStrv) parts = g_strsplit_set(words, " ,.;", -1);
    size_t n = 0;
    for (size_t i = 0; parts[i] != NULL; i++) {
        if (*parts[i] == '\0')
            continue;
        char *end = NULL;
        int64_t number = g_ascii_strtoll(parts[i], &end, 10);
        bool is_one = *end == '\0' && is_offered(question, number);
        if (!is_one || (++n > 1 && !is_kind(question, "several")) ||
            !add(said, question, number, ""))
            return false;
    }
    return n > 0;
}

/* False: it is no answer to this question, and nothing was added. */
static bool
add_line(Arena *arena, const Line *line, Said *said)
{
    const Question *question = line->question;
    bool is_long = is_kind(question, "text");
    const char *all = line->words->str;
    char *words = arena_strndup(arena, all, is_long ? strlen(all) : strcspn(all, "\n"));
    g_strstrip(words);
    size_t before = said->n;
    if (question_kind(question->kind)->is_counted) {
        if (add_choices(arena, question, words, said))
            return true;
        said->n = before;
        return false;
    }
    size_t most = is_long ? LIMIT_ANSWER_TEXT : LIMIT_ANSWER_LINE;
    return *words != '\0' && (size_t)g_utf8_strlen(words, -1) <= most &&
           add(said, question, 0, words);
}

/* ---- an answer by mail ---- */

/* "No" gives a seat back where a question is open that it could answer as well, or where more was
   said: then we ask again rather than lose a seat. */
static bool
is_doubtful_no(Ctx *cx, QuestionSpan open, const char *words)
{
    if (open.n == 0 || meaning_answer(cx->arena, words) >= 0)
        return false;
    for (size_t i = 0; i < open.n; i++)
        if (is_kind(&open.at[i], "yes"))
            return true;
    return strpbrk(words, " \n") != NULL;
}

static MeaningOutcome
run_words(Ctx *cx, const Arrival *arrival, QuestionSpan open, const char **ret_note)
{
    *ret_note = N_("We do not know whether you answered a question or do not come. Begin the line "
                   "of an answer with the number of its question and a colon; to cancel, use the "
                   "link in our mail.");
    bool has_calendar = arrival->calendar != NULL && *arrival->calendar != '\0';
    if (!has_calendar && is_doubtful_no(cx, open, arrival->words))
        return MEANING_REFUSED;
    MeaningOutcome outcome = registration_run(cx, arrival, ret_note);
    bool is_word = has_calendar || meaning_answer(cx->arena, arrival->words) != 0;
    if (outcome == MEANING_REFUSED && open.n > 0 && !is_word)
        *ret_note = N_("We did not understand an answer. Begin each line with the number of the "
                       "question and a colon, then the number of your choice or your words.");
    return outcome;
}

static MeaningOutcome
take(Ctx *cx, const Registration *registration, const Lines *lines, const char **ret_note)
{
    Said *said = arena_new_of(cx->arena, Said);
    size_t n_understood = 0;
    for (size_t i = 0; i < lines->n; i++)
        n_understood += add_line(cx->arena, &lines->at[i], said);
    *ret_note = N_("No line had a choice that the question offers, or words that are not too long "
                   "for it.");
    if (n_understood == 0)
        return MEANING_REFUSED;
    answer_amend(cx, registration->id, (AnswerSpan){said->at, said->n});
    answer_confirm_mail(cx, registration);
    bool is_whole = n_understood == lines->n && !lines->is_unclear;
    *ret_note = is_whole ? N_("Your answers were noted.")
                         : N_("We noted the answers that we understood, and confirm them by "
                              "another mail.");
    return is_whole ? MEANING_DONE : MEANING_PARTLY;
}

MeaningOutcome
answers_run(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Registration *own = find_own(cx, arrival);
    *ret_note = N_("The registration is not there any more.");
    if (own == NULL)
        return MEANING_REFUSED;
    const char *part = strcmp(own->state, "recording") == 0 ? "missed" : "came";
    const Lang *lang = lang_find(own->language);
    Ctx reader = *cx; /* choices are named as the mail named them */
    reader.lang = lang != NULL ? lang : LANG_ENGLISH;
    QuestionSpan asked = question_asked(&reader, own->item_id, QUESTION_REGISTRATION, part);
    QuestionSpan open = answer_open(&reader, own);
    Lines lines = read_lines(cx->arena, asked, arrival->words);
    if (lines.n == 0 && !lines.is_unclear)
        lines = read_bare(cx->arena, open, arrival->words);
    if (lines.n == 0)
        return run_words(cx, arrival, open, ret_note);
    const RegistrationTerms *terms = registration_terms(cx, own->item_id);
    *ret_note = N_("The registration has ended, or the event is over.");
    if (!registration_is_alive(own) || terms == NULL || terms->ends_at <= cx->now)
        return MEANING_REFUSED;
    return take(cx, own, &lines, ret_note);
}
