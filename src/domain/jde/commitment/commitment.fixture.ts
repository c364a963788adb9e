import { compileMapping } from '../../coding/resolve-coding';
import type { CommitmentWanted } from '../../commitment/commitment-wanted';
import type { Entry } from '../../posting/books/entry';
import { PostedEffects, type PostedEffect } from '../../posting/books/posted-effects';
import type { FactBook } from '../../posting/plan/planner';
import type { PostingStage } from '../../posting/stages/posting-stage';
import { changeOrderLine, commitment } from '../../procore/procore-documents.fixture';
import { accountName } from '../account';
import type { ErpOrder } from '../erp-facts';
import type { PostingSettings } from '../posting-settings';
import { businessUnit, company, erpAccount, mappingRows, settings, supplier } from '../requisition/plan.fixture';

/** Builders for tests: commitment 701973 of 45,000.00 and 5,000.00, and a line of 0.00. */
export const commitmentSettings: PostingSettings = {
  ...settings,
  purchaseOrderBasis: 'commitment',
  orderCommitment: undefined,
  relief: 'reduce',
  orderType: 'OS',
};

export const contractLines = [
  changeOrderLine('1', '03-300.S', '45000.00', 1),
  changeOrderLine('2', '26-010.S', '0.00', 2),
  changeOrderLine('3', '26-010.S', '5000.00', 3),
];

export function wantedCommitment(fields: Partial<CommitmentWanted> = {}): CommitmentWanted {
  return {
    sourceId: '701973',
    commitment: { ...commitment, grandTotal: '50000.00', contractDate: '2026-07-02', lineItems: contractLines },
    project: { id: '789', number: '4411', name: 'Riverside' },
    mapping: compileMapping(mappingRows),
    mappingVersion: 7,
    vendor: { partyId: 'p1', linked: true, supplierNumber: '70123' },
    atGoLive: null,
    carried: [],
    ...fields,
  };
}

interface Read {
  readonly order?: ErpOrder | null;
  /** Order types that stand in UDC 40/CT. */
  readonly types?: readonly string[];
  readonly supplier?: typeof supplier | null;
}

export function factsOf({ order = null, types = ['OS'], supplier: known = supplier }: Read = {}): FactBook {
  const accounts = ['4411.1340.03300', '4411.1340.26010'].map((name) => erpAccount(name));
  return {
    get: (kind, id) => {
      switch (kind) {
        case 'account':
          return accounts.find(({ account }) => accountName(account) === id) ?? null;
        case 'businessUnit':
          return id === '4411' ? businessUnit(id) : null;
        case 'company':
          return id === company.id ? company : null;
        case 'supplier':
          return known;
        case 'commitmentType':
          return types.includes(id) ? { description: '' } : null;
        case 'order':
          return order;
        default:
          throw new RangeError(`no test reads ${kind}`);
      }
    },
  };
}

const order = { orderNumber: '5012', orderType: 'OS', orderCompany: '00200', suffix: '000' };

interface Of {
  readonly stage?: PostingStage;
  readonly documentId?: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly ordinal?: number;
  /** Its kind, where it is not called as its step is. */
  readonly kind?: string;
}

/** Something that is posted. */
export function effect(
  step: string,
  entries: readonly Entry[],
  { stage = 'posted', documentId = '1', facts = {}, ordinal = 1, kind = step }: Of = {},
): PostedEffect {
  const posting = {
    ...{
      key: `PC${step}${ordinal}`,
      system: 'jde',
      kind,
      planId: '1',
      ordinal,
      state: 'confirmed' as const,
      stage,
    },
    ...{ origin: 'sent' as const, subject: '', supplier: '70123', number: '', reference: order, facts, because: null },
  };
  return { documentId, step, entries, posting };
}

export function carried(orderLine: string, item: string, account: string, amount: string): Entry {
  const none = { gross: '0', withheld: '0', tax: '0', period: '2026-11' };
  return { ...{ book: 'order', supplier: '70123', account, orderLine, item, amount }, ...none };
}

export function billed(orderLine: string, gross: string): Entry {
  return {
    ...{ book: 'cost', supplier: '70123', account: '4411.1340.03300', orderLine, item: `contract_item:${orderLine}` },
    ...{ amount: gross, gross, withheld: '0', tax: '0', period: '2026-11' },
  };
}

/** The order of the commitment as it is carried: lines 1 and 3. */
export const orderedEntries = [
  carried('1', 'contract_item:1', '4411.1340.03300', '45000.00'),
  carried('3', 'contract_item:3', '4411.1340.26010', '5000.00'),
];

export const effectsOf = (...effects: readonly PostedEffect[]): PostedEffects => new PostedEffects(effects);
