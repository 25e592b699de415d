#!/usr/bin/env bash
# From nothing to proof: builds mnv2c, makes a MobileNetV2, compiles it to C, and runs that C on this machine and on
# emulated Cortex-M cores, where every tensor must have the bits of the reference interpreter.
# Takes about two minutes on two cores, one of them for the build (the first time also for the packages); says what it is doing.
#   usage: eng/demo.sh [WORKDIR]     keeps the generated C there; a temporary folder otherwise
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ $# -gt 0 ]; then
  work=$1
  mkdir -p "$work"
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
run() {
  printf '\n$ mnv2c %s\n' "$*" | sed "s|$work/||g"
  "$root/eng/mnv2c" "$@" | sed "s|$work/||g"
}

echo "takes about two minutes on two cores, the first time some more for compilers and emulators" >&2
bash "$root/eng/setup.sh"
"$root/eng/mnv2c" --version >/dev/null

run new mobilenet_v2 --width 0.35 --resolution 96 --classes 10 --output "$work/demo.json"
run compile "$work/demo.json" --target cortex-m7 --output "$work/gen"

targets="host cortex-m0plus cortex-m3 cortex-m4 cortex-m7 cortex-m33 cortex-m55"
status=0
rows=()
field() { sed -n "s/^  \"$2\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$1" | head -1; }
for target in $targets; do
  echo "verifying on $target" >&2
  exact=no
  if "$root/eng/mnv2c" verify "$work/demo.json" --target "$target" --random 3 --json >"$work/verify.json"; then
    exact=yes
  else
    status=1
  fi
  if [ "$target" = host ]; then
    rows+=("$target|$exact|-|-|-|-")
  elif "$root/eng/mnv2c" bench "$work/demo.json" --target "$target" --json >"$work/bench.json"; then
    code=$(($(field "$work/bench.json" codeBytes) + $(field "$work/bench.json" libraryBytes)))
    flash=$((code + $(field "$work/bench.json" weightsBytes)))
    rows+=("$target|$exact|$(field "$work/bench.json" instructions)|$(field "$work/bench.json" arenaBytes)|$(field "$work/bench.json" stackBytes)|$flash")
  else
    rows+=("$target|$exact|-|-|-|-")
    status=1
  fi
done

echo
{
  echo "target|bit-exact|instructions|arena bytes|stack bytes|flash bytes"
  printf '%s\n' "${rows[@]}"
} | awk -F'|' '{ printf "%-14s %-10s %13s %12s %12s %12s\n", $1, $2, $3, $4, $5, $6 }'
exit "$status"
