/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "po.h"

#include <string.h>

/* Collect the names in {braces}, and a brace that is not closed. */
static GHashTable *
placeholders(const char *text)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const char *open; (open = strchr(text, '{')) != NULL;) {
        gsize n = strcspn(open, "}");
        if (open[n] == '\0') {
            g_hash_table_add(set, g_strdup("{"));
            break;
        }
        g_hash_table_add(set, g_strndup(open + 1, n - 1));
        text = open + n;
    }
    return set;
}

static bool
contains_all(GHashTable *set, GHashTable *wanted, const char *but)
{
    GHashTableIter iter;
    void *key;
    g_hash_table_iter_init(&iter, wanted);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        if (g_strcmp0(key, but) != 0 && !g_hash_table_contains(set, key))
            return false;
    return true;
}

bool
po_placeholders_agree(const PoEntry *entry)
{
    g_autoptr(GHashTable) english = placeholders(entry->plural ? entry->plural : entry->id);
    for (guint i = 0; i < entry->text->len; i++) {
        g_autoptr(GHashTable) form = placeholders(entry->text->pdata[i]);
        if (!contains_all(form, english, entry->plural ? "n" : NULL) ||
            !contains_all(english, form, NULL))
            return false;
    }
    return true;
}
