/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/moment.h"

#include <string.h>

typedef struct Civil {
    int year, month, day;
    int weekday; /* 0: Sunday */
    int seconds; /* of the day */
} Civil;

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar.  Years begin in March here,
 * so that the leap day is the last of its year; an era is 400 years, 146,097 days. */
static int64_t
days_of(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static Civil
civil_of(int64_t moment)
{
    int64_t days = moment / MOMENT_DAY - (moment % MOMENT_DAY < 0);
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* March is 0 */
    return (Civil){
        .year = (int)(year_of_era + era * 400 + (month >= 10)),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
        .weekday = (int)(((days % 7) + 11) % 7),
        .seconds = (int)(moment - days * MOMENT_DAY),
    };
}

static int
days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* Read exactly @n digits at *@at and go behind them; -1 if there are others. */
static int
read_digits(const char **at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit((*at)[i]))
            return -1;
        value = value * 10 + ((*at)[i] - '0');
    }
    *at += n;
    return value;
}

static bool
read_date(const char **at, Civil *ret_date)
{
    Civil c = {0};
    c.year = read_digits(at, 4);
    if (c.year < 1 || *(*at)++ != '-')
        return false;
    c.month = read_digits(at, 2);
    if (c.month < 1 || c.month > 12 || *(*at)++ != '-')
        return false;
    c.day = read_digits(at, 2);
    if (c.day < 1 || c.day > days_in_month(c.year, c.month))
        return false;
    *ret_date = c;
    return true;
}

/* "09:30", "09:30:15", "09:30:15.25" as seconds; the fraction is dropped. */
static bool
read_time(const char **at, int *ret_seconds)
{
    int hours = read_digits(at, 2);
    if (hours < 0 || hours > 23 || *(*at)++ != ':')
        return false;
    int minutes = read_digits(at, 2), seconds = 0;
    if (minutes < 0 || minutes > 59)
        return false;
    if (**at == ':') {
        ++*at;
        seconds = read_digits(at, 2);
        if (seconds < 0 || seconds > 59)
            return false;
        if (**at == '.')
            *at += 1 + strspn(*at + 1, "0123456789");
    }
    *ret_seconds = hours * 3600 + minutes * 60 + seconds;
    return true;
}

/* "Z", "+02:00" or "-0330" as seconds east. */
static bool
read_offset(const char **at, int *ret_seconds)
{
    char sign = **at;
    ++*at;
    if (sign == 'Z' || sign == 'z') {
        *ret_seconds = 0;
        return true;
    }
    if (sign != '+' && sign != '-')
        return false;
    int hours = read_digits(at, 2);
    if (hours < 0 || hours > 23)
        return false;
    *at += **at == ':';
    int minutes = read_digits(at, 2);
    if (minutes < 0 || minutes > 59)
        return false;
    int seconds = hours * 3600 + minutes * 60;
    *ret_seconds = sign == '-' ? -seconds : seconds;
    return true;
}

bool
moment_parse(const char *iso, int64_t *ret_moment)
{
    Civil date;
    int seconds = 0, east = 0;
    if (iso == NULL || !read_date(&iso, &date))
        return false;
    if (*iso == 'T' || *iso == 't' || *iso == ' ') {
        iso++;
        if (!read_time(&iso, &seconds) || !read_offset(&iso, &east))
            return false;
    }
    if (*iso != '\0')
        return false;
    *ret_moment = days_of(date.year, date.month, date.day) * MOMENT_DAY + seconds - east;
    return true;
}

const char *
moment_iso(Arena *arena, int64_t moment)
{
    Civil c = civil_of(moment);
    return arena_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
                        c.seconds / 3600, c.seconds / 60 % 60, c.seconds % 60);
}

const char *
moment_http(Arena *arena, int64_t moment)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    Civil c = civil_of(moment);
    return arena_printf(arena, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[c.weekday], c.day,
                        months[c.month - 1], c.year, c.seconds / 3600, c.seconds / 60 % 60,
                        c.seconds % 60);
}

const char *
moment_date(Arena *arena, int64_t moment)
{
    Civil c = civil_of(moment);
    return arena_printf(arena, "%04d-%02d-%02d", c.year, c.month, c.day);
}

/* A zone's name is also a file's, so it must not lead anywhere else; "+02:00" and the like, which
 * GLib knows too, is no name. */
static bool
is_zone_name(const char *zone)
{
    size_t n = zone ? strlen(zone) : 0;
    if (n == 0 || n > 64 || !g_ascii_isalpha(*zone) || strstr(zone, "..") != NULL)
        return false;
    for (const char *c = zone; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("_+-/", *c) == NULL)
            return false;
    return true;
}

static void
free_zones(void *zones)
{
    g_hash_table_unref(zones);
}

/* The zone, or NULL.  Reading one from its file takes longer than making a page, so each thread
 * keeps those that it has met; there are some hundreds in the world. */
static GTimeZone *
find_zone(const char *name)
{
    static GPrivate kept = G_PRIVATE_INIT(free_zones);
    if (!is_zone_name(name))
        return NULL;
    GHashTable *zones = g_private_get(&kept);
    if (zones == NULL) {
        zones = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)g_time_zone_unref);
        g_private_set(&kept, zones);
    }
    GTimeZone *zone = g_hash_table_lookup(zones, name);
    if (zone == NULL && (zone = g_time_zone_new_identifier(name)) != NULL)
        g_hash_table_insert(zones, g_strdup(name), zone);
    return zone;
}

bool
zone_is_valid(const char *zone)
{
    return find_zone(zone) != NULL;
}

/* How far the clocks of @tz are ahead of UTC at @moment. */
static int64_t
offset_at(GTimeZone *tz, int64_t moment)
{
    int interval = g_time_zone_find_interval(tz, G_TIME_TYPE_UNIVERSAL, moment);
    return interval >= 0 ? g_time_zone_get_offset(tz, interval) : 0;
}

const char *
moment_date_in(Arena *arena, int64_t moment, const char *zone)
{
    GTimeZone *tz = find_zone(zone);
    if (tz == NULL)
        return moment_date(arena, moment);
    return moment_date(arena, moment + offset_at(tz, moment));
}

/* Complete a date of reduced precision to its first day.  Sets @ret_parts to 1, 2 or 3. */
static bool
read_reduced(const char *date, Civil *ret_date, int *ret_parts)
{
    static const struct {
        size_t n;
        const char *rest;
        int parts;
    } forms[] = {
        {4,  "-01-01", 1},
        {7,  "-01",    2},
        {10, "",       3}
    };

    size_t n = date ? strlen(date) : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (forms[i].n != n)
            continue;
        char full[16];
        g_snprintf(full, sizeof full, "%s%s", date, forms[i].rest);
        const char *at = full;
        if (!read_date(&at, ret_date))
            return false;
        *ret_parts = forms[i].parts;
        return true;
    }
    return false;
}

bool
date_is_valid(const char *date)
{
    Civil c;
    int parts;
    return read_reduced(date, &c, &parts);
}

bool
date_end(const char *date, int64_t *ret_moment)
{
    Civil c;
    int parts;
    if (!read_reduced(date, &c, &parts))
        return false;
    if (parts == 1)
        c.year++;
    else if (parts == 2 && c.month < 12)
        c.month++;
    else if (parts == 2)
        c = (Civil){.year = c.year + 1, .month = 1, .day = 1};
    int64_t days = days_of(c.year, c.month, c.day) + (parts == 3);
    *ret_moment = days * MOMENT_DAY;
    return true;
}

bool
date_begin_in(const char *date, const char *zone, int64_t *ret_moment)
{
    const int64_t most = 15 * 3600; /* that a zone is ahead of UTC or behind it */
    int64_t midnight;
    if (date == NULL || strlen(date) != strlen("2017-03-21") || !moment_parse(date, &midnight))
        return false;
    GTimeZone *tz = find_zone(zone);
    int64_t at = midnight;
    /* Where clocks are put forward at midnight the day begins with another time. */
    if (tz != NULL)
        for (at = midnight - most; at + offset_at(tz, at) < midnight;)
            at += MOMENT_QUARTER;
    *ret_moment = at;
    return true;
}

int64_t
moment_quarter_end(int64_t moment)
{
    int64_t into = moment % MOMENT_QUARTER;
    return moment - (into < 0 ? into + MOMENT_QUARTER : into) + MOMENT_QUARTER;
}

/* ---- clocks ---- */

int64_t
zone_offset(const char *zone, int64_t moment)
{
    GTimeZone *tz = find_zone(zone);
    return tz != NULL ? offset_at(tz, moment) : 0;
}

const char *
moment_local(Arena *arena, int64_t moment, const char *zone)
{
    const char *iso = moment_iso(arena, moment + zone_offset(zone, moment));
    return arena_strndup(arena, iso, strlen("2017-03-16T09:00"));
}

const char *
moment_written(Arena *arena, const char *local)
{
    return g_strdelimit(arena_strdup(arena, local), "T", ' ');
}

const char *
moment_from_written(Arena *arena, const char *written)
{
    return g_strdelimit(arena_strdup(arena, written), " ", 'T');
}

bool
moment_from_local(const char *local, const char *zone, int64_t *ret_moment)
{
    const int64_t around = 26 * 3600; /* more than the clocks of the world differ */
    char iso[24];
    int64_t shown;
    GTimeZone *tz = find_zone(zone);
    if (tz == NULL || local == NULL || strlen(local) != strlen("2017-03-16T09:00"))
        return false;
    g_snprintf(iso, sizeof iso, "%sZ", local);
    if (!moment_parse(iso, &shown))
        return false;
    /* Clocks are ahead as before or as after a change; the earlier moment is that of the larger. */
    int64_t before = offset_at(tz, shown - around), after = offset_at(tz, shown + around);
    const int64_t east[] = {MAX(before, after), MIN(before, after)};
    for (size_t i = 0; i < G_N_ELEMENTS(east); i++) {
        if (offset_at(tz, shown - east[i]) != east[i])
            continue;
        *ret_moment = shown - east[i];
        return true;
    }
    return false;
}

static ZoneSpell
spell_of(Arena *arena, GTimeZone *tz, int64_t since)
{
    int interval = g_time_zone_find_interval(tz, G_TIME_TYPE_UNIVERSAL, since);
    int64_t east = g_time_zone_get_offset(tz, interval);
    return (ZoneSpell){.since = since,
                       .east = east,
                       .was = east,
                       .summer = g_time_zone_is_dst(tz, interval),
                       .name = arena_strdup(arena, g_time_zone_get_abbreviation(tz, interval))};
}

/* The first moment after @since, at most @until, of another interval than @since's; or 0. */
static int64_t
next_change(GTimeZone *tz, int64_t since, int64_t until)
{
    const int64_t step = 7 * MOMENT_DAY; /* clocks are left alone for longer */
    int here = g_time_zone_find_interval(tz, G_TIME_TYPE_UNIVERSAL, since);
    int64_t low = since, high = since;
    do {
        if (high >= until)
            return 0;
        low = high;
        high = MIN(high + step, until);
    } while (g_time_zone_find_interval(tz, G_TIME_TYPE_UNIVERSAL, high) == here);
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (g_time_zone_find_interval(tz, G_TIME_TYPE_UNIVERSAL, middle) == here)
            low = middle;
        else
            high = middle;
    }
    return high;
}

ZoneSpellSpan
zone_spells(Arena *arena, const char *zone, int64_t since, int64_t until)
{
    GTimeZone *tz = find_zone(zone);
    g_autoptr(GArray) spells = g_array_new(false, false, sizeof(ZoneSpell));
    if (tz == NULL)
        tz = find_zone("UTC");
    ZoneSpell spell = spell_of(arena, tz, since);
    g_array_append_val(spells, spell);
    for (int64_t at = since; (at = next_change(tz, at, until)) != 0;) {
        ZoneSpell next = spell_of(arena, tz, at);
        next.was = spell.east;
        bool same = next.east == spell.east && next.summer == spell.summer &&
                    strcmp(next.name, spell.name) == 0;
        spell = next;
        if (!same)
            g_array_append_val(spells, spell);
    }
    ZoneSpell *kept = arena_array_of(arena, ZoneSpell, spells->len);
    memcpy(kept, spells->data, spells->len * sizeof(ZoneSpell));
    return (ZoneSpellSpan){kept, spells->len};
}
