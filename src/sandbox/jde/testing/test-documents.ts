/** An order of one line for the job 4411. */
export function orderInputs(changes: object = {}, line: object = {}): object {
  return {
    SourceKey: 'PCABCDEFGHIJKLMNOPQR',
    Supplier: '7004',
    OrderType: 'OP',
    OrderCompany: '00200',
    BranchPlant: '4411',
    Taxable: 'N',
    OrderDate: '2026-03-10',
    GLDate: '2026-03-31',
    Currency: 'USD',
    CurrencyMode: 'D',
    Lines: [{ ...orderLine('10000.00'), ...line }],
    ...changes,
  };
}

export function orderLine(amount: string): Record<string, string> {
  return {
    LineKey: 'line-1',
    Description: 'Electrical',
    LineType: 'J',
    BusinessUnit: '4411',
    Object: '1340',
    Subsidiary: '26010',
    Quantity: '1',
    UnitCost: amount,
    Amount: amount,
    UOM: 'LS',
  };
}

/** A voucher of 9,000.00: 10,000.00 to the job, 1,000.00 of retainage kept back. */
export function voucherInputs(changes: object = {}): Record<string, unknown> {
  return {
    EdiUser: 'PROCORE',
    EdiBatch: 'PCABCDEFGHIJKLM',
    EdiTransaction: 'PCABCDEFGHIJKLMNOPQR',
    Company: '00200',
    Supplier: '7004',
    DocumentType: 'PV',
    InvoiceNumber: 'INV-1',
    InvoiceDate: '2026-03-10',
    GLDate: '2026-03-31',
    Currency: 'USD',
    CurrencyMode: 'D',
    Reference: 'PCABCDEFGHIJKLMNOPQR',
    Remark: 'our remark',
    PayItems: [{ PayItem: '1', GrossAmount: '9000.00', PayStatus: 'H' }],
    Distribution: [
      { Line: '1', PayItem: '1', BusinessUnit: '4411', Object: '1340', Subsidiary: '26010', Amount: '10000.00' },
      { Line: '2', PayItem: '1', BusinessUnit: '200', Object: '4110', Amount: '-1000.00' },
    ],
    ...changes,
  };
}

export const voucherRun = { EdiUser: 'PROCORE', EdiBatch: 'PCABCDEFGHIJKLM', Mode: 'final' };
