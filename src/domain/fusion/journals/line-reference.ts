/** What a line's description takes (REFERENCE10). */
const length = 240;

/** Names the line for ever, so that it is known again in the ledger: `directCost/5567123/3129856`, of a clearing line without the last. */
export function lineReference(document: string, lineId: string): string {
  return lineId === '' ? document : `${document}/${lineId}`;
}

/** The line's description: its reference first, then the words. */
export function lineDescription(document: string, lineId: string, words: string): string {
  const plain = `${lineReference(document, lineId)} ${words}`.replace(/\s+/g, ' ').trim();
  return plain.slice(0, length).trimEnd();
}

/** The reference that a description begins with; `''`: it has no first word. */
export function referenceIn(description: string): string {
  return description.trim().split(/\s/)[0] ?? '';
}
