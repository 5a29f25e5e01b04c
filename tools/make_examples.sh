#!/usr/bin/env bash
# Writes anew what casus makes of the reports in examples/reports, and the sample in README.md.
# usage: tools/make_examples.sh [CASUS] [FOLDER]     by default build/casus and examples/coded; then README.md too
set -eu
cd "$(dirname "$0")/.."
casus=${1:-build/casus} out=${2:-examples/coded}
mkdir -p "$out"
for report in examples/reports/*; do
    name=$(basename "${report%.*}")
    "$casus" code --meta examples/reports.tsv --format text -o "$out/$name.txt" "$report"
    "$casus" code --meta examples/reports.tsv --format json -o "$out/$name.json" "$report"
done
"$casus" code --meta examples/reports.tsv --format csv -o "$out/all.csv" examples/reports
"$casus" eval -o "$out/eval.txt" examples/gold.jsonl examples/reports
[ $# -lt 2 ] || exit 0
# The sample of the README is the first incident of the first example.
python3 - "$out/market.txt" README.md <<'PY'
import re, sys
sample = open(sys.argv[1], encoding="utf-8").read().split("\n\n")
readme = open(sys.argv[2], encoding="utf-8").read()
block = "<!-- sample: make examples -->\n```\n" + "\n\n".join(sample[:3]).rstrip() + "\n```\n<!-- end of sample -->"
new, n = re.subn(r"<!-- sample: make examples -->.*?<!-- end of sample -->", lambda m: block, readme, flags=re.S)
assert n == 1, "README.md: the sample's marks are missing"
open(sys.argv[2], "w", encoding="utf-8").write(new)
PY
