import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** `npm run dev` shows a running server's data: its address. */
const server = process.env['FIELDLINE_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // Straight from the sources: the pages need no compiled package.
  resolve: { conditions: ['@fieldline/source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    sourcemap: false,
    // The content security policy allows no inline code, and fonts and images only from the server.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  // The Host header stays as the browser sent it: the server compares it with the Origin.
  server: { proxy: { '/api': { target: server } } },
});
