#!/usr/bin/env bash
# Every form in which runtime-c scales an accumulator, for all 2^32 accumulators of 25 factors. About a quarter of an hour on two cores.
#   usage: eng/exhaustive-fixed-point.sh [FIRST STEP [SAMPLE]]     every STEP-th factor from FIRST on; one in SAMPLE of the accumulators
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=$(mktemp -d)/fixed_point
trap 'rm -rf "$(dirname "$program")"' EXIT
gcc -std=c11 -O3 -march=native -Wall -Wextra -Werror -Wno-unused-function -I runtime-c tests/exhaustive/fixed_point.c -o "$program"
if [ $# -gt 0 ]; then
    "$program" "$@"
else
    "$program" 0 2 & "$program" 1 2
    wait $!
fi
