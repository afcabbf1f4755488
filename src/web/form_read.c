/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/form_read.h"

#include "base/limits.h"
#include "base/moment.h"
#include "base/text.h"

#include <string.h>

/* Every message begins with the field's label, so that it stands alone in the summary. */
static const char *
say(const Form *form, const FormField *f, const char *message)
{
    return lang_fill(form->req->cx->arena, lang_text(form->req->cx->lang, message), "field",
                     f->label, NULL);
}

static const char *
say_number(const Form *form, const FormField *f, const char *message, int64_t n)
{
    Arena *arena = form->req->cx->arena;
    return lang_fill(arena, lang_text(form->req->cx->lang, message), "field", f->label, "n",
                     arena_printf(arena, "%" PRId64, n), NULL);
}

static void
check_length(const Form *form, FormField *f, int64_t usual)
{
    int64_t most = f->field->most > 0 ? f->field->most : usual;
    if ((int64_t)text_length(f->value) > most)
        f->error = say_number(form, f, N_("{field}: this is too long, at most {n} characters"),
                              most);
}

static void
check_line(const Form *form, FormField *f)
{
    check_length(form, f, LIMIT_LINE);
}

static void
check_text(const Form *form, FormField *f)
{
    check_length(form, f, LIMIT_TEXT);
    if (f->error == NULL && strlen(f->value) > LIMIT_TEXT)
        f->error = say_number(form, f, N_("{field}: this is too long, at most {n} characters"),
                              LIMIT_TEXT / 4);
}

static void
check_email(const Form *form, FormField *f)
{
    if (!text_is_email(f->value))
        f->error = say(form, f, N_("{field}: write an e-mail address such as name@example.org"));
    else
        f->value = text_fold_email(form->req->cx->arena, f->value);
}

bool
form_is_url(const char *text)
{
    const char *colon = strstr(text, "://");
    bool web = g_str_has_prefix(text, "https://") || g_str_has_prefix(text, "http://");
    return web && strpbrk(text, " \"<>\\") == NULL && colon[3] != '\0' && colon[3] != '/' &&
           strlen(text) <= LIMIT_PATH;
}

static void
check_url(const Form *form, FormField *f)
{
    if (!form_is_url(f->value))
        f->error = say(form, f, N_("{field}: write a web address that begins with https://"));
}

static void
check_int(const Form *form, FormField *f)
{
    const Field *field = f->field;
    gint64 number = 0;
    int64_t least = field->least, most = field->most;
    if (most == 0 && least >= 0)
        most = G_MAXINT64;
    if (g_ascii_string_to_signed(f->value, 10, least, most, &number, NULL)) {
        f->number = number;
        return;
    }
    Arena *arena = form->req->cx->arena;
    const char *text = lang_text(form->req->cx->lang,
                                 most == G_MAXINT64
                                     ? N_("{field}: write a whole number, {least} or more")
                                     : N_("{field}: write a whole number from {least} to {most}"));
    f->error = lang_fill(arena, text, "field", f->label, "least",
                         arena_printf(arena, "%" PRId64, least), "most",
                         arena_printf(arena, "%" PRId64, most), NULL);
}

static void
check_date(const Form *form, FormField *f)
{
    if (!date_is_valid(f->value))
        f->error = say(form, f,
                       N_("{field}: write a date such as 2017-03-21, a month such as 2017-03, or "
                          "a year"));
}

static GTimeZone *
reader_zone(const Form *form)
{
    const char *zone = form->req->cx->me.zone;
    GTimeZone *found = g_time_zone_new_identifier(zone != NULL ? zone : "UTC");
    return found != NULL ? found : g_time_zone_new_utc();
}

static void
check_moment(const Form *form, FormField *f)
{
    g_autoptr(GTimeZone) zone = reader_zone(form);
    /* A browser sends no zone; one that was typed would contradict the field's meaning. */
    size_t n = strlen(f->value);
    bool plain = n >= 16 && strpbrk(f->value + 10, "Zz+-") == NULL;
    /* It sends no seconds either, which GLib wants. */
    g_autofree char *full = g_strconcat(f->value, n == 16 ? ":00" : NULL, NULL);
    g_autoptr(GDateTime) time = plain ? g_date_time_new_from_iso8601(full, zone) : NULL;
    if (time == NULL)
        f->error = say(form, f, N_("{field}: write a date and a time such as 2017-03-21T09:30"));
    else
        f->number = g_date_time_to_unix(time);
}

const char *
form_local_moment(const Form *form, int64_t moment)
{
    g_autoptr(GTimeZone) zone = reader_zone(form);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(moment);
    g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
    g_autofree char *text = g_date_time_format(local, "%Y-%m-%dT%H:%M");
    return arena_strdup(form->req->cx->arena, text);
}

static void
check_choice(const Form *form, FormField *f)
{
    for (size_t i = 0; i < f->options.n; i++)
        if (strcmp(f->options.at[i].value, f->value) == 0) {
            f->options.at[i].chosen = true;
            return;
        }
    f->error = say(form, f, N_("{field}: choose one from the list"));
}

static void
check_colour(const Form *form, FormField *f)
{
    const char *v = f->value;
    if (v[0] != '#' || strlen(v) != 7 || strspn(v + 1, "0123456789abcdefABCDEF") != 6)
        f->error = say(form, f, N_("{field}: write a colour such as #0b5d5e"));
}

/* Whoever filled it in is not told. */
static void
accept(const Form *form, FormField *f)
{
    (void)form, (void)f;
}

typedef struct KindRow {
    void (*check)(const Form *form, FormField *f); /* of a value that is not empty */
    const char *missing;
} KindRow;

static const KindRow kinds[] = {
    [FIELD_LINE] = {check_line,   N_("{field}: this is missing")    },
    [FIELD_TEXT] = {check_text,   N_("{field}: this is missing")    },
    [FIELD_EMAIL] = {check_email,  N_("{field}: this is missing")    },
    [FIELD_URL] = {check_url,    N_("{field}: this is missing")    },
    [FIELD_INT] = {check_int,    N_("{field}: this is missing")    },
    [FIELD_DATE] = {check_date,   N_("{field}: this is missing")    },
    [FIELD_MOMENT] = {check_moment, N_("{field}: this is missing")    },
    [FIELD_CHOICE] = {check_choice, N_("{field}: choose one")         },
    [FIELD_CHOICES] = {NULL,         N_("{field}: choose at least one")},
    [FIELD_COLOUR] = {check_colour, N_("{field}: this is missing")    },
    [FIELD_HIDDEN] = {check_line,   N_("{field}: this is missing")    },
    [FIELD_FLAG] = {NULL,         N_("{field}: tick this to go on") },
    [FIELD_FILE] = {NULL,         N_("{field}: choose a file")      },
    [FIELD_TRAP] = {accept,       NULL                              },
    [FIELD_PASSWORD] = {NULL,         N_("{field}: this is missing")    },
};

/* Check boxes: every value that was sent must be one of the choices.  Without choices there is no
   field, and nothing to say. */
static void
read_choices(const Form *form, FormField *f)
{
    if (f->options.n == 0)
        return;
    PairSpan sent = form->req->fields;
    bool any = false;
    for (size_t i = 0; i < sent.n; i++) {
        bool known = strcmp(sent.at[i].name, f->name) != 0;
        for (size_t o = 0; !known && o < f->options.n; o++)
            if (strcmp(f->options.at[o].value, sent.at[i].value) == 0)
                known = f->options.at[o].chosen = any = true;
        if (!known)
            f->error = say(form, f, N_("{field}: choose from the list"));
    }
    if (!any && !f->optional && f->error == NULL)
        f->error = say(form, f, kinds[FIELD_CHOICES].missing);
}

static void
read_file(const Form *form, FormField *f)
{
    UploadSpan uploads = form->req->uploads;
    for (size_t i = 0; i < uploads.n && f->upload == NULL; i++)
        if (strcmp(uploads.at[i].field, f->name) == 0 && uploads.at[i].bytes.n > 0)
            f->upload = &uploads.at[i];
    if (f->upload == NULL && !f->optional)
        f->error = say(form, f, kinds[FIELD_FILE].missing);
}

static void
read_flag(const Form *form, FormField *f)
{
    f->number = *req_field(form->req, f->name) != '\0';
    if (f->number == 0 && !f->optional)
        f->error = say(form, f, kinds[FIELD_FLAG].missing);
}

static void
read_password(const Form *form, FormField *f)
{
    f->secret = req_field(form->req, f->name);
    if (*f->secret == '\0' && !f->optional)
        f->error = say(form, f, kinds[FIELD_PASSWORD].missing);
    else if (strlen(f->secret) > LIMIT_PASSWORD)
        f->error = say_number(form, f, N_("{field}: this is too long, at most {n} characters"),
                              LIMIT_PASSWORD);
}

void
form_read_field(Form *form, FormField *f)
{
    FieldKind kind = f->field->kind;
    Arena *arena = form->req->cx->arena;

    if (kind == FIELD_CHOICES) {
        read_choices(form, f);
    } else if (kind == FIELD_FILE) {
        read_file(form, f);
    } else if (kind == FIELD_PASSWORD) {
        read_password(form, f);
    } else if (kind == FIELD_FLAG) {
        read_flag(form, f);
    } else {
        const char *typed = req_field(form->req, f->name);
        f->value = kind == FIELD_TEXT ? text_trim_lines(arena, typed)
                                      : text_fold_space(arena, typed);
        if (*f->value != '\0')
            kinds[kind].check(form, f);
        else if (!f->optional && !f->is_trap)
            f->error = say(form, f, kinds[kind].missing);
    }
}
