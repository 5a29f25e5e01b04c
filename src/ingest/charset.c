#define _POSIX_C_SOURCE 200809L /* strncasecmp */
#include "ingest/charset.h"
#include "base/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>
#include <uchardet/uchardet.h>

/* Labels on the web that mean another encoding than they say are mapped as browsers do: Latin 1 and ASCII are read as
 * Windows-1252, GB2312 as GB18030. A label is found by its first cell; the second is the name in the output. */
static const struct {
    const char *label;
    cs_charset c;
} LABELS[] = {
    { "utf-8", { "UTF-8", "UTF-8" } },
    { "utf8", { "UTF-8", "UTF-8" } },
    { "unicode-1-1-utf-8", { "UTF-8", "UTF-8" } },
    { "ascii", { "windows-1252", "CP1252" } },
    { "us-ascii", { "windows-1252", "CP1252" } },
    { "iso-8859-1", { "windows-1252", "CP1252" } },
    { "iso8859-1", { "windows-1252", "CP1252" } },
    { "iso_8859-1", { "windows-1252", "CP1252" } },
    { "latin1", { "windows-1252", "CP1252" } },
    { "l1", { "windows-1252", "CP1252" } },
    { "cp1252", { "windows-1252", "CP1252" } },
    { "windows-1252", { "windows-1252", "CP1252" } },
    { "x-cp1252", { "windows-1252", "CP1252" } },
    { "windows-1250", { "windows-1250", "CP1250" } },
    { "windows-1251", { "windows-1251", "CP1251" } },
    { "cp1251", { "windows-1251", "CP1251" } },
    { "windows-1253", { "windows-1253", "CP1253" } },
    { "windows-1254", { "windows-1254", "CP1254" } },
    { "iso-8859-9", { "windows-1254", "CP1254" } },
    { "windows-1255", { "windows-1255", "CP1255" } },
    { "windows-1256", { "windows-1256", "CP1256" } },
    { "windows-1257", { "windows-1257", "CP1257" } },
    { "windows-1258", { "windows-1258", "CP1258" } },
    { "iso-8859-2", { "ISO-8859-2", "ISO-8859-2" } },
    { "latin2", { "ISO-8859-2", "ISO-8859-2" } },
    { "iso-8859-3", { "ISO-8859-3", "ISO-8859-3" } },
    { "iso-8859-4", { "ISO-8859-4", "ISO-8859-4" } },
    { "iso-8859-5", { "ISO-8859-5", "ISO-8859-5" } },
    { "iso-8859-6", { "ISO-8859-6", "ISO-8859-6" } },
    { "iso-8859-7", { "ISO-8859-7", "ISO-8859-7" } },
    { "iso-8859-8", { "ISO-8859-8", "ISO-8859-8" } },
    { "iso-8859-10", { "ISO-8859-10", "ISO-8859-10" } },
    { "iso-8859-11", { "windows-874", "CP874" } },
    { "tis-620", { "windows-874", "CP874" } },
    { "windows-874", { "windows-874", "CP874" } },
    { "iso-8859-13", { "ISO-8859-13", "ISO-8859-13" } },
    { "iso-8859-14", { "ISO-8859-14", "ISO-8859-14" } },
    { "iso-8859-15", { "ISO-8859-15", "ISO-8859-15" } },
    { "latin-9", { "ISO-8859-15", "ISO-8859-15" } },
    { "iso-8859-16", { "ISO-8859-16", "ISO-8859-16" } },
    { "koi8-r", { "KOI8-R", "KOI8-R" } },
    { "koi8-u", { "KOI8-U", "KOI8-U" } },
    { "ibm866", { "IBM866", "IBM866" } },
    { "cp866", { "IBM866", "IBM866" } },
    { "ibm852", { "IBM852", "IBM852" } },
    { "ibm855", { "IBM855", "IBM855" } },
    { "macintosh", { "macintosh", "MACINTOSH" } },
    { "x-mac-roman", { "macintosh", "MACINTOSH" } },
    { "x-mac-cyrillic", { "x-mac-cyrillic", "MAC-CYRILLIC" } },
    { "mac-cyrillic", { "x-mac-cyrillic", "MAC-CYRILLIC" } },
    { "viscii", { "VISCII", "VISCII" } },
    { "gb2312", { "GB18030", "GB18030" } },
    { "gbk", { "GB18030", "GB18030" } },
    { "gb18030", { "GB18030", "GB18030" } },
    { "big5", { "Big5", "BIG5-HKSCS" } },
    { "big5-hkscs", { "Big5", "BIG5-HKSCS" } },
    { "euc-tw", { "EUC-TW", "EUC-TW" } },
    { "euc-jp", { "EUC-JP", "EUC-JP" } },
    { "shift_jis", { "Shift_JIS", "CP932" } },
    { "shift-jis", { "Shift_JIS", "CP932" } },
    { "x-sjis", { "Shift_JIS", "CP932" } },
    { "windows-31j", { "Shift_JIS", "CP932" } },
    { "iso-2022-jp", { "ISO-2022-JP", "ISO-2022-JP" } },
    { "euc-kr", { "EUC-KR", "CP949" } },
    { "uhc", { "EUC-KR", "CP949" } },
    { "ks_c_5601-1987", { "EUC-KR", "CP949" } },
    { "utf-16le", { "UTF-16LE", "UTF-16LE" } },
    { "utf-16be", { "UTF-16BE", "UTF-16BE" } },
    { "utf-32le", { "UTF-32LE", "UTF-32LE" } },
    { "utf-32be", { "UTF-32BE", "UTF-32BE" } },
};
const cs_charset cs_charset_utf8 = { "UTF-8", "UTF-8" };

const cs_charset *cs_charset_named(cs_str label) {
    label = cs_trim(label);
    for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
        if ((ptrdiff_t)strlen(LABELS[i].label) == label.n && !strncasecmp(LABELS[i].label, label.p, (size_t)label.n))
            return &LABELS[i].c;
    return NULL;
}

/* Text in UTF-16 without a mark: with Latin letters, nearly every second byte is zero and nearly none of the others. */
static const cs_charset *by_zeros(cs_str b) {
    ptrdiff_t n = (b.n < 4096 ? b.n : 4096) / 4 * 4, zero[4] = { 0 };
    if (n < 8) return NULL;
    for (ptrdiff_t i = 0; i < n; i++) zero[i % 4] += !b.p[i];
    ptrdiff_t q = n / 4, most = q - q / 5, few = q / 20;
    if (zero[0] <= few && zero[1] >= most && zero[2] >= most && zero[3] >= most) return cs_charset_named(CS_LIT("utf-32le"));
    if (zero[3] <= few && zero[0] >= most && zero[1] >= most && zero[2] >= most) return cs_charset_named(CS_LIT("utf-32be"));
    if (zero[0] + zero[2] <= 2 * few && zero[1] + zero[3] >= 2 * most) return cs_charset_named(CS_LIT("utf-16le"));
    if (zero[1] + zero[3] <= 2 * few && zero[0] + zero[2] >= 2 * most) return cs_charset_named(CS_LIT("utf-16be"));
    return NULL;
}

const cs_charset *cs_charset_unicode(cs_str b, ptrdiff_t *bom_bytes) {
    static const struct {
        cs_str mark;
        cs_str label;
    } BOM[] = {
        /* UTF-32LE before UTF-16LE, whose mark it begins with */
        { { "\xEF\xBB\xBF", 3 }, { "utf-8", 5 } },    { { "\xFF\xFE\0\0", 4 }, { "utf-32le", 8 } },
        { { "\0\0\xFE\xFF", 4 }, { "utf-32be", 8 } }, { { "\xFF\xFE", 2 }, { "utf-16le", 8 } },
        { { "\xFE\xFF", 2 }, { "utf-16be", 8 } },
    };
    for (size_t i = 0; i < sizeof BOM / sizeof *BOM; i++)
        if (cs_starts(b, BOM[i].mark)) {
            *bom_bytes = BOM[i].mark.n;
            return cs_charset_named(BOM[i].label);
        }
    *bom_bytes = 0;
    return by_zeros(b);
}

/* Are at least four fifths of the bytes above ASCII among those of marks? */
static bool mostly(cs_str b, const char *marks) {
    ptrdiff_t other = 0, found = 0;
    for (ptrdiff_t i = 0; i < b.n; i++) {
        if (!(b.p[i] & 0x80)) continue;
        if (strchr(marks, b.p[i]))
            found++;
        else
            other++;
    }
    return found > 0 && other * 4 <= found;
}

/* What an English text has beside ASCII: curly quotes, dashes, ellipsis, bullet, euro, no-break space, pound, section,
 * degree. In other encodings these bytes are letters, which come in words with many others. */
static const char MARKS_1252[] = "\x91\x92\x93\x94\x95\x96\x97\x85\x80\xA0\xA3\xA7\xB0";
static const char MARKS_MAC[] = "\xD0\xD1\xD2\xD3\xD4\xD5\xC9\xA5\xCA\xA4\xA1";

static ptrdiff_t count_bytes(cs_str b, unsigned char least, unsigned char most) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < b.n; i++) n += (unsigned char)b.p[i] >= least && (unsigned char)b.p[i] <= most;
    return n;
}

/* uchardet's guess made likelier. It names ISO 8859 for what has characters only in the Windows encoding next to it; and a
 * text with a few foreign names in it is too little for it, then it names encodings that nobody writes English in. */
static const cs_charset *likelier(const cs_charset *c, cs_str bytes) {
    static const struct {
        const char *iso;
        cs_str windows;
    } NEXT[] = { { "ISO-8859-2", { "windows-1250", 12 } }, { "ISO-8859-5", { "windows-1251", 12 } },
                 { "ISO-8859-6", { "windows-1256", 12 } }, { "ISO-8859-7", { "windows-1253", 12 } },
                 { "ISO-8859-8", { "windows-1255", 12 } }, { "ISO-8859-13", { "windows-1257", 12 } },
                 { "ISO-8859-15", { "windows-1252", 12 } } };
    if (count_bytes(bytes, 0x80, 0x9F))
        for (size_t i = 0; i < sizeof NEXT / sizeof *NEXT; i++)
            if (!strcmp(c->name, NEXT[i].iso)) return cs_charset_named(NEXT[i].windows);
    static const char *const ODD[] = { "IBM852",      "IBM855",       "IBM866",      "VISCII",      "windows-874",
                                       "ISO-8859-3",  "ISO-8859-4",   "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
                                       "ISO-8859-16", "windows-1255", "windows-1258" };
    if (count_bytes(bytes, 0x80, 0xFF) * 50 < bytes.n)
        for (size_t i = 0; i < sizeof ODD / sizeof *ODD; i++)
            if (!strcmp(c->name, ODD[i])) return cs_charset_named(CS_LIT("windows-1252"));
    return c;
}

const cs_charset *cs_charset_detect(cs_str bytes) {
    const cs_charset *western = cs_charset_named(CS_LIT("windows-1252"));
    if (mostly(bytes, MARKS_1252)) return western;
    if (mostly(bytes, MARKS_MAC)) return cs_charset_named(CS_LIT("macintosh"));
    uchardet_t u = uchardet_new();
    if (!u) return western;
    const cs_charset *found = NULL;
    /* 1 MB is more than it needs, and its cost grows with what it is given. */
    if (!uchardet_handle_data(u, bytes.p, (size_t)(bytes.n < 1 << 20 ? bytes.n : 1 << 20))) {
        uchardet_data_end(u);
        const char *name = uchardet_get_charset(u);
        found = cs_charset_named((cs_str){ name, (ptrdiff_t)strlen(name) });
    }
    uchardet_delete(u);
    return found && strcmp(found->name, "UTF-8") ? likelier(found, bytes) : western;
}

static casus_status refuse(cs_err *err, cs_str bytes, ptrdiff_t at, ptrdiff_t i, const char *name) {
    return cs_fail(err, CASUS_E_INPUT, at + i, "expected %s but found byte 0x%02x", name, (unsigned char)bytes.p[i]);
}

casus_status cs_charset_decode(cs_str bytes, ptrdiff_t at, const cs_charset *c, ptrdiff_t limit_bytes, cs_str *out,
                               cs_arena *perm, cs_err *err) {
    if (!strcmp(c->name, "UTF-8")) {
        ptrdiff_t bad = cs_utf8_invalid(bytes);
        if (bad >= 0) return refuse(err, bytes, at, bad, c->name);
        *out = bytes;
        return CASUS_OK;
    }
    iconv_t cd = iconv_open("UTF-8", c->iconv);
    if (cd == (iconv_t)-1) return cs_fail(err, CASUS_E_INPUT, -1, "this system's iconv cannot read %s", c->name);
    size_t cap = (size_t)limit_bytes < (size_t)bytes.n * 3 + 16 ? (size_t)limit_bytes : (size_t)bytes.n * 3 + 16;
    char *buf = malloc(cap), *in = (char *)bytes.p, *to = buf; /* not from perm: a jump out would lose cd */
    size_t left = (size_t)bytes.n, room = cap;
    size_t r = buf ? iconv(cd, &in, &left, &to, &room) : 0;
    int why = errno;
    iconv_close(cd);
    casus_status st = CASUS_OK;
    if (!buf)
        st = cs_fail(err, CASUS_E_LIMIT, -1, "no memory to decode %td bytes", bytes.n);
    else if (r == (size_t)-1 && why == E2BIG)
        st = cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %td bytes of text", limit_bytes);
    else if (r == (size_t)-1)
        st = refuse(err, bytes, at, in - bytes.p, c->name);
    if (st == CASUS_OK && (size_t)(perm->end - perm->beg) < (size_t)(to - buf))
        st = cs_fail(err, CASUS_E_LIMIT, -1, "the report's memory is full");
    if (st == CASUS_OK) *out = cs_dup(perm, (cs_str){ buf, to - buf });
    free(buf);
    return st;
}
