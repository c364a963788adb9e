import type { LogicalOrchestration } from '../settings';

const lineInputs = words(
  'LineNumber Action LineKey Description Description2 LineType BusinessUnit Object Subsidiary Quantity UnitCost Amount UOM',
  'Subledger SubledgerType',
);
const distributionInputs = words(
  'Distribution Line PayItem BusinessUnit Object Subsidiary Amount Units UnitOfMeasure Subledger SubledgerType Remark',
);
const batchInputs = words('EdiUser EdiBatch EdiTransaction Company DocumentType GLDate Currency CurrencyMode');

/** Every input of reference 22.1, those of lines included, by our name for it: what a connection may rename. */
export const orchestrationInputs: Readonly<Record<LogicalOrchestration, ReadonlySet<string>>> = {
  PC_UPSERT_VENDOR: new Set(
    words(
      'SourceKey AddressNumber AlphaName MailingName TaxId SearchType Address1 Address2 Address3 Address4 City State',
      'PostalCode Country Phone Fax Email PaymentTerms PaymentInstrument Currency HoldCode',
    ),
  ),
  PC_CREATE_PO: new Set([
    ...words('SourceKey Supplier OrderType OrderCompany BranchPlant Taxable OrderDate GLDate Currency CurrencyMode'),
    ...words('Reference2 Remark Lines'),
    ...lineInputs,
  ]),
  PC_CHANGE_PO: new Set([...words('OrderNumber OrderType OrderCompany Suffix Lines'), ...lineInputs]),
  PC_ADD_BATCH_VOUCHER: new Set([
    ...batchInputs,
    ...words('Supplier InvoiceNumber InvoiceDate Reference Remark PaymentTerms OrderNumber OrderType OrderCompany'),
    ...words('PayItems PayItem GrossAmount TaxableAmount NonTaxableAmount TaxAmount TaxArea TaxExplanation PayStatus'),
    ...words('GLClass DueDate'),
    ...distributionInputs,
  ]),
  PC_ADD_BATCH_JOURNAL: new Set([...batchInputs, 'Explanation', ...distributionInputs]),
  PC_RUN_VOUCHER_PROCESSOR: new Set(words('EdiUser EdiBatch Mode')),
};

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
