#!/usr/bin/env bash
# usage: must_not_compile.sh COMPILER SOURCE_DIR FILE MACRO
# The file compiles without MACRO and does not compile with it.
set -u
compiler=$1 source=$2 file=$3 macro=$4
try() { "$compiler" -std=c++20 -fsyntax-only -I "$source/daemon" "$@" "$source/tests/architecture/$file"; }
try || { echo "the control case does not compile"; exit 1; }
if try "-D$macro" 2>/dev/null; then echo "$macro compiles, and must not"; exit 1; fi
echo "$macro does not compile, as it should"
