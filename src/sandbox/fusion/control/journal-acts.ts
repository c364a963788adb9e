import { Router } from 'express';
import { textOf, type JsonObject } from '../../http/json-value';
import type { Actor } from '../front/behaviour';
import type { FusionState } from '../fusion-state';
import type { Item, Values } from '../items/item';
import { attributeOf } from '../resources/definition';
import { journalLines } from '../resources/journals';
import { cellOf } from '../items/cells';
import { changeLine } from '../journals/change-line';
import { deleteBatch } from '../journals/batch-behaviour';
import type { InterfaceRow } from '../journals/interface-rows';
import { COLUMNS } from '../journals/columns';
import { isPosted, linesOf, postBatch } from '../journals/post-batch';
import { reverseAllDue, reverseBatch } from '../journals/reverse-batch';
import { JOURNAL_IMPORT, submitJob } from '../scheduler/jobs';
import { advanceRequests } from '../scheduler/life';
import { controlObject, requiredText, textFrom } from './control-body';
import { ControlError } from './control-error';
import { plain } from './item-routes';
import { objectIn } from './order-acts';
import { requestView } from './request-routes';

type Act = (actor: Actor, body: JsonObject) => unknown;

const ACCOUNTANT = 'GL.ACCOUNTANT';

/** `/control/gl/{act}`: what the people of the general ledger do; `batch` is a JeBatchId or the whole name of a batch. */
const ACTS: Readonly<Record<string, Act>> = {
  post: ({ state, user }, body) => {
    const batch = batchNamed(state, body);
    const refusal = isPosted(batch) ? 'It is posted.' : postBatch(state, batch, user);
    if (refusal !== undefined) throw new ControlError(refusal);
    return plain(batch);
  },
  reverse: ({ state, user }, body) => {
    const batch = batchNamed(state, body);
    const period = textFrom(body, 'period') ?? (batch.text('ReversalPeriod') || batch.text('DefaultPeriodName'));
    const reversal = reverseBatch(state, batch, { period, method: textFrom(body, 'method'), user });
    if (body['post'] === true) postBatch(state, reversal, user);
    return plain(reversal);
  },
  autoReverse: ({ state, user }) => reverseAllDue(state, user).map(plain),
  change: ({ state, user }, body) => {
    const batch = batchNamed(state, body);
    const name = textFrom(body, 'journal');
    const header = batch.list('journalHeaders').find((each) => name === undefined || each.text('JournalName') === name);
    const number = requiredText(body, 'line');
    const lines = header === undefined ? [] : linesOf(state, header);
    const line = lines.find((each) => each.text('JeLineNumber') === number);
    if (header === undefined || line === undefined) throw new ControlError(`There is no line ${number}`);
    changeLine(state, batch, header, line, lineValues(objectIn(body, 'body')), user);
    return plain(batch);
  },
  delete: (actor, body) => {
    const batch = batchNamed(actor.state, body);
    deleteBatch(actor, batch);
    return plain(batch);
  },
  /** Somebody imports what lies in the interface, also what is left of a refused group. */
  import: ({ state, user }, body) => {
    const [source, ledger, group] = ['source', 'ledger', 'group'].map((name) => requiredText(body, name));
    const parameters = ['#NULL', source ?? '', ledger ?? '', group ?? '', textFrom(body, 'suspense') ?? 'N', 'N', 'N'];
    const request = submitJob(state, JOURNAL_IMPORT, parameters, { submitter: user });
    advanceRequests(state);
    return requestView(request);
  },
};

function lineValues(body: JsonObject): Values {
  const entries = Object.entries(body).map(([name, value]) => {
    const attribute = attributeOf(journalLines, name);
    if (attribute === undefined) throw new ControlError(`A line has no attribute ${name}`);
    return [name, cellOf(attribute, value)] as const;
  });
  return Object.fromEntries(entries);
}

export function journalRoutes(state: FusionState): Router {
  const router = Router();
  router.get('/control/gl/interface', (_request, response) => {
    response.json(state.glInterface.all());
  });
  router.patch('/control/gl/interface/:number', (request, response) => {
    const row = rowNumbered(state, request.params.number);
    const changes = Object.entries(controlObject(request)).map(([name, value]) => {
      if (!COLUMNS.some((column) => column.name === name)) throw new ControlError(`There is no column ${name}`);
      return [name, textOf(value) ?? ''] as const;
    });
    const entries = Object.entries({ ...row.values, ...Object.fromEntries(changes) });
    row.values = Object.fromEntries(entries.filter(([, text]) => text !== ''));
    response.json(row);
  });
  router.delete('/control/gl/interface/:number', (request, response) => {
    const gone = rowNumbered(state, request.params.number);
    state.glInterface.remove((row) => row === gone);
    response.status(204).end();
  });
  router.post('/control/gl/:act', (request, response, next) => {
    const act = ACTS[request.params.act];
    if (act === undefined) {
      next();
      return;
    }
    const body = controlObject(request);
    response.json(act({ state, user: textFrom(body, 'user') ?? ACCOUNTANT }, body));
  });
  return router;
}

function rowNumbered(state: FusionState, number: string): InterfaceRow {
  const found = state.glInterface.all().find((row) => String(row.number) === number);
  if (found === undefined) throw new ControlError(`There is no row ${number} in the interface`);
  return found;
}

function batchNamed(state: FusionState, body: JsonObject): Item {
  const name = requiredText(body, 'batch');
  const found = state
    .collection('journalBatches')
    .all()
    .filter((each) => each.text('JeBatchId') === name || each.text('BatchName') === name);
  const [batch] = found;
  if (found.length !== 1 || batch === undefined) {
    throw new ControlError(
      `batch ${name} is ${found.length === 0 ? 'not there' : 'there more than once: give its id'}`,
    );
  }
  return batch;
}
