export * from './endpoint.ts';
export { type EndpointId, type Endpoints, endpoints } from './endpoints.ts';
export * from './errors.ts';
export interface Sisense {
  close(): Promise<void>;
}
