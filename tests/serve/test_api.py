"""The API of `casus serve`: each route against its description and against the command line. usage: test_api.py CASUS"""
import csv, io, json, re, shutil, subprocess, threading, time, urllib.parse, zipfile
from description import Description, routes_of_the_table
from desk import CASUS, DeskTest, ROOT, unittest

API = "/api/v1"


def cli(*args, given=""):
    return subprocess.run([CASUS, *map(str, args)], check=True, input=given.encode(), stdout=subprocess.PIPE, timeout=900).stdout.decode()


def lines(*args):
    return [json.loads(line) for line in cli(*args).splitlines()]


def query(**names):
    return "?" + urllib.parse.urlencode({k.rstrip("_"): v for k, v in names.items()})


class ApiTest(DeskTest):
    def setUp(self):
        super().setUp()
        self.api = Description(self.desk.get(API + "/openapi.json")[2])

    def call(self, method, path, body=None, **headers):
        """The answer, once it is known to be as described."""
        address = path if path.startswith(API) else API + path
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        status, got, answer = self.desk.ask(method, address, None if body is None else json.dumps(body), headers)
        self.api.check(method, address, status, got, answer)
        return status, got, answer

    def get(self, path, **headers):
        status, _, body = self.call("GET", path, **headers)
        self.assertEqual(status, 200, body)
        return body

    def decide(self, action, status=201, headers=None, **what):
        got, _, body = self.call("POST", "/reviews", {"action": action, "why": "a test", "who": "ana", **what}, **(headers or {}))
        self.assertEqual(got, status, body)
        return body

    def walk(self, path, **names):
        """All items, page by page."""
        items = []
        while True:
            page = self.get(path + query(**names))
            items += page["items"]
            if page["next"] is None:
                return items
            names["cursor"] = page["next"]


class Reading(ApiTest):
    """Nothing is changed."""

    def test_the_table_is_described(self):
        table = routes_of_the_table((ROOT / "src/serve/routes.c").read_text())
        self.assertGreater(len(table), 20)
        self.assertEqual(table, self.api.routes())

    def test_the_description_itself(self):
        self.assertTrue(self.api.doc["openapi"].startswith("3.1"))
        n = 0
        for schema, example in self.api.examples():
            self.api.validate(schema, example)
            n += 1
        self.assertGreater(n, 3)

    def test_each_route_answers(self):
        ids = {"incidents": 1, "reports": 1, "statements": 1, "jobs": None, "exports": "jsonl", "sources": 1,
               "actors": urllib.parse.quote("~Western Bloc"), "places": urllib.parse.quote("Argelia")}
        needs = {API + "/statements": "?report=1", API + "/search": "?q=bomb*", API + "/counts": "?by=country"}
        for method, pattern in sorted(self.api.routes()):
            thing = ids.get(pattern.split("/")[3] if pattern.count("/") > 2 else "", 1)
            if method != "GET" or pattern.endswith("/events") or thing is None:
                continue
            self.get(pattern.replace("{id}", str(thing)) + needs.get(pattern, ""))

    def test_incidents_as_the_command_line_has_them(self):
        for names in ({}, {"country": "COL"}, {"type": "ASSAULT", "certainty": "fact"}, {"actor": "gunmen"}, {"min_killed": 2},
                      {"from": "2024-01-01", "to": "2024-12-31"}, {"box": "-80,0,-70,10"}, {"source": "The Pacific Courier"},
                      {"reviewed": "none"}, {"min_confidence": 0.5}, {"min_sources": 1}, {"modality": "actual", "mode": "firearms"}):
            options = [x for k, v in names.items() for x in ("--" + k.replace("_", "-"), v)]
            expected = lines("incidents", "--db", self.db, "--format", "json", *options)
            self.assertEqual(self.walk("/incidents", limit=200, **names), expected, names)
            self.assertEqual(self.get("/incidents/outline" + query(**names))["id"], [x["id"] for x in expected], names)
        self.assertGreater(len(expected), 0)

    def test_a_whole_incident_and_report(self):
        for kind in ("incident", "report"):
            expected = json.loads(cli("show", "--db", self.db, kind, 2, "--format", "json"))
            got = self.get(f"/{kind}s/2")
            if kind == "report":
                text = got.pop("text")
                for s in expected["statements"]:
                    self.assertEqual(text[s["evidence_span"][0]:s["evidence_span"][1]], s["evidence"])
                self.assertEqual(self.get("/statements?report=2")["items"], expected["statements"])
                self.assertEqual(self.get(f"/statements/{expected['statements'][3]['id']}"), expected["statements"][3])
            else:
                self.assertEqual(self.get("/statements?incident=2")["items"], expected["told"])
            self.assertEqual(got, expected)

    def test_incidents_with_what_is_told_of_each_act(self):
        plain, deeds = self.walk("/incidents", limit=200), self.walk("/incidents", limit=200, with_="deeds")
        self.assertEqual([{k: v for k, v in x.items() if k != "deeds"} for x in deeds], plain)
        self.assertEqual([x["deeds"] for x in deeds], [self.get(f"/incidents/{x['id']}")["deeds"] for x in plain])
        self.assertTrue(any(len(d["statements"]) > 1 for x in deeds for d in x["deeds"]))
        self.problem(self.call("GET", "/incidents?with=links"), 400, "deeds")

    def test_reasons_are_parted(self):
        links = [link for x in self.walk("/incidents", limit=200) for link in self.get(f"/incidents/{x['id']}")["links"]]
        for x in links:
            told = x["reasons"].split("; ")
            first = len(x["for"])
            self.assertEqual(told[:first], x["for"])
            self.assertEqual([s.removeprefix("but ") for s in told[first:]], x["against"])
            self.assertTrue(not x["against"] or told[first].startswith("but "), told)

    def test_orders_and_pages(self):
        every = {x["id"]: x for x in self.walk("/incidents", limit=200)}
        killed = lambda x: next((t["best"] for t in x["toll"] if (t["effect"], t["status"]) == ("killed", "all")), None)
        day = lambda x: x["when"] and x["when"]["begin"]
        keys = {"id": lambda x: x["id"],
                "day": lambda x: (day(x) is None, day(x) or "", x["id"]),
                "sources": lambda x: (-x["sources"], x["id"]),
                "killed": lambda x: (killed(x) is None, -(killed(x) or 0), x["id"])}
        for order, key in keys.items():
            expected = [x["id"] for x in sorted(every.values(), key=key)]
            for limit in (1, 7, 200):
                self.assertEqual([x["id"] for x in self.walk("/incidents", order=order, limit=limit)], expected, (order, limit))
        latest = [x["id"] for x in sorted((x for x in every.values() if day(x)), key=lambda x: (day(x), x["id"]), reverse=True)]
        got = [x["id"] for x in self.walk("/incidents", order="latest", limit=4)]
        self.assertEqual(got[:len(latest)], latest)
        self.assertEqual(sorted(got), sorted(every))
        self.assertEqual(got[len(latest):], sorted(got[len(latest):], reverse=True))

    def test_ids(self):
        self.assertEqual([x["id"] for x in self.get("/incidents?ids=5,999999,1,3")["items"]], [5, 1, 3])
        for bad in ("0", "1,x", "1,,2", ",".join(["1"] * 201), "1&limit=3"):
            status, _, body = self.call("GET", "/incidents?ids=" + bad)
            self.assertEqual(status, 400, bad)

    def test_the_outline_says_what_incidents_say(self):
        o = self.get("/incidents/outline?order=day")
        items = self.walk("/incidents", order="day", limit=200)
        columns = ("id", "first", "last", "precision", "lat", "lon", "radius_km", "country", "type", "killed", "sources", "review", "confidence")
        self.assertEqual({len(o[c]) for c in columns}, {o["n"]})
        self.assertEqual((o["n"], o["more"]), (len(items), False))
        import datetime
        for i, x in enumerate(items):
            begin = x["when"] and x["when"]["begin"]
            self.assertEqual(o["first"][i], (datetime.date.fromisoformat(begin) - datetime.date(1970, 1, 1)).days if begin else None)
            self.assertEqual(None if o["precision"][i] is None else o["precisions"][o["precision"][i]], x["when"] and x["when"]["precision"])
            where = x["where"] or {"country": None, "lat": None, "precision": None}
            self.assertEqual(None if o["country"][i] is None else o["countries"][o["country"][i]], where["country"])
            self.assertEqual(o["lat"][i] is None, where["lat"] is None)
            self.assertEqual(o["radius_km"][i], None if where["lat"] is None else {"site": 1, "town": 5, "district": 25, "province": 100}.get(where["precision"], 500))
            self.assertEqual(o["types"][o["type"][i]], x["type"])
            self.assertEqual(o["reviews"][o["review"][i]], x["review"])

    def test_some_columns_of_the_outline(self):
        whole = self.get("/incidents/outline?type=ASSAULT")
        self.assertEqual(self.get("/incidents/outline?type=ASSAULT&columns=type,id"), {k: whole[k] for k in ("n", "more", "id", "types", "type")})
        self.assertEqual(self.get("/incidents/outline?type=ASSAULT&columns="), whole)
        for bad in ("ids", "id,", ",id", "id,,type"):
            status, _, body = self.call("GET", "/incidents/outline?columns=" + bad)
            self.assertEqual((status, body["field"]), (400, "columns"), bad)

    def test_search_counts_exports(self):
        self.assertEqual(self.get("/search?q=bomb*&limit=200")["items"], lines("search", "--db", self.db, "--format", "json", "--limit", 200, "bomb*"))
        self.assertEqual({h["found"] for h in self.get("/search?q=bomb*&in=reports")["items"]}, {"report"})
        self.assertTrue(self.get("/search?q=the&in=statements&limit=1")["more"])
        for by, what in (("country,month", "killed"), ("type", "incidents"), ("actor", "wounded"), ("grid", "killed")):
            options = [x for b in by.split(",") for x in ("--by", b)]
            table = list(csv.reader(io.StringIO(cli("count", "--db", self.db, *options, "--what", what, "--format", "csv"))))
            got = self.get("/counts" + query(by=by, what=what))
            self.assertEqual(got["columns"], table[0])
            self.assertEqual([["" if c is None else str(c) for c in row] for row in got["rows"]],
                             [["" if c == "" else str(json.loads(c)) if got["columns"][i] in ("lat", "lon") and c != "unknown" else c
                               for i, c in enumerate(row)] for row in table[1:]])
        book = self.get("/codebook")
        self.assertIn({"id": "AFG", "name": "Afghanistan"}, book["countries"])
        self.assertIn("firearms", next(t["modes"] for t in book["types"] if t["id"] == "ASSAULT"))
        for e in book["exports"]:
            status, headers, body = self.desk.get(f"{API}/exports/{e['id']}?country=COL")
            self.assertEqual((status, headers["Content-Type"]), (200, e["media_type"]), e)
            self.assertRegex(headers["Content-Disposition"], rf'^attachment; filename="casus-{e["id"]}\.[a-z]+"$')
            out = self.dir / f"export-{e['id']}"
            cli("export", "--db", self.db, "--format", e["id"], "--country", "COL", "-o", out)
            body = body if isinstance(body, bytes) else json.dumps(body)
            if e["folder"]:
                z = zipfile.ZipFile(io.BytesIO(body))
                self.assertEqual({n: z.read(n) for n in z.namelist()}, {f.name: f.read_bytes() for f in out.iterdir()}, e)
            elif isinstance(body, bytes):
                self.assertEqual(body, out.read_bytes(), e)
            else:
                self.assertEqual(json.loads(body), json.loads(out.read_text()), e)
        status, _, body = self.desk.get(API + "/exports/bundle")
        self.assertIn("case.casus", zipfile.ZipFile(io.BytesIO(body)).namelist())

    def test_exports_leave_others_room(self):
        got = []

        def export():
            for _ in range(10):
                got.append(self.call("GET", "/exports/bundle?mask_private=1"))

        threads = [threading.Thread(target=export) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual({status for status, _, _ in got}, {200, 503})
        self.assertTrue(all(h["Retry-After"] for status, h, _ in got if status == 503))
        self.assertEqual(self.call("GET", "/exports/bundle?mask_private=1")[0], 200)

    def test_actors_and_places(self):
        incidents = self.walk("/incidents", limit=200)
        roles = {"agents": "as_agent", "recipients": "as_recipient", "targets": None, "beneficiaries": None, "other_parties": None}
        expected = {}
        for x in incidents:
            seen = set()
            for role, column in roles.items():
                for p in x[role]:
                    key = p["actor"] or "~" + p["name"]
                    e = expected.setdefault(key, {"incidents": set(), "as_agent": set(), "as_recipient": set()})
                    for c in ("incidents", column):
                        if c:
                            e[c].add(x["id"])
        got = self.walk("/actors", limit=7)
        self.assertEqual({a["id"] or "~" + a["name"]: (a["incidents"], a["as_agent"], a["as_recipient"]) for a in got},
                         {k: tuple(len(e[c]) for c in ("incidents", "as_agent", "as_recipient")) for k, e in expected.items()})
        self.assertEqual(len(got), len(expected))
        self.assertEqual([-a["incidents"] for a in got], sorted(-a["incidents"] for a in got))
        for a in got:
            key = a["id"] or "~" + a["name"]
            one = self.get("/actors/" + urllib.parse.quote(key, safe=""))
            self.assertTrue(expected[key]["incidents"] <= {x["id"] for x in one["incidents"]}, key)
            self.assertTrue(all(s["kind"] == "relation" for s in one["relations"]))
        relations = [s for r in (1, 2, 3) for s in self.get(f"/statements?report={r}")["items"] if s["kind"] == "relation"]
        party = next(p for s in relations for p in s["roles"] if p["type"] and p["name"] and not p["actor"])
        self.assertGreater(len(self.get("/actors/" + urllib.parse.quote("~" + party["name"], safe=""))["relations"]), 0)
        western = {a["name"] for a in got if "western" in a["name"].lower()}
        self.assertIn("Western Bloc", western)
        self.assertEqual({a["name"] for a in self.get("/actors?q=WESTERN")["items"]}, western)
        places = self.get("/places?limit=200")["items"]
        self.assertEqual(sum(p["incidents"] for p in places), sum(bool(x["where"] and x["where"]["name"]) for x in incidents))
        for p in places[:5]:
            self.assertEqual(len(self.get(f"/places/{p['geonames'] or urllib.parse.quote(p['name'])}")["incidents"]), p["incidents"])

    def test_etags(self):
        for path in ("", "/incidents", "/incidents/1", "/reports/1", "/actors", "/openapi.json", "/codebook"):
            _, headers, _ = self.call("GET", path or API)
            status, again, body = self.call("GET", path or API, If_None_Match=headers["ETag"])
            self.assertEqual((status, body, again["ETag"]), (304, b"", headers["ETag"]), path)
            self.assertEqual(self.call("GET", path or API, If_None_Match='"other"')[0], 200)

    def test_errors_name_what_is_wrong(self):
        for path, status, field in (("/incidents?nothing=1", 400, "nothing"), ("/incidents?type=X", 400, "type"), ("/incidents?from=2024-13-01", 400, "from"),
                                    ("/incidents?from=2024-03-02&to=2024-03-01", 400, "from"), ("/incidents?limit=0", 400, "limit"),
                                    ("/incidents?limit=201", 400, "limit"), ("/incidents?order=age", 400, "order"), ("/incidents?cursor=x", 400, "cursor"),
                                    ("/incidents?box=1,2,3", 400, "box"), ("/incidents?min_confidence=1.1", 400, "min_confidence"), ("/incidents?type=", 400, "type"),
                                    ("/incidents/0", 404, None), ("/incidents/99999", 404, None), ("/incidents/x", 404, None), ("/incidents/1?x=1", 400, "x"),
                                    ("/reports/99999", 404, None), ("/reports/99999/reading", 404, None), ("/reports?reviewed=some", 400, "reviewed"),
                                    ("/reports/1/reading?tokens=2", 400, "tokens"), ("/statements", 400, "incident"), ("/statements?incident=1&report=1", 400, "incident"),
                                    ("/actors/nobody", 404, None), ("/places/nowhere", 404, None), ("/places/0", 404, None), ("/search", 400, "q"), ("/search?q=(", 400, "q"),
                                    ("/search?q=a&in=nowhere", 400, "in"), ("/counts", 400, "by"), ("/counts?by=type,type", 400, "by"), ("/counts?by=x", 400, "by"),
                                    ("/counts?by=type&what=x", 400, "what"), ("/exports/x", 404, None), ("/reviews?limit=x", 400, "limit")):
            got, _, body = self.call("GET", path)
            self.assertEqual((got, body.get("field")), (status, field), (path, body))
        order = self.get("/incidents?order=killed&limit=1")["next"]
        self.assertEqual(self.call("GET", f"/incidents?order=day&cursor={order}")[0], 400)  # of another order
        self.assertEqual(self.call("GET", f"/incidents?order=killed&cursor={order}A")[0], 400)


class Deciding(ApiTest):
    """Each test has a case of its own."""

    def setUp(self):
        self.db = shutil.copy(type(self).db, self.dir / f"{self._testMethodName}.casus")
        super().setUp()

    def test_each_action(self):
        first = self.get("/incidents/1")
        edit = self.decide("edit", incident=1, field="killed", value="7")
        self.assertEqual(edit["incident"], 1)
        self.assertEqual([t["best"] for t in self.get("/incidents/1")["toll"] if t["effect"] == "killed"], [7])
        self.assertEqual(self.decide("undo", review=edit["review"])["incident"], 1)
        self.assertEqual(self.get("/incidents/1")["toll"], first["toll"])
        statement = first["told"][0]["id"]
        self.decide("reject", statement=statement)
        self.assertEqual(self.get(f"/statements/{statement}")["review"], "rejected")
        self.decide("accept", statement=statement)
        split = self.decide("split", statements=[statement])
        self.assertEqual(self.get(f"/statements/{statement}")["incident"], split["made"])
        merge = self.decide("merge", incident=1, other=split["made"])
        status, headers, _ = self.call("GET", f"/incidents/{split['made']}")
        self.assertEqual((status, headers["Location"]), (301, API + "/incidents/1"))
        text = self.get("/reports/1")["text"]
        begin = text.index("opened fire")
        added = self.decide("add", addition={"report": 1, "type": "ASSAULT", "mode": "firearms", "span": [begin, begin + 11], "agent": "Gunmen",
                                             "effect": "killed", "toll": 2})
        s = self.get(f"/statements/{added['statement']}")
        self.assertEqual((s["trigger"], s["review"], s["incident"], s["roles"][0]["words"], s["toll"][0]["best"]), ("opened fire", "added", added["incident"], "Gunmen", 2))
        self.assertIn(added["statement"], [s["id"] for s in self.get("/reports/1")["statements"]])
        log = self.walk("/reviews", limit=2)
        self.assertEqual([e["action"] for e in log], ["add", "merge", "split", "accept", "reject", "undo", "edit"])
        self.assertEqual([e["id"] for e in self.walk("/reviews", incident=1, limit=1)], [e["id"] for e in log[1:]])
        self.assertEqual([e["action"] for e in self.walk("/reviews", report=1)][0], "add")
        self.assertEqual(log[::-1], lines("log", "--db", self.db, "--format", "json"))
        self.assertEqual({r["id"]: r["reviewed"] for r in self.walk("/reports", limit=1)}, {1: True, 2: False, 3: False})
        self.assertEqual([r["id"] for r in self.get("/reports?reviewed=any")["items"]], [1])
        self.assertEqual([r["id"] for r in self.get("/reports?reviewed=none&after=2&limit=1")["items"]], [3])
        self.decide("undo", review=added["review"])
        self.decide("undo", review=merge["review"])

    def test_what_cannot_be(self):
        for status, field, what in ((400, "action", {"action": "praise"}), (400, "incident", {"action": "accept"}),
                                    (400, "incident", {"action": "accept", "incident": 1, "statement": 1}), (422, None, {"action": "accept", "incident": 99999}),
                                    (422, None, {"action": "edit", "incident": 1, "field": "killed", "value": "many"}), (400, "field", {"action": "edit", "incident": 1}),
                                    (422, None, {"action": "edit", "incident": 1, "field": "nothing", "value": "x"}), (400, "nothing", {"action": "accept", "incident": 1, "nothing": 1}),
                                    (400, "other", {"action": "merge", "incident": 1}), (422, None, {"action": "merge", "incident": 1, "other": 1}),
                                    (400, "statements", {"action": "split", "statements": []}), (400, "review", {"action": "undo"}), (422, None, {"action": "undo", "review": 99999}),
                                    (400, "addition", {"action": "add"}), (400, "words", {"action": "add", "addition": {"report": 1, "type": "ASSAULT"}}),
                                    (422, None, {"action": "add", "addition": {"report": 1, "type": "ASSAULT", "span": [0, 10 ** 9]}}),
                                    (400, "span", {"action": "add", "addition": {"report": 1, "type": "ASSAULT", "span": [3, 3]}}),
                                    (422, None, {"action": "add", "addition": {"report": 1, "type": "ASSAULT", "words": "not in it"}}),
                                    (400, "why", {"action": "accept", "incident": 1, "why": " "}), (400, "who", {"action": "accept", "incident": 1, "who": None}),
                                    (400, "who", {"action": "accept", "incident": 1, "who": 3})):
            before = len(self.walk("/reviews"))
            got, _, body = self.call("POST", "/reviews", {"why": "a test", "who": "ana", **what})
            self.assertEqual((got, body.get("field")), (status, field), (what, body))
            self.assertEqual(len(self.walk("/reviews")), before)
        self.problem(self.desk.ask("POST", API + "/reviews", "{", {"Content-Type": "application/json"}), 400)
        self.problem(self.desk.ask("POST", API + "/reviews", "a=b", {"Content-Type": "application/x-www-form-urlencoded"}), 415)

    def test_the_second_of_two_is_told(self):
        _, headers, seen = self.call("GET", "/incidents/2")
        etag = headers["ETag"]
        self.assertTrue(etag.startswith(f'"i2-{seen["version"]}'))
        self.decide("edit", incident=2, field="killed", value="3", headers={"If_Match": etag})
        body = self.decide("edit", 412, incident=2, field="killed", value="4", headers={"If_Match": etag})
        self.assertIn("edited by ana", body["detail"])
        self.assertEqual([e["after"] for e in self.walk("/reviews", incident=2)], ["3"])
        self.decide("edit", incident=2, field="killed", value="4", headers={"If_Match": f'"i2-{seen["version"] + 1}"'})
        self.decide("edit", 400, incident=2, field="killed", value="4", headers={"If_Match": '"x"'})

    def test_the_examples_of_the_page(self):
        page = (ROOT / "docs/api.md").read_text().replace("http://127.0.0.1:8321/", self.desk.address)
        blocks = re.findall(r"^```(\w*)\n(.*?)^```", page, re.M | re.S)
        ran = 0
        for kind, text in blocks:
            if kind == "python":
                names = {}
                exec(text, names)
                self.assertEqual({x["type"] for x in names["incidents"]}, {"ASSAULT"})
            for line in text.splitlines() if not kind else ():
                command = re.sub(r"   +.*", "", line)
                made = subprocess.run(["bash", "-c", command.replace("curl ", "curl -s -S -f ", 1)], cwd=self.dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                self.assertEqual((made.returncode, made.stderr), (0, b""), command)
                if "-OJ" not in command:
                    json.loads(made.stdout)
                ran += 1
        self.assertGreater(ran, 8)
        self.assertIn("FeatureCollection", (self.dir / "casus-geojson.geojson").read_text())

    def test_actors_that_are_one(self):
        western = urllib.parse.quote("~Western Bloc")
        before = {x["id"] for x in self.get(f"/actors/{western}")["incidents"]}
        other = next("~" + p["name"] for x in self.walk("/incidents") for p in x["agents"] if not p["actor"] and x["id"] not in before)
        merge = self.decide("merge", actor="~Western Bloc", other_actor=other)
        one = self.get(f"/actors/{western}")
        self.assertEqual(one["merged"], [{"actor": other, "decision": merge["review"]}])
        self.assertTrue(before < {x["id"] for x in one["incidents"]})
        self.decide("undo", review=merge["review"])
        self.assertEqual({x["id"] for x in self.get(f"/actors/{western}")["incidents"]}, before)
        for status, field, what in ((400, "other_actor", {"actor": "~Western Bloc"}), (400, "actor", {"other_actor": "x"}), (422, None, {"actor": "nobody", "other_actor": other}),
                                    (400, "incident", {"actor": "x", "other_actor": "y", "incident": 1})):
            got, _, body = self.call("POST", "/reviews", {"action": "merge", "why": "a test", "who": "ana", **what})
            self.assertEqual((got, body.get("field")), (status, field), (what, body))

    def test_grades_count(self):
        """A grade is a decision: with a reason, in the log, and taken back as any other."""
        source = next(s for s in self.get("/sources")["items"] if s["name"] == "River Watch Monitors")
        grade = lambda: next(s["reliability"] for s in self.get("/sources")["items"] if s["id"] == source["id"])
        known = lambda: {x["id"]: x["credibility"] for x in self.walk("/incidents", source=source["name"])}
        before, made = known(), []
        for letter, expected in (("E", 4), ("A", 2)):
            made.append(self.decide("edit", source=source["id"], field="reliability", value=letter)["review"])
            self.assertEqual(grade(), letter)
            after = known()
            self.assertTrue(any(after[i] == expected for i, c in before.items() if c == 3), (letter, after))
        last = self.get("/reviews?limit=1")["items"][0]
        self.assertEqual((last["source"], last["other"], last["field"], last["before"], last["after"]), (source["name"], source["id"], "reliability", "E", "A"))
        self.decide("undo", review=made[0])  # a later grade stands
        self.assertEqual(grade(), "A")
        self.decide("undo", review=made[1])  # and what it took the place of was taken back meanwhile
        self.assertEqual((grade(), known()), (source["reliability"], before))
        cleared = self.decide("edit", source=source["id"], field="reliability", value="B") and self.decide("edit", source=source["id"], field="reliability", value=None)
        self.assertIsNone(grade())
        self.decide("undo", review=cleared["review"])
        self.assertEqual(grade(), "B")
        for status, field, what in ((422, None, {"value": "G"}), (422, None, {"value": "AB"}), (422, None, {"source": 999}), (400, "field", {"field": "name"}), (400, "field", {"field": None}),
                                    (400, "source", {"incident": 1}), (400, "source", {"source": 0})):
            got, _, body = self.call("POST", "/reviews", {"action": "edit", "source": source["id"], "field": "reliability", "value": "A", "why": "a test", "who": "ana", **what})
            self.assertEqual((got, body.get("field")), (status, field), (what, body))
        cli("edit", "--db", self.db, "--who", "ben", "--why", "checked", "source", source["name"], "reliability=C")
        self.assertIn('ben  edit source River Watch Monitors reliability=C (before B): checked', cli("log", "--db", self.db))
        self.desk.close()
        self.assertIn("whole", cli("check", "--db", self.db))

    def test_words_that_are_chosen_for_an_addition(self):
        """Words of agent, place, time and toll by where they stand: the second of two equal ones is meant where it is pointed at."""
        report = self.sent("Gunmen came to Gao at dawn.\n\nOn 9 May 2023 a patrol drove to the market of Gao. There 14 traders were hurt by the gunmen.")
        text = self.get(f"/reports/{report}")["text"]
        at = lambda words, n=0: [text.index(words, n), text.index(words, n) + len(words)]
        second = text.index("On 9 May")
        made = self.decide("add", addition={"report": report, "type": "ASSAULT", "span": at("hurt"), "effect": "wounded", "toll": 14,
                                            "spans": {"agent": at("the gunmen"), "recipient": at("14 traders"), "place": at("Gao", second), "when": at("9 May 2023"), "toll": at("14")}})
        s = self.get(f"/statements/{made['statement']}")
        self.assertEqual({r["role"]: (r["words"], r["span"]) for r in s["roles"]}, {"agent": ("the gunmen", at("the gunmen")), "recipient": ("14 traders", at("14 traders"))})
        self.assertEqual((s["when"]["begin"], s["when"]["end"]), ("2023-05-09", "2023-05-09"))
        self.assertEqual((s["where"][0]["name"], s["where"][0]["country"]), ("Gao", "MLI"))
        self.assertEqual([(l["effect"], l["best"], l["words"]) for l in s["toll"]], [("wounded", 14, "14")])
        for status, field, spans in ((422, None, {"when": at("gunmen")}), (422, None, {"agent": [0, 10 ** 9]}), (400, "agent", {"agent": [3, 3]}), (400, "agent", {"agent": [3]}), (400, "mode", {"mode": [0, 1]}),
                                     (400, "spans", [1])):
            got, _, body = self.call("POST", "/reviews", {"action": "add", "addition": {"report": report, "type": "ASSAULT", "span": at("hurt"), "spans": spans}, "why": "a test", "who": "ana"})
            self.assertEqual((got, body.get("field")), (status, field), (spans, body))
        self.desk.close()
        self.assertIn("whole", cli("check", "--db", self.db))

    def sent(self, text):
        cli("add", "--db", self.db, "--source", "A", "-", given=text)
        end = time.monotonic() + 60
        while True:
            newest = max(r["id"] for r in self.walk("/reports", limit=200))
            if newest > 3:
                return newest
            self.assertLess(time.monotonic(), end)
            time.sleep(0.1)

    def test_the_second_who_looks_at_a_report_is_told(self):
        """Who works on a report's statements says which report was looked at, by its ETag."""
        _, headers, seen = self.call("GET", "/reports/1")
        first, second = [s["id"] for s in seen["statements"]][:2]
        self.decide("edit", statement=first, field="certainty", value="possible", headers={"If_Match": headers["ETag"]})
        body = self.decide("edit", 412, statement=first, field="certainty", value="denied", headers={"If_Match": headers["ETag"]})
        self.assertIn("by ana", body["detail"])
        self.decide("accept", 412, statement=second, headers={"If_Match": headers["ETag"]})
        self.assertEqual(self.get(f"/statements/{first}")["certainty"], "possible")
        self.decide("accept", statement=second, headers={"If_Match": self.call("GET", "/reports/1")[1]["ETag"]})
        self.decide("accept", 412, statement=second, headers={"If_Match": '"r999-0123456789abcdef"'})
        for wrong in ('"r0-1"', '"r-1"', '"rx-1"', '"r1"', '"r1-2'):
            self.decide("accept", 400, statement=second, headers={"If_Match": wrong})

    def test_two_who_decide_while_others_read(self):
        """Nothing is lost, nobody is refused, and readers see the case as it was or as it is."""
        n, failed = 15, []

        def decide(who):
            for i in range(n):
                status, _, body = self.desk.post(API + "/reviews", {"action": "edit", "incident": 1 + i % 3, "field": "killed", "value": str(i), "why": "a test", "who": who})
                if status != 201:
                    failed.append(body)

        def read():
            while any(w.is_alive() for w in writers):
                for path in ("/incidents?limit=50", "/incidents/1", "/reviews", "/reports/1", ""):
                    status, _, body = self.desk.get(API + path)
                    if status != 200:
                        failed.append(body)

        writers = [threading.Thread(target=decide, args=(who,)) for who in ("ana", "ben")]
        readers = [threading.Thread(target=read) for _ in range(3)]
        for t in writers + readers:
            t.start()
        for t in writers + readers:
            t.join()
        self.assertEqual(failed, [])
        log = self.walk("/reviews", limit=7)
        for who in ("ana", "ben"):
            self.assertEqual([e["after"] for e in log if e["who"] == who], [str(i) for i in range(n)][::-1])
        self.desk.close()
        self.assertIn("whole", cli("check", "--db", self.db))

    def test_pages_while_somebody_adds(self):
        before = [x["id"] for x in self.walk("/incidents", limit=200)]
        more = self.dir / "more.jsonl"
        with open(more, "w") as f:
            for i in range(12):
                f.write(json.dumps({"text": f"Gunmen killed {i + 2} farmers in Kano on Monday, police said.", "date": f"2024-02-{i + 1:02}", "id": str(i)}) + "\n")
        adding = threading.Thread(target=cli, args=("add", "--db", self.db, more))
        adding.start()
        walks = {order: [x["id"] for x in self.walk("/incidents", order=order, limit=1)] for order in ("id", "day", "killed", "sources")}
        adding.join()
        for order, walk in walks.items():
            self.assertEqual(len(walk), len(set(walk)), order)
        self.assertEqual([i for i in walks["id"] if i in before], before)
        deadline = time.monotonic() + 60  # another program's writes are seen within a second, on a machine that is not busy
        while len(self.walk("/incidents", limit=200)) <= len(before):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.2)


if __name__ == "__main__":
    unittest.main()
