# Completion of aparajita(1) for bash.
_aparajita() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i command="" under=""
    for ((i = 1; i < COMP_CWORD; i++)); do
        case "${COMP_WORDS[i]}" in
            --config | --rules | --since | --station | --state | --out | --to | --reason) ((i++)) ;;
            -*) ;;
            *) if [ -z "$command" ]; then command=${COMP_WORDS[i]}; else under=${COMP_WORDS[i]}; fi ;;
        esac
    done
    case "$before" in
        --config) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
        --rules | --state) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    esac
    # The program knows its own commands and options: nothing is listed twice.
    local help known
    help=$(aparajita ${command:+"$command"} ${under:+"$under"} --help 2>/dev/null) || return
    known=$(awk '/^Subcommands:/ {sub_=1; next} sub_ && /^  [a-z]/ {print $1}
                 {while (match($0, /--[a-z][a-z-]*/)) {print substr($0, RSTART, RLENGTH); $0 = substr($0, RSTART + RLENGTH)}}' \
        <<<"$help" | sort -u)
    mapfile -t COMPREPLY < <(compgen -W "$known" -f -- "$word")
}
complete -o filenames -F _aparajita aparajita
