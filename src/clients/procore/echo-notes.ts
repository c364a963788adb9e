/** A record that is written to, as a document is named; a payment by its id in Procore. */
export interface Written {
  readonly kind: 'requisition' | 'commitment' | 'changeOrder' | 'payment';
  readonly sourceId: string;
}

/** Told around each write, so that the webhooks it causes are known as echoes: the first is awaited before the write. */
export interface EchoNotes {
  begun(record: Written): Promise<void>;
  answered(record: Written, updatedAt: string): Promise<void>;
}
