import type { Posted, PostingPort } from '../../../src/clients/erp-adapter';
import type { Found, Stranger } from '../../../src/domain/posting/look';
import type { PostingStage } from '../../../src/domain/posting/stages/posting-stage';
import { minus, plus, sum } from '../../../src/domain/money/money';
import type { KontorInvoice } from '../erp/documents.fixture';
import type { InvoiceBody, ShownInvoice } from '../kinds/invoice.fixture';
import type { KontorSettings } from '../settings.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf, byBooks, changedOfOurs, looksOf, oursFound } from './looks.fixture';

const dayMs = 86_400_000;

/** A parked invoice is handed over; a booked one that is taken back is parked again. */
const invoiceStages = {
  parked: 'delivered',
  booked: 'posted',
  voided: 'voided',
} as const satisfies Record<KontorInvoice['state'], PostingStage>;

/**
 * Invoices. Kontor cannot be asked for a note of theirs: a look lists what was made since the first send, and a margin before
 * it for clocks that differ, and compares the notes here.
 */
export function invoicePort(
  client: KontorClient,
  settings: Pick<KontorSettings, 'clockMarginMs' | 'lookBackDays'>,
): PostingPort {
  const sinceMs = ({ firstSentAt }: Posted): number =>
    firstSentAt === null
      ? client.nowMs() - settings.lookBackDays * dayMs
      : Date.parse(firstSentAt) - settings.clockMarginMs;

  return {
    look: async (of) => {
      const foundByKey = new Map<string, Found[]>();
      const strangersByKey = new Map<string, Stranger[]>();
      const asked = of.map((one) => ({ one, body: bodyOf<InvoiceBody>(one), books: bodyOf<InvoiceBody>(one).books }));
      for (const [books, some] of byBooks(asked)) {
        const since = Math.min(...some.map(({ one }) => sinceMs(one)));
        const { opening, documents } = client.read('list invoices', (erp) => erp.listInvoices(books, since));
        for (const { one, body } of some) {
          const found = documents.filter((document) => document.note === one.key);
          if (found.length === 0) client.prove('list invoices', opening);
          foundByKey.set(one.key, found.map(foundInvoice));
          strangersByKey.set(one.key, documents.filter((other) => isLike(other, body)).map(toStranger));
        }
      }
      return looksOf(of, foundByKey, (key) => strangersByKey.get(key) ?? []);
    },

    send: async (one) => {
      const { books, creditor, currency, invoiceNumber, invoiceDate, retention, ...body } = bodyOf<InvoiceBody>(one);
      const head = { books, creditor, currency, invoiceNumber, invoiceDate, retention, note: one.key };
      const given = { ...head, lines: [...body.lines], rounding: body.rounding.amount };
      return { invoice: client.write('parkInvoice', (erp) => erp.parkInvoice(given)) };
    },

    changedWithin: async (days) =>
      changedOfOurs(client, 'invoice', days).map(({ key }) => ({ key, isLost: true, facts: {} })),
    ours: async (days) => oursFound(changedOfOurs(client, 'invoice', days), 'voucher', 'invoice', invoiceStages),
  };
}

function foundInvoice(one: KontorInvoice): Found {
  const { number, state, creditor, currency, invoiceNumber, retention, rounding, lines } = one;
  const shown: ShownInvoice = { creditor, currency, invoiceNumber, retention, rounding, lines };
  return {
    reference: { invoice: number },
    stage: invoiceStages[state],
    stageWord: state,
    missing: [],
    shown,
    facts: {},
  };
}

/** Of the same creditor under the same number, and not ours by its note. */
function isLike(other: KontorInvoice, { key, creditor, invoiceNumber }: InvoiceBody): boolean {
  return (
    other.note !== key &&
    other.creditor === creditor &&
    other.invoiceNumber === invoiceNumber &&
    other.state !== 'voided'
  );
}

function toStranger({ number, invoiceDate: date, invoiceNumber, ...other }: KontorInvoice): Stranger {
  const amount = plus(minus(sum(other.lines.map((line) => line.amount)), other.retention), other.rounding);
  return { reference: { invoice: number }, date, amount, number: invoiceNumber };
}
