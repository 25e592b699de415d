#!/usr/bin/env bash
# Makes the pictures in docs/images again: the report of a built-in MobileNetV2 in a headless Chromium, with the typeface Inter.
# To be run after a change of the report or of planning; look at the pictures before they are committed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bash "$root/eng/setup.sh"
if command -v fc-list >/dev/null && ! fc-list : family | grep Inter >/dev/null; then
  echo "screenshots: the typeface Inter is missing (Debian: apt-get install fonts-inter); the pictures will look different" >&2
fi
MNV2_SCREENSHOTS=1 dotnet test "$root/tests/MobileNetV2.CodeGen.Cli.Tests" --configuration Release --nologo --verbosity quiet --filter FullyQualifiedName~Browser.Screenshots
ls -l "$root"/docs/images/*.png
