#!/usr/bin/env bash
# Puts faults into what proves memory plans (buffers, streams, views), one at a time: each must answer at least one plan differently.
#   usage: eng/mutate-verifiers.sh       all of some five hundred, about five minutes on two cores
#          MNV2_MUTANTS_FILE=part-of-a-name eng/mutate-verifiers.sh       those of some files
# The last lines are those that no plan noticed. tests/mutation/verifiers.txt has those that are no faults, with the reason.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
report=$(mktemp)
trap 'rm -f "$report" "$report.log"' EXIT
MNV2_MUTANTS=all MNV2_MUTANTS_REPORT=$report dotnet test tests/MobileNetV2.CodeGen.Tests \
  -c Release --nologo --filter FullyQualifiedName~Faults_in_the_verifiers >"$report.log" || [ -s "$report" ] || { cat "$report.log"; exit 1; }
cat "$report"
