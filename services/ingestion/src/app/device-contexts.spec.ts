import { describe, expect, it } from '@jest/globals';
import { DeviceContexts } from './device-contexts.js';
import { ExampleRegistry, RUN, ulidOf } from './example-registry.contract.js';

function open(): { readonly registry: ExampleRegistry; readonly contexts: DeviceContexts } {
  const registry = new ExampleRegistry();
  registry.add(1);
  registry.add(2);
  return { registry, contexts: new DeviceContexts(registry, RUN) };
}

describe('the context of a device', () => {
  it('stays when another device is registered, changed or removed', () => {
    const { registry, contexts } = open();
    const before = contexts.byId(ulidOf(1));
    expect(before).toBeDefined();
    registry.add(3);
    registry.add(2, { name: 'renamed' });
    registry.remove(ulidOf(3));
    expect(contexts.byId(ulidOf(1))).toBe(before);
  });

  it('is made anew when its own device changes, and keeps its receipt numbers', () => {
    const { registry, contexts } = open();
    const before = contexts.byId(ulidOf(1));
    if (before !== undefined) before.counters.readings = 7;
    registry.add(1, { name: 'renamed' });
    const after = contexts.byId(ulidOf(1));
    expect(after).toMatchObject({ device: { name: 'renamed' }, counters: { readings: 7 } });
    expect(after).not.toBe(before);
  });

  it('is made anew when its site or its profile changes', () => {
    const { registry, contexts } = open();
    const before = contexts.byId(ulidOf(1));
    registry.keepHistory();
    const moved = contexts.byId(ulidOf(1));
    expect([before?.keepsHistory, moved?.keepsHistory]).toEqual([false, true]);
    registry.changeProfile();
    expect(contexts.byId(ulidOf(1))?.check).not.toBe(moved?.check);
  });

  it('goes with its device, and comes back with it', () => {
    const { registry, contexts } = open();
    contexts.byId(ulidOf(1));
    registry.remove(ulidOf(1));
    expect(contexts.byId(ulidOf(1))).toBeUndefined();
    registry.add(1);
    expect(contexts.byId(ulidOf(1))).toBeDefined();
  });
});
