import { base32 } from '../text/base32';

export interface PostingName {
  readonly environment: string;
  readonly connectionId: string;
  readonly documentId: string;
  readonly step: string;
  readonly ordinal: number;
}

/** What is hashed (SHA-256, by the caller) into the posting's name. A JSON array, so that no two names run together. */
export function erpKeyInput(name: PostingName): string {
  return JSON.stringify([name.environment, name.connectionId, name.documentId, name.step, name.ordinal]);
}

/** 20 characters: fits VR01 (25) and EDTN (22). */
export function erpKeyFrom(hash: Uint8Array): string {
  if (hash.length < 12) throw new RangeError(`an ERP key needs at least 12 bytes of hash, got ${hash.length}`);
  return `PC${base32(hash).slice(0, 18)}`;
}

/** Whether a word is made as our keys are. */
export function isErpKey(word: string): boolean {
  return /^PC[A-Z2-7]{18}$/.test(word);
}

/** EDBT: one batch per posting. */
export function ediBatchFrom(erpKey: string): string {
  return erpKey.slice(0, 15);
}

/** URRF. */
export function userReferenceFrom(erpKey: string): string {
  return erpKey.slice(0, 15);
}
