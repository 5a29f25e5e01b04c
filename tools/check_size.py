#!/usr/bin/env python3
"""The size limits of the house: files of at most 800 lines, functions of at most 70.

usage: tools/check_size.py [ROOT]

Looks at the C sources and at Python, shell and CMake files that git tracks, or at all of them where there is no git. A file
that needs more says so within its first 20 lines, with the reason:
    size-waiver: generated table, one row per language
Exit code 1 and one line per fault.
"""
import ast, re, subprocess, sys
from pathlib import Path

FILE_LINES_MAX, FUNCTION_LINES_MAX, HEAD_LINES = 800, 70, 20
SUFFIXES = {".c", ".h", ".py", ".sh", ".cmake"}
WAIVER = re.compile(r"size-waiver:\s*(\S.{9,})")
SKIPPED = ("build", ".git")


def files(root):
    try:
        out = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             check=True).stdout
        names = [root / n for n in out.decode().split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = [p for p in root.rglob("*") if not any(part.startswith(SKIPPED) for part in p.relative_to(root).parts)]
    return sorted(p for p in names if p.suffix in SUFFIXES and p.is_file())


def blank(text):
    """C text with comments, strings and character constants made blank, lines kept."""
    pattern = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.S)


def c_functions(text):
    """(name, first line, lines) of each function body: a brace at the outer level that follows a closing parenthesis."""
    text = blank(text)
    text = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.M)
    depth, begun = 0, None
    for m in re.finditer(r"[{}]", text):
        if m[0] == "{":
            if depth == 0:
                head = text[:m.start()].rstrip()
                begin = max(head.rfind(";"), head.rfind("}")) + 1
                begun = (head[begin:], begin) if head.endswith(")") else None
            depth += 1
        else:
            depth -= 1
            if depth == 0 and begun:
                first = text.count("\n", 0, begun[1] + len(begun[0]) - len(begun[0].lstrip())) + 1
                name = re.search(r"(\w+)\s*\(", begun[0])
                yield name[1] if name else "?", first, text.count("\n", 0, m.start()) + 2 - first
                begun = None


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1


def check(root):
    faults = []
    for path in files(root):
        text = path.read_text(encoding="utf-8")
        where = path.relative_to(root)
        if WAIVER.search("\n".join(text.split("\n")[:HEAD_LINES])):
            continue
        n = text.count("\n")
        if n > FILE_LINES_MAX:
            faults.append(f"{where}: {n} lines, more than {FILE_LINES_MAX}")
        found = c_functions(text) if path.suffix in (".c", ".h") else python_functions(text) if path.suffix == ".py" else ()
        for name, line, lines in found:
            if lines > FUNCTION_LINES_MAX:
                faults.append(f"{where}:{line}: {name} has {lines} lines, more than {FUNCTION_LINES_MAX}")
    return faults


if __name__ == "__main__":
    found = check(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    print("\n".join(found) if found else "size: every file and function keeps to the limits")
    sys.exit(bool(found))
