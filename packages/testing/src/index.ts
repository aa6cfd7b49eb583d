export { amount, isSoak, reached } from './soak.ts';
