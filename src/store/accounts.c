/* What each coding tells of each incident, drawn from its reading, and how probable it is that two accounts are of one. */
#include "base/sha256.h"
#include "link/cluster.h"
#include "store/accounts.h"
#include <stdio.h>

/* ---- a coding's reading ---- */

static casus_status unpack(cs_str packed, json_t **reading, cs_err *err) {
    cs_buf bytes = { 0 };
    casus_status st = cs_store_unpack(packed, &bytes, err);
    if (st == CASUS_OK) st = cs_store_parse((cs_str){ bytes.p, (ptrdiff_t)bytes.n }, reading, err);
    cs_buf_free(&bytes);
    return st;
}

static cs_str digest_of(const cs_rows *row, cs_arena *a) {
    cs_sha256 h;
    char *hex = CS_NEW(a, char, CS_SHA256_HEX);
    cs_sha256_begin(&h, true);
    for (int i = 0; i < 3; i++) {
        cs_str part = cs_rows_text(row, i);
        cs_sha256_add(&h, part.p, (size_t)part.n);
        cs_sha256_add(&h, "\n", 1);
    }
    cs_sha256_end(&h, hex);
    return (cs_str){ hex, 32 };
}

static casus_status read_again(cs_change *c, int64_t coding, json_t **reading) {
    static const char sql[] = "select reading from codings where id = $1";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(coding)), &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    casus_status st = unpack(there ? cs_rows_text(row, 0) : (cs_str){ 0 }, reading, c->err);
    if (there) cs_rows_end(row);
    return st;
}

static casus_status find_table(cs_change *c, cs_account_source *s) {
    static const char sql[] =
        "select k.run, r.source from codings k join runs u on u.id = k.run join report_codings g on g.coding = k.id "
        "join reports r on r.id = g.report where k.id = $1 and substr(u.casus, 1, 7) = 'import:' limit 1";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(s->coding)), &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    if (!there) return CASUS_OK;
    s->table_run = cs_rows_int(row, 0);
    s->table_source = cs_rows_int(row, 1);
    cs_rows_end(row);
    return CASUS_OK;
}

casus_status cs_account_source_open(cs_change *c, int64_t coding, cs_account_source *s) {
    static const char sql[] =
        "select t.sha256, k.published, k.title from codings k join texts t on t.id = k.text where k.id = $1";
    cs_rows *row = NULL;
    bool there;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(coding)), &row, c->err));
    CS_TRY(cs_rows_next(row, &there, c->err));
    if (!there) return cs_fail(c->err, CASUS_E_INTERNAL, -1, "there is no coding %lld", (long long)coding);
    *s = (cs_account_source){ .coding = coding, .digest = digest_of(row, c->a), .memo = CS_NEW(c->a, cs_word_memo, 1) };
    cs_rows_end(row);
    CS_TRY(find_table(c, s));
    if (coding != c->fresh.coding) return read_again(c, coding, &s->reading);
    s->reading = json_incref(c->fresh.reading);
    return CASUS_OK;
}

/* ---- sketches ---- */

/* [ "s1", "s7" ] of the account's statements. *out: the caller's, json_decref. */
static casus_status statements_of(cs_change *c, int64_t account, json_t **out) {
    static const char sql[] =
        "select s.number from account_statements x join statements s on s.id = x.statement "
        "where x.account = $1 order by s.number";
    cs_rows *rows = NULL;
    bool more;
    json_t *ids = json_array();
    casus_status st = cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(account)), &rows, c->err);
    while (st == CASUS_OK) {
        char id[24];
        st = cs_rows_next(rows, &more, c->err);
        if (st != CASUS_OK || !more) break;
        snprintf(id, sizeof id, "s%lld", (long long)cs_rows_int(rows, 0));
        json_array_append_new(ids, json_string(id));
    }
    if (st != CASUS_OK) return json_decref(ids), st;
    *out = ids;
    return CASUS_OK;
}

casus_status cs_account_sketch(cs_change *c, int64_t account, const cs_account_source *s, cs_account *out) {
    json_t *ids = NULL;
    CS_TRY(statements_of(c, account, &ids));
    casus_status st = cs_account_draw(out, s->reading, ids, s->memo, c->a, c->err);
    json_decref(ids);
    return st;
}

/* ---- links ---- */

static casus_status put_link(cs_change *c, int64_t a, int64_t b, const cs_same *same) {
    static const char sql[] = "insert into account_links (a, b, probability, reasons) values ($1, $2, $3, $4)";
    return cs_db_run(c->db, sql,
                     CS_VALUES(cs_v_int(a < b ? a : b), cs_v_int(a < b ? b : a), cs_v_real(same->p),
                               cs_v_text(same->reasons.n ? same->reasons : CS_LIT("little is told of either"))),
                     c->err);
}

/* What is too improbable to bring two accounts together, directly or through others, needs no reasons. */
static casus_status compare_with(cs_change *c, const cs_account *own, const cs_rows *row, cs_account_near *out) {
    cs_arena scratch = *c->a;
    cs_account them;
    CS_TRY(cs_account_unpack(cs_rows_text(row, 1), &them, &scratch, c->err));
    *out = (cs_account_near){ cs_rows_int(row, 0), cs_same_incident(own, &them, CS_TIE_FLOOR, &scratch) };
    out->same.reasons = cs_dup(c->a, out->same.reasons);
    return CASUS_OK;
}

/* Rows of one source's table are incidents of their own, however alike they are. */
casus_status cs_account_compare(cs_change *c, int64_t account, const cs_account_source *s, const cs_account *own,
                                cs_account_nears *out) {
#define SHARE_A_KEY \
    "select x.id, x.sketch from accounts x where x.id in (" \
    "select o.account from account_keys k join account_keys o on o.value = k.value where k.account = $1 and k.value > 0 " \
    "union " \
    "select o.account from account_keys k join account_keys o on o.value = -k.value where k.account = $1) and x.coding <> $2"
    static const char all[] = SHARE_A_KEY " order by x.id";
    static const char of_others[] = SHARE_A_KEY
        " and not exists (select 1 from report_codings h join reports q on q.id = h.report "
        "where h.coding = x.coding and h.run = $3 and q.source = $4) order by x.id";
    cs_rows *rows = NULL;
    bool more;
    const cs_value v[] = { cs_v_int(account), cs_v_int(s->coding), cs_v_int(s->table_run), cs_v_int(s->table_source) };
    CS_TRY(cs_db_ask(c->db, s->table_run ? of_others : all, v, s->table_run ? 4 : 2, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        casus_status st = compare_with(c, own, rows, CS_PUSH(c->a, out));
        if (st != CASUS_OK) return cs_rows_end(rows), st;
    }
}

static casus_status link_account(cs_change *c, int64_t account, const cs_account_source *s, const cs_account *own) {
    static const char add_key[] = "insert into account_keys (value, account) values ($1, $2) on conflict do nothing";
    int64_t keys[CS_ACCOUNT_KEYS_MAX];
    int n = cs_account_keys(own, keys);
    cs_account_nears near = { 0 };
    for (int i = 0; i < n; i++) CS_TRY(cs_db_run(c->db, add_key, CS_VALUES(cs_v_int(keys[i]), cs_v_int(account)), c->err));
    CS_TRY(cs_account_compare(c, account, s, own, &near));
    for (ptrdiff_t i = 0; i < near.n; i++)
        if (near.v[i].same.p >= CS_TIE_FLOOR) CS_TRY(put_link(c, account, near.v[i].account, &near.v[i].same));
    *CS_PUSH(c->a, &c->touched) = account;
    return CASUS_OK;
}

/* Draws what depends on the account's statements: it has no keys and no links. */
static casus_status draw(cs_change *c, int64_t account, const cs_account_source *s) {
    static const char sql[] = "update accounts set sketch = $2 where id = $1";
    cs_buf packed = { 0 };
    cs_account own;
    CS_TRY(cs_account_sketch(c, account, s, &own));
    cs_account_pack(&own, &packed);
    casus_status st =
        packed.failed
            ? cs_fail(c->err, CASUS_E_LIMIT, -1, "no memory for an account")
            : cs_db_run(c->db, sql, CS_VALUES(cs_v_int(account), cs_v_blob((cs_str){ packed.p, (ptrdiff_t)packed.n })), c->err);
    cs_buf_free(&packed);
    return st == CASUS_OK ? link_account(c, account, s, &own) : st;
}

/* ---- accounts ---- */

typedef struct told {
    int64_t incident, statement;
} told;
typedef CS_VEC(told) tellings;

static casus_status tellings_of(cs_change *c, int64_t coding, tellings *out) {
    static const char sql[] =
        "select incident, id from statements where coding = $1 and incident is not null "
        "order by incident, number";
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->db, sql, CS_VALUES(cs_v_int(coding)), &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        *CS_PUSH(c->a, out) = (told){ cs_rows_int(rows, 0), cs_rows_int(rows, 1) };
    }
}

static casus_status put_account(cs_change *c, int64_t coding, int64_t number, const cs_account_source *s, int64_t *id) {
    static const char sql[] = "insert into accounts (coding, number, name, sketch) values ($1, $2, $3, $4) returning id";
    cs_str name = cs_printf(c->a, CS_FMT "/%06lld", CS_ARG(s->digest), (long long)number);
    return cs_db_insert(c->db, sql, CS_VALUES(cs_v_int(coding), cs_v_int(number), cs_v_text(name), cs_v_blob(CS_LIT(""))), id,
                        c->err);
}

static casus_status draw_all(cs_change *c, int64_t coding, const cs_account_source *s, const tellings *t) {
    static const char put[] = "insert into account_statements (statement, account) values ($1, $2)";
    for (ptrdiff_t i = 0; i < t->n;) {
        int64_t account, number = t->v[i].incident;
        CS_TRY(put_account(c, coding, number, s, &account));
        for (; i < t->n && t->v[i].incident == number; i++)
            CS_TRY(cs_db_run(c->db, put, CS_VALUES(cs_v_int(t->v[i].statement), cs_v_int(account)), c->err));
        CS_TRY(draw(c, account, s));
    }
    return CASUS_OK;
}

casus_status cs_accounts_draw(cs_change *c, int64_t coding) {
    cs_account_source s = { 0 };
    tellings t = { 0 };
    CS_TRY(tellings_of(c, coding, &t));
    if (!t.n) return CASUS_OK;
    CS_TRY(cs_account_source_open(c, coding, &s));
    casus_status st = draw_all(c, coding, &s, &t);
    json_decref(s.reading);
    return st;
}

/* Its keys and links; those that it was linked to are touched. */
static casus_status unlink_account(cs_change *c, int64_t account) {
    static const char others[] = "select case when a = $1 then b else a end from account_links where a = $1 or b = $1";
    static const char *const clear[] = { "delete from account_links where a = $1", "delete from account_links where b = $1",
                                         "delete from account_keys where account = $1" };
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(c->db, others, CS_VALUES(cs_v_int(account)), &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) break;
        *CS_PUSH(c->a, &c->touched) = cs_rows_int(rows, 0);
    }
    for (int i = 0; i < 3; i++) CS_TRY(cs_db_run(c->db, clear[i], CS_VALUES(cs_v_int(account)), c->err));
    return CASUS_OK;
}

casus_status cs_account_redraw(cs_change *c, int64_t account) {
    int64_t coding;
    bool found;
    cs_account_source s = { 0 };
    CS_TRY(unlink_account(c, account));
    CS_TRY(cs_db_ask_int(c->db, "select coding from accounts where id = $1", CS_VALUES(cs_v_int(account)), &coding, &found,
                         c->err));
    if (!found) return cs_fail(c->err, CASUS_E_INTERNAL, -1, "there is no account %lld", (long long)account);
    CS_TRY(cs_account_source_open(c, coding, &s));
    casus_status st = draw(c, account, &s);
    json_decref(s.reading);
    return st;
}

casus_status cs_account_drop(cs_change *c, int64_t account) {
    static const char is_in[] = "select incident from incident_accounts where account = $1";
    static const char *const clear[] = { "delete from incident_accounts where account = $1",
                                         "delete from account_statements where account = $1",
                                         "delete from accounts where id = $1" };
    int64_t incident;
    bool found;
    CS_TRY(unlink_account(c, account));
    CS_TRY(cs_db_ask_int(c->db, is_in, CS_VALUES(cs_v_int(account)), &incident, &found, c->err));
    if (found) CS_TRY(cs_incident_note(c, incident, "left", (cs_str){ 0 }));
    for (int i = 0; i < 3; i++) CS_TRY(cs_db_run(c->db, clear[i], CS_VALUES(cs_v_int(account)), c->err));
    return CASUS_OK;
}

static casus_status renew_coding(const cs_change *all, int64_t coding) {
    cs_arena scratch = *all->a;
    cs_change c = { .db = all->db, .now = all->now, .a = &scratch, .err = all->err };
    cs_account_source s = { 0 };
    cs_ids accounts = { 0 };
    CS_TRY(cs_store_ids(&c, "select id from accounts where coding = $1 order by id", coding, &accounts));
    CS_TRY(cs_account_source_open(&c, coding, &s));
    casus_status st = CASUS_OK;
    for (ptrdiff_t i = 0; i < accounts.n && st == CASUS_OK; i++) st = draw(&c, accounts.v[i], &s);
    json_decref(s.reading);
    return st;
}

casus_status cs_accounts_renew(cs_change *c) {
    cs_ids codings = { 0 };
    CS_TRY(cs_db_run(c->db, "delete from account_links", NULL, 0, c->err));
    CS_TRY(cs_db_run(c->db, "delete from account_keys", NULL, 0, c->err));
    CS_TRY(cs_store_ids(c, "select distinct coding from accounts where coding > $1 order by coding", 0, &codings));
    for (ptrdiff_t i = 0; i < codings.n; i++) CS_TRY(renew_coding(c, codings.v[i]));
    return CASUS_OK;
}
