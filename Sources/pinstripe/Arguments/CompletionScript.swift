import ArgumentParser

/// A shell's completion script. It asks `pinstripe complete` with the words up to the cursor, whose
/// first line says what else can follow: `files`, `files EXTENSION …`, or `words`. Each other line
/// is a word and, after a tab, its description.
enum CompletionScript: String, ExpressibleByArgument, CaseIterable {
  case bash, zsh, fish

  var text: String {
    switch self {
    case .bash: Self.bashText
    case .zsh: Self.zshText
    case .fish: Self.fishText
    }
  }

  private static let bashText = #"""
    # bash completion for pinstripe
    _pinstripe() {
      local line kind word head current=${COMP_WORDS[COMP_CWORD]} words=()
      # Readline splits words at = and :, as in --format=csv; the text before the cursor does not.
      local text=${COMP_LINE:0:COMP_POINT}
      read -ra words <<<"$text"
      [[ $text == *[[:space:]] ]] && words+=("")
      word=${words[${#words[@]}-1]}
      COMPREPLY=()
      # Of an open quotation everything after the quote is replaced; else of a word that readline
      # has split, only what comes after the last = or :.
      head=
      [[ $current == [\"\']* && $current != "$word" ]] && head=${current:1:${#current}-1-${#word}}
      [[ $current == [\"\']* && $current == "$word" ]] && word=${word:1}
      {
        read -r kind
        while IFS= read -r line; do
          line=${line%%$'\t'*}
          if [[ $current != [\"\']* ]]; then line=${line#"${word%"$current"}"}; fi
          COMPREPLY+=("$head$line")
        done
      } < <("${words[0]}" complete -- "${words[@]:1}" 2>/dev/null)
      if [[ $kind == files* ]]; then
        compopt -o filenames 2>/dev/null
        [[ $current == = ]] && current=
        local file extension
        while IFS= read -r file; do
          if [[ -d $file || $kind == files ]]; then
            COMPREPLY+=("$file")
            continue
          fi
          for extension in ${kind#files}; do
            [[ $file == *."$extension" ]] && COMPREPLY+=("$file")
          done
        done < <(compgen -f -- "$current")
      fi
      [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
      return 0
    }
    complete -F _pinstripe pinstripe
    """#

  private static let zshText = #"""
    #compdef pinstripe
    # zsh completion for pinstripe
    _pinstripe() {
      local line kind
      local -a words_before texts shown
      words_before=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
      while IFS= read -r line; do
        if [[ -z $kind ]]; then
          kind=$line
          continue
        fi
        texts+=("${line%%$'\t'*}")
        if [[ $line == *$'\t'* ]]; then
          shown+=("${line%%$'\t'*}  -- ${line#*$'\t'}")
        else
          shown+=("$line")
        fi
      done < <("${words[1]}" complete -- "${words_before[@]}" 2>/dev/null)
      (( ${#texts} )) && compadd -l -d shown -a texts
      case $kind in
        files) _files ;;
        files\ *) _files -g "*.(${(j:|:)${(s: :)kind#files }})(-.)" ;;
      esac
    }
    if [[ $funcstack[1] == _pinstripe ]]; then
      _pinstripe "$@"
    else
      compdef _pinstripe pinstripe
    fi
    """#

  private static let fishText = #"""
    # fish completion for pinstripe
    function __pinstripe_complete
      set -l words (commandline -opc) (commandline -ct)
      set -l lines ($words[1] complete -- $words[2..-1] 2>/dev/null)
      set -l kind $lines[1]
      for line in $lines[2..-1]
        echo $line
      end
      switch $kind
        case files
          __fish_complete_path (commandline -ct)
        case 'files *'
          for extension in (string split ' ' -- (string replace 'files ' '' -- $kind))
            __fish_complete_suffix .$extension
          end
      end
    end
    complete -c pinstripe -f -a '(__pinstripe_complete)'
    """#
}
