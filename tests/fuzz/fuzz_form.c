/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * A posted form with a field of every kind: read, checked, and drawn again with what was typed.
 */
#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"
#include "fuzzing.h"
#include "web/form.h"
#include "web/request.h"

#include <string.h>

void form_html(Html *out, const Form *v); /* web/form.html */
void form_json(Json *json, Html *out, const Form *v);

static const Choice CHOICES[] = {
    {"a", "The first" },
    {"b", "The second"},
};

static const Field FIELDS[] = {
    {"line", "Line", "A hint", FIELD_LINE},
    {"text", "Text", NULL, FIELD_TEXT, .optional = true, .most = 100},
    {"email", "Email", NULL, FIELD_EMAIL, .autocomplete = "email"},
    {"url", "Address", NULL, FIELD_URL},
    {"int", "Number", NULL, FIELD_INT, .least = -5, .most = 500},
    {"date", "Date", NULL, FIELD_DATE},
    {"moment", "Moment", NULL, FIELD_MOMENT},
    {"choice", "Choice", NULL, FIELD_CHOICE, .choices = CHOICES, .n_choices = 2},
    {"choices", "Choices", NULL, FIELD_CHOICES, .choices = CHOICES, .n_choices = 2},
    {"flag", "Flag", NULL, FIELD_FLAG},
    {"colour", "Colour", NULL, FIELD_COLOUR},
    {"hidden", "Hidden", NULL, FIELD_HIDDEN, .optional = true},
};

/* What each kind promises of a value without error. */
static void
check_values(const Form *form)
{
    g_assert_cmpuint(text_length(form_text(form, "line")), <=, LIMIT_LINE);
    g_assert_cmpuint(text_length(form_text(form, "text")), <=, 100);
    g_assert_true(text_is_email(form_text(form, "email")));
    g_assert_true(html_url_is_safe(form_text(form, "url")));
    g_assert_true(form_int(form, "int") >= -5 && form_int(form, "int") <= 500);
    g_assert_true(date_is_valid(form_text(form, "date")));
    g_assert_cmpuint(strlen(form_text(form, "colour")), ==, 7);
    g_assert_true(form_flag(form, "flag"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Arena) arena = arena_new();
    Incoming in = {.method = POST, .target = "/"};
    in.content_type = "application/x-www-form-urlencoded";
    in.body = (Bytes){data, size};
    Request req = {.cx = fuzz_context(arena), .in = &in};
    if (request_read_body(&req) != 0)
        return 0;
    Form *form = form_read(&req, FIELDS, G_N_ELEMENTS(FIELDS));
    if (form_ok(form))
        check_values(form);

    Html out = {.text = arena_string(arena, 4096),
                .arena = arena,
                .lang = LANG_ENGLISH,
                .prefix = "",
                .zone = "UTC"};
    form_html(&out, form);
    fuzz_check_markup(out.text->str, false);
    Json json;
    json_init(&json, arena_string(arena, 4096));
    form_json(&json, &out, form);
    return 0;
}
