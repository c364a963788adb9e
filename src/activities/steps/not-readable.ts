import type { Problem } from '../../domain/holds/hold-reason';
import { resume } from '../../domain/holds/remedy';

// What keeps a record of Procore from being planned at all: it cannot be read, or may not be seen.

interface OfRecord {
  /** What people call it, as a sentence begins with it. */
  readonly name: string;
  /** What Procore calls it. */
  readonly field: string;
  readonly id: string;
  /** When it is read again without being asked for; default every hour. */
  readonly again?: string;
}

export function cannotBeRead({ name, field, id, again = 'every hour' }: OfRecord, why: string): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field,
    value: id,
    message: `${name} ${id} cannot be read (${why}).`,
    remedies: [
      { act: 'inProcore', text: `Correct the member that is named; it is read again ${again}` },
      { act: 'byHand', text: 'If Procore gives it in a new form, tell the operator', andThen: resume },
    ],
  };
}

/**
 * Where it was deleted, its event, a list of deleted ones, or others that are shown beside it say so; `seen`: what was seen, as a
 * sentence up to why; `permission`: what the account may lack.
 */
export function mayNotBeSeen(
  id: string,
  { seen, permission }: { readonly seen: string; readonly permission: string },
): Problem {
  return {
    reason: 'needsPerson',
    kind: 'person',
    field: 'id',
    value: id,
    message: `${seen}. Nothing is concluded from that; it is looked at again every hour.`,
    remedies: [
      {
        act: 'inProcore',
        text: `Give the service account read permission on ${permission} in this project`,
        andThen: resume,
      },
    ],
  };
}
