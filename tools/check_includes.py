#!/usr/bin/env python3
"""The folder rule: a folder of src/ includes only itself and the folders named in USES of its module.cmake.

usage: tools/check_includes.py [ROOT]

Also checked: USES names only folders above it in ORDER, so that nothing depends on pipeline or cli; every quoted include
is a file that exists, written from src/ or include/; tests and tools reach the sources the same way. Exit code 1 and one
line per fault.
"""
import re, sys
from pathlib import Path

ORDER = ["base", "ingest", "segment", "encode", "decode", "link", "store", "export", "import", "score", "pipeline", "serve", "cli"]
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.M)


def uses(folder):
    m = re.search(r"set\(USES\s*([^)]*)\)", (folder / "module.cmake").read_text(encoding="utf-8"))
    return m[1].split() if m else []


def check(root):
    faults = []
    src = root / "src"
    for folder in sorted(p for p in src.iterdir() if p.is_dir()):
        if folder.name not in ORDER:
            faults.append(f"src/{folder.name}: a folder that the layout does not have (ORDER in tools/check_includes.py)")
            continue
        if not (folder / "module.cmake").is_file():
            faults.append(f"src/{folder.name}: module.cmake is missing")
            continue
        allowed = uses(folder)
        for name in allowed:
            if name not in ORDER[:ORDER.index(folder.name)]:
                faults.append(f"src/{folder.name}/module.cmake: USES names {name}, which does not stand above it")
        for file in sorted(folder.rglob("*.[ch]")):
            where = file.relative_to(root)
            for target in INCLUDE.findall(file.read_text(encoding="utf-8")):
                top = target.split("/")[0]
                if top == "casus" and (root / "include" / target).is_file():
                    continue
                if not (src / target).is_file():
                    faults.append(f'{where}: "{target}" is no file of src/ or include/')
                elif top != folder.name and top not in allowed:
                    faults.append(f"{where}: includes {target}, but USES of src/{folder.name} does not name {top}")
    for file in sorted((root / "include").rglob("*.h")):
        for target in INCLUDE.findall(file.read_text(encoding="utf-8")):
            if not (root / "include" / target).is_file():
                faults.append(f'{file.relative_to(root)}: a public header includes "{target}"')
    return faults


if __name__ == "__main__":
    found = check(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    print("\n".join(found) if found else "includes: every folder keeps to its USES")
    sys.exit(bool(found))
