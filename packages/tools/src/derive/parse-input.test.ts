import { describe, expect, it } from 'vitest';
import { lookUp, remove } from '../../test/sample-tools.ts';
import { parseCall, parseInput } from './parse-input.ts';

describe('the arguments of a call', () => {
  it('are returned with defaults filled in', () => {
    expect(parseInput(lookUp, { thing_name: 'lamp' })).toEqual({ thing_name: 'lamp', max_fields: 20 });
  });

  it('may use an older name', () => {
    expect(parseInput(lookUp, { name: 'lamp' })['thing_name']).toBe('lamp');
  });

  it('may not use an older name and the new one with different values', () => {
    expect(() => parseInput(lookUp, { name: 'lamp', thing_name: 'chair' })).toThrow(
      '"name" is an older name of "thing_name"',
    );
  });

  it('are refused when unknown, with the nearest name and the known ones', () => {
    expect(() => parseInput(lookUp, { thing_nmae: 'lamp' })).toThrow(
      'access.look_up has no argument "thing_nmae". Did you mean "thing_name"? It takes: thing_name, max_fields, parts, details, sizes.',
    );
  });

  it.each(['domain', 'token', 'ssl', 'source_domain', 'source_token', 'target_ssl'])(
    'never carry a connection: %s',
    (name) => {
      expect(() => parseInput(lookUp, { thing_name: 'lamp', [name]: 'x' })).toThrow(
        'A call never carries a connection',
      );
    },
  );

  it.each([
    [{ password: 'hunter2' }, 'thing_data.password'],
    [{ parameters: { Password: 'x' } }, 'thing_data.parameters.Password'],
    [{ list: [{ awsSecretKey: 'x' }] }, 'thing_data.list.0.awsSecretKey'],
    [{ connectionString: 'jdbc:x;PWD=secret;' }, 'thing_data.connectionString'],
  ])('never carry a secret: %j', (data, path) => {
    const call = () => parseInput(remove, { thing_name: 'lamp', thing_data: data });
    expect(call).toThrow('the person who approves the change types it there');
    expect(call).toThrow(path);
  });

  it('are read from text where a model wrote another type as text', () => {
    expect(parseInput(lookUp, { thing_name: 'lamp', max_fields: '5', parts: '["a"]', details: '{"b":1}' })).toEqual({
      thing_name: 'lamp',
      max_fields: 5,
      parts: ['a'],
      details: { b: 1 },
    });
  });

  it('may be null where they are optional, at any depth', () => {
    expect(parseInput(lookUp, { thing_name: 'lamp', parts: null })).toEqual({ thing_name: 'lamp', max_fields: 20 });
    expect(parseInput(lookUp, { thing_name: 'lamp', sizes: [{ size: 'BIG', note: null }] })['sizes']).toEqual([
      { size: 'BIG' },
    ]);
  });

  it('may have a known word in other letters, and no other word', () => {
    const sized = (size: string) => parseInput(lookUp, { thing_name: 'lamp', sizes: [{ size }] })['sizes'];
    expect([sized('big'), sized('Small ')]).toEqual([[{ size: 'BIG' }], [{ size: 'small' }]]);
    expect(() => sized('bigger')).toThrow('the argument "sizes.0.size" does not fit');
  });

  it('are named in a sentence when one is missing or does not fit', () => {
    expect(() => parseInput(lookUp, {})).toThrow('access.look_up cannot run: the argument "thing_name" is missing');
    expect(() => parseInput(lookUp, { thing_name: 'lamp', max_fields: 0 })).toThrow(
      'the argument "max_fields" does not fit',
    );
    expect(() => parseInput(lookUp, 'lamp')).toThrow('must be an object');
  });

  it('say which deployment to read in migration mode, and only then', () => {
    const args = { thing_name: 'lamp', side: 'target' };
    expect(parseCall(lookUp, { args, mode: 'migration' }).side).toBe('target');
    expect(() => parseCall(lookUp, { args: { thing_name: 'lamp' }, mode: 'migration' })).toThrow(
      '"side" is "source" or "target"',
    );
    expect(() => parseInput(lookUp, args)).toThrow('no argument "side"');
  });
});
