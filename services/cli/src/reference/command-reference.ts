import type { Command, Option } from 'commander';

/** Every command with its options and examples, in Markdown. */
export function commandReference(program: Command): string {
  const commands = program.commands.filter((command) => command.name() !== 'help');
  const leaves = commands.flatMap((command) => leavesOf(command));
  const common = leaves[0]?.options.filter((option) => isCommon(option, leaves)) ?? [];
  return [
    '# Command line',
    '',
    'Made from the commands themselves; change them in `services/cli`, then `npm run docs`.',
    '',
    program.description(),
    '',
    'On a terminal answers are tables, in a pipe they are JSON. The examples are those of `--help`; the how-tos have some with',
    'what they print. Which server a command talks to, and how it ends:',
    '',
    '```text',
    afterOptions(program).replace(/^Example:\n.*\n\n/, ''),
    '```',
    '',
    'Most commands take these options too:',
    '',
    ...common.map(optionLine),
    '',
    ...commands.flatMap((command) => sectionOf(command, common)),
  ].join('\n');
}

function sectionOf(command: Command, common: readonly Option[]): readonly string[] {
  return [
    `## ${command.name()}`,
    '',
    ...(command.commands.length === 0 ? [] : [sentence(command.description()), '']),
    ...leavesOf(command).flatMap((leaf) => leafSection(leaf, common)),
  ];
}

function leafSection(leaf: Command, common: readonly Option[]): readonly string[] {
  const own = leaf.options.filter(({ flags }) => !common.some((option) => option.flags === flags));
  const example = /Example:\n((?: {2}.*\n?)+)/.exec(afterOptions(leaf))?.[1];
  return [
    `### \`${pathOf(leaf)}${usageOf(leaf)}\``,
    '',
    sentence(leaf.description()),
    '',
    ...(own.length === 0 ? [] : [...own.map(optionLine), '']),
    ...(example === undefined
      ? []
      : [
          '```text',
          ...example
            .trimEnd()
            .split('\n')
            .map((line) => line.slice(2)),
          '```',
          '',
        ]),
  ];
}

function leavesOf(command: Command): readonly Command[] {
  const below = command.commands.filter((child) => child.name() !== 'help');
  return below.length === 0 ? [command] : below.flatMap(leavesOf);
}

/** One that at least half of all commands have. */
function isCommon({ flags }: Option, leaves: readonly Command[]): boolean {
  return leaves.filter(({ options }) => options.some((option) => option.flags === flags)).length * 2 > leaves.length;
}

function optionLine({ flags, description, defaultValue }: Option): string {
  const fallback = defaultValue === undefined || defaultValue === false ? '' : ` (default: ${String(defaultValue)})`;
  return `- \`${flags}\`: ${description.replaceAll('<', '\\<')}${fallback}`;
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function usageOf({ registeredArguments }: Command): string {
  return registeredArguments
    .map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
      return argument.required ? ` <${name}>` : ` [${name}]`;
    })
    .join('');
}

/** What the help says behind its own parts. */
function afterOptions(command: Command): string {
  let text = '';
  const configured = command.configureOutput();
  command.configureOutput({ ...configured, writeOut: (part) => void (text += part) });
  command.outputHelp();
  command.configureOutput(configured);
  return text.slice(command.helpInformation().length).trim();
}

function sentence(text: string): string {
  const whole = `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`.replaceAll('<', '\\<');
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
