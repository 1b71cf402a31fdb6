import type { CellStringDesign } from './cell-parameters.js';

/** What the management system is set to beside the cells' limits. A, both positive. */
export interface PackDesign extends CellStringDesign {
  readonly largestChargeA: number;
  readonly largestDischargeA: number;
  /** Of the resistor that balances one cell. */
  readonly balancingOhm: number;
  /** Equivalent full cycles before the simulation. */
  readonly cycles: number;
}

export const TEMPERATURE_LIMITS = {
  /** Switches open above (systems.md B5), and close again below the release. */
  overC: 60,
  releaseC: 50,
  alarmC: 55,
} as const;

/** Alarms come so much before the protection. */
export const ALARM_MARGIN_V = 0.05;
/** Share of the largest current above which the protection opens the switch. */
export const OVER_CURRENT_SHARE = 1.2;
/** An over-current is tried again after. */
export const OVER_CURRENT_RETRY_S = 60;
