import { checkByHand, listedAmounts } from '../entered-by-hand';
import type { ErpBooks } from '../erp-books';
import type { Difference } from '../difference';
import type { Accounts } from '../checked-document';
import { checkPayments } from '../check-payments';
import type { Contract } from '../read-contracts';
import type { ContractPayment } from '../read-costs';
import { checkCommitmentOrders } from './check-commitment-orders';
import { checkDocument } from './check-document';
import { documentBooks, isMatch, isUnder, namesOf } from './document-books';
import type { JdeBooks } from './jde-books';

/**
 * Each requisition has its order and its voucher. With `contracts` it is the commitments that have orders, and what is open of those
 * is what is not posted.
 */
export function jdeErpBooks(
  jde: JdeBooks,
  accounts: Accounts,
  {
    contracts,
    payments: inProcore,
  }: { readonly contracts: readonly Contract[] | null; readonly payments: readonly ContractPayment[] },
): ErpBooks {
  const ourVouchers = ({ documents }: Parameters<ErpBooks['beside']>[0]): ReadonlySet<string> => {
    const keys = documents.flatMap(({ postings }) => postings.map(({ key }) => key));
    const matched = documents.flatMap(({ postings }) => postings.filter(({ reference }) => isMatch(reference)));
    return new Set([
      ...jde.vouchers.filter(({ erpKey }) => keys.some((key) => isUnder(key, erpKey))).map(({ name }) => name),
      ...matched.flatMap(({ reference }) => namesOf(reference)),
    ]);
  };
  return {
    title: 'JDE',
    rows: { cost: 'cost lines of vouchers', orders: 'order lines', adjustments: 'adjustments, lines closed' },
    check: (requisition, document) => {
      const checked = checkDocument(requisition, document, jde, accounts, contracts !== null);
      const byHand = checkByHand(document, {
        erp: 'JDE',
        find: (reference) => enteredIn(jde, reference),
        listed: listedAmounts(document),
        placeOf: ({ account }) => `account ${account}`,
      });
      return { ...checked, differences: [...checked.differences, ...byHand] };
    },
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
    beside: (facts) => {
      const all = [
        ...(contracts === null ? [] : [checkCommitmentOrders(contracts, jde, facts)]),
        ...(jde.payments === null ? [] : [checkPayments(inProcore, jde.payments, ourVouchers(facts), facts.documents)]),
      ];
      return {
        differences: all.flatMap(({ differences }) => differences),
        says: all.flatMap(({ says }) => says),
      };
    },
  };
}

function enteredIn({ others }: JdeBooks, reference: Readonly<Record<string, string>>) {
  const { documentNumber = '', documentType = '', documentCompany = '' } = reference;
  const voucher = others?.get(`voucher ${documentNumber}/${documentType}/${documentCompany}`);
  if (voucher === undefined) return undefined;
  const lines = voucher.lines.map(({ account, amount }) => ({ place: `account ${account}`, amount }));
  return { name: voucher.name, amount: voucher.total.minus(voucher.tax), lines };
}

interface Named {
  readonly name: string;
  readonly erpKey: string;
}
