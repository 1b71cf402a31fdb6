export const CHEMISTRIES = ['LFP', 'NMC', 'LCO', 'NCA'] as const;
export type Chemistry = (typeof CHEMISTRIES)[number];

/** The range of `remainingCapacity` in the profile battery-pack; thin-film cells, the smallest, hold about 1 mA·h. */
export const CAPACITY_AH = { least: 0.001, most: 20_000 } as const;
/** A cell’s least to the end of low voltage, 1,500 V DC (IEC 60038). */
export const VOLTAGE_V = { least: 1.5, most: 1500 } as const;
/** A thin-film cell’s milliwatts to 1,500 V × 2,000 A, what the profile battery-pack can measure. */
export const POWER_W = { least: 0.001, most: 3_000_000 } as const;
/** 1,500 V of cells of 1.5 V. */
export const MOST_SERIES_CELLS = 1000;
/** 20,000 A·h of cells of 1 A·h, small cylindrical ones. */
export const MOST_PARALLEL_CELLS = 20_000;
/** Lithium-ion cells are on sale since 1991; the other end finds a century mistyped. */
export const BATTERY_DATES = { first: '1991-01-01', last: '2099-12-31' } as const;

/** What people set down of a battery's state (systems.md B4). */
export const BATTERY_STATUSES = ['online', 'offline', 'error', 'maintenance'] as const;

/** Appliances that hang on a switch (systems.md E2, E3). */
export const SWITCH_TYPES = ['light', 'fan', 'projector', 'ac', 'computer', 'outlet'] as const;
export type SwitchType = (typeof SWITCH_TYPES)[number];

export const CHIPS = ['esp32', 'esp32-s3', 'esp32-c3'] as const;
export type Chip = (typeof CHIPS)[number];
/** The highest of all chips: 39 of the ESP32, 48 of the ESP32-S3, 21 of the ESP32-C3 (their data sheets). */
export const LAST_GPIO = 48;

export const LONGEST_UPDATE_INTERVAL_SECONDS = 86_400;
