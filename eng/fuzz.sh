#!/usr/bin/env bash
# Fuzzes everything that reads files of others: AFL++ watches which code of the compiler an input reaches, SharpFuzz tells it.
#   usage: eng/fuzz.sh MINUTES [FORMAT...]     formats: tflite description onnx target plan picture npy (default: all, the time is shared)
# Prints, for each format, inputs tried, edges of code reached, faults. What it learnt stays in $MNV2_FUZZ (default: ~/.cache/mnv2c-fuzz) and is where
# the next run goes on; inputs that fail are in $MNV2_FUZZ/FORMAT/*/crashes and hangs. Exit code 1 when there are any.
#   eng/fuzz.sh --sample COUNT                 C of so many inputs of each kind of network, as found or in tests/fuzz/corpus, is generated in layers and as a
#                                              stream, built with sanitizers and compared with the interpreter (mnv2c verify --sanitize); needs gcc
#   eng/fuzz.sh --minimize                     writes the smallest set of inputs that reaches the same code to tests/fuzz/corpus
# Needs afl++ (Debian: apt-get install afl++) and the tool sharpfuzz (dotnet tool install --global SharpFuzz.CommandLine). Without them it changes
# inputs of the corpus at random and watches nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PATH="$PATH:$HOME/.dotnet/tools"
root=$PWD
store=${MNV2_FUZZ:-$HOME/.cache/mnv2c-fuzz}
formats=(tflite description onnx target plan picture npy)
[ $# -gt 0 ] || { sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 1; }

# An input that is refused is fine; one whose C does not build, faults or differs is not.
sample() { # sample COUNT
  local work format folder file name at all=0 same=0 faults=0 schedule said status
  work=$(mktemp -d)
  trap "rm -rf '$work'" EXIT
  for format in tflite onnx description; do
    folder=$store/$format/default/queue
    [ -d "$folder" ] || folder=tests/fuzz/corpus/$format
    while read -r file; do
      rm -rf "$work/net" && mkdir "$work/net"
      name=$work/net/net.$format
      if [ "$format" = description ]; then
        # The text, a zero, and the file that it names.
        name=$work/net/net.json
        at=$(LC_ALL=C grep -obUaP '\x00' "$file" | head -n 1 | cut -d: -f1) || at=
        head -c "${at:-1000000}" "$file" >"$name"
        local weights
        weights=$(grep -oaE '"weights" *: *"[A-Za-z0-9_.-]+"' "$name" | head -n 1 | cut -d'"' -f4) || weights=
        [ -z "$at" ] || [ -z "$weights" ] || tail -c +$((at + 2)) "$file" >"$work/net/$weights"
      else
        cp "$file" "$name"
      fi
      for schedule in layers stream; do
        all=$((all + 1))
        status=0
        said=$("${MNV2C:-eng/mnv2c}" verify "$name" --target host --schedule "$schedule" --random 2 --sanitize 2>&1 </dev/null) || status=$?
        if [ $status = 0 ]; then
          same=$((same + 1))
        elif [ $status != 1 ] || ! grep -q 'error MNV[1-5]' <<<"$said" || grep -q 'MNV6' <<<"$said"; then
          faults=$((faults + 1))
          echo "fault: $file, $schedule (exit $status)"
          tail -n 5 <<<"$said"
        fi
      done
    done < <(find "$folder" -maxdepth 1 -type f | sort | awk -v n="$1" '{ line[NR] = $0 } END { for (i = 0; i < n && i < NR; i++) print line[1 + int(i * NR / (n < NR ? n : NR))] }')
  done
  echo "$all plans of the sample: C of $same ran under sanitizers with the interpreter's bits, $((all - same - faults)) were refused with a reason, $faults faults"
  [ $faults = 0 ]
}

if [ "$1" = --sample ]; then
  sample "${2:-20}"
  exit
fi

# A fuzzer's own idea of an input is at most so many milliseconds; what plans a network may take some seconds on a busy machine.
patience=${MNV2_FUZZ_PATIENCE:-30000}
export AFL_SKIP_BIN_CHECK=1 AFL_ALLOW_TMP=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_AUTORESUME=1 AFL_NO_AFFINITY=1
# More memory than this is out of proportion: the process ends, which is a fault.
export DOTNET_GCHeapHardLimit=0x60000000 DOTNET_TieredPGO=0

dotnet build tests/MobileNetV2.CodeGen.Fuzz -c Release --nologo -v quiet -p:RunAnalyzers=false
program=$store/program
rm -rf "$program" && mkdir -p "$program"
cp -r tests/MobileNetV2.CodeGen.Fuzz/bin/Release/net10.0/. "$program"
run=("$(command -v dotnet)" "$program/MobileNetV2.CodeGen.Fuzz.dll")

# Where a run begins: the corpus, what the program can make, models of the tests and built-in targets.
seeds() { # seeds FORMAT FOLDER
  mkdir -p "$2"
  cp "$store/seeds/$1"/* "$2" 2>/dev/null || true
  cp tests/fuzz/corpus/"$1"/* "$2" 2>/dev/null || true
  case $1 in
    tflite) find tests -name '*.tflite' -size -3k ;;
    onnx) find tests -name '*.onnx' -size -3k ;;
    target) find targets -name '*.json' -size -3k ;;
  esac | while read -r file; do [ ! -s "$file" ] || cp "$file" "$2/$(sha1sum "$file" | cut -c1-12)"; done
}
rm -rf "$store/seeds"
"${run[@]}" seeds "$store/seeds"

if ! command -v afl-fuzz >/dev/null || ! command -v sharpfuzz >/dev/null; then
  [ "$1" != --minimize ] || { echo "fuzz: --minimize needs afl++ and sharpfuzz" >&2; exit 1; }
  echo "fuzz: without afl++ and sharpfuzz inputs are changed at random" >&2
  picked=("${@:2}"); [ ${#picked[@]} -gt 0 ] || picked=("${formats[@]}")
  for format in "${picked[@]}"; do
    seeds "$format" "$store/begin/$format"
    (cd "$store" && "${run[@]}" mutate "$format" "$store/begin" $((60 * $1 / ${#picked[@]})) "$RANDOM")
  done
  exit 0
fi

for library in MobileNetV2.CodeGen mnv2c; do
  sharpfuzz "$program/$library.dll"
done

if [ "$1" = --minimize ]; then
  for format in "${formats[@]}"; do
    found=$store/$format/default/queue
    [ -d "$found" ] || continue
    work=$(mktemp -d)
    find "$found" -maxdepth 1 -type f -size -8k -exec cp {} "$work" \;
    rm -rf "$work.least"
    afl-cmin -i "$work" -o "$work.least" -t "$patience" -m none -- "${run[@]}" afl "$format" >"$work.log" 2>&1 || { tail -20 "$work.log"; exit 1; }
    mkdir -p "tests/fuzz/corpus/$format"
    rm -f "tests/fuzz/corpus/$format"/*
    for file in "$work.least"/*; do
      cp "$file" "tests/fuzz/corpus/$format/$(sha1sum "$file" | cut -c1-12)"
    done
    echo "$format: $(find "tests/fuzz/corpus/$format" -type f | wc -l) inputs of $(find "$work" -type f | wc -l)"
    rm -rf "$work" "$work.least" "$work.log"
  done
  exit 0
fi

picked=("${@:2}"); [ ${#picked[@]} -gt 0 ] || picked=("${formats[@]}")
status=0
for format in "${picked[@]}"; do
  rm -rf "$store/begin/$format"
  seeds "$format" "$store/begin/$format"
  afl-fuzz -i "$store/begin/$format" -o "$store/$format" -V $((60 * $1 / ${#picked[@]})) -t "$patience" -m none \
    -- "${run[@]}" afl "$format" >"$store/$format.log" 2>&1 || { tail -20 "$store/$format.log"; status=1; continue; }
  awk -F' *: *' -v format="$format" '
    $1 == "execs_done" { tried = $2 } $1 == "edges_found" { edges = $2 } $1 == "corpus_count" { kept = $2 }
    $1 == "saved_crashes" { crashes = $2 } $1 == "saved_hangs" { hangs = $2 }
    END { printf "%s: %d inputs tried, %d kept, %d edges reached, %d crashes, %d hangs\n", format, tried, kept, edges, crashes, hangs; exit crashes + hangs > 0 }
  ' "$store/$format/default/fuzzer_stats" || status=1
done
exit $status
