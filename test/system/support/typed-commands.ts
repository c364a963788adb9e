import { scriptedCli } from '../../../src/cli/scripted-terminal.fixture';
import type { Rig } from './rig';

export interface TypedCommands {
  /** Types a command on the connection of the rig; gives what it prints, and throws where it fails. */
  type(...words: readonly string[]): Promise<string>;
  remove(): void;
}

export function typedCommands(rig: Pick<Rig, 'test' | 'temporal' | 'scope'>): TypedCommands {
  const cli = scriptedCli({
    ML_CONNECTOR_MASTER_KEY: rig.test.masterKey,
    DATABASE_URL: rig.test.testDatabase.appUrl,
    TEMPORAL_ADDRESS: rig.temporal.address,
    TEMPORAL_NAMESPACE: rig.temporal.namespace,
  });
  return {
    type: async (...words) => {
      const done = await cli.run([...words, '--connection', rig.scope.connectionId]);
      if (done.code !== 0) throw new Error(`${words.join(' ')}: ${done.out}${done.err}`);
      return done.out;
    },
    remove: () => cli.remove(),
  };
}
