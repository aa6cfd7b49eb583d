export { buildWeb } from './server/build-web.ts';
