/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/xml.h"

#include <expat.h>
#include <string.h>

#define PIECE (32 * 1024)

struct Xml {
    XML_Parser parser;
    Zip *zip;
    const XmlEvents *events;
    void *data;
    int depth;
    int64_t fed; /* bytes */
    bool paused, last, refused;
};

static const char *
local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static void
refuse(Xml *xml)
{
    xml->refused = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void
on_start(void *data, const char *name, const char **attributes)
{
    Xml *xml = data;
    if (++xml->depth > XML_MAX_DEPTH)
        refuse(xml);
    else
        xml->events->start(xml->data, local_name(name), attributes);
}

static void
on_end(void *data, const char *name)
{
    Xml *xml = data;
    xml->depth--;
    xml->events->end(xml->data, local_name(name));
}

static void
on_text(void *data, const char *text, int n)
{
    Xml *xml = data;
    xml->events->text(xml->data, text, n);
}

static void
on_doctype(void *data, const char *name G_GNUC_UNUSED, const char *system_id G_GNUC_UNUSED,
           const char *public_id G_GNUC_UNUSED, int has_subset)
{
    Xml *xml = data;
    if (has_subset || !xml->events->plain_doctype)
        refuse(xml);
}

/* Entities that are declared elsewhere, such as &nbsp;, are a gap and no mistake. */
static void
on_skipped(void *data, const char *name G_GNUC_UNUSED, int is_parameter)
{
    Xml *xml = data;
    if (!is_parameter)
        xml->events->text(xml->data, " ", 1);
}

Xml *
xml_new(Zip *zip, const XmlEvents *events, void *data)
{
    Xml *xml = g_new0(Xml, 1);
    *xml = (Xml){.parser = XML_ParserCreate(NULL), .zip = zip, .events = events, .data = data};
    g_assert(xml->parser != NULL);
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    if (events->plain_doctype) {
        XML_SetSkippedEntityHandler(xml->parser, on_skipped);
        XML_UseForeignDTD(xml->parser, XML_TRUE);
    }
    return xml;
}

void
xml_free(Xml *xml)
{
    if (xml == NULL)
        return;
    XML_ParserFree(xml->parser);
    g_free(xml);
}

/* Unpack and parse the next piece. */
static enum XML_Status
feed(Xml *xml)
{
    int64_t parsed = XML_GetCurrentByteIndex(xml->parser); /* forgotten with the next buffer */
    void *room = XML_GetBuffer(xml->parser, PIECE);
    int n = room != NULL ? zip_read(xml->zip, room, PIECE) : -1;
    /* A tag without an end would be looked at again with every piece. */
    if (n < 0 || xml->fed - parsed > XML_MAX_TOKEN)
        return XML_STATUS_ERROR;
    xml->fed += n;
    xml->last = n == 0;
    return XML_ParseBuffer(xml->parser, n, xml->last);
}

XmlResult
xml_run(Xml *xml)
{
    enum XML_Status status = XML_STATUS_OK;
    if (xml->paused)
        status = XML_ResumeParser(xml->parser);
    xml->paused = false;
    while (status == XML_STATUS_OK && !xml->last)
        status = feed(xml);
    if (status == XML_STATUS_SUSPENDED) {
        xml->paused = true;
        return XML_PAUSED;
    }
    return status == XML_STATUS_OK && !xml->refused ? XML_ENDED : XML_BROKEN;
}

XmlResult
xml_read(Bytes text, const XmlEvents *events, void *data)
{
    if (text.n > XML_MAX_TOKEN)
        return XML_BROKEN;
    g_autoptr(Xml) xml = xml_new(NULL, events, data);
    bool is_read = XML_Parse(xml->parser, text.at, (int)text.n, XML_TRUE) == XML_STATUS_OK;
    return is_read && !xml->refused ? XML_ENDED : XML_BROKEN;
}

void
xml_pause(Xml *xml)
{
    XML_StopParser(xml->parser, XML_TRUE);
}

const char *
xml_attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(local_name(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool
xml_is_true(const char **attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}
