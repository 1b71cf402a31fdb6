import { Store, useStore } from './store.js';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const KEY = 'fieldline-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

function kept(): ThemeChoice {
  try {
    const choice = localStorage.getItem(KEY);
    return choice === 'light' || choice === 'dark' ? choice : 'system';
  } catch {
    return 'system';
  }
}

const resolved = (choice: ThemeChoice): Theme => (choice === 'system' ? (system.matches ? 'dark' : 'light') : choice);

const choice = new Store<ThemeChoice>(kept());
const theme = new Store<Theme>(resolved(choice.get()));

function apply(): void {
  document.documentElement.dataset['theme'] = resolved(choice.get());
  theme.set(resolved(choice.get()));
}
system.addEventListener('change', apply);

/** Keeps the choice in this browser. */
export function chooseTheme(next: ThemeChoice): void {
  choice.set(next);
  try {
    if (next === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next);
  } catch {
    // Storage is switched off: it holds until the page is loaded anew.
  }
  apply();
}

export const useThemeChoice = (): ThemeChoice => useStore(choice);
/** What is shown now; canvases draw anew when it changes. */
export const useTheme = (): Theme => useStore(theme);
