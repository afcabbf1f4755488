/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * filter - the functions that a template may call as {{value | name}}.
 *
 * Each takes the sink, which knows language and zone, and returns text in its
 * arena.  NULL gives NULL.
 */
#pragma once
#include "render/html.h"

const char *filter_number(Html *out, int64_t number);       /* 1,104 */
const char *filter_size(Html *out, int64_t bytes);          /* 14 kB */
const char *filter_iso(Html *out, int64_t moment);          /* RFC 3339, for datetime="" */
const char *filter_day(Html *out, int64_t moment);          /* 20 December 2016 */
const char *filter_moment(Html *out, int64_t moment);       /* with time and zone */
const char *filter_date(Html *out, const char *date);       /* reduced precision for people */
const char *filter_country(Html *out, const char *iso2);    /* Kenya */
const char *filter_language(Html *out, const char *code);   /* French */
const char *filter_languages(Html *out, const char *codes); /* English and French */
const char *filter_text(Html *out, const char *english);    /* a text of a table, translated */
const char *filter_initials(Html *out, const char *name);   /* "Ana de Lima" -> AL, any script */
