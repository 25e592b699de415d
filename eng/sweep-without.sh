#!/usr/bin/env bash
# Every pass, kernel and overlap turned off one at a time: the bits of random networks stay.
#   usage: eng/sweep-without.sh [NETWORKS]     for each of about forty parts; a network takes some seconds
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
MNV2_SWEEP=${1:-20} dotnet test tests/MobileNetV2.CodeGen.Simulation.Tests -c Release --filter OptimizationsOffTests
