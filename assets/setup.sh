# What ./start and ./check share: the distribution's packages, and the build. Sourced, never run.
. assets/words.sh

packages_to_build="gcc cmake ninja-build pkg-config gettext make libc6-dev
  libsdl2-dev libsdl2-ttf-dev libsdl2-image-dev libicu-dev libharfbuzz-dev libfyaml-dev libjansson-dev
  libcairo2-dev libpng-dev libevent-dev libssl-dev libsodium-dev libseccomp-dev libqrencode-dev
  libsqlite3-dev libmd4c-dev fonts-noto-core tzdata"

# The tour drives the kiosk from Python's own library and photographs the desk in a browser.
packages_to_tour="python3 chromium chromium-driver"

packages_to_check="clang-14 clang-format-14 libclang-rt-14-dev llvm-14 libcmocka-dev binutils
  zbar-tools zxing-cpp-tools xvfb xauth xdotool x11-utils x11-xkb-utils imagemagick poppler-utils
  sqlite3 strace nodejs npm python3 python3-jsonschema python3-yaml chromium chromium-driver curl openssl
  procps"

say() {
    printf '%s\n' "$*" >&2
}

# tell KEY [VALUE…]: a sentence of words.sh.
tell() {
    words "$@" >&2
}

# Installs those of the named packages that are missing; says so first.
install_packages() {
    local missing="" package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' && continue
        # Where Node.js came another way, the distribution's would only clash with it.
        case $package in
        nodejs) command -v node >/dev/null && continue ;;
        npm) command -v npm >/dev/null && continue ;;
        python3) command -v python3 >/dev/null && continue ;;
        esac
        missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    tell installing "$missing"
    local as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            tell root_only
            say "    apt-get install --no-install-recommends$missing"
            return 1
        }
        as_root=sudo
    fi
    # shellcheck disable=SC2086
    { $as_root apt-get update -q &&
        DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q --no-install-recommends $missing; } \
        >"${TMPDIR:-/tmp}/marhaba-packages.log" 2>&1 || {
        tail -n 20 "${TMPDIR:-/tmp}/marhaba-packages.log" >&2
        tell apt_failed
        return 1
    }
}

# build FOLDER [cmake options]: configures once, then builds; shows the log only when it fails.
build() {
    local folder=$1 log
    shift
    mkdir -p "$folder"
    log=$folder/build.log
    local launcher=""
    command -v ccache >/dev/null && launcher=-DCMAKE_C_COMPILER_LAUNCHER=ccache
    # shellcheck disable=SC2086
    if ! { cmake -S "$root" -B "$folder" -G Ninja $launcher "$@" && ninja -C "$folder"; } >"$log" 2>&1; then
        tail -n 60 "$log" >&2
        tell build_failed "$folder" "$log"
        return 1
    fi
}
