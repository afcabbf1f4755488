/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "newsletter/review.h"

#include "alliance/figure.h"
#include "alliance/pillar.h"
#include "alliance/setting.h"
#include "base/limits.h"
#include "lang/format.h"
#include "newsletter/line.h"
#include "newsletter/review.sql.h"
#include "render/markdown.h"

#include <string.h>

/* ---- the text in sections ---- */

typedef struct Section {
    const char *slug;    /* of its pillar; "": of none */
    const char *heading; /* in the draft's language, or NULL: it has none */
    GString *text;
} Section;

/* First the introduction, then the pillars, then what belongs to none, then what comes. */
typedef struct Draft {
    Ctx *cx; /* a reader's, in the draft's language */
    const ReviewAsk *ask;
    Section *sections;
    size_t n_sections;
} Draft;

static GString *
introduction(Draft *draft)
{
    return draft->sections[0].text;
}

static GString *
section_of(Draft *draft, const char *pillar)
{
    size_t rest = draft->n_sections - 2;
    for (size_t i = 1; pillar != NULL && i < rest; i++)
        if (strcmp(draft->sections[i].slug, pillar) == 0)
            return draft->sections[i].text;
    return draft->sections[rest].text;
}

static GString *
outlook(Draft *draft)
{
    return draft->sections[draft->n_sections - 1].text;
}

static void
open_sections(Draft *draft)
{
    Ctx *cx = draft->cx;
    PillarSpan pillars = pillar_list(cx);
    draft->n_sections = pillars.n + 3;
    draft->sections = arena_array_of(cx->arena, Section, draft->n_sections);
    for (size_t i = 0; i < draft->n_sections; i++)
        draft->sections[i] = (Section){.slug = "", .text = arena_string(cx->arena, 1024)};
    for (size_t i = 0; i < pillars.n; i++) {
        draft->sections[i + 1].slug = pillars.at[i].slug;
        draft->sections[i + 1].heading = pillar_name(cx, &pillars.at[i]);
    }
    draft->sections[pillars.n + 1].heading = lang_text(cx->lang, N_("And besides"));
    draft->sections[pillars.n + 2].heading = lang_text(cx->lang, N_("What comes next"));
}

static const char *
put_together(Draft *draft)
{
    GString *body = arena_string(draft->cx->arena, 8192);
    for (size_t i = 0; i < draft->n_sections; i++) {
        const Section *section = &draft->sections[i];
        if (section->text->len == 0)
            continue;
        if (section->heading != NULL) {
            g_string_append(body, "## ");
            markdown_append_plain(body, section->heading);
            g_string_append(body, "\n\n");
        }
        g_string_append_printf(body, "%s\n", section->text->str);
    }
    return body->str;
}

/* ---- its parts ---- */

/* Something that happens, and how a review tells of it. */
typedef struct Part {
    const char *label;  /* N_(): how the desk names it */
    const char *name;   /* of a kind of items or of a figure */
    ItemDated dated;    /* of items: which belong to the period */
    const char *pillar; /* where it stands if it has none of its own, or NULL */
    int64_t (*write)(Draft *draft, const struct Part *part); /* returns how many lines */
} Part;

/* "{figure:members@2016}"; of a period that is not over, as of now. */
static const char *
figure_at(const Draft *draft, const char *name, const char *date)
{
    return date != NULL ? arena_printf(draft->cx->arena, "{figure:%s@%s}", name, date)
                        : arena_printf(draft->cx->arena, "{figure:%s}", name);
}

/* The date that a figure is asked for; NULL: the period is not over. */
static const char *
date_now(const Draft *draft)
{
    const Period *period = &draft->ask->period;
    return period->end <= draft->cx->now ? period->to : NULL;
}

static int64_t
write_members(Draft *draft, const Part *part)
{
    Ctx *cx = draft->cx;
    const char *now = date_now(draft), *then = draft->ask->then;
    int64_t before = figure_count(cx, part->name, then);
    const char *text = now != NULL ? N_("At the end of {date} there were {n} of us, in {countries} "
                                        "countries.")
                                   : N_("There are {n} of us now, in {countries} countries.");
    g_string_append(introduction(draft),
                    lang_fill(cx->arena, lang_text(cx->lang, text), "date",
                              now != NULL ? format_date(cx->arena, cx->lang, now) : "", "n",
                              figure_at(draft, part->name, now), "countries",
                              figure_at(draft, "countries", now), NULL));
    if (before > 0)
        g_string_append_printf(
            introduction(draft), " %s",
            lang_fill(
                cx->arena,
                lang_text(cx->lang, N_("At the end of {date} there were {n}, in {countries}.")),
                "date", format_date(cx->arena, cx->lang, then), "n",
                figure_at(draft, part->name, then), "countries",
                figure_at(draft, "countries", then), NULL));
    g_string_append_c(introduction(draft), '\n');
    return before > 0 ? 2 : 1;
}

static int64_t
write_items(Draft *draft, const Part *part)
{
    Ctx *cx = draft->cx;
    const ItemSearch search = {.kind = part->name,
                               .period = draft->ask->period,
                               .dated = part->dated,
                               .limit = LIMIT_REVIEW_ROWS};
    ItemSpan items = item_list_in(cx, &search);
    ItemCardSpan cards = item_cards(cx, items);
    for (size_t i = 0; i < cards.n; i++)
        line_append_story(cx, section_of(draft, items.at[i].pillar), &cards.at[i]);
    return (int64_t)cards.n;
}

/* ---- people with a task ---- */

typedef struct Since {
    int64_t since;
} Since;

static const DbType SINCE = DB_TYPE(Since, DB_FIELD(Since, since));

/* The months in which terms began, each once, with commas; "" if none did. */
static const char *
months_of(Draft *draft, const char *role)
{
    Ctx *cx = draft->cx;
    const Period *period = &draft->ask->period;
    DbRows rows = db_all(cx, &SQL_review_terms, &SINCE, DB_ARGS(role, period->begin, period->end));
    const Since *terms = rows.at;
    GString *months = arena_string(cx->arena, 64);
    const char *last = "";
    for (size_t i = 0; i < rows.n; i++) {
        const char *month = arena_strndup(cx->arena, moment_date(cx->arena, terms[i].since),
                                          strlen("2016-09"));
        if (strcmp(month, last) != 0)
            g_string_append_printf(months, "%s%s", months->len > 0 ? ", " : "",
                                   format_date(cx->arena, cx->lang, month));
        last = month;
    }
    return months->str;
}

static int64_t
write_ambassadors(Draft *draft, const Part *part)
{
    Ctx *cx = draft->cx;
    const char *now = date_now(draft), *months = months_of(draft, "ambassador");
    if (figure_count(cx, part->name, now) <= 0)
        return 0;
    GString *out = section_of(draft, part->pillar);
    const char *text = N_("- **Ambassadors.** {n} members are ambassadors of the alliance.");
    g_string_append(out, lang_fill(cx->arena, lang_text(cx->lang, text), "n",
                                   figure_at(draft, part->name, now), NULL));
    if (*months != '\0')
        g_string_append_printf(out, " %s",
                               lang_fill(cx->arena,
                                         lang_text(cx->lang, N_("New terms began in {months}.")),
                                         "months", months, NULL));
    g_string_append_c(out, '\n');
    return 1;
}

/* ---- what comes ---- */

/* A block of the year after the period, or of the rest of the year in which it ends. */
static int64_t
write_outlook(Draft *draft, const Part *part)
{
    Ctx *cx = draft->cx;
    const char *next = moment_date(cx->arena, draft->ask->period.end);
    const char *year = arena_strndup(cx->arena, next, 4);
    bool is_whole = strcmp(next + 4, "-01-01") == 0;
    const char *span = is_whole ? year : arena_printf(cx->arena, "%.7s..%s-12", next, year);
    ItemSearch search = {.kind = part->name, .dated = part->dated, .limit = LIMIT_REVIEW_ROWS};
    bool is_period = period_parse(cx->arena, span, &search.period);
    g_assert(is_period);
    int64_t n = (int64_t)item_list_in(cx, &search).n;
    if (n > 0)
        g_string_append_printf(outlook(draft), "{%s:%s}\n", item_kind_find(part->name)->root + 1,
                               span);
    return n;
}

/* clang-format off */
static const Part PARTS[] = {
    {N_("Members and countries"), "members", 0, NULL, write_members},
    {N_("Events"),       "event",       ITEM_DATED_HELD,     NULL,       write_items},
    {N_("Groups"),       "group",       ITEM_DATED_CAME_OUT, NULL,       write_items},
    {N_("Library"),      "work",        ITEM_DATED_CAME_OUT, NULL,       write_items},
    {N_("Reports"),      "report",      ITEM_DATED_CAME_OUT, NULL,       write_items},
    {N_("Frameworks"),   "framework",   ITEM_DATED_CAME_OUT, NULL,       write_items},
    {N_("Blog"),         "post",        ITEM_DATED_CAME_OUT, NULL,       write_items},
    {N_("Campaigns"),    "campaign",    ITEM_DATED_HELD,     NULL,       write_items},
    {N_("Ambassadors"),  "ambassadors", 0,                   "advocate", write_ambassadors},
    {N_("Opportunities"), "opportunity", ITEM_DATED_ANY,     NULL,       write_outlook},
};
/* clang-format on */

/* ---- the whole ---- */

static const char *
names_missing(Ctx *cx, ReviewCountSpan counts)
{
    GString *names = arena_string(cx->arena, 64);
    for (size_t i = 0; i < counts.n; i++)
        if (counts.at[i].n == 0)
            g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
                                   lang_text(cx->lang, counts.at[i].label));
    return names->str;
}

/* "2016", or "July 2016 – June 2017". */
static const char *
period_words(const Ctx *cx, const Period *period)
{
    const char *from = format_date(cx->arena, cx->lang, period->from);
    if (strcmp(period->from, period->to) == 0)
        return from;
    return arena_printf(cx->arena, "%s – %s", from, format_date(cx->arena, cx->lang, period->to));
}

const Review *
review_write(Ctx *cx, const ReviewAsk *ask)
{
    const Lang *lang = lang_find(settings(cx)->language);
    Ctx reader = *cx;
    reader.me = (Viewer){0};
    reader.lang = lang != NULL ? lang : LANG_ENGLISH;
    Draft draft = {.cx = &reader, .ask = ask};
    open_sections(&draft);
    ReviewCount *counts = arena_array_of(cx->arena, ReviewCount, G_N_ELEMENTS(PARTS));
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++)
        counts[i] = (ReviewCount){PARTS[i].label, PARTS[i].write(&draft, &PARTS[i])};
    Review *review = arena_new_of(cx->arena, Review);
    review->counts = (ReviewCountSpan){counts, G_N_ELEMENTS(PARTS)};
    review->missing = names_missing(cx, review->counts);
    review->title = lang_fill(cx->arena, lang_text(reader.lang, N_("What we did in {period}")),
                              "period", period_words(&reader, &ask->period), NULL);
    review->summary = lang_text(reader.lang,
                                N_("What happened in the alliance, and what comes next."));
    review->body = put_together(&draft);
    return review;
}

int64_t
review_insert(Ctx *cx, const ReviewAsk *ask, const Review *review)
{
    const char *text = N_("Drafted from what is known of {period}, compared with {then}.");
    const ItemDraft draft = {
        .kind = "newsletter",
        .language = settings(cx)->language,
        .title = review->title,
        .summary = review->summary,
        .body = review->body,
        .author_id = cx->me.id,
        .note = lang_fill(cx->arena, lang_text(cx->lang, text), "period",
                          period_text(cx->arena, &ask->period), "then", ask->then, NULL),
    };
    return item_insert(cx, &draft);
}
