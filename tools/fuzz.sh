#!/usr/bin/env bash
# Builds the fuzz targets with clang, libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer in build-fuzz and runs each on
# a copy of its corpus. What breaks a target is left in build-fuzz/found and named; it then belongs into tests/fuzz/corpus.
# usage: tools/fuzz.sh [SECONDS [TARGET...]]     default: 60 seconds each, all targets
set -eu

cd "$(dirname "$0")/.."
seconds=${1:-60}
shift $(($# ? 1 : 0))
targets=("$@")
[ $# -gt 0 ] || targets=($(ls tests/fuzz/corpus))

# LeakSanitizer cannot work under a debugger or in some containers; leaks are found by the asan preset's tests as well.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
CC=clang cmake -S . -B build-fuzz -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS=-O1 -DCASUS_FUZZ=ON \
    -DCASUS_SANITIZE=address,undefined >/dev/null
cmake --build build-fuzz --target "${targets[@]/#/fuzz_}" >/dev/null || { cmake --build build-fuzz --target "${targets[@]/#/fuzz_}"; exit 1; }

mkdir -p build-fuzz/found
failed=0
for target in "${targets[@]}"; do
    mkdir -p "build-fuzz/corpus/$target"
    if build-fuzz/tests/fuzz_"$target" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix=build-fuzz/found/"$target"- "build-fuzz/corpus/$target" "tests/fuzz/corpus/$target" \
        >build-fuzz/"$target".log 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' build-fuzz/"$target".log)
        printf '%-12s %s s, %s inputs: nothing found\n' "$target" "$seconds" "$runs"
    else
        failed=1
        printf '%-12s found something:\n' "$target"
        tail -25 build-fuzz/"$target".log
    fi
done
exit $failed
