/**
 * Global irradiance on level ground, W/m²: clear sky after Haurwitz (1945), and what a share of clouds (0 to 1) leaves of it
 * after Kasten and Czeplak (1980). `sine` is that of the sun's height.
 */
export function globalIrradiance(sine: number, cloud: number): number {
  if (sine <= 0) return 0;
  return 1098 * sine * Math.exp(-0.059 / sine) * (1 - 0.75 * cloud ** 3.4);
}
