/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * xml - read a file of a zip as events that can be paused, or a short text (expat).
 *
 * A document type declaration is refused, and with it every entity; one that
 * declares nothing itself, as XHTML has it, can be passed over, and the
 * entities with it.  Names come without the prefix of their namespace.
 */
#pragma once
#include "sheet/zip.h"

#define XML_MAX_DEPTH 64
#define XML_MAX_TOKEN (1024 * 1024) /* bytes that one tag may take */

typedef struct XmlEvents {
    void (*start)(void *data, const char *name, const char **attributes);
    void (*end)(void *data, const char *name);
    void (*text)(void *data, const char *text, int n);
    bool plain_doctype; /* <!DOCTYPE html> is no reason to refuse */
} XmlEvents;

typedef enum XmlResult {
    XML_PAUSED,
    XML_ENDED,
    XML_BROKEN,
} XmlResult;

typedef struct Xml Xml;

/** Begin with the file that zip_enter() has opened. */
Xml *xml_new(Zip *zip, const XmlEvents *events, void *data);
void xml_free(Xml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Xml, xml_free)

/** Call the events until one calls xml_pause(), or to the end. */
XmlResult xml_run(Xml *xml);
void xml_pause(Xml *xml);

/** Read all of @text, which is in memory and as short as one tag may be; XML_ENDED or XML_BROKEN.
 */
XmlResult xml_read(Bytes text, const XmlEvents *events, void *data);

/** The value of the attribute @name, or NULL. */
const char *xml_attribute(const char **attributes, const char *name);

/** Is the attribute @name there, and true? */
bool xml_is_true(const char **attributes, const char *name);
