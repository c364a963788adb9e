import type { SystemWords } from '../../src/clients/erp-adapter';
import type { Reference } from '../../src/domain/posting/look';

const documents = ['order', 'invoice', 'journal', 'creditor'];

/** How Kontor and its things are called. Every document has one number, which tells it apart: `B-1001`. */
export const kontorWords: SystemWords = {
  name: 'Kontor',
  reference: (reference) => {
    const match = reference['match'];
    return match === undefined ? numberOf(reference) : `match ${match} of ${numberOf(reference)}`;
  },
  identity: (reference) => [numberOf(reference), reference['match'] ?? ''].filter((part) => part !== '').join(' '),
};

function numberOf(reference: Reference): string {
  return documents.flatMap((name) => reference[name] ?? []).join(' ');
}
