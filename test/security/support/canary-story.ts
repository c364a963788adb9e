import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createDataConverter } from '../../../src/crypto/data-converter';
import { workedProjectId } from '../../system/support/added-contracts';
import { changeBankDetails, prepareBankDetails } from './canary-bank';
import { companyId, scope, type CanaryBench } from './canary-bench';
import { amounts, canaryId, secrets, texts, vendor } from './canary-company';
import { readTemporal } from './places';
import type { SeenRequest, Substitute } from './recording-proxy';
import { addConnection } from './security-stack';
import { until } from './until';

/** The words of an ERP that quotes everything it was told. */
export const erpSaid = `${texts.refusal}: ${vendor.name} may not bill ${amounts.refused}, says ${secrets.username}/${secrets.password}`;
/** A workflow whose input its own code cannot read. */
export const brokenId = `requisition/${scope.connectionId}/1`;

/** Everything in which a canary could escape, one after the other. Gives what Temporal told while an activity failed. */
export async function playStory(bench: CanaryBench): Promise<Awaited<ReturnType<typeof readTemporal>>> {
  const { stack, procore, jde, run } = bench;
  await run(['connection', 'add'], () =>
    addConnection(stack, { companyId, procoreUrl: procore.url, jdeUrl: jde.url, secrets }),
  );
  await run(['mapping', 'import', join(bench.folder, 'mapping.csv')]);
  letTheErpRefuse(bench);
  await letAnActivityCrash(bench);
  await run(['connection', 'go-live', '--take-over', 'none']);

  const crashing = stack.client.workflow.getHandle(`requisition/${scope.connectionId}/${canaryId('crashed')}`);
  await until('the crashing activity tried again', async () => {
    const described = await crashing.describe().catch(() => null);
    return (described?.raw.pendingActivities ?? []).some((one) => (one.attempt ?? 0) >= 2) ? true : null;
  });
  const whileCrashing = await readTemporal(stack);
  await bench.asSuperuser('drop trigger crash on plan');
  await startWithBrokenInput(bench);
  for (const end of ['clean', 'crashed', 'unreadable', 'forbidden'] as const) await bench.untilStage(end, 'delivered');
  for (const end of ['overContract', 'refused'] as const) await bench.untilStage(end, 'held');
  await bench.untilStage('doubted', 'waiting');

  // What was refused is asked again with the next look at whatever waits for the vendor, or when somebody resumes it.
  const { document: doubted, hold } = await bench.untilHeld('the doubted vendor', ({ document, hold: { reasons } }) => {
    return document.kind === 'vendor' && (reasons.includes('needsPerson') || reasons.includes('vendorConflict'));
  });
  if (hold.reasons.includes('needsPerson')) await run(['hold', 'resume', `vendor/${doubted.sourceId}`]);
  await bench.untilHeld('suppliers of a similar name shown', ({ hold }) => hold.reasons.includes('vendorConflict'));
  const keys = await prepareBankDetails(bench);
  await changeBankDetails(bench, keys);
  await receiveWebhooks(bench);
  await readAsPeopleDo(bench);
  await stack.client.workflow.getHandle(brokenId).terminate('the test is done with it');
  return whileCrashing;
}

function letTheErpRefuse({ jde }: CanaryBench): void {
  jde.answerOnce(
    ({ path, body }) => path.includes('PC_CREATE_PO') && body.includes(amounts.refused),
    answer(500, { message: erpSaid, exception: erpSaid, userDefinedErrorText: erpSaid }),
  );
  jde.answerOnce(
    ({ body }) => body.includes('THRUMMELGATE'),
    answer(400, { message: `${texts.read} ${vendor.name} ${amounts.doubted}`, exception: 'x' }),
  );
}

/** An exception that nobody foresaw, from below everything that is ours; PostgreSQL itself does not log it. */
async function letAnActivityCrash(bench: CanaryBench): Promise<void> {
  await bench.asSuperuser(`
    create function crash() returns trigger language plpgsql security definer set log_min_messages = 'panic' as $$
    begin
      if exists (select from document where id = new.document_id and source_id = '${canaryId('crashed')}') then
        raise exception '${texts.raised} of ${vendor.name} over ${amounts.crashed}'
          using detail = '${texts.raised}', hint = '${texts.raised}';
      end if;
      return new;
    end $$;
    create trigger crash before insert on plan for each row execute function crash();`);
}

/** What the workflow's code itself cannot read: a workflow task that fails, with the input quoted in the message. */
async function startWithBrokenInput({ stack }: CanaryBench): Promise<void> {
  const data = Buffer.from(`${texts.input} ${vendor.name} ${amounts.clean}`);
  const [codec] = createDataConverter(stack.opened.payloads).payloadCodecs ?? [];
  const broken = { metadata: { encoding: Buffer.from('json/plain') }, data };
  const payloads = await codec?.encode([broken], { type: 'workflow', namespace: '', workflowId: brokenId });
  const { namespace } = stack.stack.temporal;
  await stack.client.workflowService.startWorkflowExecution({
    ...{ namespace, workflowId: brokenId, requestId: randomBytes(8).toString('hex'), identity: 'test' },
    workflowType: { name: 'requisition' },
    taskQueue: { name: 'documents' },
    input: { payloads: payloads ?? [] },
  });
  await until('a workflow task failed', async () => {
    const { events } = await stack.client.workflow.getHandle(brokenId).fetchHistory();
    return events?.some((event) => event.workflowTaskFailedEventAttributes) === true ? true : null;
  });
}

async function receiveWebhooks({ stack, procore, untilStage }: CanaryBench): Promise<void> {
  const html = `<html><body>${texts.proxyPage} ${vendor.name} ${secrets.clientSecret}</body></html>`;
  const unreadable = canaryId('unreadable');
  const forbidden = canaryId('forbidden');
  const shows = (id: string) => (request: SeenRequest) => request.path.includes(`/requisitions/${id}`);
  procore.answerOnce(shows(unreadable), answer(503, html));
  procore.answerOnce(shows(unreadable), answer(200, `{"id": 1, "vendor_name": "${texts.cut} ${vendor.name}`));
  procore.answerOnce(
    shows(unreadable),
    answer(200, { id: texts.cut, vendor_name: vendor.name, items: [amounts.clean] }),
  );
  procore.answerOnce(
    shows(forbidden),
    answer(422, { errors: { vendor_name: [`${texts.procore} ${vendor.name} ${amounts.forbidden}`] } }),
  );
  const hook = (headers: Record<string, string>, body: string): Promise<Response> =>
    fetch(`${stack.apiUrl}/webhooks/procore/${scope.connectionId}`, { method: 'POST', headers, body });
  const event = (resourceId: string): string =>
    JSON.stringify({
      ...{ ulid: `01CANARY${randomBytes(6).toString('hex').toUpperCase()}`, resource_name: 'Draw Requests' },
      ...{ resource_id: '@', event_type: 'update', company_id: '#', project_id: '%', user_id: '1' },
      metadata: { note: `${texts.webhook} ${vendor.name} ${amounts.clean}` },
      timestamp: '2026-11-20T10:00:00Z',
    })
      .replace('"@"', resourceId)
      .replace('"#"', companyId)
      .replace('"%"', workedProjectId);
  const authorization = secrets.webhook;
  for (const id of [unreadable, forbidden]) expect((await hook({ authorization }, event(id))).status).toBe(200);
  expect((await hook({ authorization: `${authorization}x` }, event(unreadable))).status).toBe(401);
  expect((await hook({ authorization }, `{"note": "${texts.webhook} ${vendor.name}`)).status).toBe(400);
  const wrong = event(unreadable).replace('"Draw Requests"', `"${amounts.clean} ${vendor.name} <>"`);
  // Stored like any other, and never understood.
  expect((await hook({ authorization }, wrong)).status).toBe(200);
  // A poll that is asked for now would look at them again before their holds are seen.
  for (const end of ['unreadable', 'forbidden'] as const) await untilStage(end, 'held');
  const trigger = async (secret: string, body: object): Promise<number> => {
    const headers = { authorization: `Basic ${btoa(`${vendor.name}:${secret}`)}` };
    const url = `${stack.apiUrl}/triggers/${scope.connectionId}`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  expect(await trigger(secrets.trigger, { feed: 'standing' })).toBe(200);
  expect(await trigger(`${secrets.trigger}x`, {})).toBe(401);
  expect(await trigger(secrets.trigger, { feed: vendor.name })).toBe(400);
  expect(await trigger(secrets.trigger, { project: vendor.name })).toBe(404);
}

async function readAsPeopleDo({ run }: CanaryBench): Promise<void> {
  const shown = await run(['hold', 'list', '--json']);
  // People see what it is about; that is what these are for.
  expect(shown).toContain(texts.refusal);
  expect(shown).toContain(vendor.name);
  await run(['document', 'list', '--json']);
  await run(['document', 'show', canaryId('clean')]);
  await run(['hold', 'show', canaryId('refused')]);
  await run(['posting', 'list', '--json']);
  await run(['vendor', 'list', '--json']);
  await run(['connection', 'show', '--json']);
  await run(['connection', 'check']);
  await run(['audit', 'verify']);
}

function answer(status: number, body: object | string): Substitute {
  return typeof body === 'string'
    ? { status, contentType: body.startsWith('<') ? 'text/html' : 'application/json', body }
    : { status, contentType: 'application/json', body: JSON.stringify(body) };
}
