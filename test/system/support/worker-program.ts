import { startSourceProgram, type SourceProgram } from '../../stack/source-program';
import type { Rig } from './rig';

export type WorkerProgram = Pick<SourceProgram, 'kill' | 'stop'>;

/** The ports of this machine by which it reaches PostgreSQL and Temporal, instead of theirs. */
export interface Wires {
  readonly database: number;
  readonly temporal: number;
}

/** Runs the program `ml-connector worker` from its sources on the rig's database, keys, namespace and sandboxes. */
export function startWorkerProgram(rig: Rig, wires?: Wires): Promise<WorkerProgram> {
  const database = new URL(rig.test.testDatabase.appUrl);
  if (wires !== undefined) database.port = String(wires.database);
  return startSourceProgram(['worker'], {
    ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
    DATABASE_URL: database.href,
    TEMPORAL_ADDRESS: wires === undefined ? rig.temporal.address : `127.0.0.1:${String(wires.temporal)}`,
    TEMPORAL_NAMESPACE: rig.temporal.namespace,
  });
}
