import { parseArgs } from 'node:util';
import { playHistory, type HistoryResult } from './history.js';

const HELP = `Plays simulated histories of devices, crashes and faults, and says which promises were broken.

  node libs/testing/dist/simulation/main.js --seed 42         one history, with its events
  node libs/testing/dist/simulation/main.js --seeds 300       seeds 1 to 300; stops at the first that fails
  --from N    first seed (1)     --json    one line of JSON at the end

Exit code: 0 all promises kept, 1 a promise broken, 2 wrong usage.
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else {
  const first = Number(values.seed ?? values.from);
  const count = values.seed === undefined ? Number(values.seeds) : 1;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || count < 1) {
    process.stderr.write(`--seed, --seeds and --from take whole numbers\n\n${HELP}`);
    process.exitCode = 2;
  } else {
    process.exitCode = await play(first, count);
  }
}

async function play(first: number, count: number): Promise<number> {
  let messages = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await playHistory(seed);
    messages += result.messages;
    if (result.faults.length > 0 || count === 1) report(result);
    if (result.faults.length > 0) {
      finish({ histories: seed - first + 1, messages, failingSeed: seed, faults: result.faults });
      return 1;
    }
  }
  finish({ histories: count, messages, failingSeed: null, faults: [] });
  return 0;
}

function report({ seed, events, faults }: HistoryResult): void {
  if (values.json) return;
  const lines = [
    `seed ${seed}`,
    ...events.map((event) => `  ${event}`),
    ...faults.map((fault) => `  BROKEN: ${fault}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function finish(summary: {
  readonly histories: number;
  readonly messages: number;
  readonly failingSeed: number | null;
  readonly faults: readonly string[];
}): void {
  const { histories, messages, failingSeed } = summary;
  if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else if (failingSeed === null)
    process.stdout.write(`${histories} histories, ${messages} messages: every promise kept\n`);
  else process.stdout.write(`replay it alone: node libs/testing/dist/simulation/main.js --seed ${failingSeed}\n`);
}
