import { createHash } from 'node:crypto';
import { accountName, type Account } from '../domain/coding/account';
import type { PostingBody } from '../domain/jde/posting-body';

/**
 * Hash of what a body means for the books: amounts, coding, supplier, dates, numbers. Keys, order references and texts
 * are no part of it, nor are dates that follow the clock (`ignoreDates`). Two bodies with one hash have one effect.
 */
export function effectHash(body: PostingBody, ignoreDates: boolean): string {
  return createHash('sha256')
    .update(JSON.stringify(effectOf(body, ignoreDates)))
    .digest('hex');
}

/** sha256 of the exact body, for the audit trail. */
export function bodyHash(body: PostingBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

function effectOf(body: PostingBody, ignoreDates: boolean): unknown[] {
  const dates = (...values: string[]): string[] => (ignoreDates ? [] : values);
  switch (body.kind) {
    case 'purchaseOrder':
      return [
        body.kind,
        body.company,
        body.supplier,
        body.currency,
        body.orderType,
        dates(body.glDate),
        multiset(body.lines.map((line) => [account(line.account), line.amount])),
      ];
    case 'voucher':
      return [
        body.kind,
        body.company,
        body.supplier,
        body.currency,
        body.documentType,
        body.invoiceNumber,
        dates(body.invoiceDate, body.glDate),
        body.payItems.map((item) => [item.payItem, item.amount, item.tax ?? '', item.payStatus]),
        multiset(body.distribution.map((line) => [account(line.account), line.amount])),
      ];
    case 'journal':
      return [
        body.kind,
        body.company,
        body.currency,
        body.documentType,
        dates(body.glDate),
        multiset(body.distribution.map((line) => [account(line.account), line.amount])),
      ];
    case 'processorRun':
      return [body.kind, body.ediUser, body.ediBatch, body.mode];
    case 'orderCancel':
      return [body.kind, body.order, [...body.lineKeys].sort()];
    case 'vendor':
      return [body.kind, body.sourceKey, body.taxId];
  }
}

function account(of: Account): string {
  return [accountName(of), of.subledger ?? '', of.subledgerType ?? ''].join('|');
}

function multiset(lines: readonly (readonly string[])[]): string[] {
  return lines.map((line) => line.join(' ')).sort();
}
