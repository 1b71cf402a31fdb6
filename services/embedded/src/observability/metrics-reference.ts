import { adviceOf, type Metrics } from '@fieldline/platform';

/** One metric as the reference shows it. */
export interface MetricRow {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** What it means when it rises, and what to do. */
  readonly advice: string | undefined;
}

/** What is counted, where it is neither time nor size. A metric's name ends with one of them, `_total` aside. */
const UNITS = new Set(
  (
    'seconds bytes ratio records letters messages readings values requests connections devices acks hits failures ' +
    'disconnects enrolments spans readers'
  ).split(' '),
);
/** Whose values are few and known beforehand: never a device, a site, a person or an address. */
const LABELS = new Set('topic group partition qos limit reason what outcome route method status scope'.split(' '));
const OWN = /^fieldline_[a-z]+(_[a-z]+)+$/;

export function metricRows(metrics: Metrics): readonly MetricRow[] {
  return metrics
    .getMetricsAsArray()
    .map((metric) => {
      const { name, help } = metric;
      const { labelNames = [] } = metric as { labelNames?: readonly string[] };
      return { name, type: String(metric.type), help, labels: labelNames, advice: adviceOf(metrics, name) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What breaks the convention, a line each. The runtime's own metrics keep the names that Prometheus' clients give them. */
export function conventionFaults(rows: readonly MetricRow[]): readonly string[] {
  return rows.flatMap((row) => (isRuntime(row) ? [] : faultsOf(row)).map((fault) => `${row.name}: ${fault}`));
}

function faultsOf({ name, type, help, labels, advice }: MetricRow): string[] {
  const faults: string[] = [];
  const isTotal = name.endsWith('_total');
  const unit =
    name
      .replace(/_total$/, '')
      .split('_')
      .at(-1) ?? '';
  if (!OWN.test(name)) faults.push('is not fieldline_<part>_<what>_<unit> in small letters');
  if (isTotal !== (type === 'counter')) faults.push('counters, and nothing else, end in _total');
  if (!UNITS.has(unit) && !help.startsWith('1 while ')) faults.push(`'${unit}' is no unit of the convention`);
  if (!/^[A-Z0-9`].*\.$/.test(help)) faults.push('its help is not a sentence with a full stop');
  if (advice === undefined) faults.push('nothing says what it means when it rises');
  for (const label of labels) if (!LABELS.has(label)) faults.push(`the label '${label}' may have any number of values`);
  return faults;
}

/** The page of all metrics, in Markdown. */
export function metricsReference(rows: readonly MetricRow[]): string {
  const own = rows.filter((row) => !isRuntime(row));
  const runtime = rows.filter(isRuntime);
  return [
    '# Metrics',
    '',
    'Made from the registry of a running server; change it beside the metric, then `npm run metrics`.',
    '',
    '`GET /metrics` on the metrics port, in the text format of Prometheus. Names are `fieldline_<part>_<what>_<unit>`, times in',
    'seconds, sizes in bytes; counters end in `_total` and begin at 0 with the process. Labels have few values, known',
    'beforehand: no device, site or person appears in one; those are counted in the ledger.',
    '',
    ...own.flatMap(section),
    '## Of the runtime',
    '',
    ...runtime.map(({ name, help }) => `- \`${name}\`: ${help.replace(/\.?$/, '.')}`),
    '',
  ].join('\n');
}

function section({ name, type, help, labels, advice }: MetricRow): readonly string[] {
  const by = labels.length === 0 ? '' : `, by ${labels.map((label) => `\`${label}\``).join(', ')}`;
  return [`## \`${name}\``, '', `${help} ${type[0]?.toUpperCase()}${type.slice(1)}${by}.`, '', advice ?? '', ''];
}

function isRuntime({ name }: MetricRow): boolean {
  return /^(process|nodejs)_/.test(name);
}
