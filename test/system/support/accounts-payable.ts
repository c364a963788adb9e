import { Decimal } from 'decimal.js';
import type { DocumentRow } from '../../../src/store/documents/documents';
import type { PostingRow } from '../../../src/store/ledger/posting-row';
import type { Rig } from './rig';

/** Accounts payable of JDE's sandbox, and what its books show of a document. */
export interface AccountsPayable {
  poll(): Promise<unknown>;
  act(act: string, order: object): Promise<unknown>;
  postingsOf(document: DocumentRow, step: string): Promise<PostingRow[]>;
  vouchersOf(document: DocumentRow): Promise<PostingRow[]>;
  /** AP runs the processor over what was delivered, and posts it. */
  processed(document: DocumentRow): Promise<void>;
  /** The same once it is delivered, until it counts as posted. */
  taken(document: DocumentRow): Promise<void>;
  /** The first requisition of a commitment, posted. */
  posted(commitment: string): Promise<DocumentRow>;
  /** What the general ledger and accounts payable show of a document, voided vouchers left out. */
  books(document: DocumentRow): Promise<Record<string, string>>;
  numbersOf(document: DocumentRow): Promise<string[]>;
  /** AP voids the newest voucher of it that stands; it is held for that. */
  voids(document: DocumentRow): Promise<void>;
}

export function accountsPayable(rig: Rig): AccountsPayable {
  const poll = (): Promise<unknown> => rig.activities.pollStanding(rig.scope);
  const act = (name: string, order: object): Promise<unknown> => rig.control('jde', 'POST', `ap/${name}`, order);
  const postingsOf = async (document: DocumentRow, step: string): Promise<PostingRow[]> => {
    const postings = await rig.test.store.inTenant(rig.scope.tenantId, (tx) => tx.postings.of(document.id));
    return postings.filter((one) => one.step === step);
  };
  const vouchersOf = (document: DocumentRow): Promise<PostingRow[]> => postingsOf(document, 'voucher');
  const processed = async (document: DocumentRow): Promise<void> => {
    for (const voucher of await vouchersOf(document)) {
      if (voucher.state !== 'confirmed' || voucher.stage !== 'delivered') continue;
      const batch = { edus: 'PROCORE', edbt: voucher.reference?.['ediBatch'] ?? '', mode: 'final' };
      if (voucher.kind === 'journal') {
        await rig.control('jde', 'POST', 'journals/process', batch);
        await rig.control('jde', 'POST', 'journals/post', { all: true });
        continue;
      }
      await act('process', batch);
      const [row] = await rig.table('F0411', { VR01: voucher.key });
      await act('post', { doc: row?.['DOC'] ?? '' });
    }
    await poll();
  };
  const taken = async (document: DocumentRow): Promise<void> => {
    await rig.untilStage(document.sourceId, ['delivered']);
    await processed(document);
    await rig.untilStage(document.sourceId, ['posted']);
  };
  return {
    poll,
    act,
    postingsOf,
    vouchersOf,
    processed,
    taken,
    posted: async (commitment) => {
      const document = await rig.requisition(commitment, 1);
      await rig.hintOne(document.sourceId);
      await taken(document);
      return document;
    },
    books: async (document) => {
      const sums: Record<string, Decimal> = {};
      const add = (name: string, amount: string): void => {
        sums[name] = (sums[name] ?? new Decimal(0)).plus(amount);
      };
      for (const { key, state } of await vouchersOf(document)) {
        if (state !== 'confirmed') continue;
        const rows = await rig.table('F0911Z1', { EDTN: key });
        for (const row of rows) add(row['ANI']?.trim() ?? '', row['AA'] ?? '0');
        for (const row of await rig.table('F0411', { VR01: key })) add('payable', row['AG'] ?? '0');
      }
      return Object.fromEntries(Object.entries(sums).map(([name, amount]) => [name, amount.toFixed(2)]));
    },
    numbersOf: async (document) =>
      (await vouchersOf(document)).filter(({ state }) => state === 'confirmed').map(({ number }) => number),
    voids: async (document) => {
      const voucher = (await vouchersOf(document)).findLast(({ state }) => state === 'confirmed');
      const [row] = await rig.table('F0411', { VR01: voucher?.key ?? '' });
      await act('void', { doc: row?.['DOC'] ?? '' });
      await poll();
      await rig.untilStage(document.sourceId, ['held']);
    },
  };
}
