import type { Reference } from '../posting/look';

/** Numbers that people know a thing by, whatever order the database keeps the members in. */
const numbers = ['orderNumber', 'invoiceNumber'];
/** What names the thing itself, for ever. */
const ids = ['poHeaderId', 'invoiceId'];

/** How Fusion and its things are called. */
export const fusionWords = {
  name: 'Oracle Fusion',
  /** In one line for a person: `order 162873`, `invoice PC-778201-0007`; empty when it says nothing. */
  reference: (reference: Reference): string => {
    const [name] = numbers.filter((one) => reference[one]);
    if (name !== undefined) return `${name === 'orderNumber' ? 'order' : 'invoice'} ${reference[name] ?? ''}`;
    return named(reference, ids).join(' ');
  },
  /** What tells two things apart: an id is never given again. */
  identity: (reference: Reference): string => named(reference, ids).join(' '),
} as const;

function named(reference: Reference, names: readonly string[]): string[] {
  return names.flatMap((name) => (reference[name] ? [reference[name]] : []));
}
