#!/usr/bin/env python3
"""Makes data/actors/dictionary.tsv and data/actors/agents.tsv from older actor dictionaries (facts: names, codes, dates).

usage: tools/make_actors.py DICTIONARIES [--check]

DICTIONARIES holds Phoenix.Countries.actors.txt, Phoenix.International.actors.txt, Phoenix.MilNonState.actors.txt,
CAMEO.EthnicGroups.actors.txt and PLOVER_agents.txt. Their names are in capitals with "_" for blanks; here their case is
restored, and what is ambiguous, misspelt or no name of an actor is left out. A name that a hand-written table of data/actors or
data/countries.tsv has is left out too, so hand-written rows always win. The output is sorted and the same on every run.
--check: writes nothing, says whether the tables are as they would be made.
"""
import argparse, csv, re, sys, unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HAND = ("groups", "states", "parties", "organisations", "communities", "leaders")
SECTORS = set("GOV MIL COP SPY JUD LEG PTY OPP REB IMG PRM CRM UAF CVL BUS LAB AGR EDU MED JRN REL REF SOC ELI NGO IGO".split())
SMALL = set("of the and for in on to de del la las los le les du des da do dos e y et al el und der von van bin ibn ul i".split())
# Words that are written in capitals although they could be read out.
LETTERS = set("UN USA US UK EU AU IRA UNICEF NATO ASEAN FAO ILO IMF WHO WTO OPEC AIDS HIV BBC CNN TV II III IV".split())
GROUP_WORDS = re.compile(r"\b(FRONT|ARMY|BRIGADES?|MOVEMENT|MILITIA|PARTY|LIBERATION|GUERRILLAS?|REVOLUTIONARY|RESISTANCE|COMMANDOS?|"
                         r"MUJAHIDEEN|MUJAHEDEEN|JIHAD|JAMAAT|LASHKAR|JAISH|HARAKAT|HIZB|HIZBUL|ANSAR|TIGERS?|BATTALIONS?|UNION|"
                         r"ORGANI[SZ]ATION|FRONTE?|FRENTE|EJERCITO|MOVIMIENTO|BRIGADA|PARTISANS?|FEDAYEEN|REBELS?|CELLS?|COUNCIL|"
                         r"LEAGUE|COMMITTEE|FORCES?|COMMAND|SQUADS?|FEDERATION|ALLIANCE|FACTION|GROUPS?|NUCLEI|COLLECTIVE)\b")
BODY_WORDS = re.compile(r"\b(ASSOCIATION|ORGANI[SZ]ATION|COUNCIL|COMMITTEE|COMMISSION|FEDERATION|FOUNDATION|INSTITUTE|UNION|SOCIETY|"
                        r"CENT(ER|RE)|AGENCY|BANK|FUND|CONFERENCE|ALLIANCE|NETWORK|COURT|ASSEMBLY|PROGRAM(ME)?|OFFICE|MISSION|"
                        r"SECRETARIAT|CONGRESS|LEAGUE|COMMUNITY|CONFEDERATION|INITIATIVE|COALITION|ACADEMY|UNIVERSITY|CHURCH|"
                        r"PARLIAMENT|FORUM|TRUST|CAMPAIGN|MOVEMENT|INTERNATIONAL|CORPS|RELIEF|WATCH|RIGHTS|AID|SERVICES?)\b")
TITLES = re.compile(r"^(PRESIDENT|PRIME|MINISTER|FOREIGN|DEFEN[SC]E|KING|QUEEN|PRINCE|GENERAL|COLONEL|MR|MRS|DR|SIR|LORD|GOV|GOVERNOR|SENATOR|"
                    r"ACTING|DEPUTY|VICE|SECRETARY|LEADER|CHANCELLOR|PREMIER|FORMER|AMBASSADOR|SHEIKH|AYATOLLAH|POPE|THE|PROF|REV|"
                    r"SOVIET|CHIEF|CHAIRMAN|SPEAKER|JUSTICE|INTERIOR|FINANCE|CAPTAIN|MAJOR|LT|ADMIRAL)$")
# Nouns that no name of a person has: the entry is a body, a place or a thing.
NO_PERSON = re.compile(r"\b(GOVERNMENT|MINISTRY|ARMY|POLICE|PARTY|FRONT|FORCES?|COURT|COUNCIL|PARLIAMENT|REPUBLIC|NATIONAL|STATE|OFFICE|NEWS|"
                       r"BANK|UNIVERSITY|MOVEMENT|ISLANDS?|CITY|PROVINCE|SENATE|HOUSE|ASSEMBLY|COMMISSION|AND|OF|FOR|IN|WITH)\b")
OLDEST, NEWEST = 1940, 2014  # of terms; the dictionaries end in about 2014
DAYS_IN_OFFICE = 5 * 365     # of the persons that are carried over; the many who held an office for less are seldom named


def key(name):
    """What casus compares names by (cs_actor_key)."""
    s = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    s = re.sub(r"['’.`ʿ]", "", s).replace("&", " and ")
    s = re.sub(r"^the ", "", re.sub(r"[^A-Za-z0-9]+", " ", s).strip(), flags=re.I)
    return s if re.fullmatch(r"[A-Z]{1,3}", s) else s.lower()


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", key(name).lower()).strip("-")[:56].strip("-")


def word_case(word, first):
    low = word.lower()
    if low in SMALL and not first:
        return low
    if word in LETTERS or (2 <= len(word) <= 5 and word.isalpha() and not re.search("[AEIOUY]", word)):
        return word
    if m := re.fullmatch(r"(AL|EL|AN|AS|ASH|AR|AD|AT|UR|UD|UL)-(.+)", word):
        return (m[1].capitalize() if first else m[1].lower()) + "-" + word_case(m[2], True)
    if m := re.fullmatch(r"(MC|O'|D')(\w.+)", word):
        return m[1].capitalize() + m[2].capitalize()
    return "-".join(p.capitalize() for p in word.split("-"))


def restore(name):
    return " ".join(word_case(w, i == 0) for i, w in enumerate(name.split()))


def entries(path):
    """(names, codes) of each entry; codes without brackets, in their order."""
    names, codes = [], []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        line = re.split(r"[#;]", line)[0].rstrip()
        if not line.strip():
            continue
        code = re.findall(r"\[([^\]]*)\]", line)
        name = re.sub(r"[\s_]+", " ", re.sub(r"\[.*", "", line)).strip()
        if name and not name.startswith("+"):
            if names:
                yield names, codes
            names, codes = [name], []
        elif name:
            names.append(name[1:].strip())
        codes += [c.strip() for c in code]
    if names:
        yield names, codes


def is_clean(name):
    """Letters, blanks, hyphens and apostrophes only: what has other signs was cut or joined wrongly."""
    return bool(re.fullmatch(r"[A-Z][A-Z' -]*[A-Z]", name)) and "  " not in name and len(name) <= 90


def day(text):
    """"YYMMDD" or "YYYYMMDD" as a date, None where it is none."""
    if len(text) == 6:
        text = ("19" if int(text[:2]) >= 30 else "20") + text
    try:
        d = date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
    return d if OLDEST <= d.year <= NEWEST else None


def term_of(code):
    """(country, "FROM/UNTIL SECTOR - COUNTRY-gov") of "AFGGOVBUS 030101-041231", None for what is no office."""
    m = re.fullmatch(r"([A-Z]{3})([A-Z]{3})[A-Z]*\s+(?:(\d{6,8})-(\d{6,8})|>(\d{6,8})|<(\d{6,8}))", code)
    if not m or m[2] not in ("GOV", "MIL", "JUD", "LEG", "SPY", "COP"):
        return None
    begin = day(m[3] or m[5] or "") if (m[3] or m[5]) else None
    end = day(m[4] or m[6] or "") if (m[4] or m[6]) else date(NEWEST, 12, 31)
    if (m[3] or m[5]) and not begin or not end or (begin and begin > end):
        return None
    if m[4] and end.day == 1:  # the day on which the next one took office
        end -= timedelta(days=1)
    if begin and begin > end:
        return None
    return m[1], f"{begin or ''}/{end} {m[2]} - {m[1].lower()}-gov"


def persons(path, states):
    for names, codes in entries(path):
        terms = [t for t in map(term_of, codes) if t]
        good = [n for n in names if is_clean(n) and 2 <= len(n.split()) <= 4 and not TITLES.match(n.split()[0]) and not NO_PERSON.search(n)
                and all(len(w) > 1 for w in n.split())]
        countries = [c for c, _ in terms if c in states]
        if not terms or not good or len(set(countries)) != 1 or len(countries) != len(terms):
            continue
        periods = [t.split()[0].split("/") for _, t in terms]
        if sum((date.fromisoformat(b) - date.fromisoformat(a)).days if a else DAYS_IN_OFFICE for a, b in periods) < DAYS_IN_OFFICE:
            continue
        yield (restore(good[0]), [restore(n) for n in good[1:]], "person", countries[0], "ELI",
               "|".join(dict.fromkeys(t for _, t in terms)), "phoenix-countries")


def bodies(path, states, words, prefix, source):
    """Names of bodies: those with a noun for one and at least two words."""
    for names, codes in entries(path):
        code = codes[0].split()[0] if codes and codes[0].split() else ""
        if not re.match(prefix, code) or any(" " in c for c in codes):
            continue
        good = [n for n in (re.sub(r" ?\([A-Z]+\)$", "", n) for n in names)
                if is_clean(n) and 2 <= len(n.split()) <= 10 and words.search(n) and not n.startswith("NON GOVERNMENTAL") and n.split()[-1].lower() not in SMALL]
        if not good:
            continue
        letters = re.findall(r"\(([A-Z]{4,6})\)", " ".join(names))
        country = next((code[i:i + 3] for i in (0, 3) if code[i:i + 3] in states), "-")
        sector = "REB" if "REB" in code else "IMG" if code.startswith("IMG") else code[:3]
        yield (restore(good[0]), [restore(n) for n in good[1:]] + letters, "group" if sector in ("REB", "IMG") else "organisation", country,
               sector, "-", source)


def peoples(path, demonyms, words):
    """Ethnic groups under a plural name that is no nationality and no word."""
    for names, codes in entries(path):
        for name in names[:1]:
            low = name.lower()
            if is_clean(name) and " " not in name and name.endswith("S") and len(name) >= 6 and low not in demonyms and low not in words:
                yield restore(name), [], "population", "-", "CVL", "-", "cameo-ethnic"


def agents(path):
    """(noun, sector) of PLOVER's agents, singular, with its sets of words written out."""
    sets = {"!PERSON!": ("MAN", "WOMAN", "PERSON"), "!MINIST!": ("MINISTER", "MINISTRY")}
    rename = {"PRE": None, "JNK": None, "NON": None, "UNK": None, "HRI": "NGO", "DEV": "NGO"}
    out = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        m = re.match(r"([^#\[{]+)(?:\{[^}]*\})?\s*\[~([A-Z]+)\]", line)
        if not m:
            continue
        code = m[2]
        sector = next((code[i:i + 3] for i in range(0, len(code), 3) if code[i:i + 3] in ("OPP", "REB", "UAF", "COP")), code[:3])
        sector = rename.get(sector, sector)
        if sector not in SECTORS:
            continue
        phrases = [re.sub(r"_+", " ", m[1])]
        for mark, members in sets.items():
            phrases = [p.replace(mark, w) for p in phrases for w in (members if mark in p else ("",))]
        for phrase in phrases:
            phrase = " ".join(phrase.lower().replace("-", " - ").split()).replace(" - ", "-")
            if re.fullmatch(r"[a-z][a-z' -]*[a-z]", phrase) and len(phrase.split()) <= 3 and not phrase.startswith("the "):
                out.setdefault(phrase, sector)
    return sorted(out.items())


def hand_tables():
    ids, names = set(), set()
    for table in HAND:
        path = ROOT / "data/actors" / f"{table}.tsv"
        rows = csv.DictReader((l for l in path.open(encoding="utf-8") if not l.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        for row in rows:
            ids.add(row["id"])
            names |= {key(n) for n in [row["name"], *row["aliases"].split("|")]}
    states, demonyms = set(), set()
    for line in (ROOT / "data/countries.tsv").open(encoding="utf-8"):
        if not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            states.add(f[1])
            demonyms |= {d.lower() for d in f[7].split(",")}
            names |= {key(n) for n in [f[3], f[6], *f[7].split(","), *f[8].split(",")]}
    return ids, names, states, demonyms


def dictionary(folder):
    ids, taken, states, demonyms = hand_tables()
    words = {l.split("\t")[0] for t in ("nouns.tsv", "triggers.tsv") for l in (ROOT / "data" / t).open(encoding="utf-8")}
    found = [*bodies(folder / "Phoenix.MilNonState.actors.txt", states, GROUP_WORDS, r"(IMG|[A-Z]{3}REB)", "phoenix-milnonstate"),
             *bodies(folder / "Phoenix.International.actors.txt", states, BODY_WORDS, r"(IGO|NGO)", "phoenix-international"),
             *peoples(folder / "CAMEO.EthnicGroups.actors.txt", demonyms, words),
             *persons(folder / "Phoenix.Countries.actors.txt", states)]
    often = Counter(key(n) for row in found for n in {row[0], *row[1]})
    rows = []
    for name, aliases, kind, country, sector, terms, source in found:
        names = [n for n in dict.fromkeys([name, *aliases]) if often[key(n)] == 1]
        if not names or any(key(n) in taken for n in (name, *aliases)):  # known already, under another name
            continue
        at = ("" if country == "-" else country.lower() + "-") + slug(names[0])
        if at in ids:
            continue
        ids.add(at)
        taken |= {key(n) for n in names}
        rows.append((at, names[0], "|".join(names[1:]) or "-", kind, country, sector, terms, "-", source))
    return sorted(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionaries", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    head = "# Made by tools/make_actors.py from older dictionaries of actors (PROVENANCE.md): do not edit.\n"
    tables = {
        "dictionary.tsv": head + "# Columns: docs/actors.md.\nid\tname\taliases\ttype\tcountry\tsector\tterms\tlinks\tsource\n"
        + "".join("\t".join(r) + "\n" for r in dictionary(args.dictionaries)),
        "agents.tsv": head + "# Nouns for those who act: noun (singular, up to three words)  sector\n"
        + "".join(f"{noun}\t{sector}\n" for noun, sector in agents(args.dictionaries / "PLOVER_agents.txt")),
    }
    stale = 0
    for name, text in tables.items():
        path = ROOT / "data/actors" / name
        if args.check:
            stale += not path.exists() or path.read_text(encoding="utf-8") != text
        else:
            path.write_text(text, encoding="utf-8")
        print(f"{name}: {text.count(chr(10))} lines")
    sys.exit(f"{stale} tables are not as they would be made" if stale else 0)


if __name__ == "__main__":
    main()
