/** Prints the page of metrics, made from a running server; with `--json` its rows. Runs after `npm run build`. */
import { runningMetrics } from '../dist/observability/running-metrics.js';
import { metricsReference } from '../dist/observability/metrics-reference.js';

const rows = await runningMetrics();
const text = process.argv.includes('--json') ? JSON.stringify(rows) : metricsReference(rows);
process.stdout.write(text, () => process.exit(0));
