import type { ErpReference } from '../../domain/found-posting';

/** What the ERP calls it, in one line for a person; empty when there is no reference. */
export function referenceText(of: { readonly reference: ErpReference | null }): string {
  return Object.values(of.reference ?? {}).join(' ');
}
