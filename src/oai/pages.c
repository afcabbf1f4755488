/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * The six verbs of OAI-PMH 2.0.
 */
#include "oai/pages.h"
#include "alliance/pillar.h"
#include "alliance/setting.h"
#include "base/moment.h"
#include "lang/format.h"
#include "lang/lang.h"
#include "oai/ask.h"
#include "web/app.h"

#include <string.h>

#define PAGE_RECORDS 100

static void
write_error(Html *out, const char *code, const char *why)
{
    g_string_append_printf(out->text, "<error code=\"%s\">", code);
    html_text(out, why);
    html_lit(out, "</error>\n");
}

/* ---- records ---- */

static void
write_header(Html *out, Ctx *cx, const OaiRecord *record)
{
    const struct {
        const char *what, *value;
    } sets[] = {
        {"pillar",   record->pillar  },
        {"type",     record->type    },
        {"language", record->language},
    };
    g_string_append(out->text, record->is_deleted ? "<header status=\"deleted\">" : "<header>");
    html_element(out, "identifier", oai_identifier(cx, record->id));
    html_element(out, "datestamp", moment_iso(cx->arena, MIN(record->stamp, cx->now)));
    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++)
        if (*sets[i].value != '\0')
            html_element(out, "setSpec", oai_set_write(cx->arena, sets[i].what, sets[i].value));
    html_lit(out, "</header>");
}

/* What was made for it stands in the database as it is given out. */
static void
write_record(Html *out, Ctx *cx, const OaiRecord *record)
{
    html_lit(out, "<record>");
    write_header(out, cx, record);
    if (!record->is_deleted) {
        html_lit(out, "<metadata>");
        g_string_append(out->text, record->metadata);
        html_lit(out, "</metadata>");
    }
    html_lit(out, "</record>\n");
}

/* An empty token ends a list that came in parts. */
static void
write_token(Html *out, Ctx *cx, const OaiAsk *ask, const OaiRecord *last, int64_t n)
{
    if (last == NULL && !ask->goes_on)
        return;
    g_string_append_printf(out->text, "<resumptionToken cursor=\"%" PRId64 "\">", ask->n_given);
    if (last != NULL)
        html_text(out, oai_token_write(cx->arena, ask, last, ask->n_given + n));
    html_lit(out, "</resumptionToken>\n");
}

static void
write_list(Html *out, Ctx *cx, const OaiAsk *ask)
{
    OaiList list = ask->list;
    bool whole = ask->verb == OAI_LIST_RECORDS;
    const char *name = whole ? "ListRecords" : "ListIdentifiers";
    list.until = MIN(list.until, cx->now);
    list.limit = PAGE_RECORDS + 1;
    OaiRecordSpan records = oai_list(cx, &list);
    size_t n = MIN(records.n, PAGE_RECORDS);
    if (n == 0) {
        write_error(out, "noRecordsMatch", "Nothing fits what was asked for.");
        return;
    }
    g_string_append_printf(out->text, "<%s>\n", name);
    for (size_t i = 0; i < n; i++)
        (whole ? write_record : write_header)(out, cx, &records.at[i]);
    write_token(out, cx, ask, records.n > n ? &records.at[n - 1] : NULL, (int64_t)n);
    g_string_append_printf(out->text, "</%s>\n", name);
}

static void
write_one(Html *out, Ctx *cx, const OaiAsk *ask)
{
    const OaiRecord *record = oai_find(cx, ask->id, ask->list.format);
    if (record == NULL) {
        write_error(out, "idDoesNotExist", "There is no record with this identifier.");
        return;
    }
    html_lit(out, "<GetRecord>\n");
    write_record(out, cx, record);
    html_lit(out, "</GetRecord>\n");
}

/* ---- about the repository ---- */

/* The protocol wants an address: the one that the site shows, else the one that its mails have,
 * else the one that every host has (RFC 2142). */
static const char *
contact_of(Ctx *cx)
{
    const Settings *set = settings(cx);
    if (*set->contact != '\0')
        return set->contact;
    return *set->mail_from != '\0' ? set->mail_from
                                   : arena_printf(cx->arena, "postmaster@%s", oai_host(cx));
}

static void
write_identify(Html *out, Ctx *cx, const OaiAsk *ask G_GNUC_UNUSED)
{
    html_lit(out, "<Identify>");
    html_element(out, "repositoryName", settings(cx)->name);
    html_element(out, "baseURL", arena_printf(cx->arena, "%s/oai", cx->app->base_url));
    html_lit(out, "<protocolVersion>2.0</protocolVersion>");
    html_element(out, "adminEmail", contact_of(cx));
    html_element(out, "earliestDatestamp", moment_iso(cx->arena, oai_earliest(cx)));
    html_lit(out, "<deletedRecord>persistent</deletedRecord>"
                  "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>\n");
}

static void
write_formats(Html *out, Ctx *cx, const OaiAsk *ask)
{
    if (ask->has_identifier && oai_find(cx, ask->id, &OAI_FORMATS[0]) == NULL) {
        write_error(out, "idDoesNotExist", "There is no record with this identifier.");
        return;
    }
    html_lit(out, "<ListMetadataFormats>");
    for (const OaiFormat *format = OAI_FORMATS; format->prefix != NULL; format++) {
        html_lit(out, "<metadataFormat>");
        html_element(out, "metadataPrefix", format->prefix);
        html_element(out, "schema", format->schema);
        html_element(out, "metadataNamespace", format->space);
        html_lit(out, "</metadataFormat>");
    }
    html_lit(out, "</ListMetadataFormats>\n");
}

static const char *
set_name(Ctx *cx, const OaiSet *set)
{
    const LibraryWord *type = library_word_find(WORK_TYPES, set->value);
    PillarSpan pillars = pillar_list(cx);
    for (size_t i = 0; strcmp(set->what, "pillar") == 0 && i < pillars.n; i++)
        if (strcmp(pillars.at[i].slug, set->value) == 0)
            return pillar_name(cx, &pillars.at[i]);
    if (strcmp(set->what, "type") == 0 && type != NULL)
        return lang_text(cx->lang, type->label);
    return strcmp(set->what, "language") == 0 ? format_language(cx->arena, cx->lang, set->value)
                                              : set->value;
}

static void
write_sets(Html *out, Ctx *cx, const OaiAsk *ask G_GNUC_UNUSED)
{
    OaiSetSpan sets = oai_sets(cx);
    if (sets.n == 0) {
        write_error(out, "noSetHierarchy", "There are no sets as long as there are no records.");
        return;
    }
    html_lit(out, "<ListSets>");
    for (size_t i = 0; i < sets.n; i++) {
        html_lit(out, "<set>");
        html_element(out, "setSpec", oai_set_write(cx->arena, sets.at[i].what, sets.at[i].value));
        html_element(out, "setName", set_name(cx, &sets.at[i]));
        html_lit(out, "</set>");
    }
    html_lit(out, "</ListSets>\n");
}

/* ---- the answer ---- */

static void
write_request(Html *out, Ctx *cx, const OaiAsk *ask)
{
    html_lit(out, "<request");
    for (size_t i = 0; i < ask->arguments.n; i++) {
        g_string_append_printf(out->text, " %s=\"", ask->arguments.at[i].name);
        html_text(out, ask->arguments.at[i].value);
        html_lit(out, "\"");
    }
    html_lit(out, ">");
    html_text(out, arena_printf(cx->arena, "%s/oai", cx->app->base_url));
    html_lit(out, "</request>\n");
}

Response *
answer_harvester(Request *req)
{
    static void (*const writers[])(Html *out, Ctx *cx, const OaiAsk *ask) = {
        [OAI_IDENTIFY] = write_identify, [OAI_LIST_FORMATS] = write_formats,
        [OAI_LIST_SETS] = write_sets,    [OAI_LIST_IDENTIFIERS] = write_list,
        [OAI_LIST_RECORDS] = write_list, [OAI_GET_RECORD] = write_one,
    };
    Ctx *cx = req->cx;
    const OaiAsk *ask = oai_ask(req);
    Html *out = html_begin(req);
    html_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\""
                  " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                  " xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/"
                  " http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd\">\n");
    html_element(out, "responseDate", moment_iso(cx->arena, cx->now));
    write_request(out, cx, ask);
    if (ask->error != NULL)
        write_error(out, ask->error, ask->why);
    else
        writers[ask->verb](out, cx, ask);
    html_lit(out, "</OAI-PMH>\n");
    return respond_bytes(req, "text/xml; charset=utf-8", (Bytes){out->text->str, out->text->len});
}
