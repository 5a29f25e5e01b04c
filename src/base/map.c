#include "base/map.h"

static cs_map_slot *place(const cs_map *m, cs_str key, uint32_t hash) {
    size_t i = hash & (m->cap - 1);
    while (m->slot[i].key.p && (m->slot[i].hash != hash || !cs_eq(m->slot[i].key, key))) i = (i + 1) & (m->cap - 1);
    return &m->slot[i];
}

void cs_map_reserve(cs_arena *a, cs_map *m, size_t n) {
    cs_map big = { NULL, m->cap ? m->cap : 64, m->n };
    while (n * 4 > big.cap * 3) big.cap *= 2;
    if (big.cap == m->cap) return;
    big.slot = CS_NEW(a, cs_map_slot, big.cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slot[i].key.p) *place(&big, m->slot[i].key, m->slot[i].hash) = m->slot[i];
    *m = big;
}

uint32_t *cs_map_put(cs_arena *a, cs_map *m, cs_str key, bool *is_new) {
    cs_map_reserve(a, m, m->n + 1);
    if (!key.p) key.p = "";
    uint32_t hash = (uint32_t)cs_hash(key);
    cs_map_slot *s = place(m, key, hash);
    if (is_new) *is_new = !s->key.p;
    if (!s->key.p) s->key = key, s->hash = hash, m->n++;
    return &s->value;
}

const uint32_t *cs_map_get(const cs_map *m, cs_str key) {
    if (!m->cap) return NULL;
    if (!key.p) key.p = "";
    cs_map_slot *s = place(m, key, (uint32_t)cs_hash(key));
    return s->key.p ? &s->value : NULL;
}
