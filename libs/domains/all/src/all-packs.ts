import { airQualityPack } from '@fieldline/domain-air-quality';
import { batteryPack } from '@fieldline/domain-battery';
import type { DomainPack } from '@fieldline/domain-pack';

/** Every pack this build knows. */
export const allPacks: readonly DomainPack[] = [airQualityPack, batteryPack];
