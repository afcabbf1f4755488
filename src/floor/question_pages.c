/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * One question from the floor, for who leads the event: shown, held, answered, merged, hidden.
 */
#include "base/text.h"
#include "desk/desk.h"
#include "floor/desk_pages.h"
#include "floor/desk_question.html.h"
#include "lang/lang.h"
#include "registration/pages.h"

#include <string.h>

#define HOURS_MOST 24 /* of a recording */

/* clang-format off */
static const Field answer_fields[] = {
    {"answer",   N_("Answer"), N_("Left empty: it was answered by word of mouth."), .kind = FIELD_TEXT,
     .optional = true, .rows = 4, .most = FLOOR_ANSWER},
    {"recorded", N_("In the recording"), N_("Where the answer begins: 12:30 or 1:02:30."), .kind = FIELD_LINE,
     .optional = true, .most = 8},
};
static const Field merge_fields[] = {
    {"into", N_("It asks the same as"), .kind = FIELD_CHOICE, .narrow = true, .verbatim = true},
};
static const Field hide_fields[] = {
    {"reason", N_("Why it is hidden"), N_("Who asked reads it, if that is known."), .kind = FIELD_LINE,
     .optional = true, .most = FLOOR_REASON},
};
/* clang-format on */

#define LABEL_LENGTH 80 /* characters of a question among choices */

/* A question with its event, which the acting person leads. */
typedef struct Led {
    const FloorQuestion *question;
    const Item *event;
} Led;

static bool
find_led(Request *req, Led *ret_led, Response **ret_refused)
{
    Ctx *cx = req->cx;
    const FloorQuestion *question = floor_find(cx, req_id(req, "question"));
    *ret_refused = question == NULL ? respond_not_found(req) : NULL;
    if (question == NULL)
        return false;
    const Item *event = registration_led_id(req, question->item_id, ret_refused);
    *ret_led = (Led){question, event};
    return event != NULL;
}

/* ---- the page ---- */

/* The forms of the page; one of them may have been posted. */
typedef struct Forms {
    Form *answer, *merge, *hide;
} Forms;

/* The others of the event that are not merged themselves. */
static void
offer_others(Ctx *cx, Form *form, const FloorQuestion *question)
{
    FloorQuestionSpan all = floor_list_all(cx, question->item_id);
    Choice *choices = arena_array_of(cx->arena, Choice, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].id != question->id && all.at[i].into_id == 0)
            choices[n++] = (Choice){
                arena_printf(cx->arena, "%" PRId64, all.at[i].id),
                arena_printf(cx->arena, "%" PRId64 ". %s", all.at[i].number,
                             text_shorten(cx->arena, all.at[i].text, LABEL_LENGTH))};
    form_choices(form, "into", choices, n);
}

static Forms
forms_new(Request *req, const FloorQuestion *question)
{
    Forms forms = {form_new(req, answer_fields, G_N_ELEMENTS(answer_fields)),
                   form_new(req, merge_fields, G_N_ELEMENTS(merge_fields)),
                   form_new(req, hide_fields, G_N_ELEMENTS(hide_fields))};
    form_set(forms.answer, "answer", question->answer);
    const char *recorded = floor_recorded(req->cx->arena, question->recorded);
    form_set(forms.answer, "recorded", recorded != NULL ? recorded : "");
    form_set(forms.hide, "reason", question->reason);
    offer_others(req->cx, forms.merge, question);
    return forms;
}

static FloorQuestionSpan
merged_into(Ctx *cx, const FloorQuestion *question)
{
    FloorQuestionSpan all = floor_list_all(cx, question->item_id);
    FloorQuestion *merged = arena_array_of(cx->arena, FloorQuestion, all.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++)
        if (all.at[i].into_id == question->id)
            merged[n++] = all.at[i];
    return (FloorQuestionSpan){merged, n};
}

static Response *
respond_question(Request *req, const Led *led, const Forms *forms)
{
    Ctx *cx = req->cx;
    const FloorQuestion *question = led->question;
    const DeskFloorRow row = desk_floor_row(question);
    const FloorTerms *terms = floor_terms(cx, question->item_id);
    const DeskQuestion view = {
        .event = led->event,
        .told_at = question->told_at,
        .will_tell = floor_is_told(terms, cx->now) && floor_count_untold(cx, question) > 0,
        .row = &row,
        .merged = merged_into(cx, question),
        .into = question->into_id != 0 ? floor_find(cx, question->into_id) : NULL,
        .answer = forms->answer,
        .merge = forms->merge,
        .hide = forms->hide,
    };
    bool ok = form_ok(forms->answer) && form_ok(forms->merge) && form_ok(forms->hide);
    Page page = {.title = lang_text(cx->lang, N_("Question")),
                 .here = HERE(DESK_CRUMB, {led->event->title, led->event->path},
                              {N_("Questions to who speaks"), desk_floor_path(cx, led->event)})};
    return respond_desk(req, ok ? 200 : 422, &page, desk_question, &view);
}

Response *
get_desk_floor_question(Request *req)
{
    Led led;
    Response *refused = NULL;
    if (!find_led(req, &led, &refused))
        return refused;
    const Forms forms = forms_new(req, led.question);
    return respond_question(req, &led, &forms);
}

/* ---- what the forms do; NULL: it was done ---- */

/* "12:30" or "1:02:30" as seconds; "" is -1, as not said.  False: neither. */
static bool
read_recorded(const char *text, int64_t *ret_seconds)
{
    int64_t seconds = 0;
    g_auto(GStrv) parts = g_strsplit(text, ":", -1);
    guint n = g_strv_length(parts);
    *ret_seconds = -1;
    if (*text == '\0')
        return true;
    for (guint i = 0; i < n; i++) {
        size_t digits = strspn(parts[i], "0123456789");
        int64_t part = g_ascii_strtoll(parts[i], NULL, 10);
        bool fits = digits > 0 && digits <= 3 && parts[i][digits] == '\0' && (i == 0 || part < 60);
        if (!fits)
            return false;
        seconds = seconds * 60 + part;
    }
    *ret_seconds = seconds;
    return n >= 2 && n <= 3 && seconds < HOURS_MOST * 3600;
}

static Response *
post_answer(Request *req, const Led *led)
{
    Forms forms = forms_new(req, led->question);
    int64_t recorded = -1;
    forms.answer = form_read(req, answer_fields, G_N_ELEMENTS(answer_fields));
    if (form_ok(forms.answer) && !read_recorded(form_text(forms.answer, "recorded"), &recorded))
        form_fail(forms.answer, "recorded",
                  lang_text(req->cx->lang, N_("Write it as 12:30 or 1:02:30.")));
    if (!form_ok(forms.answer))
        return respond_question(req, led, &forms);
    bool done = floor_answer(req->cx, led->event, led->question, form_text(forms.answer, "answer"),
                             recorded);
    return done ? NULL : respond_error(req, 409, NULL);
}

static Response *
post_merge(Request *req, const Led *led)
{
    Forms forms = forms_new(req, led->question);
    forms.merge = form_read(req, merge_fields, G_N_ELEMENTS(merge_fields));
    offer_others(req->cx, forms.merge, led->question);
    if (!form_ok(forms.merge))
        return respond_question(req, led, &forms);
    int64_t id = g_ascii_strtoll(form_text(forms.merge, "into"), NULL, 10);
    const FloorQuestion *into = floor_find(req->cx, id);
    bool done = into != NULL && floor_merge(req->cx, led->event, led->question, into);
    return done ? NULL : respond_error(req, 409, NULL);
}

static Response *
post_hide(Request *req, const Led *led)
{
    Forms forms = forms_new(req, led->question);
    forms.hide = form_read(req, hide_fields, G_N_ELEMENTS(hide_fields));
    if (!form_ok(forms.hide))
        return respond_question(req, led, &forms);
    bool done = floor_hide(req->cx, led->event, led->question, form_text(forms.hide, "reason"));
    return done ? NULL : respond_error(req, 409, NULL);
}

static Response *
set_to(Request *req, const Led *led, const char *status)
{
    return floor_set(req->cx, led->event, led->question, status) ? NULL
                                                                 : respond_error(req, 409, NULL);
}

static Response *
post_show(Request *req, const Led *led)
{
    return set_to(req, led, "shown");
}

static Response *
post_hold(Request *req, const Led *led)
{
    return set_to(req, led, "held");
}

static Response *
post_next(Request *req, const Led *led)
{
    return set_to(req, led, "now");
}

static Response *
post_unmerge(Request *req, const Led *led)
{
    bool done = floor_unmerge(req->cx, led->event, led->question);
    return done ? NULL : respond_error(req, 409, NULL);
}

static const struct {
    const char *name, *notice;
    Response *(*run)(Request *req, const Led *led);
} acts[] = {
    {"show",     N_("The question is shown."),                          post_show   },
    {"hold",     N_("The question is held: others do not see it."),     post_hold   },
    {"next",     N_("It is answered next."),                            post_next   },
    {"answered", N_("Noted as answered."),                              post_answer },
    {"merge",    N_("They are one question now, with all its voices."), post_merge  },
    {"unmerge",  N_("It stands for itself again."),                     post_unmerge},
    {"hide",     N_("The question is hidden."),                         post_hide   },
};

Response *
post_desk_floor_question(Request *req)
{
    Ctx *cx = req->cx;
    Led led;
    Response *refused = NULL;
    if (!find_led(req, &led, &refused))
        return refused;
    for (size_t i = 0; i < G_N_ELEMENTS(acts); i++) {
        if (!desk_is_pressed(req, acts[i].name))
            continue;
        Response *res = acts[i].run(req, &led);
        return res != NULL ? res
                           : respond_done(req, desk_floor_path(cx, led.event),
                                          lang_text(cx->lang, acts[i].notice));
    }
    return respond_error(req, 422, lang_text(cx->lang, N_("The button is not one of ours.")));
}
