import { badInput } from '../application/action-error';
import { DataFolderError as FusionDataFolderError } from '../sandbox/fusion/folder/load-folder';
import { startFusionSandbox } from '../sandbox/fusion/server';
import { startJdeSandbox } from '../sandbox/jde/server';
import { DataFolderError as JdeDataFolderError } from '../sandbox/jde/tables/load-folder';
import { DataFolderError as ProcoreDataFolderError } from '../sandbox/procore/folder/data-folder-error';
import { QUOTAS } from '../sandbox/procore/quota';
import { startProcoreSandbox } from '../sandbox/procore/server';

export interface SandboxPlace {
  readonly dataFolder: string;
  readonly port: number;
  readonly controlPort: number;
  readonly host: string;
}

export interface RunningSandbox {
  readonly url: string;
  readonly controlUrl: string;
  /** Where tokens are asked for, when it is another place than `url`. */
  readonly identityUrl?: string;
  close(): Promise<void>;
}

export type SandboxQuota = keyof typeof QUOTAS;

/** A stand-in for Procore in this process. What is wrong with its data folder is bad input; `given` is what it was called. */
export function startProcore(place: SandboxPlace, quota: SandboxQuota, given: string): Promise<RunningSandbox> {
  return started(given, () => startProcoreSandbox({ ...place, quota: QUOTAS[quota] }));
}

/** As `startProcore`, for JDE. */
export function startJde(place: SandboxPlace, given: string): Promise<RunningSandbox> {
  return started(given, () => startJdeSandbox(place));
}

/** As `startProcore`, for Fusion: a pod, and the identity domain before it. */
export function startFusion(place: SandboxPlace, identityPort: number, given: string): Promise<RunningSandbox> {
  return started(given, () => startFusionSandbox({ ...place, identityPort }));
}

async function started(folder: string, start: () => Promise<RunningSandbox>): Promise<RunningSandbox> {
  try {
    return await start();
  } catch (error) {
    if (error instanceof JdeDataFolderError || error instanceof FusionDataFolderError) {
      throw badInput(`--data ${folder}`, error.message.split('\n'));
    }
    if (error instanceof ProcoreDataFolderError) {
      const faults = error.problems.map(({ place, expected }) => `${place}: ${expected}`);
      throw badInput(`--data ${folder}`, faults);
    }
    throw error;
  }
}
