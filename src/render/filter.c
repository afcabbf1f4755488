/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "render/filter.h"

#include "base/moment.h"
#include "lang/format.h"

const char *
filter_number(Html *out, int64_t number)
{
    return format_number(out->arena, out->lang, number);
}

const char *
filter_size(Html *out, int64_t bytes)
{
    return format_size(out->arena, out->lang, bytes);
}

const char *
filter_iso(Html *out, int64_t moment)
{
    return moment_iso(out->arena, moment);
}

const char *
filter_day(Html *out, int64_t moment)
{
    return format_day(out->arena, out->lang, moment, out->zone);
}

const char *
filter_moment(Html *out, int64_t moment)
{
    return format_moment(out->arena, out->lang, moment, out->zone);
}

const char *
filter_date(Html *out, const char *date)
{
    return format_date(out->arena, out->lang, date);
}

const char *
filter_country(Html *out, const char *iso2)
{
    return format_country(out->arena, out->lang, iso2);
}

const char *
filter_language(Html *out, const char *code)
{
    return format_language(out->arena, out->lang, code);
}

const char *
filter_languages(Html *out, const char *codes)
{
    return codes ? format_languages(out->arena, out->lang, codes) : NULL;
}

const char *
filter_text(Html *out, const char *english)
{
    return english ? lang_text(out->lang, english) : NULL;
}

const char *
filter_initials(Html *out, const char *name)
{
    if (name == NULL)
        return NULL;
    gunichar first = 0, last = 0;
    bool begins = true; /* the next letter is a word's first */
    for (const char *c = name; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (begins && g_unichar_isalpha(letter)) {
            if (first == 0)
                first = g_unichar_toupper(letter);
            else
                last = g_unichar_toupper(letter);
            begins = false;
        } else if (g_unichar_isspace(letter)) {
            begins = true;
        } else {
            begins = begins && g_unichar_ispunct(letter);
        }
    }
    GString *initials = arena_string(out->arena, 16);
    if (first != 0)
        g_string_append_unichar(initials, first);
    if (last != 0)
        g_string_append_unichar(initials, last);
    return initials->str;
}
