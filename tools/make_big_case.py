#!/usr/bin/env python3
"""Makes a case with many statements, to measure how long questions to it take. All in it is made up.

usage: tools/make_big_case.py CASUS OUT.casus [--statements N] [--seed S]

CASUS makes the file with its tables and one coded report; rows of made reports are then written into it, as `casus add` would
write them but for readings and mentions: `casus check` finds fault with it, questions and searches do not. An incident is told
in one to eight accounts, a report has one to five of them, a statement is a sentence of the report. The same N and S give the
same rows.
"""
import argparse, hashlib, random, sqlite3, subprocess, tempfile, zlib
from datetime import date, timedelta
from pathlib import Path

COUNTRIES = ("NGA AFG IRQ SYR MLI BFA NER TCD CMR SOM KEN ETH SDN SSD COD CAF MOZ UGA LBY EGY YEM PAK IND MMR PHL THA COL MEX PER VEN "
             "HTI SLV GTM HND UKR RUS TUR LBN ISR PSE IRN LKA BGD NPL IDN BDI RWA ZWE AGO DZA TUN MAR SEN GIN CIV GHA TGO BEN PNG "
             "BOL").split()
SYLLABLES = "ba ko ri ne tu sha lem dor vi gan pe mu zan ka li ro mo da ji ga wa sa fu te ni ha".split()
# type, mode, the clause (who, whom, how many), effect
DEEDS = [("ASSAULT", "firearms", "{who} shot dead {n} {whom}", "killed"), ("ASSAULT", "explosives", "{who} killed {n} {whom} with a roadside bomb", "killed"),
         ("ASSAULT", "abduct", "{who} abducted {n} {whom}", "captured"), ("ASSAULT", "suicide-attack", "a suicide bomber of {who} killed {n} {whom}", "killed"),
         ("ASSAULT", "aerial", "{who} bombed the town and killed {n} {whom}", "killed"), ("ASSAULT", "heavy-weapons", "{who} shelled {whom} and wounded {n}", "wounded"),
         ("ASSAULT", "drone", "a drone of {who} killed {n} {whom}", "killed"), ("ASSAULT", "destroy", "{who} burned houses of {whom}", None),
         ("COERCE", "arrest", "{who} arrested {n} {whom}", "arrested"), ("PROTEST", "demo", "{n} {whom} marched against {who}", "crowd"),
         ("PROTEST", "riot", "{whom} clashed with {who}", None), ("MOBILIZE", "troops", "{who} sent troops against {whom}", None),
         ("THREATEN", "violence", "{who} threatened {whom}", None), ("RETREAT", "withdraw", "{who} withdrew from positions near {whom}", None)]
DEED_WEIGHTS = [20, 14, 10, 4, 5, 8, 3, 6, 9, 8, 4, 4, 4, 1]
VICTIMS = ["farmers", "villagers", "soldiers", "police officers", "traders", "teachers", "herders", "students", "fighters", "civilians"]
CERTAINTY, MODALITY = ["fact", "claimed", "accused", "possible", "denied"], ["actual", "attempted", "planned", "threatened", "hypothetical"]
FIRST, DAYS = date(1997, 1, 1), 28 * 365
KEPT_ROWS = 50000  # written at once


def zipf(rng, n):
    """A number below n, small ones more often."""
    return min(int(n ** rng.random()) - 1, n - 1)


class World:
    def __init__(self, rng):
        self.rng = rng
        names = set()
        while len(names) < 4200:
            names.add("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize())
        names = sorted(names)
        rng.shuffle(names)
        self.places = []
        for i, name in enumerate(names[:3000]):
            c = zipf(rng, len(COUNTRIES))
            spot = random.Random(c)
            self.places.append((name, i + 1, round(spot.uniform(-30, 50) + rng.uniform(-3, 3), 5), round(spot.uniform(-90, 110) + rng.uniform(-3, 3), 5),
                                COUNTRIES[c], f"{names[c]} Province {rng.randint(1, 9)}"))
        kinds = ["Front", "Brigade", "Army", "Movement", "Militia"]
        self.actors = [(f"made-{i}", f"{names[3000 + i]} {rng.choice(kinds)}", rng.choice(["REB", "MIL", "COP", "IMG", "UAF"]), rng.choice(COUNTRIES))
                       for i in range(800)]
        self.publishers = [f"{n} {rng.choice(['Times', 'Post', 'Radio', 'News', 'Herald'])}" for n in names[3800:4100]]


def columns(db, table):
    return [r[1] for r in db.execute(f"pragma table_info({table})")]


class Writer:
    """Rows by table, written in the order of the tables' first mention."""

    def __init__(self, db):
        self.db, self.rows, self.sql, self.next = db, {}, {}, {}

    def id(self, table):
        if table not in self.next:
            self.next[table] = self.db.execute(f"select coalesce(max(id), 0) from {table}").fetchone()[0]
        self.next[table] += 1
        return self.next[table]

    def add(self, table, **row):
        if table not in self.sql:
            self.sql[table] = (tuple(row), f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})")
            self.rows[table] = []
        rows = self.rows[table]
        rows.append(tuple(row.values()))
        if len(rows) >= KEPT_ROWS:
            self.flush(table)

    def flush(self, table):
        self.db.executemany(self.sql[table][1], self.rows[table])
        self.rows[table].clear()

    def end(self):
        for table in self.rows:
            self.flush(table)


def happenings(world, n_statements):
    """Incidents, each with the days on which it is told: [(incident, day told)] by day."""
    rng, told, incidents, n = world.rng, [], [], 0
    while n < n_statements:
        i = len(incidents)
        day = rng.randrange(DAYS)
        deed = rng.choices(DEEDS, DEED_WEIGHTS)[0]
        killed = max(1, int(rng.paretovariate(1.1)))
        incidents.append({"day": day, "span": rng.choice([0, 0, 0, 0, 6, 30]), "deed": deed, "place": zipf(rng, 3000), "who": zipf(rng, 800),
                          "whom": rng.choice(VICTIMS), "n": killed, "certainty": rng.choices(CERTAINTY, [70, 12, 10, 6, 2])[0],
                          "modality": rng.choices(MODALITY, [88, 5, 3, 2, 2])[0]})
        for _ in range(min(8, max(1, int(rng.paretovariate(1.3))))):
            told.append((day + int(rng.expovariate(0.3)), i))
            n += 1
    told.sort()
    return incidents, told


def made_reports(world, told):
    """Lists of (day, incident) that one report tells."""
    rng, at = world.rng, 0
    while at < len(told):
        n = rng.randint(1, 5)
        yield told[at:at + n]
        at += n


def write(db, world, n_statements):
    rng, w = world.rng, Writer(db)
    incidents, told = happenings(world, n_statements)
    run = w.id("runs")
    row = db.execute("select * from runs").fetchone()
    w.add("runs", **(dict(zip(columns(db, "runs"), row)) | {"id": run, "casus": "made"}))
    sources = {}
    for name in world.publishers:
        sources[name] = w.id("sources")
        w.add("sources", id=sources[name], name=name, reliability=rng.choice(["A", "B", "C", "D", None, None]))
    accounts, packed = {}, zlib.compress(b'{"schema":"casus.report/1"}')
    for group in made_reports(world, told):
        write_report(w, world, run, sources, incidents, group, packed, accounts)
    first = w.id("incidents") - 1
    for i, x in enumerate(incidents):
        write_incident(w, world, first + 1 + i, x, accounts.get(i, []))
    w.end()


def sentence(world, x):
    """(text, where the words of trigger, who, whom, count begin and end)"""
    who, whom, n = world.actors[x["who"]][1], x["whom"], max(1, x["n"] + world.rng.choice([0, 0, 0, -1, 1, 2]))
    clause = x["deed"][2].format(who=who, whom=whom, n=n)
    day = FIRST + timedelta(x["day"])
    text = f"{clause[0].upper()}{clause[1:]} near {world.places[x['place']][0]} on {day.day} {day:%B %Y}"
    return text, n, text.find(who if who in text else who.capitalize()), text.find(whom)


def write_report(w, world, run, sources, incidents, group, packed, accounts):
    rng = world.rng
    name, published = rng.choice(world.publishers), str(FIRST + timedelta(group[-1][0]))
    text, coding, report = w.id("texts"), w.id("codings"), w.id("reports")
    parts, at, said = [f"{name} reports. "], len(name) + 10, "police said"
    w.add("entities", id=w.id("entities"), coding=coding, number=1, type="force", name="police", actor=None, sector="COP", country=None)
    speaker, attribution, number = w.next["entities"], w.id("attributions"), 1
    numbers = {}  # of the incidents within the report
    done = []
    for k, (_, i) in enumerate(group):
        x = incidents[i]
        words, n, who, whom = sentence(world, x)
        actor, place = world.actors[x["who"]], world.places[x["place"]]
        tail = f", {said}. " if rng.random() < 0.4 else ". "
        ids = []
        for kind, label, register, sector, country in (("group", actor[1], actor[0], actor[2], actor[3]), ("population", x["whom"], None, "CVL", None)):
            number += 1
            ids.append(w.id("entities"))
            w.add("entities", id=ids[-1], coding=coding, number=number, type=kind, name=label, actor=register, sector=sector, country=country)
        where, when = w.id("places"), w.id("times")
        w.add("places", id=where, coding=coding, number=k + 1, entity=None, name=place[0], geonames=place[1], lat=place[2], lon=place[3],
              country=place[4], admin1=place[5], admin2=None, precision="town", score=0.9)
        first, last = FIRST + timedelta(x["day"]), FIRST + timedelta(x["day"] + x["span"])
        w.add("times", id=when, coding=coding, number=k + 1, begin_at=None, end_at=None, type="DATE", timex=str(first),
              edtf=str(first) if first == last else f"{first}/{last}", first_day=str(first), last_day=str(last))
        done.append((i, x, at, words, n, who, whom, ids, where, when, tail))
        parts.append(words + tail)
        at += len(words) + len(tail)
    body = "".join(parts)
    w.add("texts", id=text, sha256=hashlib.sha256(f"{text} {body}".encode()).hexdigest(), copy_group=None, text=body)
    w.add("reports", id=report, text=text, source=sources[name], published=published, title=body[len(name) + 10:70], url=None, path=f"made/{report}",
          sha256=None, size_bytes=len(body), media_type="text/plain", charset="UTF-8", added_at="2026-01-01T00:00:00Z")
    w.add("codings", id=coding, run=run, text=text, published=published, title=None, reading=packed)
    w.add("report_codings", report=report, run=run, coding=coding)
    quoted = body.find(said)
    w.add("attributions", id=attribution, coding=coding, number=1, kind="paraphrase", source_begin=quoted if quoted >= 0 else None,
          source_end=quoted + 6 if quoted >= 0 else None, cue_begin=None, cue_end=None, source=speaker, parent=None)
    for k, row in enumerate(done):
        write_statement(w, coding, k + 1, attribution, numbers, accounts, row)


def write_statement(w, coding, number, attribution, numbers, accounts, row):
    i, x, at, words, n, who, whom, ids, where, when, tail = row
    new = i not in numbers
    inner = numbers.setdefault(i, len(numbers) + 1)
    statement = w.id("statements")
    w.add("statements", id=statement, coding=coding, number=number, kind="event", type=x["deed"][0], mode=x["deed"][1], certainty=x["certainty"],
          modality=x["modality"], time_frame="current", trigger_begin=at, trigger_end=at + 5, evidence_begin=at, evidence_end=at + len(words),
          time=when, incident=inner, confidence=round(0.5 + (statement * 7919 % 1000) / 2000, 3))
    w.add("statement_places", statement=statement, number=1, place=where)
    if "said" in tail:
        w.add("statement_speakers", statement=statement, number=1, attribution=attribution)
    for k, (role, begin, entity, label) in enumerate((("agent", who, ids[0], 5), ("recipient", whom, ids[1], len(x["whom"])))):
        begin = max(begin, 0)
        w.add("roles", statement=statement, number=k + 1, role=role, entity=entity, begin_at=at + begin, end_at=at + begin + label, certainty=None)
    if x["deed"][3]:
        spot = words.find(str(n))
        w.add("tolls", statement=statement, number=1, effect=x["deed"][3], low=n, best=n, high=n, entity=ids[1], begin_at=at + max(spot, 0),
              end_at=at + max(spot, 0) + len(str(n)), certainty=None, status=None, women=None, children=None)
    if new:
        account = w.id("accounts")
        w.add("accounts", id=account, coding=coding, number=inner, name=hashlib.sha256(f"{coding} {inner}".encode()).hexdigest() + f" {inner}",
              sketch=b"")
        accounts.setdefault(i, []).append([account, 0])
    account = accounts[i][-1]
    account[1] += 1
    w.add("account_statements", statement=statement, account=account[0])


def write_incident(w, world, incident, x, accounts):
    rng, place, actor = world.rng, world.places[x["place"]], world.actors[x["who"]]
    first, last = FIRST + timedelta(x["day"]), FIRST + timedelta(x["day"] + x["span"])
    effect, n = x["deed"][3], x["n"]
    killed, wounded = (n if effect == "killed" else None), (n if effect == "wounded" else None)
    reviewed = "accepted" if rng.random() < 0.002 else "none"
    w.add("incidents", id=incident, live=1, into_incident=None, version=1, made_at="2026-01-01T00:00:00Z", changed_at="2026-01-01T00:00:00Z",
          type=x["deed"][0], mode=x["deed"][1], certainty=x["certainty"], modality=x["modality"], time_frame="current",
          edtf=str(first) if first == last else f"{first}/{last}", first_day=str(first), last_day=str(last),
          day_precision={0: "day", 6: "week", 30: "month"}[x["span"]], place=place[0], geonames=place[1], lat=place[2], lon=place[3],
          country=place[4], admin1=place[5], admin2=None, place_precision="town", killed_low=killed, killed_best=killed, killed_high=killed,
          wounded_low=wounded, wounded_best=wounded, wounded_high=wounded, agent=actor[1], recipient=x["whom"], target=None, weapon=None,
          reports=len(accounts), sources=len(accounts), statements=sum(n for _, n in accounts), confidence=round(rng.random(), 3),
          credibility=rng.randint(1, 6), credibility_why="made", review=reviewed)
    for account, _ in accounts:
        w.add("incident_accounts", account=account, incident=incident)
    for k, (role, name, register, kind, sector) in enumerate((("agent", actor[1], actor[0], "group", actor[2]),
                                                              ("recipient", x["whom"], None, "population", "CVL"))):
        w.add("incident_parties", incident=incident, number=k + 1, role=role, name=name, actor=register, type=kind, sector=sector, country=None,
              certainty=x["certainty"], says=None, reports=len(accounts))
    if effect:
        w.add("incident_tolls", incident=incident, effect=effect, status="all", low=n, best=n, high=n, rule="made")


def fill_words(db, index, columns, rows):
    """The index of words anew, as `casus add` keeps it."""
    db.execute(f"insert into {index} ({index}) values ('delete-all')")
    db.execute(f"insert into {index} (rowid, {columns}) {rows}")


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("casus")
    p.add_argument("out")
    p.add_argument("--statements", type=int, default=1_000_000)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    if Path(a.out).exists():
        raise SystemExit(f"{a.out} is there already")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "first.txt"
        report.write_text("Gunmen killed three farmers near the town of Bama in Nigeria on Friday, police said.\n")
        subprocess.run([a.casus, "add", "--db", a.out, report], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(a.out, isolation_level=None)
    db.executescript("pragma journal_mode = off; pragma synchronous = off; pragma foreign_keys = off; pragma cache_size = -500000;")
    indices = db.execute("select name, sql from sqlite_schema where type = 'index' and sql is not null").fetchall()
    for name, _ in indices:  # quicker to make when all is there
        db.execute(f"drop index {name}")
    db.execute("begin")
    write(db, World(random.Random(a.seed)), a.statements)
    db.execute("commit")
    for _, sql in indices:
        db.execute(sql)
    fill_words(db, "report_words", "title, text", "select r.id, r.title, t.text from reports r join texts t on t.id = r.text")
    fill_words(db, "statement_words", "evidence, names",
               "select s.id, substr(t.text, s.evidence_begin + 1, s.evidence_end - s.evidence_begin), (select "
               "group_concat(trim(coalesce(e.name, '') || ' ' || coalesce(e.actor, '')), '; ') from (select distinct entity from roles o "
               "where o.statement = s.id) x join entities e on e.id = x.entity) from statements s join codings k on k.id = s.coding "
               "join texts t on t.id = k.text")
    db.execute("pragma journal_mode = wal")
    print(*(f"{db.execute(f'select count(*) from {t}').fetchone()[0]} {t}" for t in ("reports", "statements", "incidents")), sep=", ")


if __name__ == "__main__":
    main()
