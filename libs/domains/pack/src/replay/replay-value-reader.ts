import type { MetricValue } from '@fieldline/contracts';
import type { MetricDefinition, ProfileDefinition } from '../profile-definition.js';
import { decimalConverter, linearConversion } from '../units/convert-unit.js';
import type { ReplayMapping } from './replay-mapping.js';
import type { ReplayCodes, ReplayValue } from './replay-values.js';

/**
 * Makes of a recorded text the value that the profile's metric holds; undefined where the text means no value. What is no
 * number although it should be stays as it stands, so that the platform refuses it and keeps account of it.
 */
export type ValueReader = (text: string) => Exclude<MetricValue, readonly number[]> | undefined;

/** Throws RangeError for a metric that the profile has not, UnknownConversionError for units that do not go together. */
export function valueReader(mapping: ReplayMapping, declared: ReplayValue): ValueReader {
  const spec = metricOf(mapping.profile, declared.metric);
  const missing = new Set([...mapping.missing, ...(declared.missing ?? [])]);
  const read = textReader(mapping, declared, spec);
  return (text) => (missing.has(text) ? undefined : (read(text) ?? text));
}

type Reader = (text: string) => number | boolean | string | undefined;

function textReader(mapping: ReplayMapping, { codes, unit, negate }: ReplayValue, spec: MetricDefinition): Reader {
  if (codes !== undefined) return (text) => codeOf(codes, text);
  if (spec.type === 'string') return (text) => text;
  if (spec.type === 'boolean') return (text) => (text === 'true' ? true : text === 'false' ? false : undefined);
  const convert = decimalConverter(linearConversion(unit ?? spec.unit, spec.unit), negate);
  if (mapping.decimalComma === undefined) return convert;
  return (text) => (text.includes('.') ? undefined : convert(text.replace(',', '.')));
}

function codeOf(codes: ReplayCodes, text: string): number | boolean | string | undefined {
  return Object.hasOwn(codes, text) ? codes[text] : undefined;
}

function metricOf({ id, metrics }: ProfileDefinition, name: string): MetricDefinition {
  const spec = metrics.find(({ metric }) => metric === name);
  if (spec === undefined) throw new RangeError(`the profile ${id} has no metric '${name}'`);
  return spec;
}
