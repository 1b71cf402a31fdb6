const { exp, tanh } = Math;

/**
 * Open-circuit potentials in V against lithium, at 25 °C, by lithium content (stoichiometry): closed forms as published.
 */

/** LiNi0.8Mn0.1Co0.1O2 of the LG M50 (Chen et al. 2020, J. Electrochem. Soc. 167 080534, equation 8). */
export const nmc811 = (y: number): number =>
  -0.809 * y +
  4.4875 -
  0.0428 * tanh(18.5138 * (y - 0.5542)) -
  17.7326 * tanh(15.789 * (y - 0.3117)) +
  17.5842 * tanh(15.9308 * (y - 0.312));

/** Graphite with silicon oxide of the LG M50 (Chen et al. 2020, equation 9). */
export const graphiteSilicon = (x: number): number =>
  1.9793 * exp(-39.3631 * x) +
  0.2482 -
  0.0909 * tanh(29.8538 * (x - 0.1234)) -
  0.04478 * tanh(14.9159 * (x - 0.2769)) -
  0.0205 * tanh(30.4444 * (x - 0.6103));

/** LiFePO4 (Safari and Delacourt 2011, J. Electrochem. Soc. 158 A562). */
export const ironPhosphate = (y: number): number =>
  3.4323 -
  0.8428 * exp(-80.2493 * (1 - y) ** 1.3198) -
  3.2474e-6 * exp(20.2645 * (1 - y) ** 3.8003) +
  3.2482e-6 * exp(20.2646 * (1 - y) ** 3.7995);

/** Graphite (Safari and Delacourt 2011, J. Electrochem. Soc. 158 A562). */
export const graphite = (x: number): number =>
  0.6379 +
  0.5416 * exp(-305.5309 * x) +
  0.044 * tanh(-(x - 0.1958) / 0.1088) -
  0.1978 * tanh((x - 1.0571) / 0.0854) -
  0.6875 * tanh((x + 0.0117) / 0.0529) -
  0.0175 * tanh((x - 0.5692) / 0.0875);

const NCA_POLYNOMIAL = [
  11.8058, -66.3691, 264.427, -554.774, 621.3475, -344.566, 81.246, -23.488, 15.056, -2.222, 1.638,
];

/** LiNi0.8Co0.15Al0.05O2 (Kim et al. 2011, J. Electrochem. Soc. 158 A955). */
export const nickelCobaltAluminium = (y: number): number =>
  NCA_POLYNOMIAL.reduceRight((sum, coefficient) => sum * y + coefficient, 0) - 0.61386 * exp(5.8201 * y ** 136.4);

/** Graphite of the same cell (Kim et al. 2011). */
export const graphiteOfKim = (x: number): number =>
  0.124 +
  1.5 * exp(-70 * x) -
  0.0351 * tanh((x - 0.286) / 0.083) -
  0.0045 * tanh((x - 0.9) / 0.119) -
  0.035 * tanh((x - 0.99) / 0.05) -
  0.0147 * tanh((x - 0.5) / 0.034) -
  0.102 * tanh((x - 0.194) / 0.142) -
  0.022 * tanh((x - 0.98) / 0.0164) -
  0.011 * tanh((x - 0.124) / 0.0226) +
  0.0155 * tanh((x - 0.105) / 0.029);
