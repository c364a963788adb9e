import type { DistributionLineBody, PayItemBody, VoucherBody } from '../../../domain/jde/bodies/posting-body';
import { shortened } from '../../../domain/jde/columns';
import { Rejected } from '../../http/client-error';
import type { OrchestrationInputs } from '../ais/orchestration';
import type { JdeSettings } from '../settings';

/** The rows to write; a table whose rows stand already is left out of the call (reference 22.1). */
export interface RowsToWrite {
  readonly payItems: readonly PayItemBody[];
  readonly distribution: readonly DistributionLineBody[];
}

/** Inputs of `PC_ADD_BATCH_VOUCHER`. The order stands on the pay items only: on a distribution line it could relieve. */
export function voucherInputs(
  body: VoucherBody,
  rows: RowsToWrite,
  numbering: JdeSettings['edlnNumbering'],
): OrchestrationInputs {
  return {
    EdiUser: body.ediUser,
    EdiBatch: body.ediBatch,
    EdiTransaction: body.erpKey,
    Company: body.company,
    Supplier: body.supplier,
    DocumentType: body.documentType,
    InvoiceNumber: body.invoiceNumber,
    InvoiceDate: body.invoiceDate,
    GLDate: body.glDate,
    Currency: body.currency,
    CurrencyMode: body.foreign ? 'F' : 'D',
    Reference: body.erpKey,
    Remark: shortened('F0411Z1.RMK', body.remark),
    OrderNumber: body.order?.orderNumber ?? '',
    OrderType: body.order?.orderType ?? '',
    OrderCompany: body.order?.orderCompany ?? '',
    PayItems: rows.payItems.map(payItemInputs),
    Distribution: rows.distribution.map((line) => ({
      ...distributionInputs(line),
      Line: distributionNumber(line, body, numbering),
      PayItem: payItemOf(line, body, numbering),
    })),
  };
}

export function distributionInputs(line: DistributionLineBody): Readonly<Record<string, string>> {
  return {
    Line: String(line.line),
    BusinessUnit: line.account.businessUnit,
    Object: line.account.object,
    Subsidiary: line.account.subsidiary,
    Amount: line.amount,
    Units: line.units ?? '',
    UnitOfMeasure: line.unitOfMeasure ?? '',
    Subledger: line.account.subledger ?? '',
    SubledgerType: line.account.subledgerType ?? '',
    Remark: shortened('F0911Z1.EXR', line.remark),
  };
}

/** EDLN that a distribution line has in F0911Z1. */
export function distributionNumber(
  line: DistributionLineBody,
  body: VoucherBody,
  numbering: JdeSettings['edlnNumbering'],
): string {
  return numbering === 'perLine' ? String(line.line) : String(Number(payItemOf(line, body, numbering)));
}

function payItemInputs(item: PayItemBody): Readonly<Record<string, string>> {
  return {
    PayItem: item.payItem,
    GrossAmount: item.amount,
    TaxableAmount: item.taxable ?? '',
    NonTaxableAmount: item.nonTaxable ?? '',
    TaxAmount: item.tax ?? '',
    TaxArea: item.taxArea ?? '',
    TaxExplanation: item.taxExplanation ?? '',
    PayStatus: item.payStatus,
    GLClass: item.glClass ?? '',
    DueDate: item.dueDate ?? '',
  };
}

// EDLN is part of the primary key, so it can equal the pay item's only where each pay item has one line.
function payItemOf(line: DistributionLineBody, body: VoucherBody, numbering: JdeSettings['edlnNumbering']): string {
  const first = body.payItems[0]?.payItem ?? '001';
  if (numbering === 'perLine') return first;
  if (body.payItems.length !== body.distribution.length) {
    throw new Rejected(
      'jde PC_ADD_BATCH_VOUCHER: edlnNumbering "matchPayItem" needs one distribution line for each pay item; use "perLine"',
      { system: 'jde', operation: 'PC_ADD_BATCH_VOUCHER', detail: { reason: 'edlnNumbering' } },
    );
  }
  return body.payItems[body.distribution.indexOf(line)]?.payItem ?? first;
}
