/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "profile/edit_form.h"
#include "alliance/consent.h"
#include "alliance/person_form.h"
#include "base/limits.h"
#include "lang/format.h"

#include <string.h>

/* clang-format off */
static const Field asked[] = {
    {"directory",    N_("Directory"), .kind = FIELD_FLAG, .optional = true},
    {"name",         N_("Name"), N_("As you want to be called, in any script."),
     .kind = FIELD_LINE, .autocomplete = "name"},
    {"name_latin",   N_("Name in Latin letters"),
     N_("If your name is written in other letters: so that everybody can read and find it."),
     .kind = FIELD_LINE, .optional = true},
    {"headline",     N_("Headline"), N_("One line: what you do."),
     .kind = FIELD_LINE, .optional = true, .most = 160},
    {"about",        N_("About you"), N_("Some paragraphs. Markdown works: *emphasis*, lists, [links](https://...)."),
     .kind = FIELD_TEXT, .optional = true, .rows = 7, .most = EDIT_ABOUT},
    {"country",      N_("Country"), N_("Where you work."),
     .kind = FIELD_CHOICE, .verbatim = true, .autocomplete = "country"},
    {"organisation", N_("Organisation"), .kind = FIELD_LINE, .optional = true, .verbatim = true,
     .autocomplete = "organization"},
    {"type",         N_("What kind of organisation is it?"),
     .kind = FIELD_CHOICE, .optional = true},
    {"position",     N_("Position"), .kind = FIELD_LINE, .optional = true,
     .autocomplete = "organization-title"},
    {"level",        N_("Level of your work"), .kind = FIELD_CHOICE, .optional = true,
     .choices = PERSON_LEVEL_CHOICES, .n_choices = PERSON_LEVELS},
    {"languages",    N_("Languages in which you work"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
    {"interests",    N_("What interests you?"), .kind = FIELD_CHOICES, .optional = true,
     .verbatim = true},
};

static const Field link_fields[] = {
    {"url",   N_("Address"), .kind = FIELD_URL, .optional = true},
    {"label", N_("What it leads to"), .kind = FIELD_LINE, .optional = true, .most = 80},
};

static const Choice audiences[] = {
    {"public",      N_("Everybody")  },
    {"members",     N_("Members")    },
    {"secretariat", N_("Secretariat")},
};
/* clang-format on */

/* What is asked for a field of the profile; the rest is changed elsewhere. */
typedef struct Asking {
    ProfileField bit;
    const char *fields[2];
} Asking;

static const Asking askings[] = {
    {PROFILE_NAME,         {"name", "name_latin"}  },
    {PROFILE_HEADLINE,     {"headline"}            },
    {PROFILE_ABOUT,        {"about"}               },
    {PROFILE_COUNTRY,      {"country"}             },
    {PROFILE_ORGANISATION, {"organisation", "type"}},
    {PROFILE_POSITION,     {"position"}            },
    {PROFILE_LEVEL,        {"level"}               },
    {PROFILE_LANGUAGES,    {"languages"}           },
    {PROFILE_INTERESTS,    {"interests"}           },
};

enum { N_ASKED = G_N_ELEMENTS(asked), N_LINK = G_N_ELEMENTS(link_fields), N_AUDIENCES = 3 };

/* ---- the table of fields ---- */

static const char *
audience_name(Arena *arena, const ProfileFieldKind *kind)
{
    return arena_printf(arena, "show_%s", kind->name);
}

static const char *
link_name(Arena *arena, size_t i, const Field *field)
{
    return arena_printf(arena, "link%zu_%s", i + 1, field->name);
}

static Field
audience_field(Arena *arena, const ProfileFieldKind *kind)
{
    size_t skipped = kind->may_be_public ? 0 : 1;
    return (Field){.name = audience_name(arena, kind),
                   .label = N_("Who sees it"),
                   .kind = FIELD_CHOICE,
                   .choices = audiences + skipped,
                   .n_choices = N_AUDIENCES - skipped};
}

typedef struct FieldSpan {
    const Field *at;
    size_t n;
} FieldSpan;

static FieldSpan
fields_of(Arena *arena)
{
    size_t n_kinds = 0, n = 0;
    while (PROFILE_FIELDS[n_kinds].bit != 0)
        n_kinds++;
    Field *fields = arena_array_of(arena, Field, N_ASKED + n_kinds + EDIT_LINKS * N_LINK);
    memcpy(fields, asked, sizeof asked);
    n = N_ASKED;
    for (size_t i = 0; i < EDIT_LINKS; i++)
        for (size_t k = 0; k < N_LINK; k++) {
            fields[n] = link_fields[k];
            fields[n++].name = link_name(arena, i, &link_fields[k]);
        }
    for (size_t i = 0; i < n_kinds; i++)
        fields[n++] = audience_field(arena, &PROFILE_FIELDS[i]);
    return (FieldSpan){fields, n};
}

static FormField *
field_of(const Form *form, const char *name)
{
    size_t i = 0;
    while (strcmp(form->fields.at[i].name, name) != 0)
        i++;
    return &form->fields.at[i];
}

/* ---- filling it in ---- */

static void
tick_each(Form *form, const char *name, const char *list)
{
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    for (char **part = parts; *part != NULL; part++)
        form_set(form, name, arena_strdup(form->req->cx->arena, *part));
}

static const char *
audience_of(const ProfileAudience *shown, const ProfileFieldKind *kind)
{
    if ((shown->to_public & kind->bit) != 0)
        return "public";
    return (shown->to_members & kind->bit) != 0 ? "members" : "secretariat";
}

static void
fill_texts(Form *form, const Profile *p)
{
    const struct {
        const char *name, *value;
    } texts[] = {
        {"name",         p->name             },
        {"name_latin",   p->name_latin       },
        {"headline",     p->headline         },
        {"about",        p->about            },
        {"country",      p->country          },
        {"organisation", p->organisation     },
        {"type",         p->organisation_type},
        {"position",     p->position         },
        {"level",        p->level            },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        form_set(form, texts[i].name, texts[i].value);
}

static Form *
offer(Form *form, const Profile *profile)
{
    person_form_offer(form, profile->languages);
    field_of(form, "directory")->label = lang_text(form->req->cx->lang,
                                                   purpose_find("directory")->wording);
    return form;
}

Form *
edit_form_new(Request *req, const Profile *profile, const ProfileAudience *shown)
{
    Arena *arena = req->cx->arena;
    FieldSpan fields = fields_of(arena);
    Form *form = offer(form_new(req, fields.at, fields.n), profile);
    fill_texts(form, profile);
    form_set_int(form, "directory", shown->agrees);
    tick_each(form, "languages", profile->languages);
    for (size_t i = 0; i < profile->interests.n; i++)
        form_set(form, "interests", profile->interests.at[i].slug);
    for (size_t i = 0; i < profile->links.n && i < EDIT_LINKS; i++) {
        form_set(form, link_name(arena, i, &link_fields[0]), profile->links.at[i].url);
        form_set(form, link_name(arena, i, &link_fields[1]), profile->links.at[i].label);
    }
    for (const ProfileFieldKind *kind = PROFILE_FIELDS; kind->bit != 0; kind++)
        form_set(form, audience_name(arena, kind), audience_of(shown, kind));
    return form;
}

/* ---- reading it ---- */

static bool
has_other_letters(const char *name)
{
    for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (g_unichar_isalpha(letter) && g_unichar_get_script(letter) != G_UNICODE_SCRIPT_LATIN)
            return true;
    }
    return false;
}

static void
fail(Form *form, const char *name, const char *message)
{
    form_fail(form, name, lang_text(form->req->cx->lang, message));
}

static void
check_link(Form *form, size_t i)
{
    Arena *arena = form->req->cx->arena;
    const char *url = link_name(arena, i, &link_fields[0]);
    const char *label = link_name(arena, i, &link_fields[1]);
    if (*form_text(form, url) == '\0' && *form_text(form, label) != '\0' &&
        field_of(form, url)->error == NULL)
        fail(form, url, N_("Write the address, too: https://..."));
}

Form *
edit_form_read(Request *req, const Profile *profile)
{
    FieldSpan fields = fields_of(req->cx->arena);
    Form *form = offer(form_read(req, fields.at, fields.n), profile);
    bool needs_latin = has_other_letters(form_text(form, "name"));
    if (needs_latin && *form_text(form, "name_latin") == '\0')
        fail(form, "name_latin", N_("Write your name in Latin letters, too."));
    else if (has_other_letters(form_text(form, "name_latin")))
        fail(form, "name_latin", N_("There are other letters in it. Use Latin ones here."));
    for (size_t i = 0; i < EDIT_LINKS; i++)
        check_link(form, i);
    return form;
}

/* "https://www.example.org/a" -> "www.example.org": what a link is called that has no name. */
static const char *
host_of(Arena *arena, const char *url)
{
    const char *host = strstr(url, "//");
    host = host != NULL ? host + 2 : url;
    return arena_strndup(arena, host, strcspn(host, "/?#"));
}

static ProfileLinkSpan
links_of(const Form *form)
{
    Arena *arena = form->req->cx->arena;
    ProfileLink *links = arena_array_of(arena, ProfileLink, EDIT_LINKS);
    size_t n = 0;
    for (size_t i = 0; i < EDIT_LINKS; i++) {
        const char *url = form_text(form, link_name(arena, i, &link_fields[0]));
        const char *label = form_text(form, link_name(arena, i, &link_fields[1]));
        if (*url != '\0')
            links[n++] = (ProfileLink){url, *label != '\0' ? label : host_of(arena, url)};
    }
    return (ProfileLinkSpan){links, n};
}

ProfileDraft
edit_form_value(const Form *form)
{
    Arena *arena = form->req->cx->arena;
    ProfileDraft draft = {.name = form_text(form, "name"),
                          .name_latin = form_text(form, "name_latin"),
                          .headline = form_text(form, "headline"),
                          .about = form_text(form, "about"),
                          .country = form_text(form, "country"),
                          .organisation = form_text(form, "organisation"),
                          .organisation_type = form_text(form, "type"),
                          .position = form_text(form, "position"),
                          .level = form_text(form, "level"),
                          .languages = person_form_ticked(form, "languages"),
                          .interests = person_form_ticked(form, "interests"),
                          .links = links_of(form)};
    for (const ProfileFieldKind *kind = PROFILE_FIELDS; kind->bit != 0; kind++) {
        const char *audience = form_text(form, audience_name(arena, kind));
        if (strcmp(audience, "public") == 0)
            draft.to_public |= kind->bit;
        if (strcmp(audience, "secretariat") != 0)
            draft.to_members |= kind->bit;
    }
    return draft;
}

bool
edit_form_agrees(const Form *form)
{
    return form_flag(form, "directory");
}

/* ---- as the page draws it ---- */

const FormField *
edit_form_directory(const Form *form)
{
    return field_of(form, "directory");
}

static FormFieldSpan
asked_for(const Form *form, ProfileField bit)
{
    FormField *at = arena_array_of(form->req->cx->arena, FormField, 2);
    size_t n = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(askings); i++)
        for (size_t k = 0; askings[i].bit == bit && k < 2 && askings[i].fields[k] != NULL; k++)
            at[n++] = *field_of(form, askings[i].fields[k]);
    return (FormFieldSpan){at, n};
}

static FormFieldSpan
drawn_links(const Form *form)
{
    Arena *arena = form->req->cx->arena;
    FormField *at = arena_array_of(arena, FormField, EDIT_LINKS * N_LINK);
    size_t used = 0, n = 0;
    for (size_t i = 0; i < EDIT_LINKS; i++)
        for (size_t k = 0; k < N_LINK; k++) {
            at[n] = *field_of(form, link_name(arena, i, &link_fields[k]));
            if (*at[n].value != '\0')
                used = i + 1;
            n++;
        }
    return (FormFieldSpan){at, MIN(used + 1, EDIT_LINKS) * N_LINK};
}

/* What is changed elsewhere, as text. */
static const char *
value_of(Ctx *cx, const Profile *profile, ProfileField bit)
{
    if (bit == PROFILE_EMAIL)
        return profile->email;
    if (bit == PROFILE_SINCE)
        return format_day(cx->arena, cx->lang, profile->since, cx->me.zone ? cx->me.zone : "UTC");
    if (bit == PROFILE_PICTURE)
        return lang_text(cx->lang,
                         profile->picture_id != 0 ? N_("You have one.") : N_("You have none yet."));
    return "";
}

EditPartSpan
edit_form_parts(const Form *form, const Profile *profile)
{
    Ctx *cx = form->req->cx;
    size_t n = 0;
    while (PROFILE_FIELDS[n].bit != 0)
        n++;
    EditPart *parts = arena_array_of(cx->arena, EditPart, n);
    for (size_t i = 0; i < n; i++) {
        const ProfileFieldKind *kind = &PROFILE_FIELDS[i];
        bool is_links = kind->bit == PROFILE_LINKS;
        parts[i] = (EditPart){
            .label = lang_text(cx->lang, kind->label),
            .value = value_of(cx, profile, kind->bit),
            .url = kind->bit == PROFILE_PICTURE ? "/desk/account#f-picture" : NULL,
            .is_headed = *value_of(cx, profile, kind->bit) != '\0' || is_links,
            .fields = is_links ? drawn_links(form) : asked_for(form, kind->bit),
            .audience = field_of(form, audience_name(cx->arena, kind)),
        };
    }
    return (EditPartSpan){parts, n};
}
