import { describe, expect, it } from '@jest/globals';
import { SessionMemories, SessionMemory, type SeenPublish } from './session-memory.js';

function publish(id: number, text: string, { qos = 1, dup = false, unacknowledged = 0 } = {}): SeenPublish {
  const buffer = Buffer.from(text);
  return { buffer, body: 0, end: buffer.length, id, qos, dup, unacknowledged };
}

describe('SessionMemory', () => {
  it.each([1, 2])('knows a repetition by DUP, packet id and bytes (QoS %p)', (qos) => {
    const memory = new SessionMemory(10);
    memory.firstSeen(publish(5, 'abc', { qos }), 100);
    expect(memory.firstSeen(publish(5, 'abc', { qos, dup: true }), 200)).toBe(100);
    expect(memory.firstSeen(publish(5, 'abc', { qos, dup: true }), 300)).toBe(100);
  });

  it.each([1, 2])('takes other bytes, another id or no DUP for a new message (QoS %p)', (qos) => {
    const memory = new SessionMemory(10);
    memory.firstSeen(publish(5, 'abc', { qos }), 100);
    expect(memory.firstSeen(publish(6, 'abc', { qos, dup: true }), 200)).toBe(200);
    expect(memory.firstSeen(publish(5, 'abd', { qos, dup: true }), 300)).toBe(300);
    expect(memory.firstSeen(publish(5, 'abd', { qos }), 400)).toBe(400);
  });

  it('forgets QoS 1 after 64 further messages', () => {
    const memory = new SessionMemory(10);
    for (let id = 1; id <= 64; id++) memory.firstSeen(publish(id, 'abc'), id);
    expect(memory.firstSeen(publish(1, 'abc', { dup: true }), 500)).toBe(1);
    memory.firstSeen(publish(66, 'abc'), 66);
    expect(memory.firstSeen(publish(2, 'abc', { dup: true }), 500)).toBe(500);
  });

  it('remembers all of a window that waits at once, however large', () => {
    const memory = new SessionMemory(10);
    for (let id = 1; id <= 1_000; id++) memory.firstSeen(publish(id, 'abc', { unacknowledged: id - 1 }), id);
    const again = Array.from({ length: 1_000 }, (_, i) =>
      memory.firstSeen(publish(i + 1, 'abc', { dup: true }), 5_000),
    );
    expect(again).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
  });

  it('keeps QoS 2 until PUBREL, however many messages come between', () => {
    const memory = new SessionMemory(100);
    memory.firstSeen(publish(1, 'abc', { qos: 2 }), 1);
    for (let id = 2; id <= 100; id++) memory.firstSeen(publish(id, 'abc', { qos: 2 }), id);
    expect(memory.firstSeen(publish(1, 'abc', { qos: 2, dup: true }), 500)).toBe(1);
    memory.forget(1);
    expect(memory.firstSeen(publish(1, 'abc', { qos: 2, dup: true }), 600)).toBe(600);
  });

  it('refuses one open handshake too many', () => {
    const memory = new SessionMemory(1);
    memory.firstSeen(publish(1, 'abc', { qos: 2 }), 1);
    expect(() => memory.firstSeen(publish(2, 'abc', { qos: 2 }), 2)).toThrow('without PUBREL');
  });
});

describe('SessionMemories', () => {
  it('keeps a lasting session over reconnects and ends it with a clean one', () => {
    const memories = new SessionMemories(10, 10);
    const first = memories.open('a', false);
    expect(memories.open('a', false)).toBe(first);
    memories.open('a', true);
    expect(memories.open('a', false)).not.toBe(first);
  });

  it('forgets the session that connected longest ago when there are too many', () => {
    const memories = new SessionMemories(10, 2);
    const [a, b] = [memories.open('a', false), memories.open('b', false)];
    expect(memories.open('a', false)).toBe(a);
    memories.open('c', false);
    expect(memories.forgotten).toBe(1);
    expect(memories.open('a', false)).toBe(a);
    expect(memories.open('b', false)).not.toBe(b);
  });
});
