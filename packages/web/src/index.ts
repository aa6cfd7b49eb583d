export { buildWeb } from './server/build-web.ts';
export { startWeb, type WebOptions } from './server/start-web.ts';
