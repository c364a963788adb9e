import type { Reference } from '../posting/look';

/** Numbers that people know a thing by, whatever order the database keeps the members in. */
const called: Readonly<Record<string, string>> = {
  orderNumber: 'order',
  invoiceNumber: 'invoice',
  batchName: 'journal batch',
};
const numbers = Object.keys(called);
/** What names the thing itself, for ever. */
const ids = ['poHeaderId', 'invoiceId', 'batchId'];

/** How Fusion and its things are called. */
export const fusionWords = {
  name: 'Oracle Fusion',
  /** In one line for a person: `order 162873`, `invoice PC-778201-0007`; empty when it says nothing. */
  reference: (reference: Reference): string => {
    const [name] = numbers.filter((one) => reference[one]);
    if (name !== undefined) return `${called[name] ?? ''} ${reference[name] ?? ''}`;
    const { groupId } = reference;
    return groupId === undefined ? named(reference, ids).join(' ') : `journals of group ${groupId}`;
  },
  /** What tells two things apart: an id is never given again. */
  identity: (reference: Reference): string => named(reference, ids).join(' '),
} as const;

function named(reference: Reference, names: readonly string[]): string[] {
  return names.flatMap((name) => (reference[name] ? [reference[name]] : []));
}
