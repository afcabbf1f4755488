/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "alliance/access.h"
#include "alliance/answer_doubt.h"
#include "alliance/comment_life.h"
#include "alliance/digest.h"
#include "alliance/discussion.h"
#include "alliance/drafting.h"
#include "alliance/file.h"
#include "alliance/follow.h"
#include "alliance/group_member.h"
#include "alliance/group_task.h"
#include "alliance/mention.h"
#include "alliance/poll.h"
#include "alliance/poll_tell.h"
#include "alliance/registration.h"
#include "alliance/task.h"
#include "base/limits.h"
#include "base/text.h"
#include "inbound/contribution_meaning.h"
#include "inbound/file_meaning.h"
#include "inbound/floor_meaning.h"
#include "inbound/inbound.h"
#include "inbound/inbound.sql.h"
#include "inbound/registration_meaning.h"
#include "inbound/review_meaning.h"
#include "inbound/week_meaning.h"
#include "lang/lang.h"
#include "web/session.h"

#include <string.h>

#define ANSWER_WORDS 6 /* a longer first line is no plain yes or no */

/* ---- yes and no ---- */

static const struct {
    const char *word;
    int answer;
} answers[] = {
    {"yes",      1 },
    {"ok",       1 },
    {"okay",     1 },
    {"approve",  1 },
    {"oui",      1 },
    {"d'accord", 1 },
    {"si",       1 },
    {"sim",      1 },
    {"ndiyo",    1 },
    {"ndio",     1 },
    {"sawa",     1 },
    {"نعم",      1 },
    {"موافق",    1 },
    {"ja",       1 },
    {"no",       -1},
    {"reject",   -1},
    {"non",      -1},
    {"nao",      -1},
    {"hapana",   -1},
    {"لا",       -1},
    {"nein",     -1},
};

int
meaning_answer(Arena *arena, const char *words)
{
    const char *line = arena_strndup(arena, words, strcspn(words, "\n"));
    const char *folded = text_fold_space(arena, text_fold(arena, line));
    g_auto(GStrv) parts = g_strsplit(folded, " ", -1);
    if (g_strv_length(parts) == 0 || g_strv_length(parts) > ANSWER_WORDS)
        return 0;
    char *word = parts[0];
    while (*word != '\0' && strchr(".,!;:", word[strlen(word) - 1]) != NULL)
        word[strlen(word) - 1] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
        if (strcmp(word, answers[i].word) == 0)
            return answers[i].answer;
    return 0;
}

/* ---- an answer becomes a comment ---- */

static int64_t
same_item(Ctx *cx, int64_t number)
{
    (void)cx;
    return number;
}

/* Files hang on items, where those who may edit one may hang them. */
static bool
attach_files(Ctx *cx, const Item *item, LetterFileSpan files)
{
    if (files.n == 0 || !may(cx, ACTION_EDIT, item))
        return false;
    size_t room = LIMIT_ITEM_FILES - MIN(file_list(cx, item->id).n, LIMIT_ITEM_FILES);
    for (size_t i = 0; i < MIN(files.n, room); i++) {
        const LetterFile *file = &files.at[i];
        if (file->content.n == 0 || file->content.n > LIMIT_FILE)
            continue;
        const FileWords words = {.name = *file->name != '\0' ? file->name : "file",
                                 .title = file->name};
        file_attach(cx, item->id, file_insert(cx, file->content), &words);
    }
    return files.n <= room;
}

/* @unclear: a name in it was not understood. */
static const char *
comment_note(size_t n_files, bool attached, bool unclear)
{
    static const char *const notes[][2] = {
        {N_("It became a comment."),
         N_("It became a comment. A name behind @ in it means nobody there, or more than one "
            "person, who is not told.")                                        },
        {N_("It became a comment, and its files hang on the text."),
         N_("It became a comment, and its files hang on the text. A name behind @ in it means "
            "nobody there, or more than one person, who is not told.")         },
        {N_("It became a comment. Comments have no files: those were left out."),
         N_("It became a comment. Comments have no files: those were left out. A name behind @ in "
            "it means nobody there, or more than one person, who is not told.")},
    };
    return notes[n_files == 0 ? 0 : attached ? 1 : 2][unclear];
}

static MeaningOutcome
run_comment_at(Ctx *cx, const CommentPlace *place, const Arrival *arrival, const char **ret_note)
{
    const Item *item = item_find_id(cx, place->item_id);
    if (*arrival->words == '\0' && arrival->files.n == 0) {
        *ret_note = N_("There was no new word in the mail.");
        return MEANING_REFUSED;
    }
    if (item == NULL || !comment_is_open(cx, item)) {
        *ret_note = N_("What it answers is not there any more, or may not be commented on.");
        return MEANING_REFUSED;
    }
    if (g_utf8_strlen(arrival->words, -1) > LIMIT_COMMENT) {
        *ret_note = N_("The mail is too long for a comment.");
        return MEANING_REFUSED;
    }
    bool attached = attach_files(cx, item, arrival->files);
    bool unclear = mention_unclear(cx, mention_read(cx, item->id, arrival->words)) != NULL;
    if (*arrival->words != '\0')
        comment_insert_at(cx, place, arrival->words);
    *ret_note = comment_note(arrival->files.n, attached, unclear);
    return arrival->files.n == 0 || attached ? MEANING_DONE : MEANING_PARTLY;
}

static MeaningOutcome
run_comment(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const CommentPlace place = {.item_id = arrival->address->number};
    return run_comment_at(cx, &place, arrival, ret_note);
}

static MeaningOutcome
run_paragraph(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    int64_t number = arrival->address->number;
    const CommentPlace place = {.item_id = drafting_of_paragraph(cx, number),
                                .paragraph_id = number};
    return run_comment_at(cx, &place, arrival, ret_note);
}

/* ---- a task is decided by "yes" or "no", in an answer or behind the mail's link ---- */

static bool
may_comments(Ctx *cx, const Task *task)
{
    const Item *item = item_find_id(cx, task->item_id);
    return item != NULL && comment_may_decide(cx, item);
}

static bool
may_group(Ctx *cx, const Task *task)
{
    const Item *group = item_find_id(cx, group_around(cx, task->item_id));
    return group != NULL && may(cx, ACTION_LEAD, group);
}

static bool
may_event(Ctx *cx, const Task *task)
{
    const Item *event = item_find_id(cx, task->item_id);
    return event != NULL && may(cx, ACTION_LEAD, event);
}

static bool
may_letters(Ctx *cx, const Task *task)
{
    (void)task;
    return (cx->me.roles & ROLE_SECRETARIAT) != 0;
}

static bool
decide_comment(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Comment *comment = comment_find_held(cx, task->item_id);
    *ret_note = yes ? N_("The comment is shown.") : N_("The comment was taken away.");
    if (comment != NULL)
        return comment_moderate(cx, comment->id, yes);
    *ret_note = N_("More than one comment waits there: please decide on the desk.");
    return false;
}

static bool
decide_report(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    int64_t id = comment_find_reported(cx, task->item_id);
    *ret_note = yes ? N_("The comment was taken away.") : N_("The comment stays.");
    if (id != 0)
        return comment_decide_report(cx, id, yes);
    *ret_note = N_("More than one comment was reported there: please decide on the desk.");
    return false;
}

static bool
decide_discussion(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Item *group = item_find_id(cx, group_around(cx, task->item_id));
    *ret_note = yes ? N_("The discussion is shown now.")
                    : N_("The discussion went back to its author as a draft.");
    return group != NULL && discussion_review(cx, group, task->item_id, yes);
}

static bool
decide_letter(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    int64_t id = db_count(cx, &SQL_inbound_find_held_of, DB_ARGS(task->item_id));
    if (id != 0)
        return inbound_decide(cx, id, yes ? DECIDE_OWNER : DECIDE_DROP, ret_note) == DECIDED_DONE;
    *ret_note = N_("More than one mail waits there: please decide on the desk.");
    return false;
}

static bool
decide_request(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Item *group = item_find_id(cx, task->item_id);
    int64_t person = group_member_only_asked(cx, task->item_id);
    if (group == NULL || person == 0) {
        *ret_note = N_("More than one person asks there: please decide on the desk.");
        return false;
    }
    GroupOutcome outcome = yes ? group_member_admit(cx, group, person)
                               : group_member_remove(cx, group, person);
    *ret_note = yes ? N_("The person is in the group now.")
                    : N_("The person was refused and gets a mail.");
    return outcome == GROUP_DONE;
}

static bool
decide_seat(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Registration *asked = registration_only_asked(cx, task->item_id);
    if (asked == NULL) {
        *ret_note = N_("More than one person asks there: please decide on the desk.");
        return false;
    }
    *ret_note = yes ? N_("The person has a seat, or waits for one, and gets a mail.")
                    : N_("The person was refused and gets a mail.");
    return registration_decide(cx, asked, yes);
}

typedef struct Decider {
    const char *kind;
    bool (*may)(Ctx *cx, const Task *task);
    bool (*decide)(Ctx *cx, const Task *task, bool yes, const char **ret_note);
} Decider;

static const Decider deciders[] = {
    {"comment.review",      may_comments, decide_comment   },
    {"comment.held",        may_comments, decide_comment   },
    {"comment.report",      may_comments, decide_report    },
    {"discussion.review",   may_group,    decide_discussion},
    {"group.request",       may_group,    decide_request   },
    {"registration.review", may_event,    decide_seat      },
    {"floor.review",        may_event,    floor_decide     },
    {"inbound.review",      may_letters,  decide_letter    },
};

static const Decider *
decider_find(const Task *task)
{
    for (size_t i = 0; i < G_N_ELEMENTS(deciders); i++)
        if (strcmp(deciders[i].kind, task->kind) == 0)
            return &deciders[i];
    return NULL;
}

bool
meaning_may_decide(Ctx *cx, const Task *task)
{
    const Decider *decider = decider_find(task);
    return decider != NULL && decider->may(cx, task);
}

bool
meaning_decide(Ctx *cx, const Task *task, bool yes, const char **ret_note)
{
    const Decider *decider = decider_find(task);
    if (decider == NULL)
        *ret_note = N_("This task cannot be decided by mail: please open it on the desk.");
    else if (strcmp(task->state, "open") != 0)
        *ret_note = N_("The task is done already.");
    else if (!decider->may(cx, task))
        *ret_note = N_("You may not decide this.");
    else
        return decider->decide(cx, task, yes, ret_note);
    return false;
}

static int64_t
task_item(Ctx *cx, int64_t number)
{
    const Task *task = task_find(cx, number);
    return task != NULL ? task->item_id : 0;
}

static MeaningOutcome
run_task(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Task *task = task_find(cx, arrival->address->number);
    int answer = meaning_answer(cx->arena, arrival->words);
    if (task == NULL || strcmp(task->state, "open") != 0) {
        *ret_note = N_("The task is done already.");
        return MEANING_REFUSED;
    }
    if (answer == 0) {
        *ret_note = N_("The mail must begin with yes or no.");
        return MEANING_REFUSED;
    }
    return meaning_decide(cx, task, answer > 0, ret_note) ? MEANING_DONE : MEANING_REFUSED;
}

/* ---- a mail to a group begins a discussion ---- */

static MeaningOutcome
run_topic(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Item *group = item_find_id(cx, arrival->address->number);
    if (group == NULL || !discussion_may_begin(cx, group, group_find(cx, group))) {
        *ret_note = N_(
            "Only who is in the group begins a discussion in it, and only while it is at "
            "work.");
        return MEANING_REFUSED;
    }
    if (*arrival->words == '\0') {
        *ret_note = N_("There was no new word in the mail.");
        return MEANING_REFUSED;
    }
    bool held = false;
    const DiscussionDraft draft = {.title = arrival_title(cx->arena, arrival),
                                   .body = arrival->words,
                                   .doubtful = arrival->doubtful};
    discussion_insert(cx, group, group_find(cx, group), &draft, &held);
    *ret_note = arrival->files.n > 0 ? N_("It became a discussion. Its files were left out.")
                : held ? N_("It became a discussion. A chair looks at it before others see it.")
                       : N_("It became a discussion.");
    return arrival->files.n > 0 || held ? MEANING_PARTLY : MEANING_DONE;
}

/* ---- numbers are a vote ---- */

static MeaningOutcome
run_poll(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const Item *item = item_find_id(cx, arrival->address->number);
    const Poll *poll = item != NULL ? poll_find(cx, item->id) : NULL;
    int64_t numbers[LIMIT_POLL_OPTIONS + 1];
    size_t n = poll_numbers(arrival->words, numbers);
    const char *choice = NULL;
    if (poll == NULL || !poll_may_vote(cx, item))
        *ret_note = N_("The poll is not there any more, or you may not vote in it.");
    else if (!poll_is_open(cx, poll))
        *ret_note = N_("The poll is closed: your vote came too late and does not count.");
    else if (n == 0)
        *ret_note = N_("We did not understand your vote: the mail must begin with the numbers of "
                       "options and nothing else, such as 2 or 2, 1, 3.");
    else
        *ret_note = poll_fault(cx->arena, poll, poll_options(cx, item->id, "").n, numbers, n,
                               &choice);
    if (choice == NULL)
        return MEANING_REFUSED;
    *ret_note = N_("The poll is closed: your vote came too late and does not count.");
    if (!poll_vote(cx, item, choice))
        return MEANING_REFUSED;
    poll_confirm(cx, item->id, choice);
    *ret_note = N_("It is a vote.");
    return MEANING_DONE;
}

/* ---- a word says how often mails come ---- */

#define NOTHING -1 /* days: none comes */

static const struct {
    const char *words; /* with which the mail begins, folded */
    int64_t days;
} paces[] = {
    {"each",            DIGEST_AT_ONCE},
    {"at once",         DIGEST_AT_ONCE},
    {"chaque",          DIGEST_AT_ONCE},
    {"tout de suite",   DIGEST_AT_ONCE},
    {"فورا",            DIGEST_AT_ONCE},
    {"daily",           DIGEST_DAILY  },
    {"one a day",       DIGEST_DAILY  },
    {"une par jour",    DIGEST_DAILY  },
    {"un par jour",     DIGEST_DAILY  },
    {"quotidien",       DIGEST_DAILY  },
    {"chaque jour",     DIGEST_DAILY  },
    {"يوميا",           DIGEST_DAILY  },
    {"weekly",          DIGEST_WEEKLY },
    {"one a week",      DIGEST_WEEKLY },
    {"une par semaine", DIGEST_WEEKLY },
    {"un par semaine",  DIGEST_WEEKLY },
    {"hebdomadaire",    DIGEST_WEEKLY },
    {"أسبوعيا",         DIGEST_WEEKLY },
    {"stop",            NOTHING       },
    {"none",            NOTHING       },
    {"arreter",         NOTHING       },
    {"rien",            NOTHING       },
    {"توقف",            NOTHING       },
};

static int64_t
no_item(Ctx *cx, int64_t number)
{
    (void)cx, (void)number;
    return 0;
}

static MeaningOutcome
run_pace(Ctx *cx, const Arrival *arrival, const char **ret_note)
{
    const char *line = arena_strndup(cx->arena, arrival->words, strcspn(arrival->words, "\n"));
    char *folded = arena_strdup(cx->arena, text_fold_space(cx->arena, text_fold(cx->arena, line)));
    while (*folded != '\0' && strchr(".,! ", folded[strlen(folded) - 1]) != NULL)
        folded[strlen(folded) - 1] = '\0';
    for (size_t i = 0; i < G_N_ELEMENTS(paces); i++) {
        if (strcmp(text_fold(cx->arena, paces[i].words), folded) != 0)
            continue;
        if (paces[i].days != NOTHING)
            digest_set_pace(cx, cx->me.id, paces[i].days);
        follow_set_mails(cx, cx->me.id, paces[i].days != NOTHING);
        *ret_note = N_("It says how often mails come from now on.");
        return MEANING_DONE;
    }
    *ret_note = N_("Your words went nowhere: this mail has several texts in it. Each has its own "
                   "link for an answer. To change how often it comes, answer with one word: daily, "
                   "weekly, each or stop.");
    return MEANING_REFUSED;
}

/* ---- the table ---- */

const Meaning MEANINGS[] = {
    {MAIL_ANSWERS, registration_item, answers_run, .is_from = registration_is_from,
     .doubted = answer_doubt_tell, .sealed = true},
    {MAIL_COMMENT, same_item, run_comment},
    {MAIL_FETCH, same_item, file_run},
    {MAIL_FLOOR, registration_item, floor_run, .is_from = registration_is_from},
    {MAIL_LIBRARY, no_item, contribution_run},
    {MAIL_PARAGRAPH, drafting_of_paragraph, run_paragraph},
    {MAIL_PACE, no_item, run_pace},
    {MAIL_REVIEW, same_item, review_run},
    {MAIL_POLL, same_item, run_poll, .sealed = true},
    {MAIL_REGISTRATION_ANSWER, registration_item, registration_run,
     .is_from = registration_is_from},
    {MAIL_TASK, task_item, run_task},
    {MAIL_TOPIC, same_item, run_topic},
    {MAIL_WRITER, writer_item, writer_run},
    {0},
};

const Meaning *
meaning_find(const char *purpose)
{
    for (const Meaning *meaning = MEANINGS; meaning->purpose != NULL; meaning++)
        if (strcmp(meaning->purpose, purpose) == 0)
            return meaning;
    return NULL;
}

MeaningOutcome
meaning_run_as(Ctx *cx, const Meaning *meaning, int64_t person_id, const Arrival *arrival,
               const char **ret_note)
{
    Viewer before = cx->me;
    cx->me = session_viewer(cx, person_id);
    MeaningOutcome outcome = MEANING_REFUSED;
    *ret_note = N_("The person is not here any more.");
    if (cx->me.id != 0 || (person_id == 0 && meaning->is_from != NULL))
        outcome = meaning->run(cx, arrival, ret_note);
    cx->me = before;
    return outcome;
}
