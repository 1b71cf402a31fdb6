import {
  graphite,
  graphiteOfKim,
  graphiteSilicon,
  ironPhosphate,
  nickelCobaltAluminium,
  nmc811,
} from './electrode-potentials.js';
import { OpenCircuitVoltage } from './open-circuit-voltage.js';

export const CHEMISTRIES = ['LFP', 'NMC', 'LCO', 'NCA'] as const;
/** Those of systems.md B4. */
export type Chemistry = (typeof CHEMISTRIES)[number];

/** V of one cell. */
export interface CellLimits {
  /** The charger holds the mean cell here at the end of charge. */
  readonly chargeTo: number;
  /** Above: charging ends, until `overVoltageRelease`. The alarm comes `ALARM_MARGIN_V` earlier, as below. */
  readonly overVoltage: number;
  readonly overVoltageRelease: number;
  /** Below: discharging ends, until `underVoltageRelease`. */
  readonly underVoltage: number;
  readonly underVoltageRelease: number;
  /** Cells are balanced above. */
  readonly balanceFrom: number;
}

export interface ChemistryData {
  readonly openCircuit: OpenCircuitVoltage;
  readonly nominalV: number;
  readonly limits: CellLimits;
  /** Equivalent full cycles to 80 % of the capacity, as makers of such cells state. */
  readonly cycleLife: number;
}

const mix = (empty: number, full: number, charge: number): number => empty + (full - empty) * charge;

const LAYERED_OXIDE: CellLimits = {
  chargeTo: 4.15,
  overVoltage: 4.25,
  overVoltageRelease: 4.15,
  underVoltage: 2.8,
  underVoltageRelease: 3.1,
  balanceFrom: 4.0,
};

/**
 * Open-circuit voltages are the difference of the published electrode potentials over the lithium contents between empty and
 * full. Those of NMC are the paper's. Those of LFP are chosen so that a full cell rests at 3.45 V, those of NCA so that a
 * full cell rests at 4.18 V and the Panasonic NCR18650PF (Kollmeyer 2018) is met within 35 mV root mean square.
 * LCO is a whole cell's curve. Limits are those to which management systems for these cells are commonly set.
 */
export const chemistries: Readonly<Record<Chemistry, ChemistryData>> = {
  LFP: {
    openCircuit: new OpenCircuitVoltage((z) => ironPhosphate(mix(0.92, 0.04, z)) - graphite(mix(0.0085, 0.78, z))),
    nominalV: 3.2,
    limits: {
      chargeTo: 3.5,
      overVoltage: 3.65,
      overVoltageRelease: 3.5,
      underVoltage: 2.5,
      underVoltageRelease: 2.9,
      balanceFrom: 3.38,
    },
    cycleLife: 5000,
  },
  NMC: {
    openCircuit: new OpenCircuitVoltage((z) => nmc811(mix(0.854, 0.2638, z)) - graphiteSilicon(mix(0.0263, 0.9106, z))),
    nominalV: 3.63,
    limits: LAYERED_OXIDE,
    cycleLife: 1500,
  },
  LCO: {
    // Chen and Rincón-Mora 2006, IEEE Trans. Energy Conversion 21 (2) 504, equation 2.
    openCircuit: new OpenCircuitVoltage(
      (z) => -1.031 * Math.exp(-35 * z) + 3.685 + 0.2156 * z - 0.1178 * z ** 2 + 0.3201 * z ** 3,
    ),
    nominalV: 3.7,
    limits: { ...LAYERED_OXIDE, chargeTo: 4.1, overVoltage: 4.2, overVoltageRelease: 4.08 },
    cycleLife: 700,
  },
  NCA: {
    openCircuit: new OpenCircuitVoltage(
      (z) => nickelCobaltAluminium(mix(0.9, 0.35, z)) - graphiteOfKim(mix(0.03, 0.55, z)),
    ),
    nominalV: 3.6,
    limits: LAYERED_OXIDE,
    cycleLife: 1000,
  },
};
