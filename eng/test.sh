#!/usr/bin/env bash
# Everything that must hold before a change is merged: builds without warnings, is formatted, passes all tests.
# The last line is 'N passed, N failed, N skipped'. Exit 0 only when nothing failed.
#   usage: eng/test.sh [arguments for dotnet test, e.g. --filter Npy]
#          eng/test.sh --quick --filter Npy     while you work: builds the test projects that have such tests and what they
#                                               need, without analyzers; checks no formatting
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0

full() { # full [arguments for dotnet test]
  bash eng/setup.sh --tests

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
}

quick() { # quick --filter FILTER [more arguments for dotnet test]
  local projects project
  if [ "${1:-}" != --filter ] || [ -z "${2:-}" ]; then
    echo "usage: eng/test.sh --quick --filter NAME" >&2
    exit 1
  fi
  mapfile -t projects < <(projects_of "$2")
  for project in "${projects[@]}"; do
    echo "== $project"
    dotnet build "$project" --configuration Quick --nologo --verbosity quiet || { status=1; continue; }
    dotnet test "$project" --configuration Quick --no-build --nologo \
      --logger trx --results-directory "$results" "$@" || status=1
  done
}

# Projects with a file of tests that declares a namespace, class or method with a word of the filter in its name.
projects_of() { # projects_of FILTER
  local words project
  words=$(grep -oE '[A-Za-z0-9_]+' <<<"$1" | grep -vxE 'FullyQualifiedName|DisplayName|ClassName|Namespace|Name' | paste -sd'|')
  for project in tests/*/; do
    if grep -rlE --include='*.cs' --exclude-dir=obj --exclude-dir=bin '\[(Skippable)?(Fact|Theory)' "$project" \
      | xargs -r grep -qiE "(namespace|class|void|Task) [^;({]*($words)"; then
      echo "${project%/}"
    fi
  done
}

if [ "${1:-}" = --quick ]; then
  quick "${@:2}"
else
  full "$@"
fi

# Sums the counters of every result file: <Counters total="3" executed="2" passed="2" failed="0" ... />
counter() {
  find "$results" -name '*.trx' -exec cat {} + | tr -d '\r' | sed -n "s/.*<Counters .*$1=\"\([0-9]*\)\".*/\1/p" | awk '{ n += $1 } END { print n + 0 }'
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
