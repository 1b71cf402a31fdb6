import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CallerIdentity } from '@fieldline/http';
import { RetriableError, TooManyRequestsError } from '@fieldline/platform';
import { CallerTurns } from './caller-turns.js';

let turns: CallerTurns;
/** By name, in the order in which they began. */
let begun: Map<string, (failure?: Error) => void>;

const callerOf = (id: string): CallerIdentity => ({
  ...{ kind: 'token', id, name: id, tenantId: 'acme', scope: 'read', sites: null },
});
const stays = new AbortController().signal;

function ask(caller: string, name: string, gone = stays): Promise<string> {
  const read = (): Promise<string> =>
    new Promise((resolve, reject) => begun.set(name, (failure) => (failure ? reject(failure) : resolve(name))));
  return turns.run(callerOf(caller), gone, read);
}

beforeEach(() => {
  turns = new CallerTurns({ running: 2, waiting: 2 });
  begun = new Map();
});

describe('turns of a caller', () => {
  it('come in the order asked for, two at once, and hold up nobody else', async () => {
    const own = ['a', 'b', 'c', 'd'].map((name) => ask('one', name));
    const other = ask('two', 'x');
    expect([...begun.keys()]).toEqual(['a', 'b', 'x']);
    begun.get('b')?.();
    await own[1];
    const late = ask('one', 'e');
    expect([...begun.keys()]).toEqual(['a', 'b', 'x', 'c']);
    for (const name of ['a', 'c', 'x']) begun.get(name)?.();
    await Promise.all([own[0], own[2], other]);
    for (const name of ['d', 'e']) begun.get(name)?.();
    expect(await Promise.all([own[3], late])).toEqual(['d', 'e']);
  });

  it('are refused when too many wait', async () => {
    const own = ['a', 'b', 'c', 'd'].map((name) => ask('one', name));
    await expect(ask('one', 'e')).rejects.toBeInstanceOf(TooManyRequestsError);
    for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) {
      begun.get(name)?.();
      await own[index];
    }
    expect([...begun.keys()]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are given up by who has gone, and go on after a read that failed', async () => {
    const gone = new AbortController();
    const first = [ask('one', 'a'), ask('one', 'b')];
    const left = ask('one', 'c', gone.signal);
    const next = ask('one', 'd');
    gone.abort();
    await expect(left).rejects.toBeInstanceOf(RetriableError);
    begun.get('a')?.(new Error('broke'));
    await expect(first[0]).rejects.toThrow('broke');
    expect([...begun.keys()]).toEqual(['a', 'b', 'd']);
    for (const name of ['b', 'd']) begun.get(name)?.();
    expect(await Promise.all([first[1], next])).toEqual(['b', 'd']);
  });
});
