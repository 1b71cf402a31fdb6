/**
 * Global irradiance on level ground, W/m²: clear sky after Haurwitz (Journal of Meteorology 2, 1945, 154), and what a share
 * of clouds (0 to 1) leaves of it after Kasten and Czeplak (Solar Energy 24, 1980, 177). `sine` is that of the sun's height.
 */
export function globalIrradiance(sine: number, cloud: number): number {
  if (sine <= 0) return 0;
  return 1098 * sine * Math.exp(-0.057 / sine) * (1 - 0.75 * cloud ** 3.4);
}
