import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ActionError } from '../application/action-error';
import { writePrivateFile } from './stack/state/write-private-file';

const runtimeSchema = z.object({
  databaseUrl: z.string().min(1),
  /** Only of a database that `up` may migrate. */
  databaseOwnerUrl: z.string().min(1).optional(),
  temporalAddress: z.string().min(1),
  temporalNamespace: z.string().min(1),
  apiUrl: z.string().optional(),
  uiUrl: z.string().optional(),
  codecUrl: z.string().optional(),
  /** Absent when the key comes from the environment. */
  masterKeyFile: z.string().min(1).optional(),
});

/** Where the running `up` of a state folder can be reached; the other commands find it there. */
export type RuntimeFile = Readonly<z.infer<typeof runtimeSchema>>;

export function runtimeFilePath(stateFolder: string): string {
  return join(stateFolder, 'runtime.json');
}

/** 0600: the addresses carry passwords. */
export function writeRuntimeFile(stateFolder: string, runtime: RuntimeFile): void {
  writePrivateFile(runtimeFilePath(stateFolder), `${JSON.stringify(runtimeSchema.parse(runtime), null, 2)}\n`);
}

export function readRuntimeFile(stateFolder: string): RuntimeFile | null {
  const file = runtimeFilePath(stateFolder);
  if (!existsSync(file)) return null;
  try {
    return runtimeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new ActionError(
      'badInput',
      `${file} cannot be read as the addresses that "ml-connector up" wrote; remove it and start "ml-connector up" again`,
      { cause },
    );
  }
}
