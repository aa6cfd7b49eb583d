import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The page takes types and folds from protocol; its schemas (and zod with them) are left out.
      treeshake: { moduleSideEffects: (id) => !id.includes('/protocol/src/') },
    },
  },
});
