/** How documents are named to people and how they name them back: `requisition/58820`. */
export function documentName(document: { readonly kind: string; readonly sourceId: string }): string {
  return `${document.kind}/${document.sourceId}`;
}
