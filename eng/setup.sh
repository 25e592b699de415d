#!/usr/bin/env bash
# Installs from Debian what building and simulating need and this machine lacks. Does nothing when everything is there.
#   usage: eng/setup.sh [--host-only|--tests]     --host-only leaves out the ARM toolchain and the emulator,
#                                                 --tests adds what only tests use: the browser, build systems, clang
set -euo pipefail

packages=()
need() { # need COMMAND PACKAGE...
  command -v "$1" >/dev/null 2>&1 || packages+=("${@:2}")
}
need_file() { # need_file PACKAGE PATTERN...: at least one file matches
  local file
  for file in "${@:2}"; do [ -e "$file" ] && return; done
  packages+=("$1")
}

if ! command -v dotnet >/dev/null 2>&1; then
  echo "setup: the .NET 10 SDK is missing; install it as described on https://dotnet.microsoft.com/download and run this again" >&2
  exit 1
fi

need gcc gcc libc6-dev
need_file libc6-dev /usr/include/stdio.h
if [ "${1:-}" != "--host-only" ]; then
  need arm-none-eabi-gcc gcc-arm-none-eabi
  need_file libnewlib-arm-none-eabi /usr/lib/arm-none-eabi/include/stdint.h /usr/arm-none-eabi/include/stdint.h
  need qemu-system-arm qemu-system-arm
fi

if [ "${1:-}" = "--tests" ]; then
  need chromium chromium
  need clang clang
  need clang-format clang-format
  need cmake cmake
  need make make
  need kconfig-conf kconfig-frontends-nox
fi

[ ${#packages[@]} -gt 0 ] || exit 0

mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
echo "setup: installing ${packages[*]}" >&2
if ! command -v apt-get >/dev/null 2>&1; then
  echo "setup: this is no Debian; install the equivalents of: ${packages[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: run as root, or with sudo installed: apt-get install ${packages[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${packages[@]}" >/dev/null
}
"${as_root[@]}" apt-get update -q >/dev/null || echo "setup: apt-get update failed, trying with the lists that are here" >&2
if ! install; then
  echo "setup: could not install ${packages[*]}" >&2
  exit 1
fi
