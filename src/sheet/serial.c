/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/serial.h"

#include <math.h>
#include <string.h>

#define LAST_DAY 2958465 /* 31 December 9999 */
#define SECONDS 86400

/* ECMA-376 18.8.30: the built-in formats of dates and times. */
static bool
is_date_number(int format)
{
    return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
           (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

bool
serial_format_is_date(int format, const char *code)
{
    if (code == NULL || g_ascii_strcasecmp(code, "General") == 0)
        return code == NULL && is_date_number(format);
    for (const char *c = code; *c != '\0' && *c != ';'; c++) {
        if ((*c == '\\' || *c == '_' || *c == '*') && c[1] != '\0') {
            c++;
        } else if (*c == '"' || (*c == '[' && strchr("hHmMsS", c[1]) == NULL)) {
            const char *end = strchr(c + 1, *c == '"' ? '"' : ']');
            if (end == NULL)
                return false;
            c = end;
        } else if (strchr("yYmMdDhHsS", *c) != NULL) {
            return true;
        }
    }
    return false;
}

bool
serial_text(double days, bool since_1904, char ret_text[SERIAL_ROOM])
{
    if (!(days >= 0 && days <= LAST_DAY))
        return false;
    int day = (int)days;
    int second = (int)lround((days - day) * SECONDS);
    day += second == SECONDS;
    second %= SECONDS;
    g_autofree char *clock = second % 60 != 0
                                 ? g_strdup_printf("%02d:%02d:%02d", second / 3600,
                                                   second / 60 % 60, second % 60)
                                 : g_strdup_printf("%02d:%02d", second / 3600, second / 60 % 60);
    if (day == 0 && !since_1904) {
        g_strlcpy(ret_text, clock, SERIAL_ROOM);
        return true;
    }
    if (day == 60 && !since_1904)
        return false;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date,
                   since_1904 ? 1
                   : day < 60 ? 31
                              : 30,
                   since_1904 ? G_DATE_JANUARY : G_DATE_DECEMBER, since_1904 ? 1904 : 1899);
    g_date_add_days(&date, (guint)day);
    g_snprintf(ret_text, SERIAL_ROOM, "%04d-%02d-%02d%s%s", g_date_get_year(&date),
               (int)g_date_get_month(&date), g_date_get_day(&date), second > 0 ? "T" : "",
               second > 0 ? clock : "");
    return true;
}
