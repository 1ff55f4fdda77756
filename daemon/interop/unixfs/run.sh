#!/usr/bin/env bash
# Compares our roots with those of npm's ipfs-unixfs-importer, for every case of cases.json.
# Needs Node 20 and Maven; fails on any difference.
set -euo pipefail
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --silent
cd ../../..
exec mvn -q -pl daemon/interop -am test -Dcairn.interop=true -Dtest=UnixFsInteropTest \
  -Dsurefire.failIfNoSpecifiedTests=false
