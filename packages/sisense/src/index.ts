export * from './endpoint.ts';
export * from './errors.ts';
export interface Sisense {
  close(): Promise<void>;
}
