/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/generation.h"
#include "base/error.h"
#include "db/driver.h"
#include "db/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What processes share.  Its layout never changes; only equality of sums matters, so that whatever
   an older file holds is a good beginning. */
typedef struct Numbers {
    _Atomic uint64_t total;
    _Atomic uint64_t of[DB_MAX_TABLES];
} Numbers;

struct GenerationMap {
    Numbers *numbers;
    uint64_t node;
    Listener *listener; /* or NULL: nobody else moves them unseen */
};

static Numbers *
map_memory(int fd)
{
    int flags = fd >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;
    void *at = mmap(NULL, sizeof(Numbers), PROT_READ | PROT_WRITE, flags, fd, 0);
    return at != MAP_FAILED ? at : NULL;
}

static Numbers *
map_file(const char *path, GError **error)
{
    Numbers *numbers = NULL;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 && ftruncate(fd, sizeof(Numbers)) == 0)
        numbers = map_memory(fd);
    if (numbers == NULL)
        g_set_error(error, BARAZA_ERROR, ERROR_SYSTEM, "cannot open %s: %s", path,
                    g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return numbers;
}

/* Everything may have changed: the listener was away. */
static void
move_all(void *data)
{
    TableSet all;
    memset(&all, 0xff, sizeof all);
    generation_move(data, &all);
}

static void
move_some(void *data, const TableSet *tables)
{
    generation_move(data, tables);
}

GenerationMap *
generation_open(const char *address, GError **error)
{
    g_autoptr(GenerationMap) map = g_new0(GenerationMap, 1);
    map->node = (uint64_t)g_random_int() << 32 | g_random_int() | 1;
    if (db_address_is_postgres(address) || strcmp(address, ":memory:") == 0) {
        map->numbers = map_memory(-1);
        if (map->numbers == NULL)
            g_error("out of memory");
    } else {
        g_autofree char *path = g_strconcat(address, ".gen", NULL);
        map->numbers = map_file(path, error);
        if (map->numbers == NULL)
            return NULL;
    }
    if (db_address_is_postgres(address))
        map->listener = listener_new(address, map->node, move_some, move_all, map);
    return g_steal_pointer(&map);
}

void
generation_close(GenerationMap *map)
{
    if (map == NULL)
        return;
    listener_free(map->listener);
    if (map->numbers != NULL)
        munmap(map->numbers, sizeof(Numbers));
    g_free(map);
}

uint64_t
generation_node(const GenerationMap *map)
{
    return map->node;
}

/* The total is read first and moved last: who sees a new total sees the new numbers. */
void
generation_mark(const GenerationMap *map, GenerationMark *ret_mark)
{
    ret_mark->total = atomic_load(&map->numbers->total);
    for (size_t i = 0; i < DB_MAX_TABLES; i++)
        ret_mark->of[i] = atomic_load_explicit(&map->numbers->of[i], memory_order_acquire);
}

void
generation_move(GenerationMap *map, const TableSet *tables)
{
    bool moved = false;
    for (size_t word = 0; word < G_N_ELEMENTS(tables->bits); word++)
        for (uint64_t bits = tables->bits[word]; bits != 0; bits &= bits - 1) {
            size_t i = word * 64 + (size_t)__builtin_ctzll(bits);
            atomic_fetch_add(&map->numbers->of[i], 1);
            moved = true;
        }
    if (moved)
        atomic_fetch_add(&map->numbers->total, 1);
}

Freshness
freshness_since(const GenerationMark *mark, const TableSet *tables)
{
    Freshness fresh = {.tables = *tables, .total = mark->total};
    for (size_t word = 0; word < G_N_ELEMENTS(tables->bits); word++)
        for (uint64_t bits = tables->bits[word]; bits != 0; bits &= bits - 1)
            fresh.sum += mark->of[word * 64 + (size_t)__builtin_ctzll(bits)];
    return fresh;
}

bool
freshness_holds(const GenerationMap *map, Freshness *fresh)
{
    if (map->listener != NULL && !listener_is_connected(map->listener))
        return false;
    uint64_t total = atomic_load(&map->numbers->total);
    if (total == fresh->total)
        return true;

    uint64_t sum = 0;
    for (size_t word = 0; word < G_N_ELEMENTS(fresh->tables.bits); word++)
        for (uint64_t bits = fresh->tables.bits[word]; bits != 0; bits &= bits - 1)
            sum += atomic_load(&map->numbers->of[word * 64 + (size_t)__builtin_ctzll(bits)]);
    if (sum != fresh->sum)
        return false;
    fresh->total = total;
    return true;
}
