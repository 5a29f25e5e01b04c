#!/usr/bin/env python3
"""Reads and reviews a case through a running `casus serve`, for a stretch of time, then looks whether anything was lost.

usage: tools/desk_writers.py ADDRESS INCIDENTS REPORTS [--writers 2] [--seconds 30] [--pause 0.2] [--connections 16]

INCIDENTS, REPORTS: how many the case has. wrk reads with so many connections (tools/desk_load.lua; without wrk nothing reads) while each
writer, by its own name, goes through incidents: accepts or rejects them, corrects their dead, takes some of it back, always with the
ETag of what it looked at as If-Match. A quarter of the decisions are about incidents that all writers share, so that one comes too late
and is told (412): nothing of that may be in the log. Afterwards every decision that was acknowledged (201) must be in the log as it was sent, once, by who sent it, and
nothing else by these names; and the incidents must say what the last decision about each says. Prints what wrk says and how long writes
took; exit code 1 and a line per fault where something was lost. The case is changed: use a copy.
"""
import argparse, http.client, json, random, shutil, subprocess, sys, threading, time, uuid
from pathlib import Path
from urllib.parse import urlsplit

API = "/api/v1"
SHARED_EVERY, SHARED_INCIDENTS = 4, 3  # one of so many decisions is about one of so few incidents that all writers go through


class Client:
    def __init__(self, address):
        at = urlsplit(address)
        self.connection = http.client.HTTPConnection(at.hostname, at.port, timeout=120)

    def ask(self, method, path, body=None, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, API + path, None if body is None else json.dumps(body), headers)
        r = self.connection.getresponse()
        data = r.read()
        return r.status, r.headers, json.loads(data) if data else None


class Writer(threading.Thread):
    def __init__(self, n, args, mark):
        super().__init__()
        self.draw, self.args, self.n = random.Random(n), args, n
        self.who = f"writer-{n}-{mark}"
        self.made, self.took_ms, self.told, self.wrong = [], [], 0, []

    def incident(self):
        """Its own, or one that all share."""
        share = max(1, self.args.incidents // (self.args.writers + 1))
        if self.draw.randrange(SHARED_EVERY) == 0:
            return 1 + self.draw.randrange(min(share, SHARED_INCIDENTS))
        return (self.n + 1) * share + 1 + self.draw.randrange(share)

    def decision(self, incident):
        kind = self.draw.randrange(10)
        if kind == 0 and self.made and self.made[-1]["action"] != "undo":
            return {"action": "undo", "review": self.made[-1]["id"]}
        if kind < 4:
            return {"action": "accept", "incident": incident}
        if kind < 6:
            return {"action": "reject", "incident": incident}
        return {"action": "edit", "incident": incident, "field": "killed", "value": str(self.draw.randrange(100))}

    def one(self, client):
        incident = self.incident()
        status, headers, seen = client.ask("GET", f"/incidents/{incident}")
        if status in (301, 404):
            return
        if status != 200:
            raise AssertionError(f"GET /incidents/{incident}: {status} {seen}")
        time.sleep(self.args.pause * self.draw.random())  # somebody reads
        body = {**self.decision(incident), "who": self.who, "why": uuid.UUID(int=self.draw.getrandbits(128)).hex}
        match = {} if body["action"] == "undo" else {"If_Match": headers["ETag"]}
        began = time.monotonic()
        status, _, answer = client.ask("POST", "/reviews", body, **match)
        if status == 412:
            self.told += 1
        elif status == 201:
            self.took_ms.append((time.monotonic() - began) * 1000)
            self.made.append({"id": answer["review"], **body})
        else:
            raise AssertionError(f"{body}: {status} {answer}")

    def run(self):
        client, end = Client(self.args.address), time.monotonic() + self.args.seconds
        while time.monotonic() < end and not self.wrong:
            try:
                self.one(client)
            except (AssertionError, OSError, http.client.HTTPException) as e:
                self.wrong.append(f"{self.who}: {e!r}")


def log_of(client, names):
    """All decisions of these names that the server's log has."""
    found, cursor = {name: [] for name in names}, None
    while True:
        status, _, page = client.ask("GET", "/reviews?limit=200" + (f"&cursor={cursor}" if cursor else ""))
        if status != 200:
            raise AssertionError(f"GET /reviews: {status} {page}")
        for e in page["items"]:
            if e["who"] in found:
                found[e["who"]].append(e)
        cursor = page["next"]
        if cursor is None:
            return found


def faults_of(writer, log):
    """What the log has otherwise than it was acknowledged."""
    there = {e["id"]: e for e in log}
    for d in writer.made:
        e = there.pop(d["id"], None)
        sent = {"who": d["who"], "why": d["why"], "action": d["action"], "incident": d.get("incident"), "after": d.get("value")}
        if e is None:
            yield f"lost: decision {d['id']} was acknowledged and is not in the log: {d}"
        elif d["action"] != "undo" and {k: e[k] for k in sent} != sent:
            yield f"changed: decision {d['id']} was sent as {sent} and stands as {e}"
        elif d["action"] == "undo" and (e["other"], e["why"]) != (d["review"], d["why"]):
            yield f"changed: decision {d['id']} was to take {d['review']} back and stands as {e}"
    for e in there.values():
        yield f"made up: {e} was never acknowledged"


def killed_of(incident):
    return next((t["best"] for t in incident["toll"] if (t["effect"], t["status"]) == ("killed", "all")), None)


def shown_faults(client, log, draw):
    """Of some incidents: do they say what the last decision that stands says of their dead?"""
    last = {}
    for e in sorted((e for entries in log.values() for e in entries), key=lambda e: e["id"]):
        if e["action"] == "edit" and e["undone_by"] is None:
            last[e["incident"]] = e
    for incident, e in draw.sample(sorted(last.items()), min(200, len(last))):
        status, _, shown = client.ask("GET", f"/incidents/{incident}")
        if status != 200 or shown["id"] == incident and killed_of(shown) != int(e["after"]):
            yield f"incident {incident} says {status} {shown and killed_of(shown)}, decision {e['id']} {e['after']}"


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("address")
    p.add_argument("incidents", type=int)
    p.add_argument("reports", type=int)
    p.add_argument("--writers", type=int, default=2)
    p.add_argument("--seconds", type=float, default=30)
    p.add_argument("--pause", type=float, default=0.2, help="a writer looks at an incident for up to so many seconds")
    p.add_argument("--connections", type=int, default=16)
    args = p.parse_args()
    mark = uuid.uuid4().hex[:8]
    writers = [Writer(n, args, mark) for n in range(args.writers)]
    wrk = shutil.which("wrk")
    reading = wrk and subprocess.Popen([wrk, "-t2", f"-c{args.connections}", f"-d{max(1, round(args.seconds))}", "--latency", "--timeout", "60",
                                        "-s", Path(__file__).parent / "desk_load.lua", args.address, "--", str(args.incidents), str(args.reports)],
                                       stdout=subprocess.PIPE, text=True)
    for w in writers:
        w.start()
    for w in writers:
        w.join()
    print(reading.communicate()[0] if reading else "no wrk: nothing read beside the writers")
    client = Client(args.address)
    log = log_of(client, [w.who for w in writers])
    faults = [f for w in writers for f in (*w.wrong, *faults_of(w, log[w.who]))] + list(shown_faults(client, log, random.Random(1)))
    took = sorted(ms for w in writers for ms in w.took_ms)
    if not took:
        faults.append("nothing was written")
    else:
        print(f"{args.writers} writers: {len(took)} decisions acknowledged and {sum(w.told for w in writers)} told that somebody was faster; a decision took "
              f"{took[len(took) // 2]:.0f} ms (median), {took[len(took) * 99 // 100]:.0f} ms (p99), {took[-1]:.0f} ms (most)")
    print("nothing was lost" if not faults else "\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
