import type { ErpBooks } from '../erp-books';
import type { Difference } from '../difference';
import type { Accounts } from '../checked-document';
import { checkDocument } from './check-document';
import { documentBooks, isUnder } from './document-books';
import type { JdeBooks } from './jde-books';

/** Each requisition has its order and its voucher. */
export function jdeErpBooks(jde: JdeBooks, accounts: Accounts): ErpBooks {
  return {
    title: 'JDE',
    rows: { cost: 'cost lines of vouchers', orders: 'order lines', adjustments: 'adjustments, lines closed' },
    check: (requisition, document) => checkDocument(requisition, document, jde, accounts),
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
    beside: () => ({ differences: [], says: [] }),
  };
}

interface Named {
  readonly name: string;
  readonly erpKey: string;
}
