# Installs what is missing of the given groups of tests/packages. Sourced by tests/demo and tests/run.
#
# No server starts while packages are installed (policy-rc.d answers 101), nothing is removed, and a machine that has
# everything needs neither root nor network.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_packages() {
    local list=$1 group name missing=()
    shift
    while read -r group name; do
        case " $* " in *" $group "*) ;; *) continue ;; esac
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
    done < <(grep -v '^#' "$list")
    [ ${#missing[@]} -eq 0 ] && return 0
    echo "installing from Debian: ${missing[*]}"
    local policy=/usr/sbin/policy-rc.d made=no
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null && as_root chmod 755 $policy && made=yes
    fi
    as_root apt-get update -q >/dev/null || echo "apt-get update failed; trying with what is known" >&2
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-remove --no-install-recommends "${missing[@]}" >/dev/null
    local status=$?
    [ $made = yes ] && as_root rm -f $policy
    [ $status = 0 ] || { echo "apt-get could not install: ${missing[*]}" >&2; exit 1; }
}
