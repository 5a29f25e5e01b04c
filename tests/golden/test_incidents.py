"""Reads tests/golden/incidents.tsv, codes each text with the program and compares its incidents. usage: test_incidents.py CASUS"""
import unittest
from golden import cases, code


def incident_of(doc, word):
    """The incident of the word's statement; "shelled#2": of the second one with that word. None: there is no such statement."""
    word, _, nth = word.partition("#")
    found = [s["id"] for s in doc["statements"] if doc["text"][slice(*s["trigger"])] == word]
    at = int(nth or 1) - 1
    return next((i["id"] for i in doc["incidents"] if at < len(found) and found[at] in i["statements"]), None)


class Incidents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text, day) for n, _, text, day, _ in cases("incidents.tsv")])


def make(n, text, groups):
    def test(self):
        doc, seen = self.docs[n], []
        for group in groups.split("|"):
            ids = {incident_of(doc, word) for word in group.split()}
            triggers = [doc["text"][slice(*s["trigger"])] for s in doc["statements"]]
            self.assertNotIn(None, ids, f"{text}: {group} of {triggers}")
            self.assertEqual(len(ids), 1, f"{text}: {group} are {ids}")
            seen += ids
        self.assertEqual(len(seen), len(set(seen)), f"{text}: {groups} are {seen}")
    return test


for n, name, text, _, groups in cases("incidents.tsv"):
    setattr(Incidents, f"test_{n:03d}_{name.replace(' ', '_')}", make(n, text, groups))

if __name__ == "__main__":
    unittest.main()
