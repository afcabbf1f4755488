/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "site/atom.h"

#include "alliance/setting.h"
#include "base/moment.h"
#include "web/app.h"

void
atom_link(Html *out, const Ctx *cx, const char *rel, const char *type, const char *path)
{
    g_string_append_printf(out->text, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    html_text(out, page_address(cx, path));
    html_lit(out, "\"/>\n");
}

void
atom_author(Html *out, const char *name, const char *address_of)
{
    html_lit(out, "<author>");
    html_element(out, "name", name);
    if (address_of != NULL)
        html_element(out, "uri", address_of);
    html_lit(out, "</author>\n");
}

Html *
atom_begin(Request *req, const AtomFeed *feed)
{
    Ctx *cx = req->cx;
    const char *alliance = settings(cx)->name;
    Html *out = html_begin(req);
    html_lit(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    html_text(out, cx->lang->code);
    html_lit(out, "\">\n");
    html_element(out, "title",
                 feed->name == NULL ? alliance
                                    : arena_printf(cx->arena, "%s · %s", alliance, feed->name));
    html_element(out, "id", page_address(cx, req->path));
    atom_link(out, cx, "self", "application/atom+xml", req->path);
    atom_link(out, cx, "alternate", "text/html", feed->page);
    html_element(out, "updated", moment_iso(cx->arena, feed->updated_at));
    atom_author(out, alliance, NULL);
    return out;
}

void
atom_entry(Html *out, const char *language, const char *id, const char *title)
{
    html_lit(out, "<entry xml:lang=\"");
    html_text(out, language);
    html_lit(out, "\">\n");
    html_element(out, "id", id);
    html_element(out, "title", title);
}

void
atom_entry_end(Html *out)
{
    html_lit(out, "</entry>\n");
}

Response *
atom_end(Request *req, Html *out)
{
    html_lit(out, "</feed>\n");
    return respond_bytes(req, "application/atom+xml; charset=utf-8",
                         (Bytes){out->text->str, out->text->len});
}
