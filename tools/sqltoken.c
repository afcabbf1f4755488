/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sqltoken.h"

#include <string.h>

static bool
is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_' || (c & 0x80) != 0;
}

static size_t
word_length(const char *p)
{
    size_t n = 0;
    while (is_word(p[n]))
        n++;
    return n;
}

/* A quote doubled inside is two strings side by side to us, which comes to the same. */
static SqlToken
quoted(const char *p, SqlKind kind)
{
    const char *end = strchr(p + 1, *p);
    if (end == NULL)
        return (SqlToken){SQL_OPEN, p, strlen(p)};
    return (SqlToken){kind, p, (size_t)(end - p) + 1};
}

static SqlToken
comment(const char *p)
{
    if (p[0] == '-')
        return (SqlToken){SQL_COMMENT, p, strcspn(p, "\n")};
    const char *end = strstr(p + 2, "*/");
    if (end == NULL)
        return (SqlToken){SQL_OPEN, p, strlen(p)};
    return (SqlToken){SQL_COMMENT, p, (size_t)(end - p) + 2};
}

static SqlToken
fragment(const char *p)
{
    size_t n = word_length(p + 1);
    if (n == 0 || p[n + 1] != '}')
        return (SqlToken){SQL_OTHER, p, 1};
    return (SqlToken){SQL_FRAGMENT, p, n + 2};
}

static SqlToken
colon(const char *p)
{
    if (p[1] == ':')
        return (SqlToken){SQL_OTHER, p, 2};
    size_t n = word_length(p + 1);
    return n > 0 ? (SqlToken){SQL_PARAM, p, n + 1} : (SqlToken){SQL_OTHER, p, 1};
}

SqlToken
sql_token(const char *p)
{
    if (*p == '\0')
        return (SqlToken){SQL_END, p, 0};
    if (g_ascii_isspace(*p))
        return (SqlToken){SQL_SPACE, p, strspn(p, " \t\r\n\f\v")};
    if ((p[0] == '-' && p[1] == '-') || (p[0] == '/' && p[1] == '*'))
        return comment(p);
    if (*p == '\'')
        return quoted(p, SQL_STRING);
    if (*p == '"')
        return quoted(p, SQL_QUOTED);
    if (*p == '{')
        return fragment(p);
    if (*p == ':')
        return colon(p);
    if (*p == '?' || *p == '$' || (*p == '@' && is_word(p[1])))
        return (SqlToken){SQL_POSITION, p, 1 + word_length(p + 1)};
    if (g_ascii_isdigit(*p))
        return (SqlToken){SQL_NUMBER, p, word_length(p)};
    if (is_word(*p))
        return (SqlToken){SQL_WORD, p, word_length(p)};
    return (SqlToken){SQL_OTHER, p, 1};
}

SqlToken
sql_token_solid(const char *p)
{
    SqlToken t = sql_token(p);
    while (t.kind == SQL_SPACE || t.kind == SQL_COMMENT)
        t = sql_token(t.at + t.n);
    return t;
}

bool
sql_token_is(const SqlToken *token, const char *word)
{
    return token->kind == SQL_WORD && strlen(word) == token->n &&
           g_ascii_strncasecmp(token->at, word, token->n) == 0;
}
