/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * What a statement may not say: SQLite proves each at build time, PostgreSQL only in the tests.
 */
#include "sqlfile.h"
#include "sqltoken.h"

#include <string.h>

#define ADVICE "write it otherwise, or a text of its own behind -- postgres:"

/* What SQLite alone understands. */
static const char *const own_words[][2] = {
    {"INSERT",  "OR"    },
    {"UPDATE",  "OR"    },
    {"REPLACE", "INTO"  },
    {"GLOB",    NULL    },
    {"MATCH",   NULL    },
    {"COLLATE", "NOCASE"},
    {"INDEXED", "BY"    },
    {"rowid",   NULL    },
    {"_rowid_", NULL    },
};

/* The functions that both have, with one meaning.  LIKE is one to SQLite, which compares letter by
 * letter in every connection of ours (db/sqlite.c). */
static const char *const shared_functions[] = {
    "abs",  "avg",        "coalesce",  "count",      "cume_dist", "dense_rank",   "first_value",
    "lag",  "last_value", "lead",      "length",     "like",      "lower",        "ltrim",
    "max",  "min",        "nth_value", "ntile",      "nullif",    "octet_length", "percent_rank",
    "rank", "replace",    "round",     "row_number", "rtrim",     "substr",       "sum",
    "trim", "upper",      NULL,
};

bool
sql_function_is_shared(const char *name)
{
    return g_strv_contains(shared_functions, name);
}

static bool
refuse(const SqlFile *file, const SqlText *text, const char *at, const char *what, GError **error)
{
    int line = sql_line_at(text->text, (size_t)(at - text->text), text->line);
    return sql_error(error, file->path, line, "PostgreSQL has no %s: " ADVICE, what);
}

static bool
check_word(const SqlFile *file, const SqlText *text, const SqlToken *t, GError **error)
{
    SqlToken next = sql_token_solid(t->at + t->n);
    for (size_t i = 0; i < G_N_ELEMENTS(own_words); i++) {
        const char *const *words = own_words[i];
        if (!sql_token_is(t, words[0]) || (words[1] != NULL && !sql_token_is(&next, words[1])))
            continue;
        g_autofree char *what = g_strjoin(words[1] ? " " : NULL, words[0], words[1], NULL);
        return refuse(file, text, t->at, what, error);
    }
    return true;
}

bool
sql_check_portable(const SqlFile *file, const SqlText *text, const char *function, GError **error)
{
    for (const char *p = text->text; *p != '\0';) {
        SqlToken t = sql_token(p);
        if (t.kind == SQL_WORD && !check_word(file, text, &t, error))
            return false;
        SqlToken list, name;
        if (sql_token_is(&t, "json_each") && sql_list_end(p, &list, &name) == NULL)
            return refuse(file, text, t.at, "json_each() but json_each(:list) AS name", error);
        if (t.kind == SQL_OTHER && g_str_has_prefix(t.at, "=="))
            return refuse(file, text, t.at, "==", error);
        if (function != NULL && sql_token_is(&t, function)) {
            g_autofree char *what = g_strdup_printf("%s()", function);
            return refuse(file, text, t.at, what, error);
        }
        p += t.n;
    }
    return true;
}

bool
sql_check_columns(const SqlFile *file, const SqlText *text, GError **error)
{
    static const char *const before[] = {"SELECT", "DISTINCT", "ALL", "RETURNING"};
    SqlToken last = {SQL_END, "", 0};
    for (const char *p = text->text; *p != '\0';) {
        SqlToken t = sql_token(p);
        p += t.n;
        if (t.kind == SQL_SPACE || t.kind == SQL_COMMENT)
            continue;
        bool lists = last.kind == SQL_OTHER && (*last.at == '.' || *last.at == ',');
        for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
            lists |= sql_token_is(&last, before[i]);
        if (lists && t.kind == SQL_OTHER && *t.at == '*')
            return sql_error(error, file->path,
                             sql_line_at(text->text, (size_t)(t.at - text->text), text->line),
                             "list the columns instead of *");
        last = t;
    }
    return true;
}
