/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * format - numbers, dates, country and language names as people read them (ICU).
 *
 * The only file that includes ICU's headers is format.c.
 */
#pragma once
#include "lang/lang.h"

/** 1104 -> "1,104" in English, "1 104" in French. */
const char *format_number(Arena *arena, const Lang *lang, int64_t number);
const char *format_decimal(Arena *arena, const Lang *lang, double number, int digits);
const char *format_percent(Arena *arena, const Lang *lang, double share); /* 0.25 -> "25%" */

/** 14 * 1024 -> "14 kB". */
const char *format_size(Arena *arena, const Lang *lang, int64_t bytes);

/** "20 December 2016" of a moment, in the IANA @zone. */
const char *format_day(Arena *arena, const Lang *lang, int64_t moment, const char *zone);

/** "20 December 2016 at 14:00 UTC": date, time and the zone's name. */
const char *format_moment(Arena *arena, const Lang *lang, int64_t moment, const char *zone);

/** "08:30" on the clocks of the IANA @zone. */
const char *format_clock(Arena *arena, const Lang *lang, int64_t moment, const char *zone);

/** The place after which an IANA zone is called: "New York", "Johannesburg"; "UTC". */
const char *format_zone(Arena *arena, const Lang *lang, const char *zone);

/** "20 December 2016 at 14:00 EST (New York)": as format_moment(), and whose clocks these are,
 * which UTC says itself. */
const char *format_moment_there(Arena *arena, const Lang *lang, int64_t moment, const char *zone);

/** "Tuesday, 20 December 2016, 14:00 (New York)": for who is to be somewhere then. */
const char *format_appointment(Arena *arena, const Lang *lang, int64_t moment, const char *zone);

/** How far clocks are ahead of UTC: "UTC−4", "UTC+5:45", "UTC". */
const char *format_offset(Arena *arena, int64_t east);

/** "Tuesday", 1 is Monday; "March", 1 is January. */
const char *format_weekday(Arena *arena, const Lang *lang, int weekday);
const char *format_month(Arena *arena, const Lang *lang, int month);

/** A date of reduced precision: "2017-01" -> "January 2017", "2017-03-21" -> "Tuesday, 21
 *  March 2017", "2017" -> "2017".  Gregorian throughout, as ISO 8601 is. */
const char *format_date(Arena *arena, const Lang *lang, const char *date);

/** ISO 3166 alpha-2 -> the country's name; the code itself if unknown. */
const char *format_country(Arena *arena, const Lang *lang, const char *iso2);

/** Likewise, in any language that ICU knows, by its BCP 47 @code: lists come in more languages than
 *  the interface has. */
const char *format_country_in(Arena *arena, const char *code, const char *iso2);

typedef struct FormatCountry {
    const char *iso2, *iso3; /* of the process */
    int number;              /* ISO 3166-1 numeric */
} FormatCountry;

/** All countries of ISO 3166-1; they live as long as the process. */
const FormatCountry *format_countries(size_t *ret_n);

/** BCP 47 code -> the language's name in @lang. */
const char *format_language(Arena *arena, const Lang *lang, const char *code);

/** "en,fr" -> "English and French", with the words and commas of @lang. */
const char *format_languages(Arena *arena, const Lang *lang, const char *codes);

/** @text in normalisation form C (UAX 15): the same letters typed on two devices are the same
 * bytes. */
const char *format_nfc(Arena *arena, const char *text);

/** Compare for sorting as the readers of @lang expect (CLDR collation). */
int format_compare(const Lang *lang, const char *a, const char *b);
