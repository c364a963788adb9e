import type { FusionState } from '../fusion-state';
import type { EssRequest } from '../scheduler/ess-requests';
import { writeZip } from '../zip/write-zip';

/** Logs, output files, or both, of the request and all below it. */
export function logZip(state: FusionState, request: EssRequest, fileType: string): Buffer {
  const isWanted = (name: string): boolean => {
    if (fileType === 'LOG') return name.endsWith('.log');
    return fileType !== 'OUT' || !name.endsWith('.log');
  };
  const files = state.ess.treeOf(request).flatMap((each) => [...each.files]);
  return writeZip(
    files.filter(([name]) => isWanted(name)).map(([name, text]) => ({ name, content: Buffer.from(text, 'utf8') })),
  );
}
