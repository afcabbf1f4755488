/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * Nobody sees a field that its owner closed: every field × to whom it is open × who asks, on every
 * page on which a person can stand.
 */
#include "testing.h"

#include "alliance/consent.h"
#include "alliance/file.h"
#include "alliance/interest.h"
#include "alliance/item.h"
#include "alliance/profile.h"
#include "alliance/role.h"
#include "sheet/sheet.h"

#include <string.h>

/* What stands for a field on the page, in its JSON, in the card and in a list that is taken out;
   NULL: it is not there.  And a filter that finds a person by it. */
typedef struct Marker {
    ProfileField bit;
    const char *html, *json, *card, *cell, *filter;
} Marker;

/* clang-format off */
static const Marker markers[] = {
    {PROFILE_NAME,         "Zuri Marked",         "Zuri Marked",          "FN:Zuri Marked",                   "Zuri Marked",                  "q=zuri"},
    {PROFILE_PICTURE,      "/files/1?",           "\"picture_id\":1",     "PHOTO:data:image/png",             NULL,                           NULL},
    {PROFILE_HEADLINE,     "headline-marked",     "headline-marked",      "NOTE:headline-marked",             "headline-marked",              NULL},
    {PROFILE_ABOUT,        "about-marked",        "about-marked",         NULL,                               "about-marked",                 NULL},
    {PROFILE_COUNTRY,      "Vanuatu",             "\"country\":\"VU\"",   "Vanuatu",                          "Vanuatu",                      "country=VU"},
    {PROFILE_ORGANISATION, "organisation-marked", "organisation-marked",  "ORG:organisation-marked",          "organisation-marked",          "organisation-name=marked"},
    {PROFILE_POSITION,     "position-marked",     "position-marked",      "TITLE:position-marked",            "position-marked",              NULL},
    {PROFILE_LEVEL,        "Macro: policy",       "Macro: policy",        NULL,                               "macro",                        "level=macro"},
    {PROFILE_LANGUAGES,    "Amharic",             "\"languages\":\"am\"", "LANG:am",                          "am",                           "language=am"},
    {PROFILE_INTERESTS,    "interest-marked",     "interest-marked",      "CATEGORIES:interest-marked",       "interest-marked",              "interest=marked"},
    {PROFILE_LINKS,        "link-marked",         "link-marked",          "URL:https://link-marked.example/", "https://link-marked.example/", NULL},
    {PROFILE_SINCE,        "17 May 1999",         "\"since\":926942400",  NULL,                               "1999-05-17",                   "joined-until=1999"},
    {PROFILE_EMAIL,        "marked@example.org",  "marked@example.org",   "EMAIL:marked@example.org",         "marked@example.org",           NULL},
};
/* clang-format on */

static const Bytes picture = {"\x89PNG\r\n\x1a\n0000", 12};

/* Ann says something in every field, has an office and has written something under a pen name. */
static void
mark_ann(Fixture *fx)
{
    static const ProfileLink link = {"https://link-marked.example/", "link-marked"};
    Ctx *cx = fixture_begin(fx, SAM);
    int64_t file = file_insert(cx, picture);
    g_assert_cmpint(file, ==, 1);
    interest_insert(cx, &(Interest){"marked", "interest-marked", ""});
    organisation_named(cx, "organisation-marked", "", NULL);
    const ProfileDraft draft = {
        .name = "Zuri Marked",
        .name_latin = "",
        .headline = "headline-marked",
        .about = "about-marked",
        .country = "",
        .organisation = "organisation-marked",
        .organisation_type = "",
        .position = "position-marked",
        .level = "macro",
        .languages = "am",
        .interests = "marked",
        .links = {&link, 1}
    };
    g_assert_true(profile_save(cx, ANN, &draft));
    term_grant(cx, ANN, "steering", "", cx->now - 1, 0);
    item_publish(cx, item_insert(cx, &(ItemDraft){.kind = "event",
                                                  .slug = "written",
                                                  .audience = "public",
                                                  .language = "en",
                                                  .title = "Written",
                                                  .author_id = ANN,
                                                  .author = "A pen name"}));
    fixture_commit(fx);
    run_sql(fx, "UPDATE person SET country = 'VU', picture_id = 1, email = 'marked@example.org',"
                " joined_at = 926942400 WHERE id = 1");
    run_sql(fx, "UPDATE organisation SET slug = 'where-ann-works'");
}

static void
show(Fixture *fx, int64_t to_public, int64_t to_members)
{
    run_sql(fx, arena_printf(fx->arena,
                             "UPDATE person SET shown_public = %" PRId64
                             ", shown_members = %" PRId64 " WHERE id = 1",
                             to_public, to_members));
}

static void
agree(Fixture *fx, bool agrees)
{
    Ctx *cx = fixture_begin(fx, ANN);
    consent_answer(cx, ANN, purpose_find("directory"), agrees,
                   &(ConsentSource){"preferences", "test", "en"});
    fixture_commit(fx);
}

/* Who has an office is known there by name. */
static void
assert_hidden(const Response *res, const Marker *marker, const char *path)
{
    const char *const marks[] = {marker->html, marker->json, marker->card};
    if (marker->bit == PROFILE_NAME && strcmp(path, "/about") == 0)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (marks[i] != NULL && strstr(body_of(res), marks[i]) != NULL)
            g_error("%s shows %s", path, marks[i]);
}

/* Everything but the person's own page, on which something of a person could stand. */
static const char *const elsewhere[] = {
    "/organisations",      "/organisations/where-ann-works",
    "/organisations.json", "/organisations/where-ann-works.json",
    "/search?q=marked",    "/search?q=zuri",
    "/search.json?q=zuri", "/search.json?q=organisation",
    "/new.atom",           "/about",
    "/events/written",     "/events/written.json",
    "/no-such-page",       "/members/nobody-there",
};

typedef struct Case {
    const Marker *marker;
    int64_t viewer;
    bool open;
} Case;

static void
check_case(Fixture *fx, const char *path, const Case *c)
{
    const Response *page = get(fx, c->viewer, path);
    const Response *json = get(fx, c->viewer, arena_printf(fx->arena, "%s.json", path));
    const Response *card = get(fx, c->viewer, arena_printf(fx->arena, "%s.vcf", path));
    bool has_page = c->open || c->marker->bit != PROFILE_NAME;
    g_assert_cmpint(page->status, ==, has_page ? 200 : 404);
    g_assert_cmpint(json->status, ==, has_page ? 200 : 404);
    g_assert_cmpint(card->status, ==, has_page ? 200 : 404);
    if (c->open) {
        assert_shows(page, c->marker->html);
        assert_shows(json, c->marker->json);
        if (c->marker->card != NULL)
            g_assert_nonnull(strstr(body_of(card), c->marker->card));
        return;
    }
    assert_hidden(page, c->marker, path);
    assert_hidden(json, c->marker, path);
    assert_hidden(card, c->marker, path);
    for (size_t i = 0; i < G_N_ELEMENTS(elsewhere); i++)
        assert_hidden(get(fx, c->viewer, elsewhere[i]), c->marker, elsewhere[i]);
    if (c->marker->bit == PROFILE_PICTURE || c->marker->bit == PROFILE_NAME)
        assert_status(get(fx, c->viewer, "/files/1"), 404);
}

static void
check_viewers(Fixture *fx, const char *path, const Marker *marker, bool to_public, bool to_members)
{
    const Case cases[] = {
        {marker, NOBODY, to_public },
        {marker, BOB,    to_members},
        {marker, EDNA,   to_members},
        {marker, SAM,    true      },
        {marker, ANN,    true      },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        check_case(fx, path, &cases[i]);
}

static void
test_nobody_sees_what_is_closed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    mark_ann(fx);
    const char *path = arena_printf(
        fx->arena, "/members/%s",
        query_text(fx, arena_printf(fx->arena, "SELECT handle FROM person WHERE id = %d", ANN)));
    for (int agrees = 0; agrees < 2; agrees++) {
        agree(fx, agrees);
        for (size_t i = 0; i < G_N_ELEMENTS(markers); i++) {
            const Marker *m = &markers[i];
            /* Of the name the rest depends, which is open then; else all others are closed. */
            int64_t others = m->bit == PROFILE_NAME ? PROFILE_ALL & ~PROFILE_NAME : PROFILE_NAME;
            show(fx, others, others);
            check_viewers(fx, path, m, false, false);
            show(fx, others, others | m->bit);
            check_viewers(fx, path, m, false, agrees);
            if (m->bit == PROFILE_EMAIL)
                continue;
            show(fx, others | m->bit, others | m->bit);
            check_viewers(fx, path, m, true, true);
        }
    }
}

/* ---- lists that are taken out ---- */

static Response *
take_out(Fixture *fx, const char *format, const char *eye, const char *filter)
{
    Response *res = post(fx, SAM, "/desk/people/take-out", "format", format, "eye", eye, "filter",
                         filter, "fields", "name", "fields", "headline", "fields", "about",
                         "fields", "country", "fields", "organisation", "fields", "position",
                         "fields", "level", "fields", "languages", "fields", "interests", "fields",
                         "links", "fields", "since", "fields", "email", NULL);
    assert_status(res, 200);
    return res;
}

/* Is there a cell with just this text, in what our own reader makes of it? */
static bool
has_cell(Bytes bytes, const char *text, int *ret_rows)
{
    g_autoptr(Sheet) sheet = sheet_new(sheet_source_bytes(&bytes), 0);
    SheetRow row;
    bool found = false;
    for (*ret_rows = -1; sheet_next(sheet, &row); ++*ret_rows)
        for (size_t i = 0; i < row.n; i++)
            found |= strcmp(row.cells[i], text) == 0;
    return found;
}

/* Of the people who have it, which are found by it?  Its absence tells nothing either. */
static void
check_filter(Fixture *fx, const Marker *m, const char *eye, bool open)
{
    int rows = 0;
    if (m->filter == NULL)
        return;
    has_cell(take_out(fx, "csv", eye, m->filter)->body, "", &rows);
    g_assert_cmpint(rows, ==, open);
    const char *value = strchr(m->filter, '=');
    bool negates = strstr("country level language interest",
                          arena_strndup(fx->arena, m->filter, (size_t)(value - m->filter))) != NULL;
    if (!negates)
        return;
    const char *not = arena_printf(fx->arena, "not-%.*s=xx&joined-until=1999",
                                   (int)(value - m->filter), m->filter);
    has_cell(take_out(fx, "csv", eye, not)->body, "", &rows);
    g_assert_cmpint(rows, <=, open);
}

static void
check_files(Fixture *fx, const Marker *m, const char *eye, bool open)
{
    static const char *const tables[] = {"csv", "xlsx"};
    int rows = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(tables) && m->cell != NULL; i++)
        g_assert_true(has_cell(take_out(fx, tables[i], eye, "")->body, m->cell, &rows) == open);
    const Response *json = take_out(fx, "json", eye, "");
    const Response *cards = take_out(fx, "vcard", eye, "");
    if (m->cell != NULL) {
        const char *value = arena_printf(fx->arena, "\"%s\"", m->cell);
        g_assert_true((strstr(body_of(json), value) != NULL) == open);
    }
    bool in_card = open && m->bit != PROFILE_PICTURE;
    if (m->card != NULL)
        g_assert_true((strstr(body_of(cards), m->card) != NULL) == in_card);
    check_filter(fx, m, eye, open);
}

/* With the eyes of others only who agreed to stand in the directory is in a list at all. */
static void
test_lists_keep_closed_what_is_closed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    mark_ann(fx);
    for (int agrees = 0; agrees < 2; agrees++) {
        agree(fx, agrees);
        for (size_t i = 0; i < G_N_ELEMENTS(markers); i++) {
            const Marker *m = &markers[i];
            int64_t others = (m->bit == PROFILE_NAME ? PROFILE_ALL & ~PROFILE_NAME : PROFILE_NAME);
            others |= m->filter != NULL && strncmp(m->filter, "joined", 6) != 0 ? PROFILE_SINCE : 0;
            for (int open = 0; open < 3; open++) { /* to nobody, to members, to everybody */
                show(fx, others | (open > 1 ? m->bit : 0), others | (open > 0 ? m->bit : 0));
                check_files(fx, m, "public", agrees && open > 1);
                check_files(fx, m, "members", agrees && open > 0);
                check_files(fx, m, "secretariat", true);
            }
        }
    }
}

/* The rule stands twice: in C and in SQL. */
static void
test_both_rules_say_the_same(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const int64_t sets[] = {0, PROFILE_NAME, PROFILE_COUNTRY, PROFILE_NAME | PROFILE_LINKS,
                                   PROFILE_ALL};
    static const int64_t viewers[] = {NOBODY, ANN, BOB, EDNA, SAM};
    static const char *const left[] = {"NULL", "1"};
    run_sql(fx, "UPDATE person SET handle = 'ann' WHERE id = 1");
    for (int k = 0; k < 2 * 2; k++) {
        agree(fx, k % 2 == 1);
        run_sql(fx, arena_printf(fx->arena, "UPDATE person SET left_at = %s WHERE id = 1",
                                 left[k / 2]));
        for (size_t i = 0; i < G_N_ELEMENTS(sets) * G_N_ELEMENTS(sets); i++) {
            int64_t to_public = sets[i % G_N_ELEMENTS(sets)];
            show(fx, to_public, to_public | sets[i / G_N_ELEMENTS(sets)]);
            for (size_t v = 0; v < G_N_ELEMENTS(viewers); v++) {
                Ctx *cx = fixture_begin(fx, viewers[v]);
                const Profile *seen = profile_find(cx, "ann");
                unsigned open = profile_open(cx, ANN);
                g_assert_cmpuint(seen != NULL ? (unsigned)seen->open : 0, ==, open);
                fixture_commit(fx);
            }
        }
    }
}

void
profile_matrix_tests(void)
{
    add_test("/profile/nobody-sees-what-is-closed", test_nobody_sees_what_is_closed);
    add_test("/profile/lists-keep-closed-what-is-closed", test_lists_keep_closed_what_is_closed);
    add_test("/profile/both-rules-say-the-same", test_both_rules_say_the_same);
}
