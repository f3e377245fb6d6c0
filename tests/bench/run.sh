#!/usr/bin/env bash
# Runs every benchmark of a build folder and appends their JSON lines to build/bench.jsonl.
#   bash tests/bench/run.sh BUILD_FOLDER
set -eu
build=$1
source=$(cd "$(dirname "$0")/../.." && pwd)
out=$source/build/bench.jsonl
ninja -C "$build" bench_programs >"$build/bench-build.log" 2>&1 || {
    tail -n 40 "$build/bench-build.log" >&2
    exit 1
}
for program in "$build"/tests/bench/*_bench; do
    "$program" | tee -a "$out"
done
for script in "$source"/tests/bench/*_bench.py; do
    [ -e "$script" ] || continue
    python3 "$script" "$build/stage" | tee -a "$out"
done
