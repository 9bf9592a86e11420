#!/usr/bin/env bash
# Install the Debian packages of tools/debian-packages.txt that are missing; not root: print the command.
set -euo pipefail
cd "$(dirname "$0")"

wanted=$(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' debian-packages.txt)
if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian system: please install what these Debian packages hold:" $wanted >&2
    exit 0
fi
# «Provides» counts: newer Debians carry some libraries under a longer name.
present=$(dpkg-query -W -f='${db:Status-Abbrev}\t${Package}, ${Provides}\n' |
    sed -n 's/^ii *\t//p' | tr ',' '\n' | sed -e 's/(.*//' -e 's/ //g' | sort -u)
missing=$(comm -23 <(sort -u <<<"$wanted") <(printf '%s\n' "$present"))
[ -z "$missing" ] && exit 0

install=(apt-get install --yes --no-install-recommends -o Acquire::Retries=5 $missing)
if [ "$(id -u)" -ne 0 ]; then
    echo "Some system packages are missing. Install them with this command, then run make again:" >&2
    echo "  sudo apt-get update && sudo ${install[*]}" >&2
    exit 1
fi
echo "Installing system packages:" $missing
export DEBIAN_FRONTEND=noninteractive
apt-get update -q -o Acquire::Retries=5
"${install[@]}" -q
