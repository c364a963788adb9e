import { z } from 'zod';
import type { ClientError } from './client-error';
import { parseAnswer } from './schema-at-edge';

const schema = z.object({ rows: z.array(z.object({ amount: z.string().regex(/^\d+$/, 'expected digits') })) });

function errorOf(effect: 'read' | 'write', value: unknown): ClientError {
  try {
    parseAnswer(schema, value, { system: 'jde', operation: 'readRows', effect, status: 200 });
  } catch (error) {
    return error as ClientError;
  }
  throw new Error('expected an error');
}

test('a misshapen answer to a read names the places and not the values', () => {
  const error = errorOf('read', { rows: [{ amount: '1' }, { amount: 'Secret Vendor 4711' }, {}] });
  expect(error.kind).toBe('Rejected');
  expect(error.message).toContain('jde readRows');
  expect(error.message).toContain('rows[1].amount: expected');
  expect(error.message).toContain('rows[2].amount: expected string');
  expect(error.detail).toEqual({ reason: 'unexpectedShape', paths: ['rows[1].amount', 'rows[2].amount'] });
  expect(JSON.stringify(error) + error.message + String(error.cause)).not.toContain('Secret');
});

test('a misshapen answer to a write leaves its outcome unknown', () => {
  expect(errorOf('write', 'nonsense')).toMatchObject({ kind: 'OutcomeUnknown', detail: { paths: ['the top'] } });
});

test('a list that is wrong throughout names a few places and counts the rest', () => {
  const error = errorOf('read', { rows: Array.from({ length: 9 }, () => ({})) });
  expect(error.message).toContain('rows[4].amount');
  expect(error.message).toContain('and 4 more');
  expect(error.message).not.toContain('rows[5]');
});
