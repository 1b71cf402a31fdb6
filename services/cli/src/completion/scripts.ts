import type { Words } from './words.js';

/** In single quotes of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const flagsOf = ({ options }: Words): readonly string[] => options.map(({ flag }) => flag);
const wordsAfter = (words: Words): string => [...words.commands.map(({ word }) => word), ...flagsOf(words)].join(' ');

/** Options whose value is no word of ours; files are offered for it. */
function withValue(all: readonly Words[]): readonly string[] {
  return [...new Set(all.flatMap(({ options }) => options.filter((one) => one.takesValue).map(({ flag }) => flag)))];
}

/** Finds the longest path of known words on the line, in `path`; shared by bash and zsh. */
function pathFinder(all: readonly Words[]): string {
  const paths = all.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return `case "\${path:+$path }$word" in ${paths.join('|')}) path="\${path:+$path }$word" ;; esac`;
}

const casesOf = (all: readonly Words[]): string =>
  all.map((words) => `    ${quoted(words.path)}) words=${quoted(wordsAfter(words))} ;;`).join('\n');

export function bashScript(all: readonly Words[]): string {
  return `# Completion of fieldline for bash: source <(fieldline completion bash)
_fieldline() {
  local path= word words current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  case "$before" in ${withValue(all).join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;; esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    ${pathFinder(all)}
  done
  case "$path" in
${casesOf(all)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _fieldline fieldline
`;
}

export function zshScript(all: readonly Words[]): string {
  return `#compdef fieldline
# Completion of fieldline for zsh: source <(fieldline completion zsh)
_fieldline() {
  local path= word words_after before="\${words[CURRENT-1]}"
  case "$before" in ${withValue(all).join('|')}) _files; return ;; esac
  for word in "\${(@)words[2,CURRENT-1]}"; do
    ${pathFinder(all)}
  done
  case "$path" in
${casesOf(all).replaceAll(') words=', ') words_after=')}
  esac
  compadd -- \${=words_after}
  [[ -n "$words_after" && "$PREFIX" != -* ]] && _files
}
compdef _fieldline fieldline
`;
}

export function fishScript(all: readonly Words[]): string {
  const lines = all.flatMap((words) => {
    const here = `-n ${quoted(`__fieldline_path ${quoted(words.path)}`)}`;
    return [
      ...words.commands.map(({ word, summary }) => `complete -c fieldline ${here} -f -a ${word} -d ${quoted(summary)}`),
      ...words.options.map(
        ({ flag, summary, takesValue }) =>
          `complete -c fieldline ${here} -l ${flag.slice(2)}${takesValue ? ' -r' : ''} -d ${quoted(summary)}`,
      ),
    ];
  });
  const paths = all.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return `# Completion of fieldline for fish: fieldline completion fish > ~/.config/fish/completions/fieldline.fish
function __fieldline_path
  set -l path
  for word in (commandline -opc)[2..-1]
    contains -- (string join ' ' $path $word) ${paths.join(' ')}; and set path $path $word
  end
  test (string join ' ' $path) = "$argv[1]"
end
${lines.join('\n')}
`;
}
