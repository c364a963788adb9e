import { runProgram } from '../run-program';
import { startJdeSandbox } from './server';
import { parseSettings, SettingsError } from './settings';
import { DataFolderError } from './tables/load-folder';

runProgram({
  ports: ['port', 'control-port'],
  parseSettings,
  start: ({ ports, host, ...given }) =>
    startJdeSandbox({
      ...given,
      port: ports.port,
      controlPort: ports['control-port'],
      ...(host === undefined ? {} : { host }),
    }),
  isCallers: (error) => error instanceof DataFolderError || error instanceof SettingsError,
});
