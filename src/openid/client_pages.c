/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The secretariat's register of tools.
 */
#include "openid/client.h"

#include "alliance/role.h"
#include "base/limits.h"
#include "base/text.h"
#include "desk/desk.h"
#include "openid/jws.h"
#include "openid/key.h"
#include "openid/openid_client.html.h"
#include "openid/openid_clients.html.h"
#include "openid/openid_secret.html.h"
#include "openid/pages.h"
#include "openid/scope.h"
#include "openid/tools.h"
#include "site/doors.h"
#include "web/app.h"
#include "web/form.h"

#include <string.h>

#define LIST_URL "/openid/tools/clients"
#define TOOLS_CRUMB {N_("Tools"), "/openid/tools"}
#define EVERYBODY "members" /* in the form; the database has "" */
#define URIS_MOST 4000      /* characters */

static const Choice kinds[] = {
    {"confidential", N_("It runs on a server and can keep a secret")                },
    {"public",       N_("It runs in the browser or on a device and cannot keep one")},
};

static const Choice scope_choices[] = {
    {"profile", N_("Name, language, time zone, and a picture that is open to everybody")},
    {"email",   N_("E-mail address")                                                    },
    {"roles",   N_("Roles in the alliance")                                             },
};

static const Choice algorithms[] = {
    {JWS_RS256, N_("RS256, which every tool knows")},
    {JWS_EDDSA, N_("EdDSA (Ed25519)")              },
};

/* clang-format off */
static const Field fields[] = {
    {"kind",      N_("Where it runs"), .kind = FIELD_CHOICE, .choices = kinds,
     .n_choices = G_N_ELEMENTS(kinds)},
    {"name",      N_("Name"), N_("As people know it. They see it when they are asked."),
     .kind = FIELD_LINE},
    {"redirects", N_("Where it wants people back"),
     N_("One address a line, exactly as the tool sends it: https, or http on this machine."),
     .kind = FIELD_TEXT, .rows = 3, .most = URIS_MOST},
    {"logouts",   N_("And after signing out"), N_("Likewise."),
     .kind = FIELD_TEXT, .rows = 2, .most = URIS_MOST, .optional = true},
    {"scopes",    N_("What it may ask for"), N_("Beside a name of the person's for this tool alone. "
                                                "Each person is asked."),
     .kind = FIELD_CHOICES, .optional = true, .choices = scope_choices,
     .n_choices = G_N_ELEMENTS(scope_choices)},
    {"audience",  N_("Who may use it"), .kind = FIELD_CHOICE},
    {"algorithm", N_("Signature"), N_("If the tool's manual does not speak of it: RS256."),
     .kind = FIELD_CHOICE, .choices = algorithms, .n_choices = G_N_ELEMENTS(algorithms)},
};
/* clang-format on */

/* Where a tool runs is said once, since its secret hangs on it. */
enum { N_FIELDS = G_N_ELEMENTS(fields), FIRST_LATER = 1, AUDIENCE = 5 };

/* The fields, of which the audience is all members or one of the roles that there are. */
static const Field *
fields_of(Ctx *cx)
{
    size_t n = 0;
    while (ROLES[n].name != NULL)
        n++;
    Choice *choices = arena_array_of(cx->arena, Choice, n + 1);
    choices[0] = (Choice){EVERYBODY, N_("All members")};
    for (size_t i = 0; i < n; i++)
        choices[i + 1] = (Choice){ROLES[i].name, ROLES[i].label};
    Field *all = arena_array_of(cx->arena, Field, N_FIELDS);
    memcpy(all, fields, sizeof fields);
    all[AUDIENCE].choices = choices;
    all[AUDIENCE].n_choices = n + 1;
    return all;
}

static const char *
issuer_of(const Request *req)
{
    return req->cx->app->base_url;
}

Response *
get_openid_clients(Request *req)
{
    OpenidClients view = {.rows = openid_client_list(req->cx), .issuer = issuer_of(req)};
    Page page = {.title = lang_text(req->cx->lang, N_("Register of tools")),
                 .here = HERE(DOOR_CRUMB, TOOLS_CRUMB)};
    return respond_desk(req, 200, &page, openid_clients, &view);
}

static Response *
respond_client(Request *req, const OpenidClient *client, const Form *form)
{
    OpenidClientView view = {.client = client, .form = form};
    Page page = {.title = client != NULL ? client->name
                                         : lang_text(req->cx->lang, N_("Connect a tool")),
                 .here = HERE(DOOR_CRUMB, TOOLS_CRUMB, {N_("Register of tools"), LIST_URL})};
    return respond_desk(req, form_ok(form) ? 200 : 422, &page, openid_client, &view);
}

/* ---- what was typed ---- */

/* The addresses in @field, cleaned, one a line; those that may be none become its error. */
static const char *
read_uris(Form *form, const char *field)
{
    Ctx *cx = form->req->cx;
    GString *uris = arena_string(cx->arena, 128);
    g_auto(GStrv) lines = g_strsplit_set(form_text(form, field), "\r\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        const char *uri = g_strstrip(*line);
        if (*uri == '\0')
            continue;
        if (!openid_uri_is_fine(uri)) {
            const char *why = N_(
                "This cannot be one: {address}. Write https://, a host and a path, "
                "without # and without spaces.");
            form_fail(form, field,
                      lang_fill(cx->arena, lang_text(cx->lang, why), "address", uri, NULL));
            return "";
        }
        g_string_append_printf(uris, "%s%s", uris->len > 0 ? "\n" : "", uri);
    }
    return uris->str;
}

static OpenidClient
read_client(Form *form)
{
    Ctx *cx = form->req->cx;
    unsigned scopes = 0;
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if (kind->scope != SCOPE_OPENID && form_has(form, "scopes", kind->name))
            scopes |= kind->scope;
    const char *audience = form_text(form, "audience");
    return (OpenidClient){.name = form_text(form, "name"),
                          .redirect_uris = read_uris(form, "redirects"),
                          .logout_uris = read_uris(form, "logouts"),
                          .scopes = scopes_format(cx->arena, scopes),
                          .audience = strcmp(audience, EVERYBODY) == 0 ? "" : audience,
                          .algorithm = form_text(form, "algorithm")};
}

static Form *
filled_form(Request *req, const OpenidClient *client)
{
    Form *form = form_new(req, fields_of(req->cx) + FIRST_LATER, N_FIELDS - FIRST_LATER);
    form_set(form, "name", client->name);
    form_set(form, "redirects", client->redirect_uris);
    form_set(form, "logouts", client->logout_uris);
    for (const ScopeKind *kind = SCOPES; kind->name != NULL; kind++)
        if (kind->scope != SCOPE_OPENID && (scopes_parse(client->scopes) & kind->scope) != 0)
            form_set(form, "scopes", kind->name);
    form_set(form, "audience", *client->audience != '\0' ? client->audience : EVERYBODY);
    form_set(form, "algorithm", client->algorithm);
    return form;
}

/* ---- a new one ---- */

/* Nothing keeps this answer: neither a cache nor the database has the secret. */
static Response *
respond_secret(Request *req, int64_t id, const char *secret)
{
    const OpenidClient *client = openid_client_find(req->cx, id);
    if (client == NULL)
        return respond_not_found(req);
    OpenidSecret view = {.id = id,
                         .name = client->name,
                         .client_id = client->client_id,
                         .issuer = issuer_of(req),
                         .secret = secret};
    Page page = {.title = client->name,
                 .here = HERE(DOOR_CRUMB, TOOLS_CRUMB, {N_("Register of tools"), LIST_URL})};
    Response *res = respond_desk(req, 200, &page, openid_secret, &view);
    respond_header(res, "Cache-Control", "no-store");
    return res;
}

Response *
get_openid_client_new(Request *req)
{
    Form *form = form_new(req, fields_of(req->cx), N_FIELDS);
    form_set(form, "kind", kinds[0].value);
    form_set(form, "audience", EVERYBODY);
    form_set(form, "algorithm", JWS_RS256);
    return respond_client(req, NULL, form);
}

/* The first tool brings the first keys. */
typedef struct NewKeys {
    const OpenidKeys *keys;
} NewKeys;

static Response *
look_for_keys(Request *req)
{
    if (!openid_key_exists(req->cx))
        req->prepared = arena_new_of(req->cx->arena, NewKeys);
    return NULL;
}

static void
make_keys(Request *req)
{
    NewKeys *new = req->prepared;
    new->keys = openid_new_keys(req->cx->arena);
}

const Preparation prepare_openid_client_new = {look_for_keys, make_keys};

Response *
post_openid_client_new(Request *req)
{
    const char *secret = NULL;
    Form *form = form_read(req, fields_of(req->cx), N_FIELDS);
    OpenidClient client = read_client(form);
    client.is_public = strcmp(form_text(form, "kind"), "public") == 0;
    if (!form_ok(form))
        return respond_client(req, NULL, form);
    if (req->prepared != NULL)
        openid_key_begin(req->cx, ((const NewKeys *)req->prepared)->keys);
    int64_t id = openid_client_insert(req->cx, &client, &secret);
    return respond_secret(req, id, secret);
}

/* ---- one that there is ---- */

Response *
get_openid_client(Request *req)
{
    const OpenidClient *client = openid_client_find(req->cx, req_id(req, "id"));
    if (client == NULL)
        return respond_not_found(req);
    return respond_client(req, client, filled_form(req, client));
}

Response *
post_openid_client(Request *req)
{
    Ctx *cx = req->cx;
    const OpenidClient *old = openid_client_find(cx, req_id(req, "id"));
    if (old == NULL)
        return respond_not_found(req);
    Form *form = form_read(req, fields_of(req->cx) + FIRST_LATER, N_FIELDS - FIRST_LATER);
    OpenidClient client = read_client(form);
    client.id = old->id;
    if (!form_ok(form))
        return respond_client(req, old, form);
    openid_client_update(cx, &client);
    return respond_done(req, LIST_URL, lang_text(cx->lang, N_("It is saved.")));
}

Response *
post_openid_client_secret(Request *req)
{
    int64_t id = req_id(req, "id");
    const char *secret = openid_client_new_secret(req->cx, id);
    return secret != NULL ? respond_secret(req, id, secret) : respond_not_found(req);
}

Response *
post_openid_client_remove(Request *req)
{
    if (!openid_client_delete(req->cx, req_id(req, "id")))
        return respond_not_found(req);
    return respond_done(req, LIST_URL,
                        lang_text(req->cx->lang, N_("The tool is removed. It can sign in nobody "
                                                    "any more.")));
}
