/** Copies text, also where the page is not served over HTTPS and browsers keep `navigator.clipboard` to themselves. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  try {
    // Deprecated, and the only way on plain HTTP.
    return document.execCommand('copy');
  } finally {
    area.remove();
  }
}
