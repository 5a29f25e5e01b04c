#include "segment/run.h"

/* The end of an address without the punctuation of the sentence around it. */
static uint32_t trim_address(const cs_seg_run *r, uint32_t b, uint32_t e) {
    int open = 0;
    for (uint32_t i = b; i < e; i++) open += cp_at(r, i) == '(' ? 1 : cp_at(r, i) == ')' ? -1 : 0;
    for (; e > b + 1; e--) {
        uint32_t last = r->c->cp[e - 1];
        if (last == ')' && open >= 0) break;
        if (last == ')')
            open++;
        else if (!one_of(last, ".,;:!?'\"]}*") && last != 0x2019 && last != 0x201D && last != 0x2026)
            break;
    }
    return e;
}
static bool ends_address(uint32_t cp) { return one_of(cp, "<>\"{}|\\^`") || cp == 0x201C || cp == 0x201D; }

/* http://…, www.…, mailto:…: to the end of the run or the first character that no address has. */
static bool take_url(cs_seg_run *r) {
    static const char *const heads[] = { "http://", "https://", "ftp://", "www.", "mailto:", "file://", "doi:10.", "ymsgr:" };
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        if (!looks_like(r, r->at, heads[k])) continue;
        uint32_t e = r->at;
        while (e < r->end && !ends_address(r->c->cp[e])) e++;
        if (e - r->at <= strlen(heads[k])) return false;
        take(r, trim_address(r, r->at, e));
        return true;
    }
    return false;
}

/* name@host, also name@HOST without a dot, as mail programs print it. */
static bool take_mail(cs_seg_run *r) {
    uint32_t i = r->at, limit = r->at + CS_SEG_LOOK_MAX;
    while (i < limit && (wordy_at(r, i) || one_of(cp_at(r, i), "._%+-'"))) i++;
    if (cp_at(r, i) != '@' || i == r->at || !wordy_at(r, i + 1)) return false;
    if (cp_at(r, r->at) == '\'') return false;
    uint32_t e = i + 1;
    while (wordy_at(r, e) || one_of(cp_at(r, e), "._-")) e++;
    take(r, trim_address(r, r->at, e));
    return true;
}

/* example.com/path, report.doc: parts joined by dots of which the last is a known ending. */
static bool take_host_or_file(cs_seg_run *r) {
    uint32_t i = r->at, limit = r->at + CS_SEG_LOOK_MAX, dot = 0, dots = 0;
    bool group = true; /* alt.sources.wanted: three and more parts in small letters */
    while (i < limit && (wordy_at(r, i) || one_of(cp_at(r, i), "_-#~") || (cp_at(r, i) == '.' && wordy_at(r, i + 1)))) {
        if (cp_at(r, i) == '.') {
            group = group && i - (dot ? dot + 1 : r->at) >= 2;
            dots++;
            dot = i;
        } else if (cls_at(r, i) != CS_SEG_LOWER && cp_at(r, i) != '-') {
            group = false;
        }
        i++;
    }
    group = group && dots >= 2 && i - dot > 2;
    if (!dot || (i - dot < 3 && dots < 2) || (!group && !listed(r, CS_SEG_FILE_ENDS, dot + 1, i))) return false;
    uint32_t e = i;
    if (cp_at(r, e) == '/') {
        while (e < r->end && !ends_address(r->c->cp[e])) e++;
    }
    take(r, trim_address(r, r->at, e));
    return true;
}

bool cs_seg_take_address(cs_seg_run *r) { return take_url(r) || take_mail(r) || take_host_or_file(r); }
