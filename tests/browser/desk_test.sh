#!/usr/bin/env bash
# The officer's desk in a real browser: see desk_test.js.
set -eu
stage=$1
scratch=$2
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$here"
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
fi
exec node desk_test.js "$stage" "$scratch"
