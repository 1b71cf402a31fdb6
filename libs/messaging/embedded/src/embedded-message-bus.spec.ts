import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TopicDeclaration } from '@fieldline/messaging';
import { describeMessageBusContract, type PublisherProcess } from '@fieldline/messaging/contract';
import { LogBench } from './log-bench.contract.js';

const LOADER = new URL('../spec/typescript.mjs', import.meta.url).href;
const PUBLISHER = fileURLToPath(new URL('../spec/publisher.mjs', import.meta.url));

function spawnPublisher(args: readonly string[]): PublisherProcess {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--conditions=@fieldline/source', `--import=${LOADER}`, PUBLISHER, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const acknowledged: number[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    acknowledged.push(...lines.map(Number));
  });
  return {
    acknowledged: () => acknowledged,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

describeMessageBusContract('EmbeddedMessageBus', async (topics: readonly TopicDeclaration[]) => {
  const bench = await LogBench.make({ topics });
  return {
    open: () => bench.open(),
    spawnPublisher: (topic, first) =>
      Promise.resolve(spawnPublisher([bench.folder, topic, String(first), JSON.stringify(topics)])),
    withhold: () => {
      bench.disk.fail(['write'], 'ENOSPC');
      return () => bench.disk.heal();
    },
    dispose: () => bench.dispose(),
  };
});
