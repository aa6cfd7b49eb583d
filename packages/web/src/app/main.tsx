import './shared/style-nonce.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { CrashScreen } from './crash-screen.tsx';
import './styles.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root".');

createRoot(root).render(
  <StrictMode>
    <CrashScreen>
      <QueryClientProvider client={new QueryClient()}>
        <Tooltip.Provider delayDuration={350}>
          <App />
        </Tooltip.Provider>
      </QueryClientProvider>
    </CrashScreen>
  </StrictMode>,
);
