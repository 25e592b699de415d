#!/usr/bin/env bash
# Packs the commit twice, in folders of different names, and compares the packages by what is in them.
#   usage: eng/reproducible-packages.sh [COMMIT]     prints the digest of each package's content; exit code 1 when two differ
# Compressed forms are no part of it: an archive has times and a random name of its own list of contents.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# content PACKAGE: one line a file, digest and name; the list of contents has a random name.
content() {
  local folder
  folder=$(mktemp -d -p "$work")
  unzip -q "$1" -d "$folder"
  (cd "$folder" && find . -type f ! -path './_rels/*' ! -name '*.psmdcp' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

for place in here "another folder"; do
  mkdir "$work/$place"
  git archive "${1:-HEAD}" | tar -x -C "$work/$place"
  for project in MobileNetV2.CodeGen MobileNetV2.CodeGen.Simulation MobileNetV2.CodeGen.Cli MobileNetV2.CodeGen.MSBuild; do
    (cd "$work/$place" && dotnet pack "generator/$project" -c Release -o "$work/packages of $place" --nologo -v quiet -p:RunAnalyzers=false)
  done
done

status=0
for package in "$work/packages of here"/*.nupkg; do
  name=$(basename "$package")
  if diff <(content "$package") <(content "$work/packages of another folder/$name") >"$work/difference"; then
    echo "$(content "$package" | sha256sum | cut -d' ' -f1)  $name"
  else
    echo "DIFFERENT  $name"
    sed 's/^/    /' "$work/difference"
    status=1
  fi
done
exit $status
