/* The lists of lists.h. Sources: the affix list of the LDC's English treebank guidelines, which UD English follows, and
 * common knowledge of English; written here. */
#include "segment/lists.h"

static const char *const abbreviations[] = {
    "adj",  "adm",  "admin", "afb",  "al",   "ala",   "approx", "apr",   "apt",   "ariz",  "ark",    "arrv", "assn",  "assoc",
    "asst", "attn", "atty",  "aug",  "ave",  "bhd",   "bldg",   "blvd",  "bn",    "brig",  "bros",   "ca",   "calif", "capt",
    "cf",   "ch",   "chmn",  "cie",  "cmdr", "co",    "col",    "colo",  "comdr", "comdt", "conf",   "conn", "cont",  "corp",
    "cpl",  "cpt",  "ct",    "dec",  "del",  "dept",  "dist",   "div",   "dr",    "dra",   "ed",     "edn",  "eds",   "eg",
    "eng",  "esp",  "esq",   "est",  "et",   "etc",   "exec",   "ext",   "fax",   "feb",   "fig",    "figs", "fla",   "fri",
    "ft",   "ga",   "gen",   "gens", "gob",  "gov",   "govs",   "govt",  "hon",   "hr",    "hrs",    "hwy",  "ia",    "ie",
    "ill",  "inc",  "incl",  "ind",  "insp", "intl",  "jan",    "jct",   "jr",    "jul",   "jun",    "kan",  "kans",  "ky",
    "la",   "lb",   "lbs",   "lic",  "lt",   "ltd",   "maj",    "mar",   "mass",  "md",    "messrs", "mfg",  "mgr",   "mich",
    "min",  "minn", "mins",  "misc", "miss", "mktg",  "mlle",   "mme",   "mmes",  "mo",    "mob",    "mon",  "mons",  "mont",
    "mr",   "mrs",  "ms",    "msgr", "mt",   "mtn",   "mts",    "n",     "nat",   "natl",  "nb",     "neb",  "nebr",  "nev",
    "no",   "nos",  "nov",   "nr",   "oct",  "okla",  "ont",    "ore",   "oz",    "pa",    "para",   "pct",  "penn",  "pfc",
    "pl",   "plc",  "pp",    "pres", "prof", "profs", "prov",   "ps",    "pt",    "pte",   "pty",    "pvt",  "que",   "rd",
    "reg",  "rep",  "reps",  "rev",  "revd", "rt",    "sat",    "sec",   "sen",   "sens",  "sep",    "sept", "sergt", "sfc",
    "sgt",  "snr",  "soc",   "spec", "sq",   "sr",    "sra",    "srta",  "st",    "sta",   "stat",   "ste",  "sun",   "supp",
    "supt", "tel",  "tenn",  "terr", "tex",  "thu",   "thur",   "thurs", "treas", "tue",   "tues",   "twp",  "univ",  "usu",
    "v",    "va",   "vol",   "vols", "vs",   "vt",    "wash",   "wed",   "wis",   "wk",    "wyo",    "yd",   "yds",   "yr",
    "yrs"
};
static const char *const prefixes[] = { "agro",  "ante",    "anti",   "arch",   "be",    "bi",    "bio",   "centi", "circum",
                                        "co",    "counter", "cross",  "cyber",  "de",    "e",     "eco",   "ex",    "extra",
                                        "inter", "intra",   "macro",  "mega",   "micro", "mid",   "milli", "mini",  "multi",
                                        "neo",   "non",     "omni",   "over",   "pan",   "para",  "peri",  "post",  "pre",
                                        "pro",   "proto",   "pseudo", "psycho", "quasi", "re",    "semi",  "socio", "sub",
                                        "super", "supra",   "sur",    "tri",    "u",     "ultra", "un",    "uni",   "vice" };
static const char *const suffixes[] = { "esque", "ette", "fest",     "fold", "gate", "itis",
                                        "less",  "most", "o-torium", "rama", "ster", "wise" };
static const char *const units[] = {
    "am",   "b",   "billion", "bn",   "cc", "cl",  "cm",  "cms",  "cwt",   "deg",     "ft",     "g",    "gb",  "gbp",  "ghz",
    "gm",   "gms", "gr",      "ha",   "hh", "hp",  "hr",  "hrs",  "hz",    "inch",    "inches", "k",    "kb",  "kbps", "kcal",
    "kg",   "kgm", "kgs",     "khz",  "kj", "km",  "kmh", "kms",  "kn",    "kph",     "kt",     "kw",   "kwh", "lb",   "lbs",
    "m",    "ma",  "mb",      "mbps", "mg", "mhz", "mi",  "mile", "miles", "million", "min",    "mins", "ml",  "mm",   "mn",
    "mph",  "ms",  "mt",      "mv",   "mw", "mwh", "nm",  "oz",   "pc",    "pct",     "pm",     "ppm",  "pt",  "px",   "sec",
    "secs", "sq",  "sqft",    "t",    "tb", "tn",  "trn", "watt", "watts", "yd",      "yds",    "yr",   "yrs"
};
static const char *const smileys[] = {
    "(:",  "(;",  "-_-", "._.", "8)",  "8-)",  ":'(", ":'-(", ":(",  ":((", ":)",  ":))", ":)))", ":*",  ":-(", ":-)", ":-))",
    ":-*", ":-/", ":-D", ":-O", ":-P", ":-\\", ":-p", ":-|",  ":/",  ":3",  ":D",  ":O",  ":P",   ":S",  ":X",  ":[",  ":\\",
    ":]",  ":o",  ":p",  ":s",  ":x",  ":|",   ";)",  ";))",  ";-)", ";-P", ";D",  ";P",  ";p",   "</3", "<3",  "=(",  "=)",
    "=/",  "=D",  "=P",  "=]",  ">.<", ">:(",  ">:)", "@_@",  "D:",  "O_O", "T_T", "XD",  "\\o/", "^^",  "^_^", "o_o", "xD"
};
static const char *const file_ends[] = { "asp",  "aspx", "au",   "avi",  "biz",  "bmp",  "br",  "ca",  "cc",  "cfm",   "cgi",
                                         "ch",   "cn",   "co",   "com",  "css",  "csv",  "cu",  "cz",  "de",  "dk",    "doc",
                                         "docx", "edu",  "es",   "eu",   "exe",  "fi",   "fr",  "gif", "gov", "gr",    "gz",
                                         "hk",   "htm",  "html", "hu",   "il",   "info", "int", "ir",  "jp",  "jpeg",  "jpg",
                                         "js",   "jsp",  "kr",   "lb",   "ly",   "mil",  "mov", "mp3", "mp4", "mpg",   "mx",
                                         "net",  "nl",   "nz",   "org",  "pdf",  "php",  "pk",  "pl",  "png", "pps",   "ppt",
                                         "pptx", "pt",   "py",   "ro",   "rtf",  "ru",   "sa",  "se",  "sg",  "shtml", "sql",
                                         "sy",   "th",   "tif",  "tiff", "tr",   "tv",   "tw",  "txt", "ua",  "ug",    "uk",
                                         "vn",   "wav",  "wmv",  "xls",  "xlsx", "xml",  "ye",  "za",  "zip" };
static const char *const joined[] = { "ah-ha",  "e-mail", "e-mailed", "e-mailing", "e-mails", "ha-ha",   "he-he",
                                      "hm-m",   "hmm-mm", "m-hm",     "m-hmm",     "m-m",     "m-mm",    "mm-hm",
                                      "mm-hmm", "mm-mm",  "nuh-uh",   "o-kay",     "oh-ho",   "tsk-tsk", "uh-huh",
                                      "uh-oh",  "uh-uh",  "un-uh",    "whoo-hoo",  "yo-yo" };
static const char *const shortened[] = { "'bout", "'cause", "'cos",   "'coz", "'cuz", "'em",   "'im",
                                         "'kay",  "'n",     "'round", "'s",   "'til", "'till", "'tude" };
static const cs_seg_fused fused[] = {
    { "'tis", 2, 0 },  { "'twas", 2, 0 },    { "aint", 2, 0 },     { "arent", 3, 0 },    { "arnt", 2, 0 },
    { "c'mon", 3, 0 }, { "cannot", 3, 0 },   { "cant", 2, 0 },     { "couldnt", 5, 0 },  { "couldve", 5, 0 },
    { "didnt", 3, 0 }, { "doesnt", 4, 0 },   { "dont", 2, 0 },     { "dunno", 2, 1 },    { "gimme", 3, 0 },
    { "gonna", 3, 0 }, { "gotta", 3, 0 },    { "hadnt", 3, 0 },    { "hasnt", 3, 0 },    { "havent", 4, 0 },
    { "havnt", 3, 0 }, { "heres", 4, 0 },    { "hes", 2, 0 },      { "hows", 3, 0 },     { "i'ma", 1, 2 },
    { "im", 1, 0 },    { "isnt", 2, 0 },     { "itll", 2, 0 },     { "ive", 1, 0 },      { "lemme", 3, 0 },
    { "lets", 3, 0 },  { "lotta", 3, 0 },    { "mightve", 5, 0 },  { "mustnt", 4, 0 },   { "outta", 3, 0 },
    { "shes", 3, 0 },  { "shouldnt", 6, 0 }, { "shouldve", 6, 0 }, { "thankyou", 5, 0 }, { "thatll", 4, 0 },
    { "thats", 4, 0 }, { "theres", 5, 0 },   { "theyll", 4, 0 },   { "theyre", 4, 0 },   { "theyve", 4, 0 },
    { "wanna", 3, 0 }, { "wasnt", 3, 0 },    { "werent", 4, 0 },   { "wernt", 3, 0 },    { "weve", 2, 0 },
    { "whats", 4, 0 }, { "wheres", 5, 0 },   { "wont", 2, 0 },     { "wouldnt", 5, 0 },  { "wouldve", 5, 0 },
    { "youll", 3, 0 }, { "youre", 3, 0 },    { "youve", 3, 0 }
};

static const struct {
    const char *const *v;
    size_t n;
} lists[CS_SEG_LIST_COUNT] = {
#define LIST(e, v) [e] = { v, sizeof v / sizeof *v }
    LIST(CS_SEG_ABBREVIATIONS, abbreviations),
    LIST(CS_SEG_PREFIXES, prefixes),
    LIST(CS_SEG_SUFFIXES, suffixes),
    LIST(CS_SEG_UNITS, units),
    LIST(CS_SEG_SMILEYS, smileys),
    LIST(CS_SEG_FILE_ENDS, file_ends),
    LIST(CS_SEG_JOINED, joined),
    LIST(CS_SEG_SHORTENED, shortened),
#undef LIST
};

static cs_str from_c(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

bool cs_seg_in_list(cs_seg_list list, cs_str s) {
    size_t lo = 0, hi = lists[list].n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = cs_cmp(from_c(lists[list].v[mid]), s);
        if (order == 0) return true;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

const cs_seg_fused *cs_seg_fused_find(cs_str s) {
    size_t lo = 0, hi = sizeof fused / sizeof *fused;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = cs_cmp(from_c(fused[mid].whole), s);
        if (order == 0) return &fused[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool cs_seg_lists_sorted(void) {
    for (size_t k = 0; k < CS_SEG_LIST_COUNT; k++)
        for (size_t i = 1; i < lists[k].n; i++)
            if (cs_cmp(from_c(lists[k].v[i - 1]), from_c(lists[k].v[i])) >= 0) return false;
    for (size_t i = 1; i < sizeof fused / sizeof *fused; i++)
        if (cs_cmp(from_c(fused[i - 1].whole), from_c(fused[i].whole)) >= 0) return false;
    return true;
}
