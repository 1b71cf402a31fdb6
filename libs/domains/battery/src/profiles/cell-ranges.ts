/** What can be told of one cell, whether it is alone or in a pack. */
export const CELL_VOLTAGE = {
  unit: 'V',
  min: -1,
  max: 5.5,
  reason:
    'No lithium-ion chemistry charges above 5 V (LNMO, the highest, to 4.95 V), with a margin for overcharge; below 0 V a cell is reversed.',
} as const;

export const CELL_TEMPERATURE = {
  unit: 'Cel',
  min: -80,
  max: 1200,
  reason:
    'Below any electrolyte’s freezing; above, type K sensors (IEC 60584-1, class 2: to 1,200 °C) follow a cell into thermal runaway, 800 °C and more.',
} as const;
