"""Answers that are kept while people decide: each is what a server that has just been started answers. usage: test_kept.py CASUS"""
import subprocess, sys
from desk import CASUS, Desk, DeskTest, ROOT, unittest

API = "/api/v1"
LISTS = ["/incidents", "/incidents?order=killed&limit=5", "/incidents?order=latest&type=ASSAULT", "/incidents?country=COL", "/incidents?reviewed=none&order=sources",
         "/incidents?reviewed=edited", "/incidents?min_killed=3", "/incidents?actor=gunmen", "/incidents?with=deeds&limit=3", "/incidents?ids=1,2,3,4,5",
         "/incidents?ids=6,7,8", "/incidents/outline", "/actors", "/actors?q=a&limit=3", "/sources", "/places", "/reviews", "/reports?reviewed=none"]


class Kept(DeskTest):
    def answers(self, desk):
        """Of the root its counts, without the server's own revision."""
        out = {path: desk.get(API + path)[2] for path in LISTS}
        return {**out, "counts": desk.get(API)[2]["counts"]}

    def anew(self):
        desk = Desk(self.db, "--read-only")
        try:
            return self.answers(desk)
        finally:
            desk.close()

    def same(self, about):
        kept = self.answers(self.desk)
        for path, answer in self.anew().items():
            self.assertEqual(kept[path], answer, f"{path} after {about}")

    def decide(self, status=201, **what):
        got, _, body = self.desk.post(API + "/reviews", {"who": "ana", "why": "a test", **what})
        self.assertEqual(got, status, body)
        self.same(what)
        return body

    def etag(self, path):
        return self.desk.get(API + path)[1]["ETag"]

    def test_after_each_decision(self):
        items = self.desk.get(API + "/incidents?limit=200")[2]["items"]
        ids = [x["id"] for x in items]
        whole = self.desk.get(f"{API}/incidents/{next(x['id'] for x in items if len(x['statements']) > 2)}")[2]
        self.same("nothing")
        names = [a["id"] or "~" + a["name"] for a in self.desk.get(API + "/actors")[2]["items"]]
        self.decide(action="accept", incident=ids[0])
        rejected = self.decide(action="reject", incident=ids[1])
        self.decide(action="edit", incident=ids[0], field="killed", value="41")
        self.decide(action="edit", incident=ids[2], field="country", value="COL")
        self.decide(action="edit", incident=ids[3], field="type", value="PROTEST")
        self.decide(action="edit", incident=ids[4], field="agent", value="gunmen of the bend")
        self.decide(action="undo", review=rejected["review"])
        self.decide(action="reject", statement=whole["told"][0]["id"])
        self.decide(action="edit", statement=whole["told"][1]["id"], field="agent", value="gunmen in lorries")
        merged = self.decide(action="merge", incident=ids[5], other=ids[6])
        self.decide(action="undo", review=merged["review"])
        split = self.decide(action="split", statements=[whole["told"][1]["id"]])
        self.decide(action="accept", incident=split["made"])
        self.decide(action="undo", review=split["review"])
        actors = self.decide(action="merge", actor=names[0], other_actor=names[1])
        self.decide(action="undo", review=actors["review"])
        added = self.decide(action="add", addition={"report": 1, "type": "ASSAULT", "span": [247, 258]})
        self.decide(action="undo", review=added["review"])
        self.decide(action="edit", source=1, field="reliability", value="B")
        self.decide(422, action="accept", incident=100000)

    def test_what_did_not_change_keeps_its_tag(self):
        before = {path: self.etag(path) for path in ("/actors", "/sources")}
        self.decide(action="accept", incident=1)
        self.assertEqual({path: self.etag(path) for path in before}, before)
        self.decide(action="edit", incident=1, field="agent", value="somebody else")
        self.assertNotEqual(self.etag("/actors"), before["/actors"])
        self.assertEqual(self.etag("/sources"), before["/sources"])
        self.decide(action="edit", source=1, field="reliability", value="C")
        self.assertNotEqual(self.etag("/sources"), before["/sources"])

    def test_what_another_program_writes(self):
        self.answers(self.desk)
        revision = self.desk.get(API)[2]["revision"]
        subprocess.run([CASUS, "add", "--db", self.db, "-", "--source", "Another"], input=b"Gunmen killed nine herders in Gao on 4 May 2024.", check=True, stdout=subprocess.DEVNULL)
        while self.desk.get(API)[2]["revision"] == revision:
            pass
        self.same("a report that was added")


if __name__ == "__main__":
    unittest.main()
