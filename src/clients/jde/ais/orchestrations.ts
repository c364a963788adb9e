interface Inputs {
  /** Of the top level: what the customer's orchestration must take. */
  readonly needed: readonly string[];
  /** Those that are seldom sent, and those of the lines. */
  readonly further: readonly string[];
}

const lineInputs = words(
  'LineNumber Action LineKey Description Description2 LineType BusinessUnit Object Subsidiary Quantity UnitCost Amount UOM',
  'Subledger SubledgerType',
);
const distributionInputs = words(
  'Line PayItem BusinessUnit Object Subsidiary Amount Units UnitOfMeasure Subledger SubledgerType Remark',
);

/** What the connector asks of the customer's Orchestrator, by our names, with every input of reference 22.1. */
const orchestrations = {
  PC_UPSERT_VENDOR: {
    needed: words('SourceKey AddressNumber AlphaName MailingName TaxId SearchType Currency'),
    further: words(
      'Address1 Address2 Address3 Address4 City State PostalCode Country Phone Fax Email PaymentTerms',
      'PaymentInstrument HoldCode',
    ),
  },
  PC_SET_SUPPLIER_BANK: {
    needed: words('AddressNumber RecordType BankTransit BankAccount Iban Swift BankCountry'),
    further: ['Currency'],
  },
  PC_CREATE_PO: {
    needed: words('SourceKey Supplier OrderType OrderCompany BranchPlant OrderDate GLDate Currency CurrencyMode Lines'),
    further: [...words('Taxable Reference2 Remark'), ...lineInputs],
  },
  PC_CHANGE_PO: {
    needed: words('OrderNumber OrderType OrderCompany Suffix Lines'),
    further: ['GLDate', ...lineInputs],
  },
  PC_ADD_BATCH_VOUCHER: {
    needed: words(
      'EdiUser EdiBatch EdiTransaction Company Supplier DocumentType InvoiceNumber InvoiceDate GLDate Currency',
      'CurrencyMode Reference OrderNumber OrderType OrderCompany PayItems Distribution',
    ),
    further: [
      ...words('Remark PaymentTerms PayItem GrossAmount TaxableAmount NonTaxableAmount TaxAmount TaxArea'),
      ...words('TaxExplanation PayStatus GLClass DueDate'),
      ...distributionInputs,
    ],
  },
  PC_DELETE_BATCH_VOUCHER: { needed: words('EdiUser EdiBatch EdiTransaction'), further: [] },
  PC_ADD_BATCH_JOURNAL: {
    needed: words('EdiUser EdiBatch EdiTransaction Company DocumentType GLDate Explanation Distribution'),
    further: [...words('Currency CurrencyMode'), ...distributionInputs],
  },
  PC_RUN_VOUCHER_PROCESSOR: { needed: words('EdiUser EdiBatch Mode'), further: [] },
  PC_RUN_JOURNAL_PROCESSOR: { needed: words('EdiUser EdiBatch Mode'), further: [] },
} as const satisfies Readonly<Record<string, Inputs>>;

/** An orchestration of ours, whatever the customer calls it. */
export type LogicalOrchestration = keyof typeof orchestrations;

export const logicalOrchestrations = Object.keys(orchestrations) as LogicalOrchestration[];

/** Inputs of the top level that the customer's orchestration must take. */
export function neededInputs(logical: LogicalOrchestration): readonly string[] {
  return orchestrations[logical].needed;
}

/** Every input by our name for it, those of lines included: what a connection may rename. */
export function renamableInputs(logical: LogicalOrchestration): ReadonlySet<string> {
  const { needed, further } = orchestrations[logical];
  return new Set([...needed, ...further]);
}

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
