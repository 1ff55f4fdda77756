# What scenarios share; sourced.
set -euo pipefail
daemon=

finish() {
  [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
  rm -rf "$BENCH_DIR"
}
trap finish EXIT

now() { date +%s.%N; }

# seconds COMMAND…: its wall time; what it prints is thrown away.
seconds() {
  local start
  start=$(now)
  "$@" >/dev/null
  echo "$(now) $start" | awk '{ printf "%.3f", $1 - $2 }'
}

# new_repo: a fresh repository for the next measurement, on ephemeral ports.
new_repo() {
  export CAIRN_PATH=$BENCH_DIR/repo
  rm -rf "$CAIRN_PATH"
  "$CAIRN" init --profile=test >/dev/null
}

start_daemon() {
  "$CAIRN" daemon >"$BENCH_DIR/daemon.log" 2>&1 &
  daemon=$!
  local tries=0
  until [ -f "$CAIRN_PATH/gateway" ]; do
    kill -0 "$daemon" 2>/dev/null && [ $((tries += 1)) -lt 600 ] || { cat "$BENCH_DIR/daemon.log" >&2; exit 1; }
    sleep 0.05
  done
}

stop_daemon() {
  kill "$daemon"
  wait "$daemon" || true
  daemon=
}

# peak PID: the most memory that the process has had, in MiB.
peak() { awk '/^VmHWM/ { printf "%d", $2 / 1024 }' "/proc/$1/status"; }

# rate AMOUNT SECONDS and share A B, for tables
rate() { echo "$1 $2" | awk '{ printf "%.0f", $1 / $2 }'; }
share() { echo "$1 $2" | awk '{ printf "%.0f %%", 100 * $1 / $2 }'; }
row() { printf '%-34s %12s %14s %12s %s\n' "$@"; }
