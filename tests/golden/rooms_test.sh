#!/usr/bin/env bash
# The house stands as core/README.md draws it: a forbidden arrow has no header to include, no room's
# object code reaches upwards, and each library of the distribution is seen by its own rooms alone.
set -eu
source=${MARHABA_SOURCE:?}
build=${MARHABA_BUILD:?}
scratch=$2
rm -rf "$scratch"
mkdir -p "$scratch"
failures=0
fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# room: rooms it may see, itself and abi left out
declare -A below=(
    [base]=""
    [language]="base"
    [text]="base language"
    [screen]="base language"
    [plugin]="base language screen"
    [store]="base"
    [print]="base"
    [ticket]="base language text screen print"
    [content]="base language text"
    [visit]="base language screen content plugin store print ticket"
    [kiosk]="base language text screen content plugin store print ticket visit"
    [desk]="base language screen content plugin store print ticket visit"
    [command]="base language screen content plugin store print ticket visit"
)
rooms="base language text screen content plugin store print ticket visit kiosk desk command"

# 1. What a room's own compile commands let it include.
for room in $rooms; do
    doors=$(grep -o "\-I$build/doors/[a-z]*" "$build/compile_commands.json" | sort -u | wc -l)
    [ "$doors" -ge 13 ] || fail "the build has only $doors doors"
    seen=$(python3 - "$build" "$source/core/$room/" <<'P'
import json, re, sys
build, folder = sys.argv[1:]
for entry in json.load(open(build + "/compile_commands.json")):
    if entry["file"].startswith(folder) and entry["file"].count("/") == folder.count("/") \
            and not entry["file"].endswith("/main.c"):
        print(" ".join(sorted(set(re.findall(r"/doors/([a-z]+)", entry["command"])))))
        break
P
    )
    for door in $seen; do
        case " $room ${below[$room]} " in
        *" $door "*) ;;
        *) fail "the room $room can include the headers of $door" ;;
        esac
    done
done

# 2. A forbidden include really fails to build.
try_include() { # ROOM HEADER -> compiles?
    local flags="" door
    for door in $1 ${below[$1]}; do flags="$flags -I$build/doors/$door"; done
    printf '#include "%s"\nint nothing;\n' "$2" >"$scratch/try.c"
    # shellcheck disable=SC2086
    cc -std=c17 $flags -fsyntax-only "$scratch/try.c" 2>/dev/null
}
try_include visit store/tickets.h || fail "visit cannot include store/tickets.h, which it may"
for arrow in "base language/language.h" "store screen/screen.h" "visit kiosk/theme.h" "store visit/visit.h" \
    "screen plugin/registry.h" "content screen/screen.h" "plugin content/library.h" "desk text/text.h" "visit text/text.h" "plugin store/store.h"; do
    # shellcheck disable=SC2086
    set -- $arrow
    ! try_include "$1" "$2" || fail "$1 could include $2"
done

# 3. Object code: a symbol one room lacks and another has is an arrow, whoever declared it.
for room in $rooms; do
    nm --defined-only "$build/core/lib$room.a" 2>/dev/null |
        awk 'NF == 3 && $2 ~ /[TDBRC]/ {print $3}' | grep -v '^__' | sort -u >"$scratch/$room.has"
    nm --undefined-only "$build/core/lib$room.a" 2>/dev/null | awk '$1 == "U" {print $2}' |
        grep -v '^__' | sort -u >"$scratch/$room.wants"
    [ -s "$scratch/$room.has" ] || fail "lib$room.a defines nothing"
done
for room in $rooms; do
    for other in $rooms; do
        case " $room ${below[$room]} " in *" $other "*) continue ;; esac
        reached=$(comm -12 "$scratch/$room.wants" "$scratch/$other.has" | comm -23 - "$scratch/$room.has" | head -3)
        [ -z "$reached" ] || fail "$room reaches up into $other:" $reached
    done
done

# 4. Libraries of the distribution, by the headers that name them.
only_in() { # PATTERN ROOM...
    local pattern=$1 found
    shift
    found=$(cd "$source/core" && grep -lE "#include [<\"]($pattern)" -r . --include='*.[ch]' | cut -d/ -f2 | sort -u)
    for room in $found; do
        case " $* " in *" $room "*) ;; *) fail "$room includes $pattern" ;; esac
    done
}
only_in 'SDL' text kiosk
only_in 'sqlite3' store content
only_in 'event2' desk
only_in 'openssl' desk command
only_in 'unicode/' text language content
only_in 'md4c' content
only_in 'seccomp|linux/landlock' plugin
only_in 'qrencode' ticket
only_in 'cairo|png' print
only_in 'libfyaml' base

# 5. Plugins see the public header alone.
for plugin in "$source"/plugins/*/; do
    bad=$(grep -hE '#include "(base|language|text|screen|content|plugin|store|ticket|print|visit|kiosk|desk)/' "$plugin"*.[ch] 2>/dev/null || true)
    [ -z "$bad" ] || fail "$plugin includes more than marhaba/plugin.h: $bad"
done

[ "$failures" -eq 0 ] || exit 1
echo "every arrow is one the plan draws"
