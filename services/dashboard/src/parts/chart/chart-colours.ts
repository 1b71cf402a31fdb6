/** Resolves a colour of the style sheet to what a canvas takes; follows the theme, since it is read at each drawing. */
export function colourReader(host: HTMLElement): (name: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  return (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
}

/** As many as can be told apart; more lines begin anew, with another dash. */
export const LINE_COLOURS = 6;

export function lineColour(index: number): string {
  return `chart-line-${(index % LINE_COLOURS) + 1}`;
}

export function lineDash(index: number): number[] {
  return [[], [8, 4], [2, 4]][Math.floor(index / LINE_COLOURS) % 3] ?? [];
}

/** Calls back when the theme may have changed; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', changed);
  const attributes = new MutationObserver(changed);
  attributes.observe(document.documentElement, { attributes: true });
  return () => {
    scheme.removeEventListener('change', changed);
    attributes.disconnect();
  };
}
