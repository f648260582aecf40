#include <string.h>

#include "kernel.h"

uint64_t hash_of(const Index *index, const uint32_t *letters, int64_t length)
{
    uint64_t hash = index->secret;
    for (int64_t i = 0; i < length; i++)
        hash = (hash + letters[i] + 1) * index->secret;
    return hash;
}

static uint64_t mixed(uint64_t hash, uint32_t context)
{
    hash += (uint64_t)context * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return hash ^ hash >> 32;
}

/* There is always a free slot. */
uint32_t *slot_of(const Index *index, uint64_t hash, const uint32_t *letters, uint32_t length, uint32_t context)
{
    hash = mixed(hash, context);
    for (uint32_t at = (uint32_t)hash & index->mask;; at = (at + 1) & index->mask) {
        uint32_t *slot = index->slots + at;
        if (!*slot)
            return slot;
        const Entry *entry = index->entries + (*slot - 1);
        if (entry->hash == (uint32_t)(hash >> 32) && entry->length == length && entry->context == context &&
            !memcmp(index->letters + entry->at, letters, length * sizeof *letters))
            return slot;
    }
}

/* Which kernel.h this was compiled with. */
EXPORT int32_t version(void)
{
    return VERSION;
}

uint32_t bring(const Index *index, uint64_t hash, uint32_t context, int step)
{
    const uint32_t *slot = index->slots + ((uint32_t)mixed(hash, context) & index->mask);
    if (step == 0) {
        NEAR(slot);
        return 0;
    }
    const Entry *entry = index->entries + *slot - 1;
    if (*slot && step == 1)
        NEAR(entry);
    else if (*slot)
        NEAR(index->letters + entry->at);
    return *slot;
}

int32_t enter(Index *index, uint32_t *slot, uint64_t hash, const uint32_t *letters, uint32_t length, uint32_t context,
              uint32_t number)
{
    if (number >= index->capacity || number >= index->mask || length > index->room - index->used)
        return 0;
    memcpy(index->letters + index->used, letters, length * sizeof *letters);
    index->entries[number] = (Entry){(uint32_t)(mixed(hash, context) >> 32), index->used, length, context};
    index->used += length;
    *slot = number + 1;
    return 1;
}

/* Give a word without context a number in an index. Returns 1, or 0 where it has one or there is no room. */
EXPORT int32_t learn(Index *index, const uint32_t *letters, uint32_t length, uint32_t number)
{
    uint64_t hash = hash_of(index, letters, length);
    uint32_t *slot = slot_of(index, hash, letters, length, 0);
    return *slot ? 0 : enter(index, slot, hash, letters, length, 0, number);
}

/* Say what a word says in a context, if that is not known. Returns 0 where there is no room. */
EXPORT int32_t teach(Pack *pack, const uint32_t *letters, uint32_t length, uint32_t context, const float *row)
{
    uint64_t hash = hash_of(pack->known, letters, length);
    uint32_t *slot = slot_of(pack->known, hash, letters, length, context);
    if (*slot)
        return 1;
    if (!enter(pack->known, slot, hash, letters, length, context, pack->count))
        return 0;
    memcpy(pack->table + (size_t)pack->count++ * WINDOW * TAGS, row, WINDOW * TAGS * sizeof *row);
    return 1;
}
