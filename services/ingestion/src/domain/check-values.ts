import type { MetricSpec, MetricValue, ProfileV1, RefusalReason } from '@fieldline/contracts';
import { refusedText } from './refusal.js';
import { hashText, type ReadingIdentity } from './reading-identity.js';

interface Leaf {
  readonly spec: MetricSpec;
  readonly nameHash: number;
  readonly min: number;
  readonly max: number;
  readonly scale: number;
  /** Dividing by 1000 is exact to the last digit where multiplying by 0.001 is not: a value at its limit stays there. */
  readonly divisor: number;
  readonly offset: number;
  /** Stored under another name, or converted. */
  readonly changed: boolean;
}

interface Branch {
  readonly children: ReadonlyMap<string, Leaf | Branch>;
}

/** What became of the values of one reading. */
export interface CheckedValues {
  /** What passed, by metric, in the profile's units. */
  readonly values: Record<string, MetricValue>;
  readonly accepted: number;
  readonly refused: readonly RefusalReason[];
  /** Every value passed under its own name and unit: the device's own bytes say the same as `values`. */
  readonly unchanged: boolean;
}

/** A profile compiled for checking; made once a profile version. */
export class ProfileCheck {
  readonly #root: Branch;
  readonly #expectedMetrics: string;

  constructor(profile: Pick<ProfileV1, 'id' | 'version' | 'metrics'>) {
    const children = new Map<string, Leaf | Branch>();
    for (const spec of profile.metrics) plant(children, spec.keyPath ?? [spec.metric], leafOf(spec));
    this.#root = { children };
    this.#expectedMetrics = `a metric of ${profile.id} version ${profile.version}`;
  }

  /** Checks every value; adds what passed to `identity`. Numbers must be finite already. */
  check(sent: Readonly<Record<string, unknown>>, identity: ReadingIdentity): CheckedValues {
    const result: Checking = { values: {}, accepted: 0, refused: [], unchanged: true, identity };
    this.#checkBranch(sent, this.#root, '', result);
    return result;
  }

  #checkBranch(sent: Readonly<Record<string, unknown>>, branch: Branch, path: string, result: Checking): void {
    for (const key in sent) {
      const node = branch.children.get(key);
      const value = sent[key];
      if (node === undefined) {
        this.#refuseUnknown(result, path + key, value);
      } else if ('children' in node) {
        result.unchanged = false;
        if (isPlainObject(value)) this.#checkBranch(value, node, `${path}${key}.`, result);
        else this.#refuseUnknown(result, path + key, value);
      } else {
        take(node, value, result);
      }
    }
  }

  #refuseUnknown(result: Checking, metric: string, value: unknown): void {
    result.unchanged = false;
    result.refused.push({
      rule: 'unknown-metric',
      message: `the profile has no metric '${metric}'`,
      metric,
      value: refusedText(value),
      expected: this.#expectedMetrics,
    });
  }
}

interface Checking {
  readonly values: Record<string, MetricValue>;
  accepted: number;
  readonly refused: RefusalReason[];
  unchanged: boolean;
  readonly identity: ReadingIdentity;
}

function leafOf(spec: MetricSpec): Leaf {
  return {
    spec,
    nameHash: hashText(spec.metric),
    min: spec.min ?? -Infinity,
    max: spec.max ?? Infinity,
    ...scaling(spec.scale ?? 1),
    offset: spec.offset ?? 0,
    changed: spec.keyPath !== undefined || (spec.scale ?? 1) !== 1 || (spec.offset ?? 0) !== 0,
  };
}

/** A factor such that `(number * scale) / divisor` is as exact as can be. */
export function scaling(scale: number): { readonly scale: number; readonly divisor: number } {
  const inverse = Math.round(1 / scale);
  return Math.abs(scale) < 1 && 1 / inverse === scale ? { scale: 1, divisor: inverse } : { scale, divisor: 1 };
}

function plant(children: Map<string, Leaf | Branch>, path: readonly string[], leaf: Leaf): void {
  const [key, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    children.set(key, leaf);
    return;
  }
  let branch = children.get(key);
  if (branch === undefined || !('children' in branch)) {
    branch = { children: new Map() };
    children.set(key, branch);
  }
  plant(branch.children as Map<string, Leaf | Branch>, rest, leaf);
}

function take(leaf: Leaf, sent: unknown, result: Checking): void {
  const value = leaf.changed ? converted(leaf, sent) : sent;
  const fault = faultOf(leaf, value);
  if (fault !== undefined) {
    result.unchanged = false;
    const { metric } = leaf.spec;
    result.refused.push({ ...fault, metric, value: refusedText(sent), expected: expectation(leaf) });
    return;
  }
  if (leaf.changed) result.unchanged = false;
  result.accepted += 1;
  result.values[leaf.spec.metric] = value as MetricValue;
  result.identity.add(leaf.nameHash, value as MetricValue);
}

function converted(leaf: Leaf, sent: unknown): unknown {
  if (typeof sent === 'number') return convert(leaf, sent);
  return isNumberArray(sent) ? sent.map((item) => convert(leaf, item)) : sent;
}

function convert({ scale, divisor, offset }: Leaf, sent: number): number {
  return (sent * scale) / divisor + offset;
}

function faultOf(leaf: Leaf, value: unknown): { rule: string; message: string } | undefined {
  const { metric, type, states } = leaf.spec;
  switch (type) {
    case 'number':
      if (typeof value !== 'number') return { rule: 'wrong-type', message: `${metric} is not a number` };
      return inRange(leaf, value) ? undefined : { rule: 'out-of-range', message: `${metric} is out of range` };
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { rule: 'wrong-type', message: `${metric} is not true or false` };
    case 'number[]':
      if (!isNumberArray(value)) return { rule: 'wrong-type', message: `${metric} is not an array of numbers` };
      if (value.every((item) => inRange(leaf, item))) return undefined;
      return { rule: 'out-of-range', message: `an element of ${metric} is out of range` };
    case 'string':
      return textFault(metric, states, value);
  }
}

function textFault(
  metric: string,
  states: readonly string[] | undefined,
  value: unknown,
): { rule: string; message: string } | undefined {
  if (typeof value !== 'string') return { rule: 'wrong-type', message: `${metric} is not a text` };
  if (states !== undefined && !states.includes(value)) {
    return { rule: 'unknown-state', message: `${metric} has no state of that name` };
  }
  // no store takes NUL or half a surrogate pair
  if (value.includes('\u0000') || !isWellFormed(value)) {
    return { rule: 'unstorable-text', message: `${metric} holds a NUL character or half a surrogate pair` };
  }
  return undefined;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/** Conversion may take a finite number beyond all limits, which JSON cannot say. */
function inRange(leaf: Leaf, value: number): boolean {
  return value >= leaf.min && value <= leaf.max && Number.isFinite(value);
}

function isNumberArray(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number');
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expectation({ spec, min, max }: Leaf): string {
  const { type, unit, states } = spec;
  if (states !== undefined) return `one of ${states.join(', ')}`;
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'a text without NUL';
  const sentIn = spec.arrivesIn === undefined || spec.arrivesIn === unit ? '' : ` (sent in ${spec.arrivesIn})`;
  const range =
    min === -Infinity && max === Infinity ? 'a finite number' : `${bound(min)} to ${bound(max)} ${unit}${sentIn}`;
  return type === 'number[]' ? `an array of numbers, each ${range}` : range;
}

function bound(value: number): string {
  return value === -Infinity ? 'any' : value === Infinity ? 'any' : String(value);
}
