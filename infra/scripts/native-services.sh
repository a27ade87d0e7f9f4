#!/usr/bin/env bash
# Real services for the service-backed suites on a Debian machine: Redis, and PostgreSQL with pgvector.
#
#   eval "$(infra/scripts/native-services.sh start)"   installs what is missing, starts both, sets
#                                                      TEST_DATABASE_URL and TEST_REDIS_URL
#   infra/scripts/native-services.sh stop              stops both and throws their data away
#
# Needs root (or sudo without a password). Progress goes to stderr, exports to stdout. Starting twice is harmless.
set -euo pipefail

state="${GROUNDWORK_SERVICES_DIR:-${TMPDIR:-/tmp}/groundwork-services}"
say() { printf '%s\n' "$*" >&2; }
root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
as_postgres() { root runuser -u postgres -- "$@"; }
has_candidate() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [0-9]'; }
install_package() { root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2; }
free_port() { node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"; }

newest_postgres() { ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 | cut -d/ -f5; }
has_pgvector() { [ -e "/usr/share/postgresql/$1/extension/vector.control" ]; }

# pgvector of the next Debian release, built against the PostgreSQL at hand. The source entry lives in a list of
# its own and is derived from this machine's mirrors, so nothing about the system's suites changes.
build_pgvector() {
  local major="$1" work codename next uris list
  codename="$(. /etc/os-release && echo "${VERSION_CODENAME:-}")"
  case "$codename" in bookworm) next=trixie ;; trixie) next=forky ;; *) say "No pgvector for '$codename'"; exit 1 ;; esac
  uris="$({ find /etc/apt/sources.list /etc/apt/sources.list.d -type f \( -name '*.list' -o -name '*.sources' \) -exec cat {} + 2>/dev/null || true; } |
    awk -v suite="$codename" '
      $1 == "URIs:" { uri = $2 } $1 == "Suites:" { for (i = 2; i <= NF; i++) if ($i == suite) found = uri }
      $1 == "deb" { for (i = 2; i < NF; i++) if ($(i + 1) == suite) found = $i } END { print found }')"
  [ -n "$uris" ] || { say "No package source for $codename on this machine"; exit 1; }
  say "Building pgvector for PostgreSQL $major from the sources of Debian $next"
  install_package build-essential dpkg-dev "postgresql-server-dev-$major"
  work="$(mktemp -d)"
  chmod 755 "$work"
  mkdir -p "$work/lists/partial" "$work/source"
  list="$work/next.sources"
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$uris" "$next" >"$list"
  local apt=(root apt-get -q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$work/parts"
    -o "Dir::State::lists=$work/lists" -o "APT::Sandbox::User=root")
  mkdir -p "$work/parts" && cp "$list" "$work/parts/"
  "${apt[@]}" update >&2
  (cd "$work/source" && "${apt[@]}" source pgvector >&2)
  local source
  source="$(find "$work/source" -mindepth 1 -maxdepth 1 -type d | head -n 1)"
  root make -s -C "$source" OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" >&2
  root make -s -C "$source" OPTFLAGS="" PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" install >&2
  root rm -rf "$work"
}

install_packages() {
  local major
  major="$(newest_postgres)"
  if [ -n "$major" ] && has_pgvector "$major" && command -v redis-server >/dev/null; then return; fi
  root apt-get update -q >&2
  command -v redis-server >/dev/null || install_package redis-server
  [ -n "$major" ] || { install_package postgresql postgresql-contrib; major="$(newest_postgres)"; }
  has_pgvector "$major" && return
  if has_candidate "postgresql-$major-pgvector"; then install_package "postgresql-$major-pgvector"; else build_pgvector "$major"; fi
}

start_postgres() {
  local bin port
  bin="/usr/lib/postgresql/$(newest_postgres)/bin"
  if [ ! -e "$state/postgres.port" ]; then
    root rm -rf "$state/postgres"
    root install -d -o postgres -g postgres -m 700 "$state/postgres"
    as_postgres "$bin/initdb" -D "$state/postgres" --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    port="$(free_port)"
    # Thrown away after the tests: durability would only cost time. Reachable from this machine alone.
    as_postgres tee -a "$state/postgres/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
port = $port
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
shared_buffers = 256MB
CONF
    as_postgres "$bin/pg_ctl" -D "$state/postgres" -w -l "$state/postgres/server.log" start >&2
    # The login role owns its database but is no superuser, so that forced row-level security binds it too.
    as_postgres "$bin/psql" -q -h 127.0.0.1 -p "$port" -d template1 -c 'CREATE EXTENSION IF NOT EXISTS vector' >&2
    as_postgres "$bin/psql" -q -h 127.0.0.1 -p "$port" -d postgres -c 'CREATE ROLE groundwork LOGIN CREATEROLE CREATEDB' \
      -c 'CREATE DATABASE groundwork OWNER groundwork' >&2
    echo "$port" | root tee "$state/postgres.port" >/dev/null
  elif ! as_postgres "$bin/pg_ctl" -D "$state/postgres" status >/dev/null; then
    as_postgres "$bin/pg_ctl" -D "$state/postgres" -w -l "$state/postgres/server.log" start >&2
  fi
  echo "export TEST_DATABASE_URL=postgres://groundwork@127.0.0.1:$(cat "$state/postgres.port")/groundwork"
}

start_redis() {
  [ -e "$state/redis.port" ] || free_port | root tee "$state/redis.port" >/dev/null
  local port
  port="$(cat "$state/redis.port")"
  redis-cli -p "$port" ping >/dev/null 2>&1 ||
    root redis-server --port "$port" --bind 127.0.0.1 --daemonize yes --dir "$state" --save '' --appendonly no \
      --maxmemory-policy noeviction >/dev/null
  echo "export TEST_REDIS_URL=redis://127.0.0.1:$port"
}

stop() {
  [ -d "$state" ] || { say 'Nothing is running'; return; }
  if [ -e "$state/redis.port" ]; then redis-cli -p "$(cat "$state/redis.port")" shutdown nosave 2>/dev/null || true; fi
  if [ -e "$state/postgres.port" ]; then
    as_postgres "/usr/lib/postgresql/$(newest_postgres)/bin/pg_ctl" -D "$state/postgres" -m fast -w stop >&2 || true
  fi
  root rm -rf "$state"
}

case "${1:-start}" in
start)
  install_packages
  root install -d -m 755 "$state"
  start_postgres
  start_redis
  ;;
stop) stop ;;
*) say "usage: $0 [start|stop]"; exit 2 ;;
esac
