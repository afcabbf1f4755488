/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The alliance's settings: who it is, its colours and languages, its mail server, its mark.
 */
#include "alliance/file.h"
#include "base/limits.h"
#include "desk/keep.h"
#include "desk/pages.h"
#include "desk/settings.h"
#include "desk/settings.html.h"
#include "desk/settings_mark.html.h"
#include "lang/format.h"

#include <string.h>

#define SERVERS "smtp_url"
#define MARK_MOST (200 * 1024) /* bytes: every page shows it */

static const Choice join_reviews[] = {
    {"0", N_("The confirmed address is enough")      },
    {"1", N_("The secretariat looks at each request")},
};

static const Choice welcomes[] = {
    {"1", N_("gets a welcome mail")},
    {"0", N_("gets none")          },
};

static const Choice mail_ins[] = {
    {"0", N_("No: they go to the sender's mailbox")  },
    {"1", N_("Yes: our mail server hands them to us")},
};

static const Choice inactive_years[] = {
    {"0", N_("Nobody is let go") },
    {"2", N_("after two years")  },
    {"3", N_("after three years")},
    {"5", N_("after five years") },
};

static const Choice inactive_ends[] = {
    {"leave", N_("The membership ends; the record stays")},
    {"erase", N_("The record is erased, too")            },
};

static const Choice second_factors[] = {
    {"off",         N_("Nobody; who wants one sets it up")},
    {"secretariat", N_("The secretariat")                 },
    {"editors",     N_("The secretariat and editors")     },
};

/* Most are called as their setting; the languages and the mail server are put together below. */
/* clang-format off */
static const Field settings_fields[] = {
    {"name",         N_("Name of the alliance"), .kind = FIELD_LINE},
    {"short_name",   N_("Short name"),           N_("For narrow places and the subjects of mails."),
     .kind = FIELD_LINE},
    {"sentence",     N_("Who we are, in one sentence"), N_("The heading of the home page."),
     .kind = FIELD_LINE, .optional = true},
    {"introduction", N_("Introduction"),         N_("One paragraph below it."),
     .kind = FIELD_TEXT, .optional = true, .rows = 4},
    {"join_text",    N_("How to join"), N_("Markdown; it stands on the page of the members."),
     .kind = FIELD_TEXT, .optional = true, .rows = 4},
    {"join_review",  N_("When somebody joins"), .kind = FIELD_CHOICE, .choices = join_reviews,
     .n_choices = G_N_ELEMENTS(join_reviews)},
    {"welcome",      N_("Who has joined or subscribed"),
     N_("What the mail says is the page with the address \"welcome\", for who subscribed without "
        "joining \"welcome-subscriber\", if you publish one, in the reader's language; else a short "
        "text with first steps."),
     .kind = FIELD_CHOICE, .choices = welcomes, .n_choices = G_N_ELEMENTS(welcomes)},
    {"inactive_years", N_("Who was not seen for years is let go"),
     N_("Two mails ask before, a month apart; who has an office stays."),
     .kind = FIELD_CHOICE, .choices = inactive_years,
     .n_choices = G_N_ELEMENTS(inactive_years)},
    {"inactive_end", N_("What happens then"), .kind = FIELD_CHOICE, .choices = inactive_ends,
     .n_choices = G_N_ELEMENTS(inactive_ends)},
    {"second_factor", N_("Second factor"),
     N_("Who must prove with a device of his own who he is, beside the mailed link or password."),
     .kind = FIELD_CHOICE, .choices = second_factors, .n_choices = G_N_ELEMENTS(second_factors)},
    {"contact",      N_("Address for questions"), N_("An e-mail address; it stands on each page."),
     .kind = FIELD_EMAIL, .optional = true},
    {"language",     N_("Our own language"),     N_("Its pages have the shortest addresses."),
     .kind = FIELD_CHOICE, .verbatim = true},
    {"languages",    N_("Languages that are offered"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
    {"zone",         N_("Time zone"), N_("Such as Africa/Nairobi, Europe/Paris or UTC."),
     .kind = FIELD_LINE},
    {"brand",        N_("Colour"),    N_("Made darker where that is needed to be readable."),
     .kind = FIELD_COLOUR},
    {"brand_dark",   N_("Colour on dark screens"), N_("Made lighter where that is needed."),
     .kind = FIELD_COLOUR},
    {"mail_from",    N_("Sender of the mails"), .kind = FIELD_EMAIL, .optional = true},
    {"mail_in",      N_("Do answers and reports of mail servers come here?"),
     N_("Say yes once mail to the sender's domain arrives at the desk's page \"Mail in\"."),
     .kind = FIELD_CHOICE, .choices = mail_ins, .n_choices = G_N_ELEMENTS(mail_ins)},
    {"authserv_id",  N_("Name under which our mail server says who is forged"),
     N_("The first word behind Authentication-Results in mail that arrived, such as "
        "mx.alliance.example. An answer from a sender that may be forged then waits for a "
        "decision. Leave it empty if there is no such line."), .kind = FIELD_LINE, .optional = true},
    {"smtp_url",     N_("Mail servers"),
     N_("One a line, such as smtp://localhost:25 or smtps://name:password@mail.example:465. When the "
        "first cannot be reached the next is taken. smtps:// and smtp+starttls:// send by TLS or not "
        "at all, smtp:// by TLS if the server offers it. Without a server, mails wait in the outbox. "
        "A password is not shown here again: leave a line as it is to keep it."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3},
    {"seen",         N_("Settings"), .kind = FIELD_HIDDEN}, /* fingerprint of the values that were shown */
};

static const Field mark_fields[] = {
    {"mark", N_("Picture"), N_("PNG, JPEG, GIF or WebP, square, at most 200 kB."),
     .kind = FIELD_FILE},
};

static const struct {
    const char *label, *url;
} menu[] = {
    {N_("The alliance"),         "/desk/settings"           },
    {N_("Mark"),                 "/desk/settings/mark"      },
    {N_("Sending"),              "/desk/settings/sending"   },
    {N_("Signatures of mails"),  "/desk/settings/keys"      },
    {N_("Rooms for meetings"),   "/desk/settings/meetings"  },
    {N_("Pillars"),              "/desk/settings/pillars"   },
    {N_("Partners and funders"), "/desk/settings/supporters"},
    {N_("Interests"),            "/desk/settings/interests" },
    {N_("Old addresses"),        "/desk/settings/addresses" },
};
/* clang-format on */

enum {
    N_SETTINGS_FIELDS = G_N_ELEMENTS(settings_fields),
    N_MARK_FIELDS = G_N_ELEMENTS(mark_fields),
};

LinkSpan
settings_menu(Request *req)
{
    Link *links = arena_array_of(req->cx->arena, Link, G_N_ELEMENTS(menu));
    for (size_t i = 0; i < G_N_ELEMENTS(menu); i++)
        links[i] = (Link){.label = menu[i].label,
                          .url = menu[i].url,
                          .here = strcmp(menu[i].url, req->path) == 0};
    return (LinkSpan){links, G_N_ELEMENTS(menu)};
}

/* ---- the form ---- */

static Form *
with_languages(Form *form)
{
    Choice *choices = arena_array_of(form->req->cx->arena, Choice, N_LANGS);
    for (size_t i = 0; i < N_LANGS; i++)
        choices[i] = (Choice){LANGS[i]->code, LANGS[i]->name};
    form_choices(form, "language", choices, N_LANGS);
    form_choices(form, "languages", choices, N_LANGS);
    return form;
}

/* What a field holds as long as nobody types: mail servers one a line, without their passwords. */
static const char *
shown_value(Ctx *cx, const char *name)
{
    if (strcmp(name, SERVERS) != 0)
        return setting_text(cx, name);
    char *lines = arena_strdup(cx->arena, setting_mail_server(cx));
    return g_strdelimit(lines, " ", '\n');
}

/* @n of @lines, as "2, 4", are no addresses. */
static void
fail_lines(Form *form, const char *lines, int64_t n)
{
    Ctx *cx = form->req->cx;
    const char *form_of_n = lang_plural(
        cx->lang, "Line {lines} is no address of a mail server. Write it like smtp://localhost:25.",
        "Lines {lines} are no addresses of mail servers. Write them like smtp://localhost:25.", n);
    form_fail(form, SERVERS, lang_fill(cx->arena, form_of_n, "lines", lines, NULL));
}

static void
fail_many(Form *form, int64_t n)
{
    Ctx *cx = form->req->cx;
    const char *words = lang_text(cx->lang, N_("These are {n} mail servers; {most} can be used."));
    form_fail(form, SERVERS,
              lang_fill(cx->arena, words, "n", format_number(cx->arena, cx->lang, n), "most",
                        format_number(cx->arena, cx->lang, LIMIT_MAIL_SERVERS), NULL));
}

/* The lines as the setting has them; those that are wrong are told by their numbers. */
static const char *
servers_of(Form *form)
{
    Ctx *cx = form->req->cx;
    GString *all = arena_string(cx->arena, 128), *wrong = arena_string(cx->arena, 32);
    int64_t n = 0, n_wrong = 0;
    g_auto(GStrv) lines = g_strsplit(form_text(form, SERVERS), "\n", -1);
    for (int i = 0; lines[i] != NULL; i++) {
        const char *server = g_strstrip(lines[i]);
        if (*server == '\0')
            continue;
        n++;
        if (!setting_is_mail_server(server) || strpbrk(server, " \t") != NULL)
            g_string_append_printf(wrong, "%s%s", n_wrong++ > 0 ? ", " : "",
                                   format_number(cx->arena, cx->lang, i + 1));
        g_string_append_printf(all, "%s%s", all->len > 0 ? " " : "",
                               setting_mail_server_whole(cx, server));
    }
    if (n_wrong > 0)
        fail_lines(form, wrong->str, n_wrong);
    else if (n > LIMIT_MAIL_SERVERS)
        fail_many(form, n);
    return all->str;
}

/* Does the field hold a setting as it is?  The languages are put together from two fields. */
static bool
is_plain(const Field *field)
{
    return field->kind != FIELD_CHOICES && field->kind != FIELD_HIDDEN;
}

/* Is what was typed written as it is? */
static bool
is_verbatim(const Field *field)
{
    return is_plain(field) && strcmp(field->name, SERVERS) != 0;
}

/* Two forms made from the same values have the same. */
static const char *
fingerprint(Ctx *cx)
{
    GString *all = arena_string(cx->arena, 1024);
    for (size_t i = 0; i < N_SETTINGS_FIELDS; i++)
        if (settings_fields[i].kind != FIELD_HIDDEN)
            g_string_append_printf(all, "%s\n", setting_text(cx, settings_fields[i].name));
    return arena_printf(cx->arena, "%08x", g_str_hash(all->str));
}

static Form *
filled_form(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = with_languages(form_new(req, settings_fields, N_SETTINGS_FIELDS));
    for (size_t i = 0; i < N_SETTINGS_FIELDS; i++)
        if (is_plain(&settings_fields[i]))
            form_set(form, settings_fields[i].name, shown_value(cx, settings_fields[i].name));
    form_set(form, "seen", fingerprint(cx));
    g_auto(GStrv) codes = g_strsplit(settings(cx)->languages, ",", -1);
    for (char **code = codes; *code != NULL; code++)
        form_set(form, "languages", *code);
    return form;
}

/* The ticked languages as the setting has them: the own one first. */
static const char *
languages_of(const Form *form)
{
    const char *own = form_text(form, "language");
    GString *codes = arena_string(form->req->cx->arena, 32);
    g_string_append(codes, own);
    for (size_t i = 0; i < N_LANGS; i++)
        if (strcmp(LANGS[i]->code, own) != 0 && form_has(form, "languages", LANGS[i]->code))
            g_string_append_printf(codes, ",%s", LANGS[i]->code);
    return codes->str;
}

/* Say at each field that would be written over what somebody else has saved since the form was
 * made; sent once more, it is meant. */
static void
check_unseen(Form *form)
{
    Ctx *cx = form->req->cx;
    if (strcmp(form_text(form, "seen"), fingerprint(cx)) == 0)
        return;
    form_set(form, "seen", fingerprint(cx));
    const char *message = lang_text(cx->lang, N_("{field}: somebody saved in between. Now it is "
                                                 "“{value}”. Save again to have yours."));
    for (size_t i = 0; i < N_SETTINGS_FIELDS; i++) {
        const Field *field = &settings_fields[i];
        const char *now = is_plain(field) ? shown_value(cx, field->name) : "";
        if (is_plain(field) && strcmp(form_text(form, field->name), now) != 0)
            form_fail(form, field->name,
                      lang_fill(cx->arena, message, "field", lang_text(cx->lang, field->label),
                                "value", now, NULL));
    }
}

void
settings_write_changed(Form *form, const char *name, const char *before, const char *after)
{
    Ctx *cx = form->req->cx;
    if (strcmp(before, after) != 0 && !setting_update(cx, name, after))
        form_fail(form, name,
                  lang_text(cx->lang, N_("This can not be used here; look at the hint.")));
}

static Response *
respond_settings(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    SettingsShow view = {
        .menu = settings_menu(req), .form = form, .now = settings(cx), .clock = cx->now};
    Page page = {.title = lang_text(cx->lang, N_("Settings")), .here = HERE(DESK_CRUMB)};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, settings, &view);
}

Response *
get_desk_settings(Request *req)
{
    return respond_settings(req, filled_form(req));
}

Response *
post_desk_settings(Request *req)
{
    Ctx *cx = req->cx;
    Form *form = with_languages(form_read(req, settings_fields, N_SETTINGS_FIELDS));
    if (form_ok(form))
        check_unseen(form);
    const char *servers = servers_of(form);
    for (size_t i = 0; form_ok(form) && i < N_SETTINGS_FIELDS; i++) {
        const char *name = settings_fields[i].name;
        if (is_verbatim(&settings_fields[i]))
            settings_write_changed(form, name, setting_text(cx, name), form_text(form, name));
    }
    if (form_ok(form))
        settings_write_changed(form, SERVERS, settings(cx)->smtp_url, servers);
    if (form_ok(form))
        settings_write_changed(form, "languages", settings(cx)->languages, languages_of(form));
    if (!form_ok(form))
        return respond_settings(req, form);
    return respond_done(req, "/desk/settings", lang_text(cx->lang, N_("The settings were saved.")));
}

/* ---- the mark ---- */

static Response *
respond_mark(Request *req, const Form *form)
{
    Ctx *cx = req->cx;
    SettingsMark view = {.menu = settings_menu(req), .form = form, .now = settings(cx)};
    Page page = {.title = lang_text(cx->lang, N_("Mark")),
                 .here = HERE(DESK_CRUMB, {N_("Settings"), "/desk/settings"})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, settings_mark, &view);
}

Response *
get_desk_mark(Request *req)
{
    return respond_mark(req, form_new(req, mark_fields, N_MARK_FIELDS));
}

/* Store the picture and return its id; what it is not becomes an error of the form. */
static int64_t
store_mark(Form *form)
{
    Ctx *cx = form->req->cx;
    Bytes bytes = form_upload(form, "mark")->bytes;
    if (bytes.n > MARK_MOST) {
        form_fail(form, "mark",
                  lang_text(cx->lang, N_("This picture is too large. Nothing was "
                                         "changed.")));
        return 0;
    }
    int64_t id = file_insert(cx, bytes);
    const File *file = file_find(cx, id);
    if (file == NULL || !file_is_picture(file))
        form_fail(form, "mark",
                  lang_text(cx->lang, N_("This is not a picture of one of these "
                                         "kinds. Nothing was changed.")));
    return id;
}

static Response *
keep_mark(Request *req, int64_t id, const char *notice)
{
    Ctx *cx = req->cx;
    int64_t before = settings(cx)->mark_id;
    setting_update(cx, "mark_id", arena_printf(cx->arena, "%" PRId64, id));
    file_forget(cx, before);
    return respond_done(req, "/desk/settings/mark", lang_text(cx->lang, notice));
}

Response *
post_desk_mark(Request *req)
{
    if (desk_is_pressed(req, "delete"))
        return keep_mark(req, 0, N_("The mark was taken away."));
    Form *form = form_read(req, mark_fields, N_MARK_FIELDS);
    int64_t id = form_ok(form) ? store_mark(form) : 0;
    if (!form_ok(form))
        return respond_mark(req, form);
    return keep_mark(req, id, N_("This is the mark now."));
}
