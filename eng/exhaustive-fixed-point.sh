#!/usr/bin/env bash
# Every form in which runtime-c scales an accumulator, for all 2^32 accumulators of 25 factors, compiled as for each kind of core.
# The plain forms take about a quarter of an hour on two cores, those of Helium in plain C several times that.
#   usage: eng/exhaustive-fixed-point.sh [FIRST STEP [SAMPLE]]     every STEP-th factor from FIRST on; one in SAMPLE of the accumulators
#          MNV2_FORMS="plain halfwords dsp helium"                 those alone (default: all): cores with long products, without, with the
#                                                                  DSP extension's and with Helium's instructions in plain C
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for form in ${MNV2_FORMS:-plain halfwords dsp helium}; do
    case $form in
    plain) flags=() ;;
    halfwords) flags=(-DMNV2_HAS_LONG_MULTIPLY=0) ;;
    dsp) flags=('-DMNV2_DSP_INSTRUCTIONS="dsp_in_c.h"') ;;
    helium) flags=('-DMNV2_MVE_INSTRUCTIONS="mve_in_c.h"') ;;
    *) echo "exhaustive: there is no form $form" >&2; exit 1 ;;
    esac
    echo "$form"
    gcc -std=c11 -O3 -march=native -Wall -Wextra -Werror -Wno-unused-function -I runtime-c -I tests/instructions "${flags[@]}" \
        tests/exhaustive/fixed_point.c -o "$work/$form"
    if [ $# -gt 0 ]; then
        "$work/$form" "$@"
    else
        "$work/$form" 0 2 & "$work/$form" 1 2
        wait $!
    fi
done
