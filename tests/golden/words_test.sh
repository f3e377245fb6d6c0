#!/usr/bin/env bash
# ./start speaks the reader's language: every language has each sentence, with as many values, and the environment
# chooses as it does for the programs.
set -eu
cd "${MARHABA_SOURCE:?}"
failures=0

fail() {
    echo "FAILED $*"
    failures=$((failures + 1))
}

for variable in MARHABA_LANG LANGUAGE LC_ALL LC_MESSAGES LANG; do
    unset "$variable"
done
. assets/words.sh
for language in ar fr es; do
    declare -n table=words_$language
    [ "${#table[@]}" -eq "${#words_en[@]}" ] || fail "$language has ${#table[@]} sentences, not ${#words_en[@]}"
    for key in "${!words_en[@]}"; do
        [ -n "${table[$key]:-}" ] || fail "$language: no $key"
        english=$(grep -o '%.' <<<"${words_en[$key]}" || true)
        theirs=$(grep -o '%.' <<<"${table[$key]:-}" || true)
        [ "$english" = "$theirs" ] || fail "$language: $key has other values than in English"
    done
    unset -n table
done
used=$(grep -ohE '\b(tell|words) [a-z_]+' start assets/setup.sh | cut -d' ' -f2 | sort -u)
for key in $used; do
    [ -n "${words_en[$key]:-}" ] || fail "nobody has words for $key"
done
[ "$(wc -w <<<"$used")" -eq "${#words_en[@]}" ] || fail "words.sh has sentences nobody says"

# expect WORDS CODE VARIABLE=VALUE… -- OPTION…
expect() {
    local words=$1 code=$2 got=0 environment=() said
    shift 2
    while [ "$1" != -- ]; do
        environment+=("$1")
        shift
    done
    shift
    said=$(env ${environment[@]+"${environment[@]}"} ./start "$@" 2>&1) || got=$?
    [ "$got" -eq "$code" ] || fail "${environment[*]-} $*: exit $got, not $code"
    grep -qF -- "$words" <<<"$said" || fail "${environment[*]-} $*: no \"$words\" in: $said"
}

expect 'Construit Marhaba' 0 -- --help
expect 'Construit Marhaba' 0 LANG=C.UTF-8 -- --help
expect 'Builds Marhaba' 0 LANG=en_GB.UTF-8 -- --help
expect 'Construye Marhaba' 0 LC_MESSAGES=es_ES LANG=en_GB.UTF-8 -- -h
expect 'يبني مرحبا' 0 LANGUAGE=de:ar_MA.UTF-8:fr LC_ALL=en_GB -- --help
expect 'Builds Marhaba' 0 MARHABA_LANG=en LANGUAGE=ar -- --help
expect 'يبني مرحبا' 0 LANG=zgh_MA -- --help
expect 'ne connaît pas « --colour »' 2 LANG=fr_FR -- --colour
expect 'لا يعرف ./start «--colour»' 2 LANG=ar_MA.UTF-8 -- --colour
expect '--tour needs a folder: --tour DIR' 2 LANG=en -- --tour
[ "$failures" -eq 0 ] || exit 1
echo "${#words_en[@]} sentences in four languages"
