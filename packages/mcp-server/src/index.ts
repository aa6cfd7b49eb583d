export { readStandingConnections, type StandingConnections } from './connections/standing-connections.ts';
export { type StartedMcpServer, type StartMcpServerOptions, startMcpServer } from './main-http.ts';
export { type StartedStdioServer, type StartStdioServerOptions, startStdioServer } from './main-stdio.ts';
export { type OperatorDesk, openOperatorDesk } from './open-operator-desk.ts';
