/** A key of ours is the first word of what a document is described by (accounting-fusion 1); its recipe is the ledger's. */
const ourKey = /^PC[A-Z2-7]{18}(?=\s|$)/;

/** The key that a description begins with; `''`: none of ours. */
export function ourKeyIn(description: string): string {
  return ourKey.exec(description.trim())?.[0] ?? '';
}

/** A description that begins with the key, cut to what the field takes. */
export function describedBy(key: string, words: string, length = 240): string {
  return `${key} ${words}`.trim().slice(0, length).trimEnd();
}
