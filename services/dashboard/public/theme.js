// Before the first paint, so that a dark page does not flash white. The switch is in src/app/theme.ts.
(function () {
  var kept = null;
  try {
    kept = localStorage.getItem('fieldline-theme');
  } catch (_) {
    // Storage is switched off: the system's choice stands.
  }
  var dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
