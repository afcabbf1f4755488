# shell.sh - words that the scripts of this folder share; read by `. script/shell.sh` at the top of
# the project.

export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}
