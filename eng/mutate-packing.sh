#!/usr/bin/env bash
# Puts faults into what packs weights for kernels, one at a time: each must change bytes, arguments or the kernel of at least one filter.
#   usage: eng/mutate-packing.sh [COUNT]      COUNT mutants spread over all; without it all of them, a quarter of an hour on two cores
#          MNV2_MUTANTS_FILE=part-of-a-name eng/mutate-packing.sh      those of some files
# The last lines are those that no filter noticed. tests/mutation/packing.txt has those that are no faults, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
report=$(mktemp)
trap 'rm -f "$report" "$report.log"' EXIT
MNV2_MUTANTS=${1:-all} MNV2_MUTANTS_REPORT=$report dotnet test tests/MobileNetV2.CodeGen.Tests \
  -c Release --nologo --filter FullyQualifiedName~Faults_in_packing >"$report.log" || [ -s "$report" ] || { cat "$report.log"; exit 1; }
cat "$report"
