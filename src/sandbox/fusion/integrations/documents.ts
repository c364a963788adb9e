/** A file in the content server (UCM). */
export interface StoredDocument {
  readonly id: string;
  readonly fileName: string;
  readonly account: string;
  readonly content: Buffer;
  readonly storedAtMs: number;
}

export class Documents {
  readonly #documents = new Map<string, StoredDocument>();
  #nextId = 248_916;

  add(given: Omit<StoredDocument, 'id'>): StoredDocument {
    const document = { ...given, id: String(this.#nextId) };
    this.#nextId += 1;
    this.#documents.set(document.id, document);
    return document;
  }

  all(): StoredDocument[] {
    return [...this.#documents.values()];
  }

  get(id: string): StoredDocument | undefined {
    return this.#documents.get(id);
  }

  remove(id: string): boolean {
    return this.#documents.delete(id);
  }
}
