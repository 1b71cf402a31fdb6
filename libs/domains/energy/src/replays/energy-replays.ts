import type { ReplayMapping } from '@fieldline/domain-pack';
import { tuyaSmartplug } from './tuya-smartplug.js';
import { uciHousehold } from './uci-household.js';

export const energyReplays: readonly ReplayMapping[] = [tuyaSmartplug, uciHousehold];
