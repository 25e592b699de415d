# Completion of mnv2c for bash. Load it once for this session:  source <(mnv2c completions bash)
# or for all: mnv2c completions bash > ~/.local/share/bash-completion/completions/mnv2c
_mnv2c() {
    local line= word i cur="${COMP_WORDS[COMP_CWORD]}" before=
    # bash makes words of their own of '=' and ':'; they belong to what stands around them.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word="${COMP_WORDS[i]}"
        [[ $i == 1 || $word == [=:] || $before == [=:] ]] || line+=' '
        if [[ $i -lt $COMP_CWORD && $word == *[\ \\\"]* ]]; then word=x; fi
        line+=$word
        before=$word
    done
    [[ $cur == [=:] ]] && cur=
    COMPREPLY=()
    while IFS= read -r word; do
        [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
    done < <("$1" '[suggest]' "$line" 2>/dev/null)
}
complete -o default -F _mnv2c mnv2c
