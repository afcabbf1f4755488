/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The lists of keep.h: which fields they have, how their rows are read and written.
 */
#include "alliance/audit.h"
#include "alliance/interest.h"
#include "alliance/pillar.h"
#include "alliance/redirect.h"
#include "alliance/supporter.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/keep.h"

#include <string.h>

static void
fail(Form *form, const char *name, const char *message)
{
    form_fail(form, name, lang_text(form->req->cx->lang, message));
}

/* ---- pillars: the program's slugs with the alliance's words ---- */

/* clang-format off */
static const Field pillar_fields[] = {
    {"name",     N_("Name"),             .kind = FIELD_LINE},
    {"name_fr",  N_("Name in French"),   .kind = FIELD_LINE, .optional = true},
    {"sentence", N_("What it is about"), N_("One sentence."), .kind = FIELD_LINE, .optional = true},
};
/* clang-format on */

static const Pillar *
pillar_of(PillarSpan pillars, const char *slug)
{
    for (size_t i = 0; i < pillars.n; i++)
        if (strcmp(pillars.at[i].slug, slug) == 0)
            return &pillars.at[i];
    return NULL;
}

/* Those without words of their own yet stand behind the others. */
static KeptRowSpan
pillar_rows(Ctx *cx, int64_t page G_GNUC_UNUSED)
{
    PillarSpan pillars = pillar_list(cx);
    size_t n_kinds = 0;
    while (PILLAR_KINDS[n_kinds].slug != NULL)
        n_kinds++;
    KeptRow *rows = arena_array_of(cx->arena, KeptRow, pillars.n + n_kinds);
    size_t n = 0;
    for (; n < pillars.n; n++)
        rows[n] = (KeptRow){.key = pillars.at[n].slug,
                            .label = pillar_name(cx, &pillars.at[n]),
                            .note = pillars.at[n].sentence};
    for (const PillarKind *kind = PILLAR_KINDS; kind->slug != NULL; kind++)
        if (pillar_of(pillars, kind->slug) == NULL)
            rows[n++] = (KeptRow){.key = kind->slug,
                                  .label = lang_text(cx->lang, kind->title),
                                  .kind = N_("not named yet")};
    return (KeptRowSpan){rows, n};
}

static bool
pillar_fill(Form *form, const char *key)
{
    Ctx *cx = form->req->cx;
    const Pillar *pillar = pillar_of(pillar_list(cx), key);
    if (pillar == NULL)
        return pillar_kind(key) != NULL;
    form_set(form, "name", pillar->name);
    form_set(form, "name_fr", pillar->name_fr);
    form_set(form, "sentence", pillar->sentence);
    return true;
}

static bool
pillar_write(Form *form, const char *key)
{
    Pillar pillar = {.slug = key,
                     .name = form_text(form, "name"),
                     .name_fr = form_text(form, "name_fr"),
                     .sentence = form_text(form, "sentence")};
    return pillar_save(form->req->cx, &pillar);
}

static const KeptList pillars = {
    .name = "pillars",
    .title = N_("Pillars"),
    .lede = N_("The parts of the alliance's work. Each has its colour on every page."),
    .saved = N_("The pillar was saved."),
    .fields = pillar_fields,
    .n_fields = G_N_ELEMENTS(pillar_fields),
    .rows = pillar_rows,
    .fill = pillar_fill,
    .save = pillar_write,
    .place = pillar_place,
};

/* ---- supporters ---- */

static const Choice supporter_kinds[] = {
    {"funder",  N_("Funder") },
    {"partner", N_("Partner")},
    {"host",    N_("Host")   },
};

/* clang-format off */
static const Field supporter_fields[] = {
    {"kind",   N_("Kind"),         .kind = FIELD_CHOICE, .choices = supporter_kinds,
     .n_choices = G_N_ELEMENTS(supporter_kinds)},
    {"name",   N_("Name"),         .kind = FIELD_LINE},
    {"credit", N_("Credit"),       N_("The line that its rules ask for; it stands on every page."),
     .kind = FIELD_TEXT, .optional = true, .rows = 3, .most = LIMIT_SUMMARY},
    {"url",    N_("Its own site"), .kind = FIELD_URL, .optional = true},
};
/* clang-format on */

static const char *
kind_label(const char *kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(supporter_kinds); i++)
        if (strcmp(supporter_kinds[i].value, kind) == 0)
            return supporter_kinds[i].label;
    return kind;
}

static KeptRowSpan
supporter_rows(Ctx *cx, int64_t page G_GNUC_UNUSED)
{
    SupporterSpan all = supporter_list(cx);
    KeptRow *rows = arena_array_of(cx->arena, KeptRow, all.n);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = (KeptRow){.key = arena_printf(cx->arena, "%" PRId64, all.at[i].id),
                            .label = all.at[i].name,
                            .kind = kind_label(all.at[i].kind),
                            .note = all.at[i].credit};
    return (KeptRowSpan){rows, all.n};
}

/* The id that a key says; 0, which no row has, if it is none. */
static int64_t
id_of(const char *key)
{
    guint64 id = 0;
    return g_ascii_string_to_unsigned(key, 10, 1, G_MAXINT64, &id, NULL) ? (int64_t)id : 0;
}

static bool
supporter_fill(Form *form, const char *key)
{
    const Supporter *supporter = supporter_find(form->req->cx, id_of(key));
    if (supporter == NULL)
        return false;
    form_set(form, "kind", supporter->kind);
    form_set(form, "name", supporter->name);
    form_set(form, "credit", supporter->credit);
    form_set(form, "url", supporter->url);
    return true;
}

static bool
supporter_write(Form *form, const char *key)
{
    const char *url = form_text(form, "url");
    Supporter supporter = {.id = id_of(key),
                           .kind = form_text(form, "kind"),
                           .name = form_text(form, "name"),
                           .credit = form_text(form, "credit"),
                           .url = *url != '\0' ? url : NULL};
    if (*key != '\0')
        return supporter_update(form->req->cx, &supporter);
    supporter_insert(form->req->cx, &supporter);
    return true;
}

static bool
supporter_move(Ctx *cx, const char *key, int64_t position)
{
    return supporter_place(cx, id_of(key), position);
}

static bool
supporter_forget(Ctx *cx, const char *key)
{
    return supporter_delete(cx, id_of(key));
}

static const KeptList supporters = {
    .name = "supporters",
    .title = N_("Partners and funders"),
    .lede = N_("They stand on the page about us; funders also at the end of every page."),
    .add = N_("Add one"),
    .saved = N_("It is saved."),
    .deleted = N_("It is deleted."),
    .fields = supporter_fields,
    .n_fields = G_N_ELEMENTS(supporter_fields),
    .rows = supporter_rows,
    .fill = supporter_fill,
    .save = supporter_write,
    .place = supporter_move,
    .delete = supporter_forget,
};

/* ---- old addresses ---- */

/* clang-format off */
static const Field address_fields[] = {
    {"path",   N_("Old address"),
     N_("As it begins after the name of the site: /node/12. It is looked at when nothing else has "
        "this address."),
     .kind = FIELD_LINE, .most = LIMIT_PATH},
    {"target", N_("Leads to"), N_("An address here: /about."), .kind = FIELD_LINE,
     .most = LIMIT_PATH},
};
/* clang-format on */

static KeptRowSpan
address_rows(Ctx *cx, int64_t page)
{
    RedirectSpan all = redirect_list(cx, page);
    KeptRow *rows = arena_array_of(cx->arena, KeptRow, all.n);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = (KeptRow){.key = all.at[i].path,
                            .label = all.at[i].path,
                            .note = arena_printf(cx->arena, "→ %s", all.at[i].target)};
    return (KeptRowSpan){rows, all.n};
}

static bool
address_fill(Form *form, const char *key)
{
    const char *target = redirect_find(form->req->cx, key);
    form_set(form, "path", key);
    form_set(form, "target", target);
    return target != NULL;
}

/* Two that lead to each other would send a browser round for ever. */
static void
check_address(Form *form, const char *key)
{
    Ctx *cx = form->req->cx;
    const char *path = form_text(form, "path"), *target = form_text(form, "target");
    bool is_moved = strcmp(path, key) != 0;
    if (!path_is_local(path))
        fail(form, "path", N_("Write an address that begins with /."));
    else if (is_moved && redirect_find(cx, path) != NULL)
        fail(form, "path", N_("This old address leads somewhere already. Change that one."));
    if (!path_is_local(target))
        fail(form, "target", N_("Write an address that begins with /."));
    else if (strcmp(path, target) == 0 || redirect_find(cx, target) != NULL)
        fail(form, "target", N_("This address leads on by itself. Write where it ends."));
}

static bool
address_write(Form *form, const char *key)
{
    Ctx *cx = form->req->cx;
    if (*key != '\0' && redirect_find(cx, key) == NULL)
        return false;
    check_address(form, key);
    if (!form_ok(form))
        return true;
    if (*key != '\0' && strcmp(key, form_text(form, "path")) != 0)
        redirect_delete(cx, key);
    redirect_insert(cx, form_text(form, "path"), form_text(form, "target"));
    audit(cx, "redirect.save", 0, form_text(form, "path"));
    return true;
}

static bool
address_forget(Ctx *cx, const char *key)
{
    bool known = redirect_delete(cx, key);
    if (known)
        audit(cx, "redirect.delete", 0, key);
    return known;
}

static const KeptList addresses = {
    .name = "addresses",
    .title = N_("Old addresses"),
    .lede = N_("Links from elsewhere to an old site keep working: each leads to a page here."),
    .add = N_("Add an address"),
    .saved = N_("The address is saved."),
    .deleted = N_("The address is deleted."),
    .fields = address_fields,
    .n_fields = G_N_ELEMENTS(address_fields),
    .rows = address_rows,
    .fill = address_fill,
    .save = address_write,
    .delete = address_forget,
};

/* ---- interests ---- */

static const Field interest_fields[] = {
    {"name", N_("Name"), .kind = FIELD_LINE},
    {"name_fr", N_("Name in French"), .kind = FIELD_LINE, .optional = true},
};

static KeptRowSpan
interest_rows(Ctx *cx, int64_t page G_GNUC_UNUSED)
{
    InterestSpan all = interest_list(cx);
    KeptRow *rows = arena_array_of(cx->arena, KeptRow, all.n);
    for (size_t i = 0; i < all.n; i++)
        rows[i] = (KeptRow){.key = all.at[i].slug,
                            .label = all.at[i].name,
                            .note = *all.at[i].name_fr != '\0' ? all.at[i].name_fr : NULL};
    return (KeptRowSpan){rows, all.n};
}

static bool
interest_fill(Form *form, const char *key)
{
    const Interest *interest = interest_find(form->req->cx, key);
    if (interest == NULL)
        return false;
    form_set(form, "name", interest->name);
    form_set(form, "name_fr", interest->name_fr);
    return true;
}

/* The slug stays: people's answers hang on it. */
static bool
interest_write(Form *form, const char *key)
{
    Ctx *cx = form->req->cx;
    Interest interest = {
        .slug = key, .name = form_text(form, "name"), .name_fr = form_text(form, "name_fr")};
    if (*key != '\0')
        return interest_update(cx, &interest);
    interest.slug = text_slug(cx->arena, interest.name);
    if (*interest.slug == '\0' || interest_find(cx, interest.slug) != NULL)
        fail(form, "name", N_("There is one of this name already."));
    else
        interest_insert(cx, &interest);
    return true;
}

static const KeptList interests = {
    .name = "interests",
    .title = N_("Interests"),
    .lede = N_("What members can say that they are interested in, in the order of the forms."),
    .add = N_("Add an interest"),
    .saved = N_("The interest is saved."),
    .deleted = N_("The interest is deleted, also from the profiles that had it."),
    .fields = interest_fields,
    .n_fields = G_N_ELEMENTS(interest_fields),
    .rows = interest_rows,
    .fill = interest_fill,
    .save = interest_write,
    .place = interest_place,
    .delete = interest_delete,
};

const KeptList *const KEPT_LISTS[] = {&pillars, &supporters, &interests, &addresses, NULL};
