/** Where each address was scrolled to, so that "back" to a long list finds the place again. */
const places = new Map<string, number>();
let wentBack = false;

const address = () => `${location.pathname}${location.search}`;

window.history.scrollRestoration = 'manual';
window.addEventListener('popstate', () => {
  wentBack = true;
});
window.addEventListener('scroll', () => places.set(address(), window.scrollY), { passive: true });

/** A new page begins at its top; one that is come back to, where it was left. */
export function scrollToPlace(): void {
  window.scrollTo(0, wentBack ? (places.get(address()) ?? 0) : 0);
  wentBack = false;
}
