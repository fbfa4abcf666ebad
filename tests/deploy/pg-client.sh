#!/usr/bin/env bash
# Puts pg_dump, pg_restore and psql for the embedded PostgreSQL into the folder $1/bin. pg_dump rejects a newer server, and
# Debian 12 has version 15. Unless this machine has a newer one, they come from Debian testing. They are unpacked below $1
# and run with their own C library, so that nothing is installed.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
wanted=18
programs=(pg_dump pg_restore psql)
mkdir -p "$folder/bin"

for place in "$(dirname "$(command -v pg_dump || echo /)")" /usr/lib/postgresql/*/bin; do
  version=$("$place/pg_dump" --version 2>/dev/null | sed -E 's/.* ([0-9]+)[.b].*/\1/') || continue
  if [ "${version:-0}" -ge $wanted ]; then
    for program in "${programs[@]}"; do ln -sf "$place/$program" "$folder/bin/$program"; done
    exit
  fi
done

mkdir -p "$folder"/{lists/partial,archives/partial,root}
touch "$folder/status"
cat >"$folder/debian.sources" <<END
Types: deb
URIs: http://deb.debian.org/debian
Suites: testing
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
cat >"$folder/apt.conf" <<END
Dir::State "$folder";
Dir::State::status "$folder/status";
Dir::Cache "$folder";
Dir::Etc::sourcelist "$folder/debian.sources";
Dir::Etc::sourceparts "-";
APT::Install-Recommends "false";
Acquire::Retries "5";
END
export APT_CONFIG="$folder/apt.conf"
apt-get update -qq
apt-get install -y -qq --download-only postgresql-client
for package in "$folder"/archives/*.deb; do dpkg -x "$package" "$folder/root"; done

libraries=$(echo "$folder"/root/usr/lib/*-linux-gnu)
linker=$(echo "$libraries"/ld-linux-*)
home=$(echo "$folder"/root/usr/lib/postgresql/*/bin)
for program in "${programs[@]}"; do
  printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$linker" "$libraries" "$home/$program" >"$folder/bin/$program"
  chmod +x "$folder/bin/$program"
done
