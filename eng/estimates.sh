#!/usr/bin/env bash
# How far the estimates of `plan` are from the instructions that `bench` counts: for each network and core the total, and the steps that take
# more than 1 % of it and are more than 10 % off.
#   usage: eng/estimates.sh "CORE..." MODEL... [-- OPTIONS of bench]    for example eng/estimates.sh "cortex-m4 cortex-m55" *.tflite -- --schedule stream
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0"; exit 1; }
cores=$1; shift
models=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do models+=("$1"); shift; done
[ $# -eq 0 ] || shift
mnv2c="$(dirname "${BASH_SOURCE[0]}")/mnv2c"
for model in "${models[@]}"; do
    for core in $cores; do
        "$mnv2c" bench "$model" --target "$core" --json "$@" | awk -v name="$(basename "$model") on $core" '
            function value(line) { sub(/^[^:]*: */, "", line); sub(/,$/, "", line); gsub(/^"|"$/, "", line); return line }
            /^  "steps"/ { in_steps = 1 }
            in_steps && /"index":/ { n++; index_of[n] = value($0) }
            in_steps && /"operator":/ { operator[n] = value($0) }
            in_steps && /"name":/ { tensor[n] = value($0) }
            in_steps && /"instructions":/ { counted[n] = value($0) }
            in_steps && /"estimatedInstructions":/ { estimated[n] = value($0) }
            /^  \]/ { in_steps = 0 }
            END {
                for (i = 1; i <= n; i++) { all += counted[i]; guess += estimated[i] }
                printf "%s: estimated %d, counted %d, %+.1f %%\n", name, guess, all, 100 * (guess / all - 1)
                for (i = 1; i <= n; i++) {
                    error = 100 * (estimated[i] / (counted[i] > 0 ? counted[i] : 1) - 1)
                    if (counted[i] > all / 100 && (error > 10 || error < -10))
                        printf "  %4d %-30s %10d estimated %10d counted %+7.1f %%  %s\n", index_of[i], substr(operator[i], 1, 30), estimated[i], counted[i], error, tensor[i]
                }
            }'
    done
done
