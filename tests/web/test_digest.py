"""Is the built page (web/dist) that of the sources? Without Node: by the digest that the build leaves there, made of the same
files in the same way (web/tools/sources_digest.ts). And is nothing in it that a strict Content-Security-Policy forbids, or that
names a registry's host?"""
import hashlib, re, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ROOT / "web"
FILES = ["../examples/reports.tsv", "index.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts"]
FOLDERS = ["../examples/reports", "src", "tools"]


def sources():
    for name in FILES:
        yield name
    for folder in FOLDERS:
        for path in (WEB / folder).rglob("*"):
            if path.is_file():
                yield f"{folder}/{path.relative_to(WEB / folder).as_posix()}"


class Digest(unittest.TestCase):
    def test_built_of_these_sources(self):
        lines = "".join(f"{hashlib.sha256((WEB / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(sources(), key=lambda s: s.encode()))
        self.assertEqual((WEB / "dist/sources.txt").read_text().strip(), hashlib.sha256(lines.encode()).hexdigest(),
                         "web/dist is not what the sources of the page build to: run `make page`")

    def test_every_asset_is_used(self):
        texts = [p.read_text(errors="replace") for p in (WEB / "dist").rglob("*") if p.suffix in (".html", ".js", ".css")]
        for asset in (WEB / "dist/assets").iterdir():
            self.assertTrue(any(asset.name in text for text in texts), f"{asset.name} is a leftover")

    def test_no_inline_script_or_style(self):
        html = (WEB / "dist/index.html").read_text()
        self.assertNotRegex(html, r"<style|\sstyle=|\son\w+=")
        for script in re.findall(r"<script[^>]*>(.*?)</script>", html, re.S):
            self.assertEqual(script, "")

    def test_lock_names_no_host(self):
        self.assertNotIn('"resolved"', (WEB / "package-lock.json").read_text())

    def test_licences_name_each_package(self):
        licences = (WEB / "dist/licences.txt").read_text()
        for name in ("preact", "@preact/signals", "@preact/signals-core", "maplibre-gl", "topojson-client", "world-atlas"):
            self.assertRegex(licences, rf"(?m)^{re.escape(name)} \d+\.\d+")


unittest.main()
