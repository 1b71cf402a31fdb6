const AIR_KG_PER_M3 = 1.2;
const GRAVITY = 9.81;

/** A light vehicle for town with one person on board: class L7e, as the Renault Twizy (data sheet: 474 kg, 6.1 kWh at 58 V). */
export const lightVehicle = {
  massKg: 560,
  /** Drag coefficient × frontal area. */
  dragM2: 0.64,
  rollingResistance: 0.013,
  /** Battery to wheel. */
  driveEfficiency: 0.85,
  /** Of the braking power at the wheels, what comes back to the battery; the rest goes to the brakes. */
  recovered: 0.5,
  /** Lights, controls. */
  auxiliaryW: 120,
} as const;

/** W drawn from the battery between two seconds with these speeds, m/s, on the level; negative while recovering. */
export function drivePowerW(fromSpeed: number, toSpeed: number, vehicle = lightVehicle): number {
  const speed = (fromSpeed + toSpeed) / 2;
  const drag = 0.5 * AIR_KG_PER_M3 * vehicle.dragM2 * speed * speed;
  const rolling = speed > 0 ? vehicle.rollingResistance * vehicle.massKg * GRAVITY : 0;
  const wheelsW = (drag + rolling + vehicle.massKg * (toSpeed - fromSpeed)) * speed;
  return vehicle.auxiliaryW + (wheelsW >= 0 ? wheelsW / vehicle.driveEfficiency : wheelsW * vehicle.recovered);
}
