import type { ClientErrorDetail, OutsideSystem } from '../../../src/clients/http/client-error';
import { NotSent, OutcomeUnknown, Rejected, Unavailable } from '../../../src/clients/http/client-error';
import { KontorFailure } from '../erp/faults.fixture';
import type { KontorErp } from '../erp/kontor-erp.fixture';

/** The client errors know their systems by a closed list; Kontor is in none of it. */
const system = 'kontor' as string as OutsideSystem;

/** Calls of Kontor, whose failures become what they mean for a posting: one of the client errors. */
export class KontorClient {
  readonly #erp: KontorErp;
  #isClosed = false;

  constructor(erp: KontorErp) {
    this.#erp = erp;
  }

  nowMs(): number {
    return this.#erp.nowMs();
  }

  close(): void {
    this.#isClosed = true;
  }

  /** Throws `Unavailable` when there is no usable answer. */
  read<Answer>(operation: string, call: (erp: KontorErp) => Answer): Answer {
    this.#mustBeOpen(operation);
    try {
      return call(this.#erp);
    } catch (error) {
      if (!(error instanceof KontorFailure)) throw error;
      throw new Unavailable(`Kontor gave no answer to ${operation}`, { system, operation, cause: error });
    }
  }

  /** Throws `Rejected`, `NotSent`, `Unavailable` (nothing was done) or `OutcomeUnknown`. */
  write<Answer>(operation: string, call: (erp: KontorErp) => Answer): Answer {
    this.#mustBeOpen(operation);
    try {
      return call(this.#erp);
    } catch (error) {
      if (!(error instanceof KontorFailure)) throw error;
      const facts = { system, operation, cause: error };
      switch (error.how) {
        case 'refused': {
          const detail: ClientErrorDetail = error.members.length === 0 ? {} : { members: error.members };
          throw new Rejected(`Kontor refused ${operation}`, { ...facts, detail, said: [error.message] });
        }
        case 'unavailable':
          throw new Unavailable(`Kontor cannot be reached for ${operation}`, facts);
        case 'notSent':
          throw new NotSent(`${operation} never left for Kontor`, facts);
        case 'answerLost':
          throw new OutcomeUnknown(`Kontor's answer to ${operation} was lost`, facts);
      }
    }
  }

  /** An empty answer counts where the opening document of the same books was seen with it. Throws `Unavailable`. */
  prove(operation: string, opening: string | null): void {
    if (opening !== null) return;
    const message = 'Kontor showed nothing of these books, so that an empty answer proves nothing';
    throw new Unavailable(message, { system, operation });
  }

  #mustBeOpen(operation: string): void {
    if (this.#isClosed) throw new Unavailable('the connection to Kontor is closed', { system, operation });
  }
}
