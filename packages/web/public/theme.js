// Runs before the first paint, so that a chosen theme never flashes.
(() => {
  let chosen = 'system';
  try {
    chosen = localStorage.getItem('fes-theme') || 'system';
  } catch {
    // Storage may be blocked; the system's theme is used then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
