import type { MatchBody, ShownMatch } from '../../../domain/jde/bodies/match-body';
import { compare, equals, minus, sum } from '../../../domain/money/money';
import type { Found, Look } from '../../../domain/posting/look';
import { voucherCalled } from '../../../domain/jde/words';
import type { Changed, Posted, PostingPort } from '../../erp-adapter';
import type { JdeConnection } from '../connect';
import { findMatches, moreVouchers, type MatchedVoucher, type MatchFound } from '../postings/matches/find-matches';
import { documentOf } from '../postings/matches/match-rows';
import {
  byDocument,
  isVoided,
  ledgerStage,
  ledgerWord,
  payableColumns,
  postFact,
  taxOf,
  totalOf,
  toStranger,
  voucherReference,
} from '../postings/vouchers/ledger-rows';
import { amountText } from '../tables/decimal-text';
import { fromTableDate } from '../tables/table-dates';
import { daysAgoOrLater, equal } from '../tables/table-query';

/** UDC 00/PS: retainage. */
const retainage = 'R';

/** What AP matched of orders in P4314, and took back. Nobody sends it. */
export function matchPort(jde: JdeConnection): PostingPort {
  return {
    look: async (of) => {
      const found = await findMatches(jde, of);
      return of.map((one, index) => toLook(one, found[index] ?? { ours: [], isTakenBack: false, others: [] }));
    },
    called: (_one, text) => Promise.resolve(voucherCalled(text)),
    changedWithin: (days) => changedWithin(jde, days),
  };
}

function toLook(one: Posted, { ours, isTakenBack, others }: MatchFound): Look {
  const look = { key: one.key, running: false };
  const [first, ...more] = ours.toSorted((a, b) => Number(docOf(a)) - Number(docOf(b)));
  if (first !== undefined) return { ...look, found: [toFound(one, [first, ...more])], strangers: [] };
  // Of one that was never seen nothing was taken back.
  const found = isTakenBack && one.reference !== null ? [takenBack(one)] : [];
  return { ...look, found, strangers: others.map(({ voucher }) => toStranger(voucher)) };
}

function docOf({ voucher }: MatchedVoucher): string {
  return voucher.payItems[0].DOC;
}

function takenBack({ reference }: Posted): Found {
  const plain = { missing: [], shown: null, facts: {} } as const;
  return { ...plain, reference: reference ?? {}, stage: 'voided', stageWord: 'MATC 3' };
}

function toFound(one: Posted, ours: readonly [MatchedVoucher, ...MatchedVoucher[]]): Found {
  const body = one.body as MatchBody;
  const [{ voucher: first }, ...more] = ours;
  const [head] = first.payItems;
  const vouchers = ours.map(({ voucher }) => voucher);
  const total = sum(vouchers.map(totalOf));
  const retained = retainedOf(
    one,
    total,
    sum(
      vouchers.flatMap(({ payItems }) =>
        payItems.filter(({ PST }) => PST === retainage).map((row) => amountText(row.AG)),
      ),
    ),
  );
  const isPosted = vouchers.every((voucher) => ledgerStage(voucher) === 'posted');
  const shown: ShownMatch = {
    ...{ company: head.KCO, supplier: head.AN8, currency: head.CRCD, number: head.VINV },
    glDate: fromTableDate(head.DGJ),
    lines: ours.flatMap(({ lines }) => lines),
    retained,
    payable: minus(total, retained),
  };
  return {
    reference: {
      ...{ ...body.order, ...voucherReference(first) },
      [moreVouchers]: more.map(({ voucher }) => documentOf(voucher.payItems[0])).join(', '),
    },
    stage: isPosted ? 'posted' : 'vouchered',
    stageWord: [...new Set(vouchers.map(ledgerWord))].filter((word) => word !== '').join('; '),
    missing: [],
    shown,
    facts: {
      invoiceNumber: head.VINV,
      invoiceDate: fromTableDate(head.DIVJ),
      glDate: shown.glDate,
      dueDate: fromTableDate(head.DDJ),
      payee: head.PYE,
      paymentTerms: head.PTC,
      payStatus: head.PST,
      batch: head.ICU,
      tax: sum(vouchers.map(taxOf)),
      post: [...new Set(vouchers.map(postFact))].filter((word) => word !== '').join('; '),
      total,
      retained,
    },
  };
}

/** Released by its pay status it is withheld no more, and all the same it was by this voucher (reference 13.7). */
function retainedOf({ facts }: Posted, total: string, now: string): string {
  const { retained: then, total: totalThen } = facts;
  if (then === undefined || totalThen === undefined || !equals(total, totalThen)) return now;
  return compare(now, then) < 0 ? then : now;
}

/** Vouchers that were changed or voided lately, and matches that were taken back: one read of each, however many stand. */
async function changedWithin({ dataService }: JdeConnection, days: number): Promise<readonly Changed[]> {
  const [payables, reversed] = await Promise.all([
    dataService.browse({
      purpose: 'vouchers that changed lately',
      table: 'F0411',
      columns: payableColumns,
      conditions: [daysAgoOrLater('UPMJ', days)],
      pageBy: 'DOC',
    }),
    dataService.browse({
      purpose: 'matches that were taken back lately',
      table: 'F43121',
      columns: ['DOC', 'DCT', 'KCO', 'UPMJ'] as const,
      conditions: [equal('MATC', '3'), daysAgoOrLater('UPMJ', days)],
      pageBy: 'DOC',
    }),
  ]);
  const ofVouchers = byDocument(payables.rows).map((voucher): Changed => ({
    key: null,
    reference: voucherReference(voucher),
    isLost: isVoided(voucher) || voucher.changes.length > 0,
    facts: { post: postFact(voucher) },
  }));
  const takenBack = [...new Map(reversed.rows.map((row) => [documentOf(row), row])).values()];
  return [
    ...ofVouchers,
    ...takenBack.map(({ DOC, DCT, KCO }): Changed => ({
      key: null,
      reference: { documentNumber: DOC, documentType: DCT, documentCompany: KCO },
      isLost: true,
      facts: {},
    })),
  ];
}
