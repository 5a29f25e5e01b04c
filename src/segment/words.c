/* One pass over each run of non-space characters. At every position the first rule that fits takes characters away:
 * addresses, smileys, repeated punctuation, numbers, words, and else one character. A rule looks ahead a bounded way or
 * takes what it has looked at, so time is linear even where a text has no spaces at all. */
#include "segment/run.h"

static bool take_smiley(cs_seg_run *r) {
    for (uint32_t n = 5; n >= 2; n--) {
        uint32_t e = r->at + n;
        cs_seg_key k;
        if (e > r->end) continue;
        cs_str s = make_key(r, r->at, e, false, &k);
        if (!s.n || !cs_seg_in_list(CS_SEG_SMILEYS, s)) continue;
        if (wordy_at(r, e) || (r->at > r->beg && wordy_at(r, r->at - 1) && wordy_at(r, e - 1))) continue;
        if (one_of(s.p[0], "(=:;8x") && s.p[s.n - 1] == ')' && r->at > r->beg && digit_at(r, r->at - 1)) continue;
        if (s.n == 2 && r->at > r->beg && s.p[0] == '8') continue;
        if (s.n == 2 && (s.p[1] == '/' || s.p[0] == '(') && e < r->end) continue;
        take(r, e);
        return true;
    }
    return false;
}

/* Runs that are one word: "...", "!!!", "?!", "--", "***", "==>" */
static bool take_repeated(cs_seg_run *r) {
    uint32_t cp = cp_at(r, r->at), i = r->at + 1;
    if (one_of(cp, ".!?") || cp == 0x2026) {
        while (one_of(cp_at(r, i), ".!?") || cp_at(r, i) == 0x2026) i++;
    } else if (one_of(cp, "-=_*+~#^$<>") || cp == 0x2013 || cp == 0x2014) {
        bool angle = cp == '<' || cp == '>';
        while (cp_at(r, i) == cp && !(angle && i == r->at + 2)) i++;
        if (one_of(cp, "-=<")) {
            uint32_t j = i;
            while (one_of(cp_at(r, j), "-=>") && j < r->at + CS_SEG_ARROW_MAX) j++;
            if (j > i && cp_at(r, j - 1) == '>') i = j; /* an arrow */
        }
    } else if (cs_seg_is_apostrophe(cp) || cp == ',') {
        if (cp_at(r, i) == cp || (cp == 0x2018 && cp_at(r, i) == 0x2019)) i++;
    } else {
        return false;
    }
    if (i == r->at + 1) return false;
    take(r, i);
    return true;
}

/* One character with the marks that belong to it; flags are pairs, a joiner binds the next picture. */
static void take_symbol(cs_seg_run *r) {
    uint32_t i = r->at, cp = cp_at(r, i);
    i++;
    if (cp >= 0x1F1E6 && cp <= 0x1F1FF && cp_at(r, i) >= 0x1F1E6 && cp_at(r, i) <= 0x1F1FF) i++;
    while (cls_at(r, i) == CS_SEG_MARK || cls_at(r, i) == CS_SEG_FORMAT) {
        bool joins = cp_at(r, i) == 0x200D;
        i++;
        if (joins && cls_at(r, i) == CS_SEG_PUNCT && cp_at(r, i) >= 0x2190) i++;
    }
    take(r, i);
}

/* ---- words ---- */

/* Where a contraction's second part begins in the word [b, e) whose apostrophe is at q, or 0: do|n't, it|'s */
static uint32_t contraction_at(const cs_seg_run *r, uint32_t b, uint32_t q, uint32_t e) {
    cs_seg_key k;
    cs_str tail = make_key(r, q + 1, e, true, &k);
    if (cs_eq(tail, CS_LIT("t")) && q - b >= 2 && cs_seg_lower(r->c->cp[q - 1]) == 'n') return q - 1;
    static const char *const tails[] = { "s", "m", "d", "re", "ve", "ll" };
    for (size_t t = 0; t < sizeof tails / sizeof *tails; t++)
        if (tail.n == (ptrdiff_t)strlen(tails[t]) && memcmp(tail.p, tails[t], (size_t)tail.n) == 0) return q;
    return 0;
}

/* Is the next word of the text after e, across white space, one that no noun phrase after a possessive begins with? Then
 * "its" before it is "it's". Closed classes only. */
static bool verb_follows(const cs_seg_run *r, uint32_t e) {
    static const char *const words[] = { "a",       "all",      "also",   "always",   "an",      "anyone",     "as",  "at",
                                         "because", "been",     "being",  "between",  "called",  "definitely", "for", "from",
                                         "getting", "going",    "gonna",  "his",      "how",     "if",         "in",  "just",
                                         "like",    "my",       "never",  "not",      "nothing", "now",        "on",  "only",
                                         "our",     "possible", "pretty", "probably", "really",  "simply",     "so",  "still",
                                         "that",    "the",      "their",  "there",    "this",    "to",         "too", "very",
                                         "what",    "when",     "where",  "why",      "your" };
    const cs_seg_chars *c = r->c;
    uint32_t b = e;
    while (b < (uint32_t)c->n && c->cls[b] == CS_SEG_SPACE && b < e + 4) b++;
    if (b == e) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t at = b;
        for (const char *w = words[i]; *w && cs_seg_lower(c->cp[at]) == (uint32_t)(unsigned char)*w; w++) at++;
        if (at - b == strlen(words[i]) && !cs_seg_is_wordy(c->cls[at])) return true;
    }
    return false;
}

static void take_plain(cs_seg_run *r, uint32_t e) {
    cs_seg_key k;
    cs_str s = make_key(r, r->at, e, true, &k);
    const cs_seg_fused *f = s.n ? cs_seg_fused_find(s) : NULL;
    if (cs_eq(s, CS_LIT("its")) && e - r->at == 3 && verb_follows(r, e)) take(r, r->at + 2);
    bool capitals = s.n == 2 && cls_at(r, r->at + 1) == CS_SEG_UPPER; /* IM, IT */
    if (f && e - r->at == (uint32_t)s.n && !capitals && !(cs_eq(s, CS_LIT("lets")) && cp_at(r, r->at) == 'l')) {
        if (f->first) take(r, r->at + f->first);
        if (f->second) take(r, r->at + f->second);
    }
    take(r, e);
}

/* Letters and full stops in turn: U.S., e.g., Ph.D. Returns the end (after the last stop if there is one) or 0. */
static uint32_t acronym_end(const cs_seg_run *r, uint32_t b) {
    uint32_t i = b, stops = 0, n = 0;
    while (letter_at(r, i) && i < b + CS_SEG_ACRONYM_MAX) {
        uint32_t e = i;
        while ((letter_at(r, e) || cls_at(r, e) == CS_SEG_MARK) && e < i + 4) e++;
        if (e - i > 2 || (e - i == 2 && (cls_at(r, i) != CS_SEG_UPPER || cls_at(r, i + 1) != CS_SEG_LOWER))) break;
        n++;
        i = e;
        if (cp_at(r, i) != '.' || cp_at(r, i + 1) == '.') break;
        stops++;
        i++;
    }
    if (n >= 2 && stops && !wordy_at(r, i) && (stops >= 2 || n > stops)) return i;
    return 0;
}

static bool abbreviation(const cs_seg_run *r, uint32_t b, uint32_t e) {
    if (cp_at(r, e) != '.' || cp_at(r, e + 1) == '.') return false;
    if (e == b + 1) return letter_at(r, b) && (cls_at(r, b) == CS_SEG_UPPER || one_of(cp_at(r, b), "cbdpvnr"));
    cs_seg_key k;
    cs_str s = make_key(r, b, e, true, &k);
    /* These are also plain words at the end of a sentence; with a small letter they are taken for those. */
    static const char *const words[] = {
        "mar", "sun", "sat", "wed",  "mon", "ill", "mass", "miss", "del", "wash", "ore", "pa",
        "la",  "ed",  "reg", "spec", "fax", "min", "jun",  "para", "ind", "mo",   "mob", "ark"
    };
    if (!s.n || !cs_seg_is_abbreviation(s)) return false;
    if (cs_eq(s, CS_LIT("no")) || cs_eq(s, CS_LIT("nos"))) { /* No. 5; but "No." is an answer */
        uint32_t i = e + 1;
        while (i < (uint32_t)r->c->n && r->c->cls[i] == CS_SEG_SPACE && i < e + 4) i++;
        return r->c->cls[i] == CS_SEG_DIGIT;
    }
    if (cls_at(r, b) == CS_SEG_UPPER) return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (s.n == (ptrdiff_t)strlen(words[i]) && memcmp(s.p, words[i], (size_t)s.n) == 0) return false;
    return true;
}

/* AT&T, P&L, PG&E: short capitals on both sides. */
static uint32_t ampersand_end(const cs_seg_run *r, uint32_t b, uint32_t e) {
    if (cp_at(r, e) != '&' || e - b > 3 || !letter_at(r, e + 1)) return e;
    uint32_t f = word_end(r, e + 1);
    if (f - e - 1 > 3) return e;
    for (uint32_t i = b; i < f; i++)
        if (i != e && cls_at(r, i) != CS_SEG_UPPER && f - b > 3) return e;
    return f;
}

/* A word with a hyphen that binds: prefix-word, word-suffix, and listed ones. Returns the end, e when nothing binds. */
static uint32_t hyphen_end(const cs_seg_run *r, uint32_t b, uint32_t e) {
    while (cs_seg_is_hyphen(cp_at(r, e)) && letter_at(r, e + 1)) {
        uint32_t f = word_end(r, e + 1);
        bool binds = listed(r, CS_SEG_PREFIXES, b, e) || listed(r, CS_SEG_SUFFIXES, e + 1, f) || listed(r, CS_SEG_JOINED, b, f);
        if (!binds) break;
        e = f;
    }
    if (cs_seg_is_hyphen(cp_at(r, e)) && digit_at(r, e + 1) && listed(r, CS_SEG_PREFIXES, b, e) && e - b > 1)
        e = word_end(r, e + 1);
    return e;
}

/* A word broken off, as transcripts of speech have it: "th- the". */
static bool broken_off(const cs_seg_run *r, uint32_t b, uint32_t e) {
    static const char *const words[] = { "as", "at", "be", "by", "do", "he", "if", "in", "is", "it",
                                         "me", "my", "no", "of", "on", "or", "so", "up", "us", "we" };
    uint8_t after = cls_at(r, e + 1);
    if (cp_at(r, e) != '-' || e - b > 2 || !letter_at(r, b) || !(after == CS_SEG_SPACE || cp_at(r, e + 1) == ',')) return false;
    if (e - b == 2 && (!letter_at(r, b + 1) || cls_at(r, b + 1) == CS_SEG_UPPER)) return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (e - b == 2 && looks_like(r, b, words[i])) return false;
    return true;
}

/* The end of the word at r->at with apostrophes inside; takes it, split where it is contracted. */
static bool take_apostrophes(cs_seg_run *r, uint32_t e) {
    uint32_t b = r->at;
    while (cs_seg_is_apostrophe(cp_at(r, e)) && wordy_at(r, e + 1)) {
        uint32_t f = word_end(r, e + 1), split = contraction_at(r, b, e, f);
        if (split) {
            if (split > b) take_plain(r, split);
            /* I'd've, y'all're: what follows is a part of its own, found in the next round */
            take(r, f);
            return true;
        }
        if (letter_at(r, e + 1))
            e = f;
        else
            break;
    }
    /* lovin', cookin': a dropped g, unless a quotation is open */
    if (cp_at(r, e) == '\'' && !r->open_quote && e - b > 4 && cs_seg_lower(cp_at(r, e - 1)) == 'n' &&
        cs_seg_lower(cp_at(r, e - 2)) == 'i' && !wordy_at(r, e + 1)) {
        take(r, e + 1);
        return true;
    }
    take_plain(r, e);
    return true;
}

static bool take_word(cs_seg_run *r) {
    uint32_t b = r->at;
    if (!wordy_at(r, b) && cp_at(r, b) != '_') return false;
    uint32_t acronym = acronym_end(r, b);
    if (acronym) {
        if (r->c->cp[acronym - 1] == '.')
            take_abbr(r, acronym);
        else
            take(r, acronym);
        return true;
    }
    uint32_t e = word_end(r, b);
    if (abbreviation(r, b, e)) {
        take_abbr(r, e + 1);
        return true;
    }
    if (b == r->beg && broken_off(r, b, e)) {
        take(r, e + 1);
        return true;
    }
    uint32_t amp = ampersand_end(r, b, e);
    if (amp > e) {
        take(r, amp);
        return true;
    }
    while (cp_at(r, e) == '*' && letter_at(r, e + 1)) e = word_end(r, e + 1); /* f*ck */
    if (cp_at(r, e) == '/' && e - b == 1) {                                   /* w/o, c/o, A/C, s/he */
        uint32_t f = word_end(r, e + 1);
        if (f - e - 1 <= 3 && f > e + 1 && letter_at(r, b) && cp_at(r, f) != '/') {
            take(r, f);
            return true;
        }
        if (cs_seg_lower(cp_at(r, b)) == 'w') {
            take(r, e + 1);
            return true;
        }
    }
    return take_apostrophes(r, hyphen_end(r, b, e));
}

/* 'em, 'til, '90s, 's: an apostrophe that begins a word; else a quote. */
static bool take_leading_apostrophe(cs_seg_run *r) {
    if (!cs_seg_is_apostrophe(cp_at(r, r->at))) return false;
    uint32_t e = word_end(r, r->at + 1);
    cs_seg_key k;
    cs_str s = make_key(r, r->at, e, true, &k);
    if (s.n && digit_at(r, r->at + 1) && !r->open_quote) {
        uint32_t d = digits_end(r, r->at + 1);
        if (d - r->at == 3 && cp_at(r, d - 1) == '0') e = d == e ? decade_end(r, e) : e;
        if (d - r->at == 3 && (d == e || e == d + 2 || (e == d + 1 && cs_seg_lower(cp_at(r, d)) == 's'))) {
            take(r, e);
            return true;
        }
    }
    if (s.n && s.p[0] != '`' && (cs_seg_in_list(CS_SEG_SHORTENED, s) || cs_seg_fused_find(s))) {
        take_plain(r, e);
        return true;
    }
    bool closes = r->at > r->beg && !one_of(cp_at(r, r->at - 1), "([{\"-/");
    r->open_quote = !closes && cp_at(r, r->at) != 0x2019;
    take(r, r->at + 1);
    return true;
}

/* #1 is two words, #hashtag and @name one. */
static bool take_tag(cs_seg_run *r) {
    uint32_t cp = cp_at(r, r->at);
    if ((cp != '#' && cp != '@') || !letter_at(r, r->at + 1) || (r->at > r->beg && wordy_at(r, r->at - 1))) return false;
    take(r, word_end(r, r->at + 1));
    return true;
}

/* [T]he, [t]hey: a letter that an editor has changed, and its word. */
static bool take_edited(cs_seg_run *r) {
    uint32_t b = r->at;
    if (cp_at(r, b) != '[' || !letter_at(r, b + 1) || cp_at(r, b + 2) != ']' || !letter_at(r, b + 3)) return false;
    if (b > r->beg && wordy_at(r, b - 1)) return false;
    take(r, word_end(r, b + 3));
    return true;
}

static void divide(cs_seg_run *r) {
    while (r->at < r->end) {
        if (r->c->cls[r->at] == CS_SEG_FORMAT) { /* where a word would begin it belongs to none */
            if (r->at++ == r->beg) r->beg = r->at;
            continue;
        }
        bool fresh = r->at == r->beg || !wordy_at(r, r->at - 1);
        bool address = wordy_at(r, r->at) || (cp_at(r, r->at) == '.' && letter_at(r, r->at + 1));
        if (fresh && address && cs_seg_take_address(r)) continue;
        if (take_edited(r) || take_smiley(r) || take_repeated(r) || cs_seg_take_number(r) || take_word(r) ||
            take_leading_apostrophe(r) || take_tag(r))
            continue;
        take_symbol(r);
    }
}

void cs_seg_words(const cs_seg_chars *c, cs_seg_word_list *out, cs_arena *a) {
    bool open_quote = false;
    for (uint32_t i = 0; i < (uint32_t)c->n;) {
        if (c->cls[i] == CS_SEG_SPACE) {
            i++;
            continue;
        }
        uint32_t e = i;
        while (c->cls[e] != CS_SEG_SPACE) e++;
        uint32_t stop = e;
        while (stop > i && c->cls[stop - 1] == CS_SEG_FORMAT) stop--;
        cs_seg_run r = { c, i, stop, i, open_quote, out, a };
        divide(&r);
        open_quote = r.open_quote;
        i = e;
    }
}

bool cs_seg_is_abbreviation(cs_str lower) { return cs_seg_in_list(CS_SEG_ABBREVIATIONS, lower); }
