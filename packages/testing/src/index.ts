export {
  deliver,
  faultOfGuard,
  type GuardCell,
  type GuardedRequest,
  guardCells,
  type Route,
  routesOf,
} from './guard-matrix.ts';
export { amount, isSoak, reached } from './soak.ts';
