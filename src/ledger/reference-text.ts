import { jdeWords } from '../domain/jde/words';
import type { ErpReference } from '../domain/posting/found-posting';

/** What the ERP calls it, in one line for a person: `5012 OP 00200`; empty when there is no reference. */
export function referenceText({ reference }: { readonly reference: ErpReference | null }): string {
  return reference === null ? '' : jdeWords.reference(reference);
}
