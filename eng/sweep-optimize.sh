#!/usr/bin/env bash
# Random networks with every kernel, built at every optimisation level for the host and for emulated cores, against the reference interpreter.
#   usage: eng/sweep-optimize.sh [NETWORKS]     for each of 31 builds; a network takes some seconds each
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
MNV2_SWEEP=${1:-20} dotnet test tests/MobileNetV2.CodeGen.Simulation.Tests -c Release --filter OptimizationLevelTests
