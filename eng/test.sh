#!/usr/bin/env bash
# Everything that must hold before a change is merged: builds without warnings, is formatted, passes all tests.
# The last line is 'N passed, N failed, N skipped'. Exit 0 only when nothing failed.
#   usage: eng/test.sh [arguments for dotnet test, e.g. --filter Npy]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

bash eng/setup.sh --tests

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0

echo "== build"
dotnet restore MobileNetV2.CodeGen.sln --verbosity quiet
dotnet build MobileNetV2.CodeGen.sln --configuration Release --no-restore --nologo --verbosity quiet --property:WarningLevel=9999

echo "== format"
if ! dotnet format MobileNetV2.CodeGen.sln --no-restore --verify-no-changes --verbosity minimal; then
  echo "not formatted: run 'dotnet format MobileNetV2.CodeGen.sln'"
  status=1
fi

echo "== test"
dotnet test MobileNetV2.CodeGen.sln --configuration Release --no-build --nologo \
  --logger trx --results-directory "$results" "$@" || status=1

# Sums the counters of every result file: <Counters total="3" executed="2" passed="2" failed="0" ... />
counter() {
  cat "$results"/*.trx 2>/dev/null | tr -d '\r' | sed -n "s/.*<Counters .*$1=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
}
total=$(counter total)
passed=$(counter passed)
failed=$(counter failed)
[ "$total" -gt 0 ] || { echo "no test ran"; status=1; }
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "the run is not good although no test failed: see above"
fi
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
[ "$failed" -eq 0 ] || status=1
exit "$status"
