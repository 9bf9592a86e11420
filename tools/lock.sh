#!/usr/bin/env bash
# Pin every dependency with its hashes, for Linux and Windows, into files that name no index.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    python3 -m venv build/lock
    build/lock/bin/python -m pip install --quiet uv
    uv=build/lock/bin/uv
fi

# The files stay as they are where nothing forces a change; `UPGRADE=1` takes the newest versions.
lock() {
    local target=$1
    shift
    UV_CUSTOM_COMPILE_COMMAND="make lock" "$uv" pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
        ${UPGRADE:+--upgrade} --output-file "$target" "$@" >/dev/null
    echo "$target: $(grep -c '==' "$target") packages"
}

lock requirements/run.txt pyproject.toml
lock requirements/dev.txt --group dev --constraints requirements/run.txt pyproject.toml
lock requirements/sane.txt --group sane
lock requirements/build.txt --group build --constraints requirements/dev.txt pyproject.toml
if grep -nE '://' requirements/*.txt; then
    echo "a lock file names an address" >&2
    exit 1
fi
