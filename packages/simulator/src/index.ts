export type { SimulatedDeployment, SimulatedUser, WorldKind } from './deployment.ts';
export { type Fault, type FaultKind, faultKinds } from './faults.ts';
export type { LoggedRequest, RequestFilter, RequestLog } from './http/request-log.ts';
export { defaultOptions, type SimulatorOptions, type SisenseVersion, sisenseVersions } from './options.ts';
export { routeOfEndpoint } from './route-of-endpoint.ts';
export { PortTaken, type Simulator, type StartSimulatorOptions, startSimulator } from './start-simulator.ts';
export type * from './world.ts';
