/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * sqltoken - cut SQL into words, strings, comments and the rest.
 *
 * Read with: sqlfile.h, whose replacements leave strings and comments alone
 * because of this.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum SqlKind {
    SQL_END,
    SQL_SPACE,
    SQL_COMMENT, /* -- to the end of the line, or slash-star */
    SQL_STRING,  /* 'it''s' */
    SQL_QUOTED,  /* "name" */
    SQL_WORD,    /* letters, digits and _, not starting with a digit */
    SQL_NUMBER,
    SQL_PARAM,    /* :name */
    SQL_FRAGMENT, /* {name} */
    SQL_POSITION, /* ?, ?1, $1, @name: parameters by other rules than ours */
    SQL_OTHER,    /* one character, or "::" */
    SQL_OPEN,     /* a string, name or comment that does not end */
} SqlKind;

typedef struct SqlToken {
    SqlKind kind;
    const char *at;
    size_t n;
} SqlToken;

/** Return the token at @p, of a text that ends with NUL. */
SqlToken sql_token(const char *p);

/** Return the first token at or behind @p that is neither space nor comment. */
SqlToken sql_token_solid(const char *p);

/** Is it this word, in whatever case? */
bool sql_token_is(const SqlToken *token, const char *word);
