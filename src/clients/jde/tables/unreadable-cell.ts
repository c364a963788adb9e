import { Rejected } from '../../http/client-error';

/** A table cell that is not what its column holds. Its value may be anybody's data and is not named. */
export function unreadableCell(expected: string, cause?: unknown): Rejected {
  return new Rejected(`jde table cell: expected ${expected}`, {
    system: 'jde',
    operation: 'read table',
    detail: { reason: 'unreadableCell' },
    cause,
  });
}
