import { startSourceProgram, type SourceProgram } from '../../stack/source-program';
import type { Rig } from './rig';

export type WorkerProgram = Pick<SourceProgram, 'kill' | 'stop'>;

/** Runs the program `ml-connector worker` from its sources on the rig's database, keys, namespace and sandboxes. */
export function startWorkerProgram(rig: Rig): Promise<WorkerProgram> {
  return startSourceProgram(['worker'], {
    ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
    DATABASE_URL: rig.test.testDatabase.appUrl,
    TEMPORAL_ADDRESS: rig.temporal.address,
    TEMPORAL_NAMESPACE: rig.temporal.namespace,
  });
}
