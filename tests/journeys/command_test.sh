#!/usr/bin/env bash
# The administrator's day: a new installation, its officers, every wrong way of writing a command, and a
# doctor who finds each damage and says how to mend it, in English, French and Arabic.
set -u
stage=$1
scratch=$2
rm -rf "$scratch"
mkdir -p "$scratch"
cd "$scratch"
failures=0
marhaba=$stage/bin/marhaba
export MARHABA_LANG=en

fail() {
    echo "FAILED $1"
    [ ! -e said ] || sed 's/^/    /' said | head -30
    failures=$((failures + 1))
}

# expect CODE PATTERN COMMAND…: exits with CODE and says PATTERN (extended regular expression, "" for any).
expect() {
    local code=$1 pattern=$2 got
    shift 2
    "$@" >said 2>&1
    got=$?
    [ "$got" -eq "$code" ] || fail "exit $got, not $code: $*"
    [ -z "$pattern" ] || grep -Eq -- "$pattern" said || fail "no /$pattern/: $*"
    ! grep -Eq 'Sanitizer|runtime error' said || fail "a sanitizer spoke: $*"
}

run() { "$marhaba" --home "$@"; }

# ---- A new installation ----
expect 0 'taliouine|Taliouine' run home init --commune taliouine --zgh-confirmed --officer agent --name 'Fatima Amrani'
grep -Eq '^First password of agent: [a-z0-9]{4}(-[a-z0-9]{4})+$' said || fail "no first password"
[ "$(grep -cE '\b[a-z0-9]{4}(-[a-z0-9]{4})+\b' said)" -eq 1 ] || fail "the password is told once"
for part in commune.yaml plugins.d content content/published.db slips keys marhaba.db; do
    [ -e "home/$part" ] || fail "the new installation has no $part"
done
[ "$(find . -name '.marhaba-*' | wc -l)" -eq 0 ] || fail "init left its workshop"
[ "$(stat -c %a home/keys/commune.key)" = 600 ] || fail "the secret key is open to others"
password=$(grep -Eo '[a-z0-9]{4}(-[a-z0-9]{4})+$' said)
! grep -rqF "$password" home || fail "the first password is written down"

expect 0 'All is well' run home doctor
expect 0 '^(checklist|appointments|information) +[0-9.]+ +on +[A-Z]' run home plugin list
expect 0 'whole: [0-9]+ lines' run home audit verify
grep -Eq '[0-9a-f]{64}' said || fail "audit verify told no head"
expect 0 '^marhaba [0-9]+\.[0-9]+\.[0-9]+$' "$marhaba" --version
expect 0 'officer add LOGIN' "$marhaba" --help
expect 0 'officer add LOGIN' "$marhaba" officer --help

# An empty folder that is there already, even the one we stand in, is as good.
mkdir standing
expect 0 'ready' env -C standing "$marhaba" --home . init
expect 0 'no officer yet' run standing officer list
expect 1 'officer.*officer add LOGIN' run standing/ doctor
expect 0 '' run standing officer add agent
expect 0 'All is well' run standing/ doctor
[ -z "$(find standing -name '.marhaba-*')" ] || fail "init left its workshop in the folder"

# What is there is never touched, and what fails leaves nothing.
before=$(find home -type f ! -name '*-journal' -exec sha256sum {} + | sort)
expect 1 'installation of Marhaba already.*doctor' run home init
[ "$before" = "$(find home -type f ! -name '*-journal' -exec sha256sum {} + | sort)" ] || fail "init changed what was there"
mkdir full && echo mine >full/letter
expect 1 'not empty' run full init
[ "$(ls -A full)" = letter ] || fail "init wrote into a full folder"
echo file >plain
expect 1 'not a folder' run plain init
expect 1 'nowhere.*taliouine' run new/deep init --commune nowhere
expect 1 'Arbaa Sahel.*--zgh-confirmed.*commune\.yaml' run new/deep init --commune arbaa-sahel --zgh-confirmed
expect 1 '\.\./\.\..*taliouine' run new/deep init --commune ../../demo/taliouine
expect 1 'near to it are: tiznit\. .*agadir' run new/deep init --commune Tiznitt
expect 1 'login is' run new/deep init --officer 'No Such Login!'
[ ! -e new ] || fail "a failed init left a folder"
expect 0 'ready' run new/deep/er init

# A limit on the size of files is a full disk: one sentence, and nothing left, no key least of all.
for most in 0 4 40 200 1000; do
    expect 1 'limited.*marhaba-.*' bash -o pipefail -c "(ulimit -f $most; exec \"\$@\") 2>&1 | cat" _ "$marhaba" --home limited/home init --officer agent
    grep -q 'free some space' said || fail "no cure for a full disk"
    [ -z "$(find . -name 'limited*' -o -name '.marhaba-*')" ] || fail "init with files of at most $most KB left something"
done

# ---- Officers ----
expect 0 'First password of driss' run home officer add driss --name 'Driss'
expect 1 'driss' run home officer add driss
expect 0 '^agent +Fatima Amrani +first password to be changed +never' run home officer list
grep -Eq '^driss +Driss' said || fail "the second officer is not listed"
expect 0 'First password of driss' run home officer reset driss
expect 0 'no access' run home officer disable driss
expect 0 '^driss +Driss +no access' run home officer list
expect 1 'nobody' run home officer reset nobody
expect 1 'nobody' run home officer disable nobody
expect 1 '[Ll]ogin' run home officer add 'Robert"; DROP TABLE officers'
expect 0 'whole' run home audit verify

# A command that is told can be written as it is told, in a folder with blanks and quotes too.
told() { # PATTERN: the command that was told last, written
    local command
    command=$(grep -oE "$1" said | head -n 1)
    PATH=$stage/bin:$PATH bash -c "$command" >said 2>&1 || fail "it cannot be written as it is told: $command"
}
odd="l'accueil de la commune"
expect 1 'init"$' run "$odd" officer list
told 'marhaba --home .* init'
expect 0 'no officer yet' run "$odd" officer list
told 'marhaba --home .* officer add LOGIN'
grep -q 'First password' said || fail "officer add was not reached"
rm -r "$odd/slips" "$odd/content/published.db"
expect 1 'mkdir' run "$odd" doctor
told "mkdir [^\"]*"
expect 1 'content publish' run "$odd" doctor
told 'marhaba --home [^"]* content publish'
[ -d "$odd/slips" ] && [ -e "$odd/content/published.db" ] || fail "what was told did not mend"

# ---- Wrong uses: one sentence, what to write instead, exit 2 ----
wrong() {
    local pattern=$1
    shift
    expect 2 "$pattern" "$@"
    [ "$(wc -l <said)" -eq 1 ] || fail "not one sentence: $*"
}
wrong 'say what to do.*doctor' "$marhaba"
wrong '"--home" needs.*DIR' "$marhaba" --home
wrong '"--hoem".*--home DIR' "$marhaba" --hoem home doctor
wrong 'which installation.*--home DIR doctor' "$marhaba" doctor
wrong 'doktor.*doctor' run home doktor
wrong 'fly.*--help' run home fly
wrong 'add, list, reset, disable' run home officer
wrong 'officer disable LOGIN' run home officer disble agent
wrong 'LOGIN is missing' run home officer reset
wrong '"b" is one word too many' run home officer add a b
wrong '"--nmae".*--name NAME' run home officer add a --nmae b
wrong '"--name" needs a value' run home officer add a --name
wrong 'CODE is missing' run home ticket show
wrong 'nine-digit code' run home ticket show xyz
wrong '2026-0412' run home case show xyz
expect 1 'D-004' run home ticket show D-004
expect 1 'no such case|no case' run home case show 2026-9999
expect 1 'commune\.yaml.*init' run nowhere officer list

# ---- The doctor ----
damaged() { # NAME: a fresh copy of the good installation
    rm -rf damaged
    cp -a home damaged
}
finds() { # PATTERN [PROGRAM]: the doctor of this copy finds it, and says so in three languages
    local pattern=$1 program=${2:-$marhaba} language
    for language in en fr ar; do
        MARHABA_LANG=$language expect 1 "$pattern" "$program" --home damaged doctor
    done
}
damaged && expect 0 '' run damaged officer disable agent && finds 'damaged officer add LOGIN'
damaged && sqlite3 damaged/marhaba.db "INSERT INTO about VALUES ('commune_number', '123456')" && finds '123456'
expect 0 'All is well' env MARHABA_LANG=en "$marhaba" --home home doctor
damaged && later=$(date -d '+2 days' +%s) && sqlite3 damaged/marhaba.db "INSERT INTO cases
    (number, service, language, opened_ms, changed_ms, state) VALUES ('2026-0001', 'OFFICER', 'fr', 1, 1, 'new');
    INSERT INTO case_events (case_id, at_ms, kind) VALUES (1, ${later}000, 'issued')" && finds 'timedatectl'
damaged && rm damaged/keys/commune.key && finds 'damaged/keys/commune\.key'
damaged && rm damaged/keys/commune.pub && finds 'damaged/keys/commune\.pub'
damaged && chmod 0644 damaged/keys/commune.key && finds 'damaged/keys/commune\.key.*0?600'
damaged && rm damaged/marhaba.db* damaged/keys/commune.key && finds 'damaged/marhaba\.db' && finds 'damaged/keys/commune\.key'
damaged && echo 'no database' >damaged/marhaba.db && finds 'damaged/marhaba\.db'
# A commune of another user is neither missing nor new: one sentence says who may read it. The other user has
# a copy of the programs, for these may lie below a folder of root's own.
open=$(mktemp -d)
trap 'rm -rf "$open"' EXIT
chmod 0755 "$open"
as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$open/stage/bin/marhaba" --home "$@"; }
if [ "$(id -u)" -eq 0 ]; then
    cp -aL "$stage" "$open/stage"
    cd "$open"
    cp -a "$scratch/home" home
    damaged && chmod 0750 damaged && for language in en fr ar es; do
        MARHABA_LANG=$language expect 1 '\(nobody\).*damaged.*root' \
            as_nobody damaged doctor
        ! grep -qE 'init|mkdir|keys/|commune\.yaml' said || fail "what may not be read is told as missing"
    done
    expect 1 '\(nobody\).*damaged.*root' as_nobody damaged init
    damaged && chmod 0755 damaged && chmod 0600 damaged/commune.yaml &&
        expect 1 '\(nobody\).*damaged/commune\.yaml.*root' as_nobody damaged doctor
    mkdir closed && chmod 0755 closed && cp -a home closed/home && chown -R 65534 closed/home && mkdir closed/slips
    sed -i "s|to: file:slips.*|to: file:$open/closed/slips|" closed/home/commune.yaml
    expect 1 'closed/slips' as_nobody closed/home doctor
    cd "$scratch"
fi
# Without a backup the commands that are told begin anew, with the settings and the content there were.
begins_anew() { # DAMAGE…: of the database
    rm -rf damaged damaged.old 'da maged' 'da maged.old'
    cp -a home 'da maged'
    sed -i 's/^booking_days:.*/booking_days: 17/' 'da maged/commune.yaml'
    (cd 'da maged' && "$@")
    expect 1 'put back its last backup' run 'da maged' doctor
    PATH=$stage/bin:$PATH bash -c "$(grep -oE 'mv .*' said)" >said 2>&1 || fail "the commands that are told do not work"
    expect 0 'First password' run 'da maged' officer add agent
    expect 0 'All is well' run 'da maged' doctor
    grep -q 'booking_days: 17' 'da maged/commune.yaml' && [ -e 'da maged.old/commune.yaml' ] || fail "the settings are lost"
}
begins_anew rm marhaba.db
begins_anew cp /dev/null marhaba.db
begins_anew cp commune.yaml marhaba.db
begins_anew sqlite3 marhaba.db 'PRAGMA application_id = 7'
damaged && sqlite3 damaged/marhaba.db 'PRAGMA user_version = 4711' && finds 'damaged/marhaba\.db.*4711'
damaged && printf 'hours: [\n' >>damaged/commune.yaml && finds 'damaged/commune\.yaml:[0-9]+: '
damaged && sed -i 's/^booking_days:.*/booking_days: often/' damaged/commune.yaml && finds 'damaged/commune\.yaml:[0-9]+: .*often'
damaged && sed -i 's/^plugins: \[/plugins: [teleport, /' damaged/commune.yaml && finds '"?teleport'
damaged && sed -i 's/^home: \[/home: [MOON-TRIP, /' damaged/commune.yaml && finds 'MOON-TRIP'
damaged && rm -r damaged/content && finds 'damaged/content'
damaged && rm damaged/content/published.db && finds 'content publish'
published=damaged/content/published.db
for damage in "truncate -s 4096 $published" "cp damaged/commune.yaml $published" \
    "dd if=/dev/zero of=$published bs=4096 seek=1 count=60 conv=notrunc status=none"; do
    damaged && $damage
    finds 'damaged/content/published\.db.*content publish'
    [ "$(grep -cE '^ +[0-9]+\. ' said)" -eq 1 ] || fail "one damaged file is told as more than that"
    expect 0 '' run damaged content publish
    expect 0 'All is well' run damaged doctor
done
damaged && printf 'holidays: [\n' >damaged/content/calendar.yaml && finds 'damaged/content/calendar\.yaml:[0-9]+' && finds 'content check.*content publish'
damaged && rm -r damaged/slips && touch damaged/slips && finds 'damaged/slips'
damaged && sed -i 's|to: file:slips.*|to: fax:12|' damaged/commune.yaml && finds 'fax:12'
damaged && sed -i 's|to: file:slips.*|to: device:/dev/no-printer|' damaged/commune.yaml && finds '/dev/no-printer'
prints_to() { damaged && sed -i "s|to: file:slips.*|to: $1|" damaged/commune.yaml; }
prints_to tcp:127.0.0.1:1 && finds '127\.0\.0\.1:1[ :]'
prints_to tcp:no-such-printer.invalid:9100 && finds 'no-such-printer\.invalid'
prints_to "device:$PWD/plain" && finds '/plain .*/dev/usb/lp0'
prints_to "file:$PWD/plain" && finds '/plain'
# One that listens is well, and gets nothing to print.
python3 -c 'import socket, sys
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
listening.settimeout(30)
print(listening.accept()[0].recv(1), flush=True)' >listener &
listener=$!
for _ in $(seq 100); do [ -s listener ] && break || sleep 0.1; done
prints_to "tcp:127.0.0.1:$(head -n 1 listener)" && expect 0 'All is well' run damaged doctor
wait "$listener"
[ "$(tail -n 1 listener)" = "b''" ] || fail "the doctor sent something to the printer"
damaged && sed -i 's|address: 127.0.0.1.*|address: 0.0.0.0|' damaged/commune.yaml && finds '0\.0\.0\.0.*TLS|TLS.*0\.0\.0\.0'
damaged && sed -i 's|address: 127.0.0.1.*|address: 127.example|' damaged/commune.yaml && finds '127\.example.*TLS|TLS.*127\.example'
damaged && sed -i 's|address: 127.0.0.1.*|address: 0.0.0.0\n  certificate: lost.pem\n  key: lost.key|' damaged/commune.yaml &&
    finds 'damaged/lost\.pem' && finds 'damaged/lost\.key'
openssl req -x509 -newkey rsa:2048 -nodes -keyout a.key -out a.pem -days 2 -subj /CN=a >/dev/null 2>&1
openssl genrsa -out b.key 2048 >/dev/null 2>&1
echo junk >junk.pem
for pair in junk.pem:a.key:junk.pem a.pem:junk.pem:junk.pem a.pem:b.key:b.key; do
    IFS=: read -r certificate key wrong <<<"$pair"
    damaged && cp "$certificate" "$key" damaged && chmod 0600 damaged/"$key" &&
        sed -i "s|address: 127.0.0.1.*|&\n  certificate: $certificate\n  key: $key|" damaged/commune.yaml &&
        finds "damaged/$wrong .*PEM"
done
damaged && cp a.pem a.key damaged && chmod 0600 damaged/a.key &&
    sed -i 's|address: 127.0.0.1.*|&\n  certificate: a.pem\n  key: a.key|' damaged/commune.yaml
expect 0 'All is well' run damaged doctor
damaged && sqlite3 damaged/marhaba.db "$(sqlite3 damaged/marhaba.db \
    "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")
    UPDATE audit SET deed = 'nothing happened' WHERE rowid = 2;" && finds 'line 2 |ligne 2 |السطر 2 '
expect 1 'line 2 ' run damaged audit verify
damaged && printf 'id: broken\nversion: 1\ncolour: red\n' >manifest && mkdir damaged/plugins.d/broken &&
    mv manifest damaged/plugins.d/broken/manifest.yaml && finds 'broken/manifest\.yaml:[0-9]+'

damaged && rm damaged/marhaba.db* && expect 1 'History +not looked at' run damaged doctor
damaged && echo 'hours: [' >>damaged/commune.yaml && expect 1 'Desk +not looked at' run damaged doctor

damaged && printf 'friday_pause: 12:00-14:30\n' >damaged/content/calendar.yaml
expect 1 'free some space on the disk of damaged' bash -o pipefail -c '(ulimit -f 1000; exec "$@") 2>&1 | cat' _ "$marhaba" --home damaged content publish
cmp -s damaged/content/published.db home/content/published.db || fail "what was published is spoiled"

# What was changed is published, once, and then all is well again.
audited() { run damaged audit verify | grep -oE '[0-9]+' | head -n 1; }
damaged && printf 'friday_pause: 12:00-14:30\n' >damaged/content/calendar.yaml && finds 'content check.*content publish'
before=$(audited)
expect 0 '' run damaged content publish
expect 0 '' run damaged content publish
[ "$(audited)" -eq $((before + 1)) ] || fail "the audit has $(audited) lines after $before and one publishing that changed something"
expect 0 'All is well' run damaged doctor
# What is past its date is published, and told until somebody verifies it.
damaged && printf 'checked_on: 2025-01-01\nvalid_until: 2026-01-01\n' >damaged/content/calendar.yaml
expect 0 '' run damaged content publish
finds ': 1[,،] .*calendar\.yaml:[0-9]+.*content check'
# A name that nobody has confirmed is a remark, no trouble.
damaged && sed -i 's/zgh_confirmed: yes/zgh_confirmed: no/' damaged/commune.yaml
expect 0 'To confirm: .*ⵜⴰⵍⵉⵡⵉⵏ.*damaged/commune\.yaml.*zgh_confirmed: yes' run damaged doctor
MARHABA_LANG=ar expect 0 'ⵜⴰⵍⵉⵡⵉⵏ.*damaged/commune\.yaml.*zgh_confirmed: yes' run damaged doctor

# Two damages are both told, and counted.
damaged && rm -r damaged/slips && sed -i 's|to: file:slips.*|to: fax:12|' damaged/commune.yaml
expect 1 '2 things to mend' run damaged doctor
grep -Eq ' +1\. .*damaged/slips' said && grep -Eq ' +2\. .*fax:12' said || fail "two damages, not both told"

# Parts of Marhaba itself, in a copy of it.
spoiled() { # FILE: a copy of the stage whose FILE may be changed
    rm -rf spoiled
    cp -a --link "$stage" spoiled
    cp --remove-destination "$stage/$1" "spoiled/$1.new" && mv "spoiled/$1.new" "spoiled/$1"
}
damaged
spoiled share/marhaba/fonts.yaml && sed -i 's/NotoSansArabic-Regular/NotoSansAtlantis/' spoiled/share/marhaba/fonts.yaml &&
    finds 'arabic.*fonts-noto-core' spoiled/bin/marhaba
head -c 5000 /dev/zero >wreck.ttf
spoiled share/marhaba/fonts.yaml && sed -i "s|- /.*/truetype/noto/NotoSansArabic-Regular.ttf|- $PWD/wreck.ttf|" spoiled/share/marhaba/fonts.yaml &&
    finds 'wreck\.ttf' spoiled/bin/marhaba
# What the programs do not start without: the doctor finds it, and they name the cure themselves.
for part in theme.yaml fonts.yaml; do
    spoiled share/marhaba/$part && rm spoiled/share/marhaba/$part && finds "$part" spoiled/bin/marhaba
    expect 1 "$part is missing.*install it again" spoiled/bin/marhaba-desk --home damaged --port 0
    expect 1 "$part is missing.*install it again" spoiled/bin/marhaba-kiosk --home damaged --driver dummy
done
for wrong in 's/ink: "#1B2233"/ink: "dark"/' 's/^spaces:/places:/' 's/gap: [0-9]*/gap: wide/' 's/^tints:/tints: [/'; do
    spoiled share/marhaba/theme.yaml && sed -i "$wrong" spoiled/share/marhaba/theme.yaml &&
        finds 'theme\.yaml:[0-9]+' spoiled/bin/marhaba
done
for part in desk.css desk.js; do
    # In a build's stage this folder is a link into the source.
    spoiled share/marhaba/theme.yaml && rm -r spoiled/share/marhaba/desk &&
        cp -rL "$stage/share/marhaba/desk" spoiled/share/marhaba/desk && rm "spoiled/share/marhaba/desk/$part" &&
        finds "marhaba/desk/$part" spoiled/bin/marhaba
done
spoiled share/marhaba/theme.yaml && rm -r spoiled/share/marhaba/content && finds 'marhaba/content' spoiled/bin/marhaba
spoiled share/marhaba/locale/kiosk/ar.mo && printf '\377\377\377\177' | dd of=spoiled/share/marhaba/locale/kiosk/ar.mo bs=1 seek=8 conv=notrunc status=none &&
    finds 'kiosk/ar\.mo' spoiled/bin/marhaba
for lost in kiosk/ar slip/zgh desk/es; do
    spoiled share/marhaba/locale/$lost.mo && rm spoiled/share/marhaba/locale/$lost.mo && finds "locale/$lost\.mo" spoiled/bin/marhaba
done
spoiled libexec/marhaba/marhaba-runner && rm spoiled/libexec/marhaba/marhaba-runner &&
    finds 'marhaba-runner' spoiled/bin/marhaba
spoiled lib/marhaba/plugins.d/checklist/checklist.so && echo 'no library' >spoiled/lib/marhaba/plugins.d/checklist/checklist.so &&
    finds 'checklist' spoiled/bin/marhaba
# Even when the administrator's own words cannot be read.
spoiled share/marhaba/locale/admin/fr.mo && : >spoiled/share/marhaba/locale/admin/fr.mo &&
    finds 'admin/fr\.mo' spoiled/bin/marhaba

# ---- Other languages ----
MARHABA_LANG=fr expect 0 'Tout va bien' run home doctor
MARHABA_LANG=ar expect 0 'كل شيء على ما يرام' run home doctor
MARHABA_LANG=es expect 0 'Todo está bien' run home doctor
! grep -Eq 'write-ahead|rollback|waits' said || fail "English in the Spanish report"
MARHABA_LANG=zgh expect 0 'كل شيء على ما يرام' run home doctor
expect 0 'Tout va bien' env LC_ALL=fr_FR.UTF-8 MARHABA_LANG= "$marhaba" --home home doctor
MARHABA_LANG=fr expect 2 'doktor.*doctor' run home doktor
grep -q 'il n’y a pas\|n’existe pas\|Il n’y a pas' said || fail "not in French"
MARHABA_LANG=ar expect 2 'doktor.*doctor' run home doktor
grep -q 'لا ' said || fail "not in Arabic"
MARHABA_LANG=ar expect 0 'كلمة السر الأولى' run home officer reset agent

[ "$failures" -eq 0 ] || {
    echo "$failures failed"
    exit 1
}
echo "the administrator was told everything"
