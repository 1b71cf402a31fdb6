import { chooseTheme, useThemeChoice, type ThemeChoice } from './theme.js';

export function ThemeSwitch() {
  const choice = useThemeChoice();
  return (
    <label className="row">
      <span className="muted">Theme</span>
      <select value={choice} onChange={(event) => chooseTheme(event.target.value as ThemeChoice)}>
        <option value="system">as the system</option>
        <option value="light">light</option>
        <option value="dark">dark</option>
      </select>
    </label>
  );
}
