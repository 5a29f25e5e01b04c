/* The form of an account's bytes: a version, then the members in the order of the struct: whole numbers as LEB128 (zigzag where
 * they may be below 0), texts and lists with their length before them, ids of words as 4 bytes, the lowest first. */
#include "link/account.h"

enum { VERSION = 2, LEB_BYTES_MAX = 10 };

/* ---- packing ---- */

static void put_number(cs_buf *b, uint64_t v) {
    for (; v >= 0x80; v >>= 7) cs_buf_char(b, (char)(v | 0x80));
    cs_buf_char(b, (char)v);
}

static void put_signed(cs_buf *b, int64_t v) { put_number(b, (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0)); }

static void put_bytes(cs_buf *b, uint64_t v, int n) {
    for (int i = 0; i < n; i++) cs_buf_char(b, (char)(v >> (8 * i)));
}

static void put_text(cs_buf *b, cs_str s) {
    put_number(b, (uint64_t)s.n);
    cs_buf_str(b, s);
}

static void put_code(cs_buf *b, const char code[4]) { put_text(b, (cs_str){ code, (ptrdiff_t)strlen(code) }); }

static void put_words(cs_buf *b, cs_word_list w) {
    put_number(b, (uint64_t)w.n);
    for (int i = 0; i < w.n; i++) {
        put_bytes(b, w.v[i].id, 4);
        cs_buf_char(b, (char)w.v[i].weight);
    }
}

static void put_place(cs_buf *b, const cs_account_place *p) {
    put_text(b, p->name);
    put_bytes(b, p->key, 8);
    put_signed(b, p->geonames);
    cs_buf_char(b, (char)p->has_point);
    put_signed(b, p->lat);
    put_signed(b, p->lon);
    put_code(b, p->country);
    put_bytes(b, p->admin1, 8);
    put_bytes(b, p->admin2, 8);
    cs_buf_char(b, (char)p->precision);
}

static void put_party(cs_buf *b, const cs_account_party *p) {
    put_text(b, p->name);
    put_text(b, p->actor);
    put_words(b, p->words);
    put_code(b, p->sector);
    put_code(b, p->country);
    cs_buf_char(b, (char)p->role);
    cs_buf_char(b, (char)p->type);
    cs_buf_char(b, (char)p->certainty);
    cs_buf_char(b, (char)p->named);
}

void cs_account_pack(const cs_account *a, cs_buf *b) {
    cs_buf_char(b, VERSION);
    put_bytes(b, a->report, 8);
    put_signed(b, a->published);
    put_signed(b, a->first);
    put_signed(b, a->last);
    const uint8_t codes[] = { a->type, a->muc, a->modality, a->certainty, a->time_frame, a->plural };
    cs_buf_add(b, (const char *)codes, sizeof codes);
    put_text(b, a->mode);
    put_number(b, (uint64_t)a->n_places);
    for (int i = 0; i < a->n_places; i++) put_place(b, &a->place[i]);
    put_number(b, (uint64_t)a->n_parties);
    for (int i = 0; i < a->n_parties; i++) put_party(b, &a->party[i]);
    for (int i = 0; i < CS_EFFECT_COUNT; i++) {
        put_signed(b, a->toll[i].low);
        put_signed(b, a->toll[i].best);
        put_signed(b, a->toll[i].high);
    }
    put_words(b, a->first_act);
    put_words(b, a->triggers);
    put_words(b, a->words);
    put_words(b, a->about);
    put_words(b, a->named);
    put_words(b, a->story);
    put_number(b, (uint64_t)a->n_statements);
}

/* ---- unpacking ---- */

/* After the first fault nothing more is read: every value is 0. */
typedef struct reader {
    cs_str bytes;
    ptrdiff_t at;
    cs_arena *perm;
    const char *expected; /* what was not found; NULL: no fault */
} reader;

static void fault(reader *r, const char *expected) {
    if (!r->expected) r->expected = expected;
}

static uint8_t get_byte(reader *r) {
    if (r->at == r->bytes.n) fault(r, "more bytes");
    return r->expected ? 0 : (uint8_t)r->bytes.p[r->at++];
}

/* One of 0 to below. */
static uint8_t get_code(reader *r, int below, const char *expected) {
    uint8_t v = get_byte(r);
    if (v >= below) fault(r, expected);
    return r->expected ? 0 : v;
}

static uint64_t get_bytes(reader *r, int n) {
    uint64_t v = 0;
    if (r->bytes.n - r->at < n) {
        r->at = r->bytes.n;
        fault(r, "more bytes");
    }
    if (r->expected) return 0;
    for (int i = 0; i < n; i++) v |= (uint64_t)(uint8_t)r->bytes.p[r->at + i] << (8 * i);
    r->at += n;
    return v;
}

static uint64_t get_number(reader *r) {
    uint64_t v = 0;
    for (int i = 0; i < LEB_BYTES_MAX; i++) {
        uint8_t b = get_byte(r);
        v |= (uint64_t)(b & 0x7f) << (7 * i);
        if (!(b & 0x80)) return r->expected ? 0 : v;
    }
    fault(r, "a number of 64 bits");
    return 0;
}

static int64_t get_signed(reader *r, int64_t low, int64_t high, const char *expected) {
    uint64_t z = get_number(r);
    int64_t v = (int64_t)(z >> 1 ^ (z & 1 ? UINT64_MAX : 0));
    if (v < low || v > high) fault(r, expected);
    return r->expected ? 0 : v;
}

/* A number of things, at most so many. */
static int get_count(reader *r, int most, const char *expected) {
    uint64_t n = get_number(r);
    if (n > (uint64_t)most) fault(r, expected);
    return r->expected ? 0 : (int)n;
}

static cs_str get_text(reader *r) {
    int n = get_count(r, CS_ACCOUNT_NAME_BYTES_MAX, "a text within CS_ACCOUNT_NAME_BYTES_MAX");
    if (n > r->bytes.n - r->at) fault(r, "a whole text");
    if (r->expected) return (cs_str){ 0 };
    r->at += n;
    return cs_cut(r->bytes, r->at - n, r->at);
}

static void get_short(reader *r, char code[4]) {
    cs_str s = get_text(r);
    if (s.n > 3) fault(r, "a code of three letters");
    if (!r->expected && s.n) memcpy(code, s.p, (size_t)s.n);
}

static cs_word_list get_words(reader *r, int most) {
    int n = get_count(r, most, "a list of words within its limit");
    cs_word_id *v = CS_NEW(r->perm, cs_word_id, n);
    for (int i = 0; i < n; i++) {
        v[i].id = (uint32_t)get_bytes(r, 4);
        v[i].weight = get_code(r, CS_WEIGHT_RAREST + 1, "a word's weight");
        if (i && v[i].id <= v[i - 1].id) fault(r, "words in ascending order");
    }
    return (cs_word_list){ v, n };
}

static cs_account_place get_place(reader *r) {
    enum { DEGREE = 10000 };
    cs_account_place p = { .name = get_text(r), .key = get_bytes(r, 8) };
    p.geonames = get_signed(r, 0, INT64_MAX, "a GeoNames id");
    p.has_point = get_code(r, 2, "0 or 1");
    p.lat = (int32_t)get_signed(r, -90 * DEGREE, 90 * DEGREE, "a latitude");
    p.lon = (int32_t)get_signed(r, -180 * DEGREE, 180 * DEGREE, "a longitude");
    get_short(r, p.country);
    p.admin1 = get_bytes(r, 8);
    p.admin2 = get_bytes(r, 8);
    p.precision = get_code(r, CS_PREC_COUNT, "a place's precision");
    return p;
}

static cs_account_party get_party(reader *r) {
    cs_account_party p = { .name = get_text(r), .actor = get_text(r), .words = get_words(r, CS_ACCOUNT_NAME_WORDS_MAX) };
    get_short(r, p.sector);
    get_short(r, p.country);
    p.role = get_code(r, CS_ROLE_COUNT, "a role");
    p.type = get_code(r, CS_ENT_COUNT + 1, "an entity's type");
    p.certainty = get_code(r, CS_CERT_COUNT, "a certainty");
    p.named = get_code(r, 2, "0 or 1");
    return p;
}

static int32_t get_day(reader *r) {
    int32_t day = (int32_t)get_signed(r, INT32_MIN, INT32_MAX, "a day");
    if (day != CS_DAY_NONE && (day < cs_day_of(1, 1, 1) || day > cs_day_of(9999, 12, 31))) fault(r, "a day of the calendar");
    return r->expected ? CS_DAY_NONE : day;
}
static int64_t get_toll(reader *r) { return get_signed(r, CS_COUNT_NONE, INT64_MAX, "a count"); }

static void get_all(reader *r, cs_account *a) {
    if (get_byte(r) != VERSION) fault(r, "an account of version 2");
    a->report = get_bytes(r, 8);
    a->published = get_day(r);
    a->first = get_day(r);
    a->last = get_day(r);
    a->type = get_code(r, CS_T_COUNT, "a type");
    a->muc = get_code(r, CS_MUC_TYPE_COUNT, "a type of MUC-4");
    a->modality = get_code(r, CS_MOD_COUNT, "a modality");
    a->certainty = get_code(r, CS_CERT_COUNT, "a certainty");
    a->time_frame = get_code(r, CS_FRAME_COUNT, "a time frame");
    a->plural = get_code(r, 2, "0 or 1");
    a->mode = get_text(r);
    a->n_places = get_count(r, CS_ACCOUNT_PLACES_MAX, "at most CS_ACCOUNT_PLACES_MAX places");
    for (int i = 0; i < a->n_places; i++) a->place[i] = get_place(r);
    a->n_parties = get_count(r, CS_ACCOUNT_PARTIES_MAX, "at most CS_ACCOUNT_PARTIES_MAX parties");
    a->party = CS_NEW(r->perm, cs_account_party, a->n_parties);
    for (int i = 0; i < a->n_parties; i++) a->party[i] = get_party(r);
    for (int i = 0; i < CS_EFFECT_COUNT; i++) {
        a->toll[i].low = get_toll(r);
        a->toll[i].best = get_toll(r);
        a->toll[i].high = get_toll(r);
    }
    a->first_act = get_words(r, CS_ACCOUNT_FIRST_MAX);
    a->triggers = get_words(r, CS_ACCOUNT_TRIGGERS_MAX);
    a->words = get_words(r, CS_ACCOUNT_WORDS_MAX);
    a->about = get_words(r, CS_ACCOUNT_WORDS_MAX);
    a->named = get_words(r, CS_ACCOUNT_WORDS_MAX);
    a->story = get_words(r, CS_ACCOUNT_STORY_MAX);
    a->n_statements = get_count(r, INT32_MAX, "a number of statements");
    if (cs_account_day_known(a) && a->first > a->last) fault(r, "a first day that is not after the last");
    if (r->at != r->bytes.n) fault(r, "the end");
}

casus_status cs_account_unpack(cs_str bytes, cs_account *out, cs_arena *perm, cs_err *err) {
    reader r = { .bytes = cs_dup(perm, bytes), .perm = perm };
    cs_account a = { 0 };
    get_all(&r, &a);
    if (r.expected)
        return cs_fail(err, CASUS_E_STORE, r.at, "an account is damaged: at its byte %td of %td expected %s", r.at, bytes.n,
                       r.expected);
    *out = a;
    return CASUS_OK;
}
