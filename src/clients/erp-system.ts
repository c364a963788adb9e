import type { z } from 'zod';
import type { ConnectionSecrets, ConnectionSettings } from '../config/connection-settings';
import type { ErpAdapter } from './erp-adapter';
import type { CallShare } from './http/call-share';
import type { CallObservation } from './http/http-connection';

/** A kind of ERP: what is its own in a connection's settings and secrets, and how its adapter comes of them. */
export interface ErpSystem {
  /** As connection.json and the ledger call it. */
  readonly system: string;
  /**
   * By section of connection.json: the one called as the system, and what stands beside common settings in one of theirs
   * (`posting`). Declares the defaults too.
   */
  readonly settings: z.ZodObject<Readonly<Record<string, z.ZodObject>>>;
  /** In the order in which they are asked for; in the file they stand in the section called as the system. */
  readonly secrets: z.ZodObject<Readonly<Record<string, z.ZodString>>>;
  /**
   * What is wrong with settings that are right one by one, also beside the common ones: each with its place in
   * connection.json, and what would be right.
   */
  faults(settings: ConnectionSettings): readonly string[];
  /** Settings that stay as they are once a connection is live, since what is posted follows from them: by place, as a text. */
  readonly fixedOnceLive?: (settings: ConnectionSettings) => Readonly<Record<string, string>>;
  /** How long after a call was decided on it may still arrive and show, its queues in the ERP included. */
  settleFloorMs(settings: ConnectionSettings): number;
  /** The books that a connection with these settings posts into, as people call them; those of two are compared. */
  books(settings: ConnectionSettings): readonly string[];
  /** Throws when settings or secrets are not as its schemas have them, or have a fault. */
  createAdapter(connection: ErpConnection, dependencies: ErpDependencies): ErpAdapter;
}

/** By system. */
export type ErpSystems = Readonly<Record<string, ErpSystem>>;

/** What an adapter is made of. */
interface ErpConnection {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  readonly secrets: ConnectionSecrets;
}

interface ErpDependencies {
  readonly observe?: ((observation: CallObservation) => void) | undefined;
  /** The signal that cancels the work on whose behalf a call is made; see `HttpConnectionSettings`. */
  readonly cancellation?: (() => AbortSignal | undefined) | undefined;
  /** What is left to this process of so many calls at once. Default: all of them. */
  readonly share?: ((limit: number) => CallShare) | undefined;
}
