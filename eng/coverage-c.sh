#!/usr/bin/env bash
# Which branches of runtime-c the small networks and calls of kernels of the tests take, in the plain, DSP, Helium and halfwords forms
# together (gcov, on this machine, without optimisation).
#   usage: eng/coverage-c.sh [REPORT]     writes each line with a branch that is never taken to REPORT, prints the figures
# tests/mutation/branches.txt has those that nothing can take, with the reason: file | line | why.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
report=${1:-/dev/stdout}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
MNV2_COVERAGE=$work dotnet test tests/MobileNetV2.CodeGen.Simulation.Tests -c Release --nologo ${MNV2_NO_BUILD:+--no-build} \
  --filter FullyQualifiedName~Branches_of_the_runtime >"$work/log" || { cat "$work/log"; exit 1; }
for form in plain dsp helium halfwords; do
  (cd "$work/$form" && gcov -b -c ./*.gcda >/dev/null 2>&1)
done
# Calls of kernels include headers, and whole files.
for calls in "$work"/programs/*_driver_*; do
  (cd "$calls" && gcov -b -c ./*.gcda >/dev/null 2>&1)
done
# A branch counts as taken when any form takes it: line by line, number by number.
find "$work" -name '*.gcov' -print0 | sort -z | xargs -0 cat | awk -v report="$report" -v reasons=tests/mutation/branches.txt '
  BEGIN {
    while ((getline known < reasons) > 0) {
      n = split(known, part, / \| /); words = part[1]
      for (i = 2; i < n; i++) words = words " | " part[i]
      if (n > 2) why[words] = part[n]
    }
  }
  /^ *-: *0:Source:/ { file = $0; sub(/.*Source:/, "", file); sub(/.*\//, "", file); ours = file ~ /^mnv2_/; next }
  !ours { next }
  /^ *[^ ]+: *[0-9]+:/ {
    split($0, part, ":"); line = part[2] + 0
    key = sprintf("%s:%5d", file, line); text[key] = substr($0, index($0, part[2]) + length(part[2]) + 1)
    words = text[key]; gsub(/^ +| +$/, "", words); name[key] = file " | " words
    if (part[1] !~ /-/) { lines[key] = 1; if (part[1] !~ /#|=/) run[key] = 1 }
    next
  }
  /^branch/ { b = key "/" $2; branches[b] = key; if ($3 == "taken" && $4 + 0 > 0) taken[b] = 1 }
  END {
    for (k in lines) { all++; if (k in run) covered++; else { missing[k] = "line"; if (name[k] in why) known_lines++ } }
    for (b in branches) {
      ways++
      if (b in taken) { went++; continue }
      k = branches[b]; missing[k] = missing[k] == "line" ? "line" : "branch"; if (name[k] in why) known_ways++
    }
    printf "runtime-c: %d of %d lines (%.1f %%), %d of %d branches (%.1f %%)\n", covered, all, 100 * covered / all, went, ways, 100 * went / ways
    printf "of the rest tests/mutation/branches.txt says why: %d lines, %d branches\n", known_lines, known_ways
    for (k in missing) print missing[k], k, text[k] (name[k] in why ? "   <- " why[name[k]] : "") | "sort -k2 > " report
  }'
