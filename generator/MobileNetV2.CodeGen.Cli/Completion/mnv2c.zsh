#compdef mnv2c
# Completion of mnv2c for zsh. Load it once for this session, after compinit:  source <(mnv2c completions zsh)
# or for all: mnv2c completions zsh > a folder of $fpath, as _mnv2c
_mnv2c() {
    local -a typed found
    local asked=$PREFIX
    typed=("${(@)words[2,CURRENT-1]}")
    # A name with spaces or quotes would be split again; what it is does not matter for what follows it.
    typed=("${(@)typed/*[ \\\"\']*/x}")
    # --option=value: only the value is completed.
    compset -P '--*='
    found=("${(@f)$(${words[1]} '[suggest]' "${(j: :)typed}${typed:+ }$asked" 2>/dev/null)}")
    found=("${(@)found:#}")
    if (( ${#found} )); then
        compadd -- "${found[@]}"
    else
        _files
    fi
}
if [[ $funcstack[1] == _mnv2c ]]; then
    _mnv2c "$@"
else
    compdef _mnv2c mnv2c
fi
