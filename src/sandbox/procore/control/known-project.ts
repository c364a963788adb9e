import type { Request } from 'express';
import { textOf } from '../../http/json-value';
import type { SandboxContext } from '../sandbox-context';
import { ControlError } from './control-error';

/** The project that the path names. Throws a 404. */
export function knownProject(context: SandboxContext, request: Request): string {
  const id = textOf(request.params['projectId']) ?? '';
  if (!context.store.projectIds().includes(id)) {
    throw new ControlError(404, `There is no project ${id}.`);
  }
  return id;
}
