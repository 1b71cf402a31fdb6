import { airQualityPack } from '@fieldline/domain-air-quality';
import { batteryPack } from '@fieldline/domain-battery';
import { boilerPack } from '@fieldline/domain-boiler';
import { energyPack } from '@fieldline/domain-energy';
import type { DomainPack } from '@fieldline/domain-pack';
import { vehiclePack } from '@fieldline/domain-vehicle';

/** Every pack this build knows. */
export const allPacks: readonly DomainPack[] = [airQualityPack, batteryPack, boilerPack, energyPack, vehiclePack];
