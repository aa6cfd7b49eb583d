import { expect, it } from 'vitest';
import { redact } from './redact.ts';

it('strikes out secrets by their names and inside of texts, and nothing else', () => {
  const connection = {
    name: 'warehouse',
    parameters: {
      Server: 'dw.example.net',
      UserName: 'svc',
      Password: 'hunter2',
      aws_secret_key: 'k',
      list: [{ token: 't' }],
    },
    connectionString: 'jdbc:x;UID=u;PWD=hunter2;a=b',
    url: 'postgres://svc:hunter2@dw.example.net/db',
  };
  expect(redact(connection)).toEqual({
    name: 'warehouse',
    parameters: {
      Server: 'dw.example.net',
      UserName: 'svc',
      Password: '(secret)',
      aws_secret_key: '(secret)',
      list: [{ token: '(secret)' }],
    },
    connectionString: 'jdbc:x;UID=u;PWD=(secret);a=b',
    url: 'postgres://svc:(secret)@dw.example.net/db',
  });
});
