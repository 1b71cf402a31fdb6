import type { ReplayMapping } from '@fieldline/domain-pack';
import { beijingPrsa } from './beijing-prsa.js';
import { uciAirQuality } from './uci-air-quality.js';

export const airQualityReplays: readonly ReplayMapping[] = [beijingPrsa, uciAirQuality];
