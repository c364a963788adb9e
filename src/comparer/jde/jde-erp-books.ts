import type { ErpBooks } from '../erp-books';
import type { Difference } from '../difference';
import type { Accounts } from '../checked-document';
import type { Contract } from '../read-contracts';
import { checkCommitmentOrders } from './check-commitment-orders';
import { checkDocument } from './check-document';
import { documentBooks, isUnder } from './document-books';
import type { JdeBooks } from './jde-books';

/**
 * Each requisition has its order and its voucher. With `contracts` it is the commitments that have orders, and what is open of those
 * is what is not posted.
 */
export function jdeErpBooks(jde: JdeBooks, accounts: Accounts, contracts: readonly Contract[] | null = null): ErpBooks {
  return {
    title: 'JDE',
    rows: { cost: 'cost lines of vouchers', orders: 'order lines', adjustments: 'adjustments, lines closed' },
    check: (requisition, document) => checkDocument(requisition, document, jde, accounts, contracts !== null),
    strangers: (documents) => {
      const keys = documents.flatMap((document) => document.postings.map((posting) => posting.key));
      const isKnown = (erpKey: string): boolean => keys.some((key) => isUnder(key, erpKey));
      const unknown = (kind: 'unknownOrder' | 'unknownVoucher', { name, erpKey }: Named): Difference => ({
        kind,
        projectId: null,
        documents: [name],
        message: `${name} carries key ${erpKey}, which no document of ours knows`,
      });
      return [
        ...jde.orders.filter((one) => !isKnown(one.erpKey)).map((one) => unknown('unknownOrder', one)),
        ...jde.vouchers.filter((one) => !isKnown(one.erpKey)).map((one) => unknown('unknownVoucher', one)),
      ];
    },
    standing: (document) => {
      const { vouchers, differences } = documentBooks(document, jde);
      return { names: vouchers.map((one) => one.name), differences };
    },
    beside: (facts) =>
      contracts === null ? { differences: [], says: [] } : checkCommitmentOrders(contracts, jde, facts),
  };
}

interface Named {
  readonly name: string;
  readonly erpKey: string;
}
