import type { ErpReference } from '../domain/posting/found-posting';

/** As people write them, whatever order the database keeps the members in. */
const inOrder = [
  'orderNumber',
  'orderType',
  'orderCompany',
  'documentNumber',
  'documentType',
  'documentCompany',
  'jobNumber',
  'executionServer',
  'addressNumber',
];
/** Of a voucher in the batch tables; once it has a number, that is what it is called. */
const batch = ['ediUser', 'ediBatch', 'ediTransaction'];

/** What the ERP calls it, in one line for a person: `5012 OP 00200`; empty when there is no reference. */
export function referenceText({ reference }: { readonly reference: ErpReference | null }): string {
  const named = (names: readonly string[]): string[] =>
    names.flatMap((name) => (reference?.[name] ? [reference[name]] : []));
  const numbers = named(inOrder);
  return (numbers.length > 0 ? numbers : named(batch)).join(' ');
}
