# shellcheck shell=bash
# What scripts/demo and scripts/test share: steps that say what they do and how long they took.
# shellcheck disable=SC2034 # the scripts that read this file use it
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
started=$SECONDS
took=()

note() { printf '\n== %s\n' "$*" >&2; }

# step NAME COMMAND...: runs it and remembers its time. Returns the command's status.
step() {
  local name=$1 from=$SECONDS status=0
  shift
  note "$name"
  "$@" || status=$?
  took+=("$(printf '%5d s  %s' $((SECONDS - from)) "$name")")
  return "$status"
}

print_times() {
  printf '\n'
  printf '  %s\n' "${took[@]}"
  printf '  %5d s  in all\n' $((SECONDS - started))
}

# How many compilers at once: as many as there are processors, but 2 GiB of memory for each,
# which is what a source with LibTorch takes.
jobs() {
  local processors memory_gib by_memory
  processors=$(nproc)
  memory_gib=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
  by_memory=$((memory_gib / 2))
  [ "$by_memory" -ge 1 ] || by_memory=1
  if [ "$processors" -lt "$by_memory" ]; then echo "$processors"; else echo "$by_memory"; fi
}
