import { Router } from 'express';
import type { FusionState } from '../fusion-state';
import { TERMINAL, type EssRequest } from '../scheduler/ess-requests';
import { moveTo } from '../scheduler/life';
import { controlObject, requiredText, textFrom } from './control-body';
import { ControlError } from './control-error';

/** `/control/ess` and `/control/ucm`: what the scheduler and the content server hold, and what may happen to it. */
export function requestRoutes(state: FusionState): Router {
  const router = Router();
  router.get('/control/ess/requests', (_request, response) => {
    response.json(state.ess.all().map(requestView));
  });
  router.post('/control/ess/requests/:id', (request, response) => {
    const found = requestNamed(state, request.params.id);
    const body = controlObject(request);
    if (body['goOn'] === true) {
      state.ess.goOn(found);
    } else {
      const word = requiredText(body, 'state');
      moveTo(state, found, word, textFrom(body, 'message') ?? null);
      // What has ended does nothing more; any other state holds the tree until it is let go on.
      if (TERMINAL.includes(word) && found.parentId === null) state.ess.end(found);
      else state.ess.halt(found);
    }
    response.json(requestView(found));
  });
  router.delete('/control/ess/requests/:id', (request, response) => {
    state.ess.forget(requestNamed(state, request.params.id));
    response.status(204).end();
  });
  router.get('/control/ucm', (_request, response) => {
    response.json(state.documents.all().map(({ content, ...rest }) => ({ ...rest, bytes: content.length })));
  });
  router.delete('/control/ucm/:id', (request, response) => {
    if (!state.documents.remove(request.params.id)) throw new ControlError(`There is no document ${request.params.id}`);
    response.status(204).end();
  });
  return router;
}

export const requestView = ({ files, ...rest }: EssRequest): object => ({ ...rest, files: Object.fromEntries(files) });

function requestNamed(state: FusionState, id: string): EssRequest {
  const found = state.ess.get(id);
  if (found === undefined) throw new ControlError(`There is no request ${id}`);
  return found;
}
