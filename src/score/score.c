/* Which statement of casus answers which of the sample, and what is right about it. A coded statement can answer an item of
 * its kind whose words it overlaps; pairs are chosen one to one, those first that agree most. */
#include "score/score.h"
#include "base/utf8.h"
#include "export/say.h"
#include "score/anchor.h"
#include "score/found.h"
#include <stdlib.h>

enum { TYPE_BONUS = 10 };
/* More statements from one trigger than these are guessing, and do not take part. */
enum { EVENTS_PER_TRIGGER = 1, RELATIONS_PER_TRIGGER = 2 };

typedef struct coded {
    const cs_statement *s;
    int32_t index;        /* in the reading */
    cs_anchor_at trigger; /* code points; the evidence where there is no trigger */
    cs_anchor_at whole;   /* trigger and evidence */
    cs_found *found;      /* NULL until it is asked for */
    int32_t item;         /* that it answers, or -1 */
    bool excused;         /* one more trigger in the words of an expected violent event */
} coded;

typedef struct work {
    const cs_gold_report *gold;
    const cs_reading *r;
    cs_utf8_index at;
    coded *coded;
    int32_t n_coded;
    cs_anchor_at *anchor; /* of each item; beg == end: not in the text */
    int32_t *answer;      /* of each item: a coded statement or -1 */
    cs_arena *perm;
    cs_arena scratch;
    cs_score_report *out;
} work;

static bool violent(const coded *c) { return c->s->type == CS_T_ASSAULT; }

static const cs_found *found(work *w, coded *c) {
    if (!c->found) {
        c->found = CS_NEW(&w->scratch, cs_found, 1);
        *c->found = cs_found_of(w->r, c->s, &w->scratch);
    }
    return c->found;
}

static bool agrees(work *w, int32_t item, coded *c, cs_field field) {
    const cs_found *f = found(w, c); /* takes from scratch, so it stands before the copy that is handed on */
    return cs_found_agrees(f, field, &w->gold->items.v[item].field[field], w->scratch);
}

/* ---- what was coded ---- */

static cs_anchor_at in_points(const work *w, cs_span s) {
    return (cs_anchor_at){ (int32_t)cs_utf8_at(&w->at, s.beg), (int32_t)cs_utf8_at(&w->at, s.end) };
}

static cs_span trigger_of(const cs_statement *s) { return s->trigger.beg < s->trigger.end ? s->trigger : s->evidence; }

static bool is_guess(const work *w, const cs_statement *s) {
    bool event = s->type < CS_T_EVENT_COUNT;
    cs_span t = trigger_of(s);
    int n = 0;
    for (int32_t i = 0; i < w->n_coded; i++) {
        const cs_statement *o = w->coded[i].s;
        cs_span u = trigger_of(o);
        n += (o->type < CS_T_EVENT_COUNT) == event && u.beg == t.beg && u.end == t.end;
    }
    return n >= (event ? EVENTS_PER_TRIGGER : RELATIONS_PER_TRIGGER);
}

static void list_coded(work *w) {
    w->coded = CS_NEW(&w->scratch, coded, w->r->statements.n);
    for (int32_t i = 0; i < w->r->statements.n; i++) {
        const cs_statement *s = w->r->statements.v + i;
        if (is_guess(w, s)) continue;
        cs_span t = trigger_of(s), e = s->evidence.beg < s->evidence.end ? s->evidence : t;
        w->coded[w->n_coded++] =
            (coded){ .s = s, .index = i, .trigger = in_points(w, t), .whole = in_points(w, cs_span_join(t, e)), .item = -1 };
    }
}

/* ---- who answers whom ---- */

typedef struct match {
    int32_t good, far, item, coded;
} match;

static int by_goodness(const void *a, const void *b) {
    const match *x = a, *y = b;
    if (x->good != y->good) return x->good > y->good ? -1 : 1;
    if (x->far != y->far) return x->far < y->far ? -1 : 1;
    if (x->item != y->item) return x->item > y->item ? -1 : 1;
    return x->coded > y->coded ? -1 : x->coded < y->coded;
}

static bool overlap(cs_anchor_at a, cs_anchor_at b) { return a.beg < b.end && b.beg < a.end; }

/* By the trigger; by other words only if the type is right. */
static bool can_answer(work *w, int32_t item, coded *c) {
    if ((c->s->type >= CS_T_EVENT_COUNT) != w->gold->items.v[item].relation) return false;
    if (overlap(c->trigger, w->anchor[item])) return true;
    return overlap(c->whole, w->anchor[item]) && agrees(w, item, c, CS_FIELD_TYPE);
}

static match compare(work *w, int32_t item, int32_t at) {
    coded *c = w->coded + at;
    int32_t far = c->trigger.beg - w->anchor[item].beg;
    match m = { .far = far < 0 ? -far : far, .item = item, .coded = at };
    for (int f = 0; f < CS_FIELD_COUNT; f++)
        if (w->gold->items.v[item].field[f].judged) m.good += agrees(w, item, c, (cs_field)f);
    if (agrees(w, item, c, CS_FIELD_TYPE)) m.good += TYPE_BONUS;
    return m;
}

static void pair_up(work *w) {
    CS_VEC(match) all = { 0 };
    for (int32_t i = 0; i < w->gold->items.n; i++) {
        w->answer[i] = -1;
        if (w->anchor[i].beg == w->anchor[i].end) continue;
        for (int32_t k = 0; k < w->n_coded; k++)
            if (can_answer(w, i, w->coded + k)) *CS_PUSH(&w->scratch, &all) = compare(w, i, k);
    }
    if (all.n) qsort(all.v, (size_t)all.n, sizeof *all.v, by_goodness);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        if (w->answer[all.v[i].item] >= 0 || w->coded[all.v[i].coded].item >= 0) continue;
        w->answer[all.v[i].item] = all.v[i].coded;
        w->coded[all.v[i].coded].item = all.v[i].item;
    }
}

/* ---- notes ---- */

static cs_note *note(work *w, cs_note_kind kind, int32_t item) {
    cs_note *n = CS_PUSH(w->perm, &w->out->notes);
    *n = (cs_note){ .kind = (uint8_t)kind };
    if (item < 0) return n;
    const cs_gold_item *i = w->gold->items.v + item;
    n->line = i->line;
    n->id = i->id;
    n->words = cs_say_words(i->anchor, (cs_span){ 0, (uint32_t)i->anchor.n }, CS_NOTE_WORDS_BYTES_MAX, w->perm);
    if (w->answer[item] >= 0) n->statement = cs_statement_number(w->r, w->coded[w->answer[item]].index);
    return n;
}

static cs_str count_words(int64_t low, int64_t best, int64_t high, cs_arena *a) {
    return cs_say_count(&(cs_toll){ .low = low, .best = best, .high = high }, a);
}

static void add_expected(work *w, cs_note *n, int32_t item, cs_field field) {
    const cs_gold_values *want = &w->gold->items.v[item].field[field];
    for (ptrdiff_t i = 0; i < want->any.n; i++) *CS_PUSH(w->perm, &n->expected) = want->any.v[i];
    if (!want->any.n) *CS_PUSH(w->perm, &n->expected) = count_words(want->low, want->low, want->high, w->perm);
}

static void note_field(work *w, int32_t item, cs_field field) {
    cs_note *n = note(w, CS_NOTE_FIELD, item);
    const cs_found_values *v = &found(w, w->coded + w->answer[item])->field[field];
    n->field = (uint8_t)field;
    add_expected(w, n, item, field);
    for (ptrdiff_t i = 0; i < v->text.n && i < CS_NOTE_FOUND_MAX; i++)
        *CS_PUSH(w->perm, &n->found) =
            cs_say_words(v->text.v[i], (cs_span){ 0, (uint32_t)v->text.v[i].n }, CS_NOTE_WORDS_BYTES_MAX, w->perm);
    for (ptrdiff_t i = 0; i < v->count.n && i < CS_NOTE_FOUND_MAX; i++)
        *CS_PUSH(w->perm, &n->found) = count_words(v->count.v[i]->low, v->count.v[i]->best, v->count.v[i]->high, w->perm);
}

/* ---- counts ---- */

static const char *usual(cs_field field) {
    switch (field) {
    case CS_FIELD_CERTAINTY: return cs_certainty_name[CS_CERT_FACT];
    case CS_FIELD_MODALITY: return cs_modality_name[CS_MOD_ACTUAL];
    case CS_FIELD_TIME_FRAME: return cs_frame_name[CS_FRAME_CURRENT];
    default: return NULL;
    }
}

/* The values that are not the usual ones: the rest is easy, and nearly everything. */
static void count_marked(cs_tally *t, const char *plain, const cs_gold_values *want, const cs_found_values *got, bool right) {
    cs_str word = { plain, (ptrdiff_t)strlen(plain) };
    bool wanted = true, said = false;
    for (ptrdiff_t i = 0; i < want->any.n; i++) wanted &= !cs_eq(want->any.v[i], word);
    for (ptrdiff_t i = 0; got && i < got->text.n; i++) said |= !cs_eq(got->text.v[i], word);
    t->right += wanted && said && right;
    t->coded += said && (wanted || !right);
    t->expected += wanted;
}

static void count_item(work *w, int32_t item) {
    coded *c = w->answer[item] >= 0 ? w->coded + w->answer[item] : NULL;
    cs_score *score = &w->out->score;
    if (!c) add_expected(w, note(w, CS_NOTE_MISSED, item), item, CS_FIELD_TYPE);
    for (int f = 0; f < CS_FIELD_COUNT; f++) {
        const cs_gold_values *want = &w->gold->items.v[item].field[f];
        if (!want->judged) continue;
        bool any = c && cs_found_any(found(w, c), (cs_field)f), right = any && agrees(w, item, c, (cs_field)f);
        score->row[f].right += right;
        score->row[f].coded += any;
        score->row[f].expected++;
        if (usual((cs_field)f))
            count_marked(&score->row[CS_ROW_MARKED], usual((cs_field)f), want, c ? &found(w, c)->field[f] : NULL, right);
        if (c && !right) note_field(w, item, (cs_field)f);
    }
    score->row[CS_ROW_FOUND].expected++;
    score->row[CS_ROW_FOUND].right += c && agrees(w, item, c, CS_FIELD_TYPE);
}

/* "An air strike killed six": one more trigger in the words of an expected violent event is no fault, once for each. */
static void excuse_second_triggers(work *w) {
    for (int32_t i = 0; i < w->gold->items.n; i++) {
        bool expects = false;
        const cs_gold_values *type = &w->gold->items.v[i].field[CS_FIELD_TYPE];
        for (ptrdiff_t k = 0; k < type->any.n; k++) expects |= cs_eq(type->any.v[k], CS_LIT("ASSAULT"));
        for (int32_t k = 0; expects && k < w->n_coded; k++) {
            coded *c = w->coded + k;
            bool inside = w->anchor[i].beg <= c->trigger.beg && c->trigger.beg < w->anchor[i].end;
            if (!violent(c) || c->item >= 0 || c->excused || !inside) continue;
            c->excused = true;
            break;
        }
    }
}

static void count_violent(work *w) {
    excuse_second_triggers(w);
    cs_tally *t = &w->out->score.row[CS_ROW_VIOLENT];
    for (int32_t k = 0; k < w->n_coded; k++) {
        const coded *c = w->coded + k;
        if (!violent(c)) continue;
        t->coded++;
        t->right += c->item >= 0 || c->excused;
        if (c->item >= 0 || c->excused) continue;
        cs_note *n = note(w, CS_NOTE_INVENTED, -1);
        cs_span e = c->s->evidence.beg < c->s->evidence.end ? c->s->evidence : c->s->trigger;
        n->words = cs_say_words(w->r->text, e, CS_NOTE_WORDS_BYTES_MAX, w->perm);
        n->statement = cs_statement_number(w->r, c->index);
        n->beg = (uint32_t)c->whole.beg;
        n->end = (uint32_t)c->whole.end;
    }
}

static void count_links(work *w) {
    cs_tally *t = &w->out->score.row[CS_ROW_LINKS];
    for (int32_t i = 0; i < w->gold->items.n; i++) {
        const cs_gold_item *a = w->gold->items.v + i;
        if (a->relation || w->answer[i] < 0) continue;
        const coded *c = w->coded + w->answer[i];
        for (int32_t k = 0; k < i; k++) {
            const cs_gold_item *b = w->gold->items.v + k;
            if (b->relation || w->answer[k] < 0) continue;
            bool want = a->group == b->group,
                 said = c->s->incident >= 0 && c->s->incident == w->coded[w->answer[k]].s->incident;
            t->right += want && said;
            t->coded += said;
            t->expected += want;
            if (want != said) note(w, want ? CS_NOTE_SPLIT : CS_NOTE_JOINED, i)->other = b->line;
        }
    }
}

void cs_score_add(cs_score *sum, const cs_score *more) {
    for (int i = 0; i < CS_ROW_COUNT; i++) {
        sum->row[i].right += more->row[i].right;
        sum->row[i].coded += more->row[i].coded;
        sum->row[i].expected += more->row[i].expected;
    }
}

static void find_anchors(work *w) {
    cs_anchor_text text = cs_anchor_text_of(w->r->text, &w->scratch);
    for (int32_t i = 0; i < w->gold->items.n; i++) {
        bool twice;
        w->anchor[i] = cs_anchor_find(&text, w->gold->items.v[i].anchor, &twice, w->scratch);
        bool there = w->anchor[i].beg < w->anchor[i].end;
        if (!there || twice) note(w, there ? CS_NOTE_TWO_ANCHORS : CS_NOTE_NO_ANCHOR, i);
    }
}

cs_score_report cs_score_reading(const cs_gold_report *gold, const cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_score_report out = { 0 };
    work w = { .gold = gold, .r = r, .perm = perm, .scratch = scratch, .out = &out };
    w.at = cs_utf8_index_of(r->text, &w.scratch);
    w.anchor = CS_NEW(&w.scratch, cs_anchor_at, gold->items.n);
    w.answer = CS_NEW(&w.scratch, int32_t, gold->items.n);
    for (int32_t i = 0; i < gold->items.n; i++) w.answer[i] = -1;
    list_coded(&w);
    find_anchors(&w);
    pair_up(&w);
    for (int32_t i = 0; i < gold->items.n; i++)
        if (w.anchor[i].beg < w.anchor[i].end) count_item(&w, i);
    count_violent(&w);
    count_links(&w);
    out.score.row[CS_ROW_SURPLUS] = (cs_tally){ .coded = r->statements.n, .expected = out.score.row[CS_ROW_FOUND].expected };
    return out;
}
