"""The page's files, as `casus serve` gives them. usage: test_page.py CASUS"""
import re
from desk import DeskTest, unittest


class Page(DeskTest):
    empty = True

    def setUp(self):
        super().setUp()
        self.status, self.headers, self.index = self.desk.get("/")

    def need_page(self):
        if self.status == 404:
            self.skipTest("this casus was built without its page")

    def test_without_a_page_it_says_so(self):
        if self.status == 200:
            self.skipTest("this casus was built with its page")
        self.problem((self.status, self.headers, self.index), 404, "without its page", "/api/v1")

    def test_index(self):
        self.need_page()
        self.assertEqual((self.status, self.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        self.assertEqual(self.headers["Cache-Control"], "private, no-cache")
        text = self.index.decode()
        self.assertNotRegex(text, r"<script(?![^>]*\ssrc=)", "a script within the page, which its policy forbids")
        self.assertNotRegex(text, r"<style|\sstyle=|\son\w+=")
        self.assertNotRegex(text, r"(src|href)=\"?(https?:)?//", "something from elsewhere")
        status, headers, body = self.desk.get("/", If_None_Match=self.headers["ETag"])
        self.assertEqual((status, body), (304, b""))

    def test_views(self):
        """Views are addresses that the page makes sense of."""
        self.need_page()
        for path in ("/incidents", "/incidents/12", "/reports/3", "/actors/isil", "/actors/~J.%20N.", "/sources", "/add"):
            self.assertEqual(self.desk.get(path)[2], self.index, path)
        self.problem(self.desk.ask("POST", "/incidents", "x"), 405)

    def test_assets(self):
        self.need_page()
        names = set(re.findall(r"(?:src|href)=\"(/[^\"]+)\"", self.index.decode()))
        self.assertTrue(any(n.startswith("/assets/") and n.endswith(".js") for n in names), names)
        kinds = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
        for name in names:
            status, headers, body = self.desk.get(name)
            self.assertEqual(status, 200, name)
            self.assertEqual(headers["Content-Type"], kinds.get(name.rpartition(".")[2], headers["Content-Type"]))
            self.assertEqual(int(headers["Content-Length"]), len(body))
            if name.startswith("/assets/"):
                self.assertIn("immutable", headers["Cache-Control"])
            self.assertEqual(self.desk.get(name, If_None_Match=headers["ETag"])[0], 304)
            status, headers, body = self.desk.ask("HEAD", name)
            self.assertEqual((status, body), (200, b""))

    def test_what_is_not_there(self):
        self.need_page()
        for path in ("/assets/none.js", "/none.js", "/assets/", "/assets/../index.html", "/..%2fetc/passwd.txt", "/favicon.none"):
            self.problem(self.desk.get(path), 404)


if __name__ == "__main__":
    unittest.main()
