#!/bin/sh
# Sets up what a fresh machine lacks. The Makefile calls one step at a time:
#   uv | venv | packages FILE | data | browser | redis
# Each step says what it does and how long it took; data, browser and redis are silent
# when there is nothing to do.
set -eu

UV_VERSION=0.13.9
UV=.tools/bin/uv
PYTHON=.venv/bin/python

say() { echo "== $*"; }

fail() {
    echo "Setup stopped: $*" >&2
    exit 1
}

timed() {
    say "$1"
    shift
    started=$(date +%s)
    "$@" || return
    say "done in $(($(date +%s) - started)) s"
}

apt_install() {
    say "Installing $* with apt-get"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get update -qq </dev/null && apt-get install -y -qq "$@" </dev/null
}

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

in_range() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
        2>/dev/null
}

# the first interpreter TensorFlow 2.21 has wheels for: 3.11, 3.12, 3.13
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if in_range "$name"; then
            command -v "$name"
            return
        fi
    done
}

make_tools() {
    python3 -m venv --clear .tools >/dev/null 2>&1 && return
    can_apt || fail "Debian keeps venv in a package of its own. Run" \
        "\`sudo apt-get install -y python3-venv\`, then the same make command again."
    apt_install python3-venv || fail "apt-get could not install python3-venv."
    python3 -m venv --clear .tools
}

install_uv() {
    command -v python3 >/dev/null || fail "there is no python3. Run" \
        "\`sudo apt-get install -y python3 python3-venv\`, then try again."
    make_tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check \
        "uv==$UV_VERSION" || fail "pip could not fetch uv $UV_VERSION (its reason is" \
        "above). With uv on the PATH this step is skipped."
}

step_uv() {
    if uv --version >/dev/null 2>&1; then
        say "Using uv from the PATH ($(uv --version))"
        mkdir -p .tools/bin
        ln -sf "$(command -v uv)" "$UV"
    else
        timed "Fetching uv $UV_VERSION, the package installer (18 MB)" install_uv
    fi
}

# uv's cache lies in HOME; where that cannot be written, beside the tools
choose_cache() {
    cache=$("$UV" cache dir 2>/dev/null || true)
    if [ -z "$cache" ] || ! mkdir -p "$cache" 2>/dev/null || [ ! -w "$cache" ]; then
        export UV_CACHE_DIR="$PWD/.tools/uv-cache"
    fi
}

step_venv() {
    choose_cache
    found=$(find_python)
    if [ -z "$found" ]; then
        have=$(python3 --version 2>/dev/null || echo "no python3")
        say "TensorFlow needs Python 3.11, 3.12 or 3.13; this machine has $have"
        found=3.13
    fi
    timed "Making the environment .venv with $found" \
        "$UV" venv --quiet --clear --python "$found" .venv || true
    in_range "$PYTHON" || fail "expected Python 3.11, 3.12 or 3.13, and uv could not" \
        "fetch one. Install it (on Debian 12 or 13: \`sudo apt-get install -y" \
        "python3\`), then try again."
}

step_packages() {
    choose_cache
    timed "Installing the packages of $1 (first time about 700 MB, 1 to 5 minutes)" \
        "$UV" pip install --python "$PYTHON" -r "$1"
    # Python compiles what it imports once; done here, the next start takes seconds
    timed "Preparing the first start" "$PYTHON" -c \
        "import dash, numpy, onnxruntime, pandas, plotly.graph_objects"
}

step_data() {
    stamp=${LOOKBOOK_CACHE:-.lookbook/cache}/.data-stamp
    if [ "$(cat "$stamp" 2>/dev/null)" = "from ${LOOKBOOK_DATA:-}" ]; then
        if [ -n "${LOOKBOOK_DATA:-}" ] || [ -d "${stamp%/*}/fashion-mnist" ] ||
            [ -d /usr/share/datasets/fashion-mnist ]; then
            return
        fi
    fi
    timed "Looking for Fashion-MNIST (31 MB where it must be fetched)" \
        "$PYTHON" -m dashboard data
    mkdir -p "${stamp%/*}"
    echo "from ${LOOKBOOK_DATA:-}" >"$stamp"
}

has_browser() {
    command -v chromedriver >/dev/null || return 1
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return
    done
    return 1
}

step_browser() {
    if has_browser; then return; fi
    can_apt || fail "the browser tests need Chromium and its driver. Run" \
        "\`sudo apt-get install -y chromium chromium-driver\`, then make test again."
    timed "The browser tests need Chromium and its driver (about 100 MB)" \
        apt_install chromium chromium-driver
    has_browser || fail "apt-get installed no usable Chromium. Install Chrome or" \
        "Chromium with a chromedriver of the same version and put both on the PATH."
}

# tests start servers of their own; the service that Debian starts is not needed
install_redis() {
    apt_install redis-server || return
    if command -v systemctl >/dev/null; then
        systemctl disable --now redis-server >/dev/null 2>&1 || true
    else
        service redis-server stop >/dev/null 2>&1 || true
    fi
}

step_redis() {
    if command -v redis-server >/dev/null; then return; fi
    if can_apt && timed "Tests of several machines need Redis (about 2 MB)" \
        install_redis; then
        return
    fi
    say "Without redis-server the tests of the Celery engine are skipped. To have them:" \
        "\`sudo apt-get install -y redis-server\`, then make test again."
}

step=$1
shift
"step_$step" "$@"
