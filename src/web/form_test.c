/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/form.h"

#include "base/limits.h"
#include "web/web_testing.h"

#include <string.h>

/* The compiled form.html; its header is the library's own. */
void form_html(Html *out, const Form *form);

static const Choice choices[] = {
    {"a", "First"},
    {"b", HOSTILE}
};

/* clang-format off */
static const Field fields[] = {
    {"line",    "Line",    .kind = FIELD_LINE, .hint = "One line"},
    {"text",    "Text",    .kind = FIELD_TEXT, .rows = 3},
    {"email",   "E-mail",  .kind = FIELD_EMAIL, .autocomplete = "email"},
    {"url",     "Address", .kind = FIELD_URL},
    {"int",     "Number",  .kind = FIELD_INT, .least = -1, .most = 10},
    {"many",    "Many",    .kind = FIELD_INT, .least = 5},
    {"date",    "Day",     .kind = FIELD_DATE},
    {"moment",  "Moment",  .kind = FIELD_MOMENT},
    {"choice",  "Choice",  .kind = FIELD_CHOICE, .verbatim = true, .choices = choices,
     .n_choices = G_N_ELEMENTS(choices)},
    {"choices", "Choices", .kind = FIELD_CHOICES, .verbatim = true, .choices = choices,
     .n_choices = G_N_ELEMENTS(choices), .hint = "Some"},
    {"flag",    "Flag",    .kind = FIELD_FLAG, .hint = "Tick"},
    {"colour",  "Colour",  .kind = FIELD_COLOUR},
    {"hidden",  "Hidden",  .kind = FIELD_HIDDEN},
    {"file",    "File",    .kind = FIELD_FILE, .hint = "Any"},
};
/* clang-format on */

static const Field *
field_called(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    g_assert_not_reached();
}

/* The form of this one field with what was typed; NULL: nothing was sent. */
static Form *
read_one(Ctx *cx, const char *name, const char *typed)
{
    Request *req = arena_new_of(cx->arena, Request);
    Pair *pair = arena_new_of(cx->arena, Pair);
    *pair = (Pair){name, typed};
    *req = (Request){
        .cx = cx, .fields = {pair, typed != NULL}
    };
    return form_read(req, field_called(name), 1);
}

static void
test_each_kind_takes(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const struct {
        const char *name, *typed, *value;
        int64_t number;
    } rows[] = {
        {"line",   "  a \t\r\n b ",         "a b",                   0         },
        {"line",   HOSTILE,                 HOSTILE,                 0         },
        {"text",   "a\r\nb\n",              "a\nb",                  0         },
        {"text",   HOSTILE,                 HOSTILE,                 0         },
        {"email",  " Ann@EXAMPLE.org ",     "Ann@example.org",       0         },
        {"url",    "https://example.org/x", "https://example.org/x", 0         },
        {"int",    "-1",                    "-1",                    -1        },
        {"int",    " 10 ",                  "10",                    10        },
        {"many",   "9000000000",            "9000000000",            9000000000},
        {"date",   "2017",                  "2017",                  0         },
        {"date",   "2017-03",               "2017-03",               0         },
        {"date",   "2016-02-29",            "2016-02-29",            0         },
        {"moment", "2017-01-02T09:00",      "2017-01-02T09:00",      TEST_NOW  },
        {"choice", "b",                     "b",                     0         },
        {"flag",   "1",                     "",                      1         },
        {"colour", "#0B5d5e",               "#0B5d5e",               0         },
        {"hidden", "x",                     "x",                     0         },
    };
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const Form *form = read_one(cx, rows[i].name, rows[i].typed);
        if (!form_ok(form))
            g_error("%s: %s", rows[i].typed, form->fields.at[0].error);
        g_assert_cmpstr(form_text(form, rows[i].name), ==, rows[i].value);
        g_assert_cmpint(form_int(form, rows[i].name), ==, rows[i].number);
    }
    fixture_commit(fx);
}

static const char *const refused[][2] = {
    {"email",   "ann"                             },
    {"email",   "ann@"                            },
    {"email",   "@example.org"                    },
    {"email",   "a b@example.org"                 },
    {"email",   "ann@example.org, bob@example.org"},
    {"email",   HOSTILE                           },
    {"url",     "example.org"                     },
    {"url",     "javascript:alert(1)"             },
    {"url",     "ftp://example.org"               },
    {"url",     "https://"                        },
    {"url",     "https:///x"                      },
    {"url",     "https://a\"onclick=x"            },
    {"url",     " https://a b"                    },
    {"url",     HOSTILE                           },
    {"int",     "-2"                              },
    {"int",     "11"                              },
    {"int",     "1.0"                             },
    {"int",     "1e1"                             },
    {"int",     "0x1"                             },
    {"int",     "\xd9\xa1"                        },
    {"int",     "99999999999999999999"            },
    {"int",     HOSTILE                           },
    {"many",    "4"                               },
    {"date",    "2017-02-29"                      },
    {"date",    "2017-13"                         },
    {"date",    "2017-3-1"                        },
    {"date",    "1.3.2017"                        },
    {"date",    "20170301"                        },
    {"date",    HOSTILE                           },
    {"moment",  "2017-01-02"                      },
    {"moment",  "2017-01-02T09:00Z"               },
    {"moment",  "2017-01-02T09:00+02:00"          },
    {"moment",  "2017-01-02T25:00"                },
    {"moment",  "2017-02-30T09:00"                },
    {"moment",  HOSTILE                           },
    {"choice",  "c"                               },
    {"choice",  "A"                               },
    {"choice",  HOSTILE                           },
    {"choices", "c"                               },
    {"choices", HOSTILE                           },
    {"colour",  "#0b5d5"                          },
    {"colour",  "#0b5d5g"                         },
    {"colour",  "0b5d5e0"                         },
    {"colour",  "red"                             },
    {"colour",  HOSTILE                           },
};

static void
test_each_kind_refuses(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
        const Form *form = read_one(cx, refused[i][0], refused[i][1]);
        if (form_ok(form))
            g_error("%s takes %s", refused[i][0], refused[i][1]);
        const FormField *f = &form->errors.at[0];
        g_assert_true(g_str_has_prefix(f->error, f->label)); /* stands alone in the summary */
        g_assert_cmpint(form_int(form, refused[i][0]), ==, 0);
        g_assert_null(form_upload(form, refused[i][0]));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        g_assert_false(form_ok(read_one(cx, fields[i].name, NULL)));
        g_assert_false(form_ok(read_one(cx, fields[i].name, "")));
        if (fields[i].kind != FIELD_FLAG)
            g_assert_false(form_ok(read_one(cx, fields[i].name, "  ")));
    }
    fixture_commit(fx);
}

static void
test_lengths(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    const char *line = repeat(fx, "\xc3\xa9", LIMIT_LINE);
    g_assert_true(form_ok(read_one(cx, "line", line)));
    g_assert_false(form_ok(read_one(cx, "line", arena_printf(fx->arena, "%sx", line))));
    g_assert_false(form_ok(read_one(cx, "hidden", arena_printf(fx->arena, "%sx", line))));
    const char *text = repeat(fx, "x", LIMIT_TEXT);
    g_assert_true(form_ok(read_one(cx, "text", text)));
    const Form *form = read_one(cx, "text", arena_printf(fx->arena, "%sx", text));
    g_assert_false(form_ok(form));
    g_assert_cmpuint(strlen(form_text(form, "text")), ==, LIMIT_TEXT + 1);
    g_assert_false(form_ok(read_one(cx, "text", repeat(fx, "\xf0\x9f\x99\x82", LIMIT_TEXT / 3))));
    const char *name = repeat(fx, "a", LIMIT_EMAIL);
    g_assert_false(form_ok(read_one(cx, "email", arena_printf(fx->arena, "%s@b.org", name))));
    const char *path = repeat(fx, "a", LIMIT_PATH);
    g_assert_false(form_ok(read_one(cx, "url", arena_printf(fx->arena, "https://b/%s", path))));
    fixture_commit(fx);
}

/* In the reader's own zone: Bob lives two hours east of Greenwich. */
static void
test_moment_in_the_readers_zone(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, BOB);
    cx->me.zone = "Africa/Lusaka";
    Form *form = read_one(cx, "moment", "2017-01-02T11:00");
    g_assert_cmpint(form_int(form, "moment"), ==, TEST_NOW);
    form_set_int(form, "moment", TEST_NOW + 60);
    g_assert_cmpstr(form_text(form, "moment"), ==, "2017-01-02T11:01");
    cx->me.zone = "No/Where";
    g_assert_cmpint(form_int(read_one(cx, "moment", "2017-01-02T09:00"), "moment"), ==, TEST_NOW);
    fixture_commit(fx);
}

static void
test_several_values(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    Ctx *cx = fixture_begin(fx, NOBODY);
    static const Pair sent[] = {
        {"choices", "a"},
        {"other",   "c"},
        {"choices", "b"}
    };
    Request req = {
        .cx = cx, .fields = {sent, 3}
    };
    Form *form = form_read(&req, field_called("choices"), 1);
    g_assert_true(form_ok(form));
    g_assert_true(form_has(form, "choices", "a"));
    g_assert_true(form_has(form, "choices", "b"));
    g_assert_false(form_has(form, "choices", "c"));
    fixture_commit(fx);
}

static void
test_choices_from_the_database(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    static const Choice found[] = {
        {"7", "Seven"},
        {"8", "Eight"}
    };
    static const Field field = {"choice", "Choice", .kind = FIELD_CHOICE, .verbatim = true};
    Ctx *cx = fixture_begin(fx, NOBODY);
    Pair sent = {"choice", "8"};
    Request req = {
        .cx = cx, .fields = {&sent, 1}
    };
    Form *form = form_read(&req, &field, 1);
    form_choices(form, "choice", found, 2);
    g_assert_true(form_ok(form));
    g_assert_true(form->fields.at[0].options.at[1].chosen);
    sent.value = "9";
    form = form_read(&req, &field, 1);
    form_choices(form, "choice", found, 2);
    g_assert_false(form_ok(form));
    form = form_new(&req, &field, 1);
    form_choices(form, "choice", found, 2);
    form_set_int(form, "choice", 7);
    g_assert_true(form->fields.at[0].options.at[0].chosen);
    form_set_int(form, "choice", 8);
    g_assert_true(form->fields.at[0].options.at[1].chosen);
    g_assert_false(form->fields.at[0].options.at[0].chosen);
    fixture_commit(fx);
}

/* ---- as a page ---- */

static Response *
respond_form(Request *req, int status, const Form *form)
{
    Html *body = html_begin(req);
    Page page = {.title = "Form"};
    html_lit(body, "<h1>Form</h1>\n<form method=\"post\">\n");
    form_html(body, form);
    html_lit(body, "<button>Send</button>\n</form>\n");
    return respond_framed(req, status, &page, body);
}

static Response *
get_form(Request *req)
{
    return respond_form(req, 200, form_new(req, fields, G_N_ELEMENTS(fields)));
}

static Response *
post_form(Request *req)
{
    Form *form = form_read(req, fields, G_N_ELEMENTS(fields));
    if (form_ok(form))
        form_fail(form, "line", "Line: no");
    return respond_form(req, 422, form);
}

/* One of two, or none: the query's "chosen" is what was chosen before. */
static Response *
get_optional(Request *req)
{
    static const Field field = {"choice",         "Choice",         .kind = FIELD_CHOICE,
                                .verbatim = true, .optional = true, .choices = choices,
                                .n_choices = 2};
    Form *form = form_new(req, &field, 1);
    form_set(form, "choice", req_query(req, "chosen"));
    return respond_form(req, 200, form);
}

#define WHY "It stands in a mail. " HOSTILE

static const struct {
    const char *name, *value;
    int64_t number;
} holds[] = {
    {"line",    HOSTILE,               0       },
    {"text",    "one\n" HOSTILE,       0       },
    {"email",   "ann@example.org",     0       },
    {"url",     "https://example.org", 0       },
    {"int",     NULL,                  7       },
    {"many",    "",                    0       },
    {"date",    "2017-03",             0       },
    {"moment",  NULL,                  TEST_NOW},
    {"choice",  "b",                   0       },
    {"choices", "a",                   0       },
    {"flag",    NULL,                  1       },
    {"colour",  "#0b5d5e",             0       },
};

/* Each field that can be fixed is, with a value. */
static void
fix_all(Form *form)
{
    for (size_t i = 0; i < G_N_ELEMENTS(holds); i++) {
        form_fix(form, holds[i].name, WHY);
        if (holds[i].value != NULL)
            form_set(form, holds[i].name, holds[i].value);
        else
            form_set_int(form, holds[i].name, holds[i].number);
    }
    form_set(form, "choices", "b"); /* of check boxes one more */
}

static Response *
get_fixed(Request *req)
{
    Form *form = form_new(req, fields, G_N_ELEMENTS(fields));
    fix_all(form);
    return respond_form(req, 200, form);
}

/* Says what counts, and beside it what came too late. */
static Response *
post_fixed(Request *req)
{
    Form *form = form_read(req, fields, G_N_ELEMENTS(holds)); /* neither hidden nor a file */
    fix_all(form);
    g_assert_true(form_ok(form));
    form_choices(form, "choice", choices, G_N_ELEMENTS(choices));
    g_assert_true(form_ok(form));
    g_assert_cmpstr(form_text(form, "line"), ==, HOSTILE);
    g_assert_cmpstr(form_text(form, "choice"), ==, "b");
    g_assert_cmpint(form_int(form, "int"), ==, 7);
    g_assert_cmpint(form_int(form, "many"), ==, 0);
    g_assert_cmpint(form_int(form, "moment"), ==, TEST_NOW);
    g_assert_true(form_flag(form, "flag"));
    g_assert_true(form_has(form, "choices", "a") && form_has(form, "choices", "b"));
    form_fail_late(form);
    return respond_form(req, form_ok(form) ? 200 : 422, form);
}

static const Route rows[] = {
    {GET,  "/form",     get_form,     PUBLIC, 0},
    {POST, "/form",     post_form,    PUBLIC, 0},
    {GET,  "/fixed",    get_fixed,    PUBLIC, 0},
    {POST, "/fixed",    post_fixed,   PUBLIC, 0},
    {GET,  "/optional", get_optional, PUBLIC, 0},
};
static const RouteTable table = ROUTE_TABLE(rows);
static const RouteTable *const tables[] = {&table, NULL};

static void
test_page_keeps_what_was_typed(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    assert_status(get(fx, NOBODY, "/form"), 200);
    assert_status(get(fx, ANN, "/fr/form"), 200);
    /* Everything is missing; then everything is hostile: the page is valid all the same. */
    Response *res = post(fx, NOBODY, "/form", NULL);
    assert_status(res, 422);
    assert_shows(res, "14 things are not right yet");
    res = post(fx, NOBODY, "/form", "line", HOSTILE, "text", "</textarea>" HOSTILE, "email",
               HOSTILE, "url", HOSTILE, "int", HOSTILE, "many", HOSTILE, "date", HOSTILE, "moment",
               HOSTILE, "choice", HOSTILE, "choices", HOSTILE, "flag", HOSTILE, "colour", HOSTILE,
               "hidden", HOSTILE, "file", HOSTILE, NULL);
    assert_status(res, 422);
    assert_hides(res, "<b>Tom");
    assert_hides(res, "</textarea>&lt;");
    assert_shows(res, "value=\"&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;&#39;");
    assert_shows(res, "&lt;/textarea&gt;&lt;b&gt;Tom");
    assert_shows(res, "10 things are not right yet");
    assert_shows(post(fx, NOBODY, "/fr/form", NULL), "14 r\xc3\xa9ponses sont \xc3\xa0 revoir");
    /* A summary may name a hidden field. */
    assert_status(post(fx, NOBODY, "/form", "hidden", repeat(fx, "x", LIMIT_LINE + 1), NULL), 422);
}

/* A radio button that was pressed cannot be let go: none of them needs one of its own. */
static void
test_optional_choice_can_be_unchosen(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    const char *none = "id=\"f-choice-0\" name=\"choice\" value=\"\"";
    Response *res = get(fx, NOBODY, "/optional");
    assert_shows(res, arena_printf(fx->arena, "%s checked> None of these", none));
    res = get(fx, NOBODY, "/optional?chosen=a");
    assert_shows(res, arena_printf(fx->arena, "%s> None of these", none));
    assert_shows(res, "value=\"a\" checked");
    assert_hides(get(fx, NOBODY, "/form"), "None of these");
}

/* A value with its label and a sentence, nothing to type in or to press. */
static void
test_what_is_fixed_is_a_value(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    Response *res = get(fx, NOBODY, "/fixed");
    assert_status(res, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(holds); i++) {
        assert_hides(res, arena_printf(fx->arena, "name=\"%s\"", holds[i].name));
        assert_shows(
            res, arena_printf(fx->arena, "<dl class=\"fixed\" id=\"f-%s\"><dt>", holds[i].name));
    }
    assert_shows(res, "<dd class=\"lines\" dir=\"auto\">one\n&lt;b&gt;Tom");
    assert_shows(res, "<dd class=\"hint\">It stands in a mail. &lt;b&gt;Tom");
    assert_hides(res, "<b>Tom");
    assert_shows(res, "dir=\"auto\">7</dd>");
    assert_shows(res, "dir=\"auto\">not said</dd>"); /* nothing holds */
    assert_shows(res, "dir=\"auto\">March 2017</dd>");
    assert_shows(res, "dir=\"auto\">2 January 2017 at 09:00 UTC</dd>");
    assert_shows(res, "dir=\"auto\">First\n&lt;b&gt;Tom"); /* both of the check boxes */
    assert_shows(res, "dir=\"auto\">Yes</dd>");
    assert_shows(get(fx, NOBODY, "/fr/fixed"), "dir=\"auto\">Oui</dd>");
    /* Nothing of it is sent, and nothing is missing; the other fields are what they were. */
    assert_shows(res, "name=\"hidden\"");
    assert_shows(res, "type=\"file\"");
    assert_status(post(fx, NOBODY, "/fixed", "other", "x", NULL), 200);
}

static void
test_what_is_sent_for_it_counts_for_nothing(Fixture *fx, const void *unused G_GNUC_UNUSED)
{
    fx->app.routes = tables;
    Response *res = post(fx, NOBODY, "/fixed", "line", "mine", "int", "x", "moment", "x", "choice",
                         "c", "choices", "c", "flag", "", NULL);
    assert_status(res, 422); /* and its page was old */
    assert_shows(res, "5 things are not right yet");
    assert_shows(res, "<a href=\"#f-line\">Line: this was fixed in the meantime");
    assert_shows(res, "<dd class=\"why\" id=\"f-line-error\">Line: this was fixed");
    assert_hides(res, "mine");
    assert_shows(res, "dir=\"auto\">Yes</dd>");
}

void
web_form_tests(void)
{
    add_test("/web/form/each-kind-takes", test_each_kind_takes);
    add_test("/web/form/each-kind-refuses", test_each_kind_refuses);
    add_test("/web/form/lengths", test_lengths);
    add_test("/web/form/moment-in-the-readers-zone", test_moment_in_the_readers_zone);
    add_test("/web/form/several-values", test_several_values);
    add_test("/web/form/choices-from-the-database", test_choices_from_the_database);
    add_test("/web/form/optional-can-be-unchosen", test_optional_choice_can_be_unchosen);
    add_test("/web/form/what-is-fixed-is-a-value", test_what_is_fixed_is_a_value);
    add_test("/web/form/what-is-sent-for-it-counts-for-nothing",
             test_what_is_sent_for_it_counts_for_nothing);
    add_test("/web/form/page-keeps-what-was-typed", test_page_keeps_what_was_typed);
}
