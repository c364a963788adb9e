import { runProgram } from '../run-program';
import { DataFolderError } from './folder/load-folder';
import { startFusionSandbox } from './server';
import { parseSettings, SettingsError } from './settings';

runProgram({
  ports: ['port', 'identity-port', 'control-port'],
  parseSettings,
  start: ({ ports, host, ...given }) =>
    startFusionSandbox({
      ...given,
      port: ports.port,
      identityPort: ports['identity-port'],
      controlPort: ports['control-port'],
      ...(host === undefined ? {} : { host }),
    }),
  isCallers: (error) => error instanceof DataFolderError || error instanceof SettingsError,
});
