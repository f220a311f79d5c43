#!/usr/bin/env bash
# A minimal Debian 12 in a folder, cached, in which `make run` and `make test` must pass from nothing.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "fresh: needs root for debootstrap and chroot" >&2; exit 3; }
command -v debootstrap >/dev/null || { apt-get update -q >/dev/null; DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends debootstrap >/dev/null; }
CACHE="${FRESH_CACHE:-$PWD/.fresh}"
BASE="$CACHE/base"; ROOT="$CACHE/root"
mkdir -p "$CACHE"
mirror=$(grep -rhoE '^(deb|URIs:) *(\[[^]]*\] *)?[a-z]+://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -oE '[a-z]+://[^ ]+' | grep -E '/debian/?$' | head -1 || true)
if [ ! -e "$BASE/.done" ]; then
  rm -rf "$BASE"
  debootstrap --variant=minbase --include=ca-certificates,make,python3,python3-venv,git bookworm "$BASE" ${mirror:+"$mirror"} >"$CACHE/debootstrap.log" 2>&1 || { tail -5 "$CACHE/debootstrap.log"; exit 1; }
  touch "$BASE/.done"
fi
for m in proc sys dev; do umount "$ROOT/$m" 2>/dev/null || true; done
rm -rf "$ROOT"; cp -a "$BASE" "$ROOT"
trap 'for m in proc dev; do umount -l "$ROOT/$m" 2>/dev/null || true; done' EXIT
mount -t proc proc "$ROOT/proc"; mount --bind /dev "$ROOT/dev"
cp -L /etc/resolv.conf "$ROOT/etc/resolv.conf" 2>/dev/null || true
cp -rL /etc/hosts "$ROOT/etc/hosts" 2>/dev/null || true
# how this machine reaches its package registries (settings of the machine, never of the project)
for d in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/auth.conf.d /etc/pip.conf /etc/ssl /usr/local/share/ca-certificates /usr/share/ca-certificates; do
  [ -e "$d" ] && { mkdir -p "$ROOT$(dirname $d)"; rm -rf "$ROOT$d"; cp -rL "$d" "$ROOT$d" 2>/dev/null || true; }
done
[ -d "$HOME/.config/pip" ] && { mkdir -p "$ROOT/root/.config"; cp -rL "$HOME/.config/pip" "$ROOT/root/.config/"; }
[ -f "$HOME/.pip/pip.conf" ] && { mkdir -p "$ROOT/root/.pip"; cp -L "$HOME/.pip/pip.conf" "$ROOT/root/.pip/"; }
git clone -q . "$ROOT/root/project"
pass=$(env | grep -E '^(PIP_|HTTPS?_PROXY|https?_proxy|NO_PROXY|no_proxy|SSL_CERT_FILE|REQUESTS_CA_BUNDLE)' | sed "s/'/'\\\\''/g; s/=\(.*\)/='\1'/" || true)
cat > "$ROOT/root/go.sh" <<GO
set -e
export HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive
$(printf '%s\n' "$pass" | sed '/^$/d; s/^/export /')
cd /root/project
make run
make test
GO
chroot "$ROOT" /bin/bash /root/go.sh
echo "fresh: make run and make test passed in a minimal Debian 12"
