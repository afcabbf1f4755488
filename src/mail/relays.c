/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/relays.h"

struct Relays {
    GMutex lock;
    gint64 until[LIMIT_MAIL_SERVERS]; /* monotonic, under the lock */
};

Relays *
relays_new(void)
{
    Relays *relays = g_new0(Relays, 1);
    g_mutex_init(&relays->lock);
    return relays;
}

void
relays_free(Relays *relays)
{
    if (relays == NULL)
        return;
    g_mutex_clear(&relays->lock);
    g_free(relays);
}

bool
relays_pick(Relays *relays, size_t n, size_t *ret_place)
{
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&relays->lock);
    gint64 now = g_get_monotonic_time();
    for (size_t place = 0; place < MIN(n, LIMIT_MAIL_SERVERS); place++)
        if (relays->until[place] <= now) {
            *ret_place = place;
            return true;
        }
    return false;
}

void
relays_rest(Relays *relays, size_t place)
{
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&relays->lock);
    g_assert(place < LIMIT_MAIL_SERVERS);
    relays->until[place] = g_get_monotonic_time() + RELAYS_REST_SECONDS * G_TIME_SPAN_SECOND;
}

void
relays_wake(Relays *relays, size_t place)
{
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&relays->lock);
    g_assert(place < LIMIT_MAIL_SERVERS);
    relays->until[place] = 0;
}
