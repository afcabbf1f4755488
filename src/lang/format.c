/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "lang/format.h"

#include "base/moment.h"

#include <unicode/ucal.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/uregion.h>
#include <unicode/ustring.h>

#define ROOM 256 /* UTF-16 units of what one call writes */

/* ICU's formatters are costly to make and must not be shared by threads, so each thread keeps its
 * own.  That they exist can be seen in the time only. */
typedef struct Formatter {
    void *icu;
    void (*close)(void *icu);
} Formatter;

static void
formatter_free(void *data)
{
    Formatter *f = data;
    if (f->icu != NULL)
        f->close(f->icu);
    g_free(f);
}

static void
table_free(void *table)
{
    g_hash_table_unref(table);
}

/* Find the thread's formatter named @key, or make room for it. */
static Formatter *
find_formatter(const char *key)
{
    static GPrivate tables = G_PRIVATE_INIT(table_free);
    GHashTable *table = g_private_get(&tables);
    if (table == NULL) {
        table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, formatter_free);
        g_private_set(&tables, table);
    }
    Formatter *f = g_hash_table_lookup(table, key);
    if (f == NULL) {
        f = g_new0(Formatter, 1);
        g_hash_table_insert(table, g_strdup(key), f);
    }
    return f;
}

/* Day before month in English too; nothing else differs. */
static const char *
locale_of(const Lang *lang)
{
    return strcmp(lang->code, "en") == 0 ? "en_GB" : lang->code;
}

static const char *
to_utf8(Arena *arena, const UChar *text, int32_t n)
{
    char *out = arena_alloc(arena, (size_t)n * 3 + 1);
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strToUTF8(out, n * 3 + 1, &length, text, n, &status);
    return U_SUCCESS(status) ? out : "";
}

/* ---- numbers ---- */

static void
close_number(void *icu)
{
    unum_close(icu);
}

static UNumberFormat *
number_format(const Lang *lang, UNumberFormatStyle style, int digits)
{
    char key[64];
    g_snprintf(key, sizeof key, "number/%s/%d/%d", lang->code, (int)style, digits);
    Formatter *f = find_formatter(key);
    if (f->icu == NULL) {
        UErrorCode status = U_ZERO_ERROR;
        f->close = close_number;
        f->icu = unum_open(style, NULL, 0, locale_of(lang), NULL, &status);
        g_assert(U_SUCCESS(status));
        unum_setAttribute(f->icu, UNUM_MIN_FRACTION_DIGITS, digits);
        unum_setAttribute(f->icu, UNUM_MAX_FRACTION_DIGITS, digits);
        unum_setAttribute(f->icu, UNUM_ROUNDING_MODE, UNUM_ROUND_HALFUP);
    }
    return f->icu;
}

static const char *
number_text(Arena *arena, UNumberFormat *format, double number)
{
    UChar text[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = unum_formatDouble(format, number, text, ROOM, NULL, &status);
    return U_SUCCESS(status) ? to_utf8(arena, text, n) : arena_printf(arena, "%g", number);
}

const char *
format_number(Arena *arena, const Lang *lang, int64_t number)
{
    UChar text[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = unum_formatInt64(number_format(lang, UNUM_DECIMAL, 0), number, text, ROOM, NULL,
                                 &status);
    g_assert(U_SUCCESS(status));
    return to_utf8(arena, text, n);
}

const char *
format_decimal(Arena *arena, const Lang *lang, double number, int digits)
{
    return number_text(arena, number_format(lang, UNUM_DECIMAL, CLAMP(digits, 0, 15)), number);
}

const char *
format_percent(Arena *arena, const Lang *lang, double share)
{
    return number_text(arena, number_format(lang, UNUM_PERCENT, 0), share);
}

static void
close_unit(void *icu)
{
    unumf_close(icu);
}

static const UNumberFormatter *
unit_format(const Lang *lang, const char *skeleton)
{
    g_autofree char *key = g_strdup_printf("unit/%s/%s", lang->code, skeleton);
    Formatter *f = find_formatter(key);
    if (f->icu == NULL) {
        UChar units[ROOM];
        UErrorCode status = U_ZERO_ERROR;
        u_uastrncpy(units, skeleton, ROOM);
        f->close = close_unit;
        f->icu = unumf_openForSkeletonAndLocale(units, -1, locale_of(lang), &status);
        g_assert(U_SUCCESS(status));
    }
    return f->icu;
}

const char *
format_size(Arena *arena, const Lang *lang, int64_t bytes)
{
    static const char *const units[] = {"byte", "kilobyte", "megabyte", "gigabyte", "terabyte"};
    double size = (double)bytes;
    size_t unit = 0;
    for (; size >= 999.5 && unit + 1 < G_N_ELEMENTS(units); unit++)
        size /= 1024;
    g_autofree char *skeleton = g_strdup_printf(
        "unit/%s unit-width-%s %s", units[unit], unit > 0 ? "short" : "full-name",
        unit > 0 && size < 9.95 ? ".#" : "precision-integer");

    UChar text[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    UFormattedNumber *result = unumf_openResult(&status);
    unumf_formatDouble(unit_format(lang, skeleton), size, result, &status);
    int32_t n = unumf_resultToString(result, text, ROOM, &status);
    unumf_closeResult(result);
    return U_SUCCESS(status) ? to_utf8(arena, text, n)
                             : arena_printf(arena, "%" G_GINT64_FORMAT " B", bytes);
}

/* ---- dates ---- */

static void
close_date(void *icu)
{
    udat_close(icu);
}

/* ISO 8601 has no Julian calendar: what ICU would count so before 1582 is Gregorian, too. */
static void
use_one_calendar(UDateFormat *format)
{
    const double never = -8.64e15; /* milliseconds: the earliest that ICU knows */
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_clone(udat_getCalendar(format), &status);
    ucal_setGregorianChange(calendar, never, &status);
    udat_setCalendar(format, calendar);
    ucal_close(calendar);
    g_assert(U_SUCCESS(status));
}

/* The formatter for what @skeleton (CLDR) names, in the order of the language. */
static UDateFormat *
date_format(const Lang *lang, const char *skeleton, const char *zone)
{
    g_autofree char *key = g_strdup_printf("date/%s/%s/%s", lang->code, skeleton, zone);
    Formatter *f = find_formatter(key);
    if (f->icu != NULL)
        return f->icu;

    UChar units[ROOM], pattern[ROOM], zone_name[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    u_uastrncpy(units, skeleton, ROOM);
    u_uastrncpy(zone_name, zone, ROOM);
    UDateTimePatternGenerator *generator = udatpg_open(locale_of(lang), &status);
    int32_t n = udatpg_getBestPatternWithOptions(generator, units, -1, UDATPG_MATCH_NO_OPTIONS,
                                                 pattern, ROOM, &status);
    udatpg_close(generator);
    f->close = close_date;
    f->icu = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale_of(lang), zone_name, -1, pattern, n,
                       &status);
    g_assert(U_SUCCESS(status));
    use_one_calendar(f->icu);
    return f->icu;
}

static const char *
date_text(Arena *arena, UDateFormat *format, int64_t moment)
{
    UChar text[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = udat_format(format, (double)moment * 1000, text, ROOM, NULL, &status);
    return U_SUCCESS(status) ? to_utf8(arena, text, n) : moment_iso(arena, moment);
}

/* Only zones that exist come to ICU, so that the kept formatters are few. */
static const char *
known_zone(const char *zone)
{
    return zone != NULL && zone_is_valid(zone) ? zone : "UTC";
}

const char *
format_day(Arena *arena, const Lang *lang, int64_t moment, const char *zone)
{
    return date_text(arena, date_format(lang, "yMMMMd", known_zone(zone)), moment);
}

const char *
format_moment(Arena *arena, const Lang *lang, int64_t moment, const char *zone)
{
    return date_text(arena, date_format(lang, "yMMMMdHHmmz", known_zone(zone)), moment);
}

const char *
format_moment_there(Arena *arena, const Lang *lang, int64_t moment, const char *zone)
{
    const char *words = format_moment(arena, lang, moment, zone);
    if (strcmp(zone, "UTC") == 0)
        return words;
    return arena_printf(arena, "%s (%s)", words, format_zone(arena, lang, zone));
}

const char *
format_appointment(Arena *arena, const Lang *lang, int64_t moment, const char *zone)
{
    return arena_printf(arena, "%s, %s (%s)",
                        format_date(arena, lang, moment_date_in(arena, moment, zone)),
                        format_clock(arena, lang, moment, zone), format_zone(arena, lang, zone));
}

const char *
format_date(Arena *arena, const Lang *lang, const char *date)
{
    static const char *const skeletons[] = {[4] = "y", [7] = "yMMMM", [10] = "yMMMMEEEEd"};
    static const char *const rest[] = {[4] = "-01-01", [7] = "-01", [10] = ""};
    int64_t moment = 0;

    if (date == NULL || !date_is_valid(date))
        return date;
    size_t n = strlen(date);
    moment_parse(arena_printf(arena, "%s%s", date, rest[n]), &moment);
    return date_text(arena, date_format(lang, skeletons[n], "UTC"), moment);
}

/* What clocks show is computed by the tables that the rest of the program has (base/moment.h), so
   that a calendar and a page never differ, however old ICU's own tables are. */
const char *
format_clock(Arena *arena, const Lang *lang, int64_t moment, const char *zone)
{
    return date_text(arena, date_format(lang, "HHmm", "UTC"), moment + zone_offset(zone, moment));
}

const char *
format_zone(Arena *arena, const Lang *lang, const char *zone)
{
    const char *known = known_zone(zone);
    if (strchr(known, '/') == NULL || g_str_has_prefix(known, "Etc/"))
        return arena_strdup(arena, known);
    g_autofree char *key = g_strdup_printf("city/%s/%s", lang->code, known);
    Formatter *f = find_formatter(key);
    if (f->icu == NULL) {
        UChar zone_name[ROOM], pattern[8];
        UErrorCode status = U_ZERO_ERROR;
        u_uastrncpy(zone_name, known, ROOM);
        u_uastrncpy(pattern, "VVV", G_N_ELEMENTS(pattern)); /* CLDR: the zone's city */
        f->close = close_date;
        f->icu = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale_of(lang), zone_name, -1, pattern, -1,
                           &status);
        g_assert(U_SUCCESS(status));
    }
    return date_text(arena, f->icu, 0);
}

const char *
format_offset(Arena *arena, int64_t east)
{
    int64_t minutes = ABS(east) / 60;
    if (minutes == 0)
        return "UTC";
    const char *sign = east < 0 ? "\u2212" : "+";
    if (minutes % 60 == 0)
        return arena_printf(arena, "UTC%s%d", sign, (int)(minutes / 60));
    return arena_printf(arena, "UTC%s%d:%02d", sign, (int)(minutes / 60), (int)(minutes % 60));
}

const char *
format_weekday(Arena *arena, const Lang *lang, int weekday)
{
    const int64_t monday = 4 * (int64_t)MOMENT_DAY; /* 5 January 1970 */
    return date_text(arena, date_format(lang, "cccc", "UTC"),
                     monday + (weekday - 1) * (int64_t)MOMENT_DAY);
}

const char *
format_month(Arena *arena, const Lang *lang, int month)
{
    int64_t moment = 0;
    moment_parse(arena_printf(arena, "1970-%02d-15", CLAMP(month, 1, 12)), &moment);
    return date_text(arena, date_format(lang, "LLLL", "UTC"), moment);
}

/* ---- names ---- */

typedef int32_t (*NameFunc)(const char *locale, const char *display, UChar *text, int32_t room,
                            UErrorCode *status);

/* The name of @code, which ICU finds in @locale; @code itself if it has none. */
static const char *
name_text(Arena *arena, const Lang *lang, NameFunc func, const char *locale, const char *code)
{
    UChar text[ROOM];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = func(locale, locale_of(lang), text, ROOM, &status);
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || n == 0 || n >= ROOM)
        return arena_strdup(arena, code);
    return to_utf8(arena, text, n);
}

static bool
is_code(const char *code, size_t least, size_t most)
{
    size_t n = strlen(code);
    for (const char *c = code; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && *c != '-')
            return false;
    return n >= least && n <= most;
}

const char *
format_country(Arena *arena, const Lang *lang, const char *iso2)
{
    char locale[8];
    if (iso2 == NULL || !is_code(iso2, 2, 2))
        return iso2;
    g_snprintf(locale, sizeof locale, "und_%s", iso2);
    return name_text(arena, lang, uloc_getDisplayCountry, locale, iso2);
}

const char *
format_country_in(Arena *arena, const char *code, const char *iso2)
{
    return format_country(arena, &(Lang){.code = code}, iso2);
}

static void *
list_countries(void *ret_n)
{
    const char *const *codes = uloc_getISOCountries();
    size_t n = g_strv_length((char **)codes);
    FormatCountry *countries = g_new0(FormatCountry, n);
    for (size_t i = 0; i < n; i++) {
        char locale[8];
        UErrorCode status = U_ZERO_ERROR;
        g_snprintf(locale, sizeof locale, "und_%s", codes[i]);
        const URegion *region = uregion_getRegionFromCode(codes[i], &status);
        countries[i] = (FormatCountry){codes[i], uloc_getISO3Country(locale),
                                       U_SUCCESS(status) ? uregion_getNumericCode(region) : -1};
        g_assert(strlen(countries[i].iso2) == 2);
    }
    *(size_t *)ret_n = n;
    return countries;
}

const FormatCountry *
format_countries(size_t *ret_n)
{
    static GOnce once = G_ONCE_INIT;
    static size_t n;
    const FormatCountry *countries = g_once(&once, list_countries, &n);
    *ret_n = n;
    return countries;
}

const char *
format_language(Arena *arena, const Lang *lang, const char *code)
{
    if (code == NULL || !is_code(code, 2, 35))
        return code;
    return name_text(arena, lang, uloc_getDisplayName, code, code);
}

/* More languages than anything is held in. */
#define MOST_LANGUAGES 16

static void
close_list(void *icu)
{
    ulistfmt_close(icu);
}

static Formatter *
list_formatter(const Lang *lang)
{
    char key[32];
    UErrorCode status = U_ZERO_ERROR;
    g_snprintf(key, sizeof key, "list/%s", lang->code);
    Formatter *f = find_formatter(key);
    if (f->icu == NULL) {
        f->close = close_list;
        f->icu = ulistfmt_open(locale_of(lang), &status);
        g_assert(U_SUCCESS(status));
    }
    return f;
}

const char *
format_languages(Arena *arena, const Lang *lang, const char *codes)
{
    UChar names[MOST_LANGUAGES][ROOM], text[MOST_LANGUAGES * ROOM];
    const UChar *at[MOST_LANGUAGES];
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = 0;
    g_auto(GStrv) code = g_strsplit(codes, ",", -1);
    for (; code[count] != NULL && count < MOST_LANGUAGES; count++) {
        const char *name = format_language(arena, lang, code[count]);
        u_strFromUTF8(names[count], ROOM, NULL, name, -1, &status);
        if (status != U_ZERO_ERROR) /* no name is as long */
            return codes;
        at[count] = names[count];
    }
    int32_t n = ulistfmt_format(list_formatter(lang)->icu, at, NULL, count, text,
                                G_N_ELEMENTS(text), &status);
    return U_SUCCESS(status) ? to_utf8(arena, text, n) : codes;
}

static void
close_collator(void *icu)
{
    ucol_close(icu);
}

int
format_compare(const Lang *lang, const char *a, const char *b)
{
    char key[32];
    UErrorCode status = U_ZERO_ERROR;
    g_snprintf(key, sizeof key, "collator/%s", lang->code);
    Formatter *f = find_formatter(key);
    if (f->icu == NULL) {
        f->close = close_collator;
        f->icu = ucol_open(locale_of(lang), &status);
        g_assert(U_SUCCESS(status));
    }
    UCollationResult order = ucol_strcollUTF8(f->icu, a, -1, b, -1, &status);
    return order == UCOL_LESS ? -1 : order == UCOL_GREATER ? 1 : 0;
}

const char *
format_nfc(Arena *arena, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t room = (int32_t)strlen(text) + 1, n = 0;
    UChar *wide = arena_array_of(arena, UChar, (size_t)room);
    u_strFromUTF8(wide, room, &n, text, -1, &status);
    g_assert(U_SUCCESS(status));

    int32_t most = 3 * n + 1; /* NFC makes UTF-16 at most three times as long */
    UChar *normal = arena_array_of(arena, UChar, (size_t)most);
    n = unorm2_normalize(nfc, wide, n, normal, most, &status);
    g_assert(U_SUCCESS(status));
    return to_utf8(arena, normal, n);
}
