/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mail/underway.h"

struct Underway {
    GMutex lock;
    GHashTable *ids; /* of gint64, under the lock */
};

Underway *
underway_new(void)
{
    Underway *underway = g_new0(Underway, 1);
    g_mutex_init(&underway->lock);
    underway->ids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return underway;
}

void
underway_free(Underway *underway)
{
    if (underway == NULL)
        return;
    g_hash_table_unref(underway->ids);
    g_mutex_clear(&underway->lock);
    g_free(underway);
}

bool
underway_add(Underway *underway, int64_t id)
{
    if (underway == NULL)
        return true;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&underway->lock);
    return g_hash_table_add(underway->ids, g_memdup2(&id, sizeof id));
}

void
underway_remove(Underway *underway, int64_t id)
{
    if (underway == NULL)
        return;
    g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new(&underway->lock);
    g_hash_table_remove(underway->ids, &id);
}
