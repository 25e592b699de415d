#!/usr/bin/env bash
# Puts faults into runtime-c, an operator or a constant at a time, and runs small networks and calls of kernels whose bits are known, watched by
# sanitizers: how many of the faults they notice.
#   usage: eng/mutate-c.sh [COUNT [FIRST]]     COUNT mutants spread over all files (default 500; two or three a second on two cores), from number FIRST on
#          MNV2_MUTANTS_BENCH=FOLDER           keeps the programs there: the next run begins at once
#          MNV2_MUTANTS_FILE=part-of-a-name eng/mutate-c.sh 100000     all of some files
# The last lines are those that nobody noticed. tests/mutation/survivors.txt, where it exists, has those that are no faults, with the reason:
# a line without its number, and " | why" behind it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
report=$(mktemp)
trap 'rm -f "$report" "$report.log"' EXIT
MNV2_MUTANTS=${1:-500} MNV2_MUTANTS_FIRST=${2:-0} MNV2_MUTANTS_REPORT=$report dotnet test tests/MobileNetV2.CodeGen.Simulation.Tests \
  -c Release --nologo --filter FullyQualifiedName~Faults_in_the_runtime >"$report.log" || { cat "$report.log"; exit 1; }
cat "$report"
