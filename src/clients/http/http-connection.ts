import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import { certificatesIn } from '../../config/ca-bundle';
import type { ClientErrorKind, OutsideSystem } from './client-error';

/** One finished call, for metrics and logs. `status` is null when no answer came. */
export interface CallObservation {
  readonly system: OutsideSystem;
  readonly operation: string;
  readonly status: number | null;
  /** `givenUp`: a read whose caller's work was canceled meanwhile. */
  readonly outcome: 'answered' | 'givenUp' | ClientErrorKind;
  readonly durationMs: number;
  readonly correlationId: string | null;
}

export interface HttpConnectionSettings {
  readonly system: OutsideSystem;
  /** PEM certificates that are trusted besides the public ones, for a company's own authority. */
  readonly caBundlePem?: string | undefined;
  /** Default 10 s. */
  readonly connectTimeoutMs?: number | undefined;
  /** From the call to the last byte of its answer. Default 120 s. */
  readonly requestLimitMs?: number | undefined;
  /** Default 64 MiB. */
  readonly maxAnswerBytes?: number | undefined;
  /** Sockets per host. Default 16. */
  readonly maxSockets?: number | undefined;
  readonly observe?: ((observation: CallObservation) => void) | undefined;
  /**
   * Asked at each call: the signal by which the caller's work is canceled, undefined where there is none. A read is given
   * up when it aborts and rejects with its reason; a write is given up only before it has left.
   */
  readonly cancellation?: (() => AbortSignal | undefined) | undefined;
}

/** The sockets and limits that the calls of one connection share. Certificates are always verified. */
export class HttpConnection {
  readonly system: OutsideSystem;
  readonly agent: Agent;
  readonly requestLimitMs: number;
  readonly maxAnswerBytes: number;
  readonly observe: (observation: CallObservation) => void;
  readonly cancellation: () => AbortSignal | undefined;

  constructor(settings: HttpConnectionSettings) {
    this.system = settings.system;
    this.requestLimitMs = settings.requestLimitMs ?? 120_000;
    this.maxAnswerBytes = settings.maxAnswerBytes ?? 64 * 1024 * 1024;
    this.observe = settings.observe ?? (() => undefined);
    this.cancellation = settings.cancellation ?? (() => undefined);
    this.agent = new Agent({
      connections: settings.maxSockets ?? 16,
      pipelining: 1,
      keepAliveTimeout: 4_000,
      // The request limit governs both: a slow answer is waited for until then and no longer.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: {
        timeout: settings.connectTimeoutMs ?? 10_000,
        // Said aloud, so that NODE_TLS_REJECT_UNAUTHORIZED=0 in some environment cannot switch it off.
        rejectUnauthorized: true,
        ...(settings.caBundlePem === undefined
          ? {}
          : { ca: [...rootCertificates, ...certificatesIn(settings.caBundlePem)] }),
      },
    });
  }

  async close(): Promise<void> {
    await this.agent.close();
  }
}
