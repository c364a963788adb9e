import { numberOf, type JsonObject } from '../../../http/json-value';
import { domesticCurrency } from '../../rules/currencies';
import { supplierProblem, supplierWarning } from '../../rules/suppliers';
import type { RowInput } from '../../tables/table';
import { DISTRIBUTION_INPUTS, distributionColumns, payItemSuffix } from './distribution';
import type { Inputs } from '../inputs';
import { checkGlDate } from '../gl-date';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { OrchestrationError, refuseIf, warnIf } from '../orchestration-error';
import { TRANSACTION_INPUTS, transactionKey, UPLOAD_PROGRAM } from './transaction-key';

/** Two steps that each commit row by row: F0411Z1, then F0911Z1. What was inserted before an error stays. */
export const addBatchVoucher: Orchestration = {
  name: 'PC_ADD_BATCH_VOUCHER',
  description: 'Writes a voucher into the batch upload tables',
  inputs: {
    ...TRANSACTION_INPUTS,
    Company: 'String',
    Supplier: 'String',
    DocumentType: 'String',
    InvoiceNumber: 'String',
    InvoiceDate: 'String',
    GLDate: 'String',
    Currency: 'String',
    CurrencyMode: 'String',
    Reference: 'String',
    Remark: 'String',
    PaymentTerms: 'String',
    OrderNumber: 'String',
    OrderType: 'String',
    OrderCompany: 'String',
    PayItems: [
      'PayItem',
      'GrossAmount',
      'TaxableAmount',
      'NonTaxableAmount',
      'TaxAmount',
      'TaxArea',
      'TaxExplanation',
      'PayStatus',
      'GLClass',
      'DueDate',
    ],
    Distribution: DISTRIBUTION_INPUTS,
  },
  outputs: ['PayItemsWritten', 'DistributionWritten'],
  run,
};

function run(call: OrchestrationCall): JsonObject {
  const { state, inputs, username } = call;
  const key = transactionKey(inputs);
  const company = inputs.required('Company');
  const supplier = inputs.required('Supplier');
  const glDate = inputs.date('GLDate');
  if (state.settings.validateBatchRows) {
    refuseIf(supplierProblem(state, supplier, 'voucher'));
    warnIf(call, supplierWarning(state, supplier));
    checkGlDate(call, company, glDate, ['A/P', 'G/L']);
  }
  const payItems = inputs.list('PayItems').map((item) => payItemColumns(inputs, item));
  const lines = distributionRows(call, company);
  requireStandingRows(call, key, 'F0411Z1', payItems.length, 'PayItems');
  requireStandingRows(call, key, 'F0911Z1', lines.length, 'Distribution');

  const shared = sharedColumns(call, company, supplier, glDate);
  const by = { user: username, program: UPLOAD_PROGRAM };
  for (const item of payItems) {
    state.write('F0411Z1', { ...key, ...shared, ...headerColumns(inputs), ...item }, by);
  }
  if (call.failsAfterFirstStep) {
    throw new OrchestrationError('The step that writes F0911Z1 failed: connection to the JAS server lost');
  }
  for (const line of lines) {
    state.write(
      'F0911Z1',
      { ...key, ...shared, VINV: inputs.text('InvoiceNumber'), IVD: inputs.date('InvoiceDate'), ...line },
      by,
    );
  }
  return { PayItemsWritten: numberOf(payItems.length), DistributionWritten: numberOf(lines.length) };
}

function distributionRows(call: OrchestrationCall, company: string): RowInput[] {
  const { state, inputs } = call;
  const domestic = domesticCurrency(state.database, company) ?? '';
  const currency = inputs.text('Currency') || domestic;
  const isForeign = inputs.text('CurrencyMode') === 'F';
  return inputs.list('Distribution').map((line) => distributionColumns(call, line, { company, currency, isForeign }));
}

/** Rows may be left out only when they stand and are not processed: that completes a half-written voucher. */
function requireStandingRows(
  call: OrchestrationCall,
  key: RowInput,
  table: string,
  given: number,
  input: string,
): void {
  if (given === 0 && call.state.database.table(table).find({ ...key, EDSP: '0' }).length === 0) {
    throw new OrchestrationError(`${input} is missing and no unprocessed rows of this transaction stand in ${table}`);
  }
}

function sharedColumns(
  { state, inputs, username }: OrchestrationCall,
  company: string,
  supplier: string,
  glDate: string,
): RowInput {
  return {
    EDSP: '0',
    EDTC: 'A',
    EDTR: 'V',
    EDDT: state.today(),
    KCO: company,
    CO: company,
    DCT: inputs.text('DocumentType') || 'PV',
    DGJ: glDate,
    ICUT: 'V',
    AN8: supplier,
    CRCD: inputs.text('Currency') || (domesticCurrency(state.database, company) ?? ''),
    CRRM: inputs.text('CurrencyMode') || 'D',
    TORG: username,
  };
}

function headerColumns(inputs: Inputs): RowInput {
  return {
    SFXE: '0',
    DIVJ: inputs.date('InvoiceDate'),
    BALJ: 'Y',
    AM: '2',
    PTC: inputs.text('PaymentTerms'),
    VINV: inputs.text('InvoiceNumber'),
    VR01: inputs.text('Reference'),
    URRF: inputs.text('Reference').slice(0, 15),
    RMK: inputs.text('Remark'),
    PO: inputs.text('OrderNumber'),
    PDCT: inputs.text('OrderType'),
    PKCO: inputs.text('OrderCompany'),
  };
}

function payItemColumns(inputs: Inputs, item: Inputs): RowInput {
  const currency = inputs.text('Currency');
  const names =
    inputs.text('CurrencyMode') === 'F'
      ? { gross: 'ACR', taxable: 'CTXA', nonTaxable: 'CTXN', tax: 'CTAM' }
      : { gross: 'AG', taxable: 'ATXA', nonTaxable: 'ATXN', tax: 'STAM' };
  const payItem = item.required('PayItem');
  return {
    EDLN: payItem,
    SFX: payItemSuffix(payItem),
    [names.gross]: item.amount('GrossAmount', currency)?.toFixed() ?? '',
    [names.taxable]: item.amount('TaxableAmount', currency)?.toFixed() ?? '',
    [names.nonTaxable]: item.amount('NonTaxableAmount', currency)?.toFixed() ?? '',
    [names.tax]: item.amount('TaxAmount', currency)?.toFixed() ?? '',
    TXA1: item.text('TaxArea'),
    EXR1: item.text('TaxExplanation'),
    PST: item.text('PayStatus'),
    GLC: item.text('GLClass'),
    DDJ: item.date('DueDate'),
  };
}
