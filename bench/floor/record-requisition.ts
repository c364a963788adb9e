import { join } from 'node:path';
import { request } from 'undici';
import { editJson, workedProjectId } from '../../test/system/support/added-contracts';
import type { BenchServers, RunningSandboxes } from '../requisition-bench-setup';
import type { BenchCompany } from '../requisition-company';
import { untilDelivered } from '../requisition-round';
import { startProduct } from '../running-product';
import { startRecordingProxy, type RecordedCall } from './recorded-calls';

/** The second of the company, which is approved when the first has been delivered. */
const recordedId = '700000000001100';

const tokenHeader = 'jde-ais-auth';

/** Before the stand-ins read the company: the requisition that is recorded is not approved yet. */
export function leaveSecondUnapproved(company: BenchCompany): void {
  editJson(join(company.folder, 'procore/projects', workedProjectId, 'requisitions.json'), (rows) => {
    for (const row of rows) if (String(row['id']) === recordedId) row['status'] = 'under_review';
  });
}

/**
 * All calls that the product makes for one clean requisition, when another one has been posted before it: what is asked once
 * for all is known by then. The list of a poll shows the requisition whole, and is left out.
 */
export async function recordRequisition(
  checkout: string,
  servers: BenchServers,
  company: BenchCompany,
  sandboxes: RunningSandboxes,
  log: (line: string) => void,
): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = [];
  let login: RecordedCall | undefined;
  const note = (call: RecordedCall): void => void calls.push(call);
  const place = await servers.makePlace();
  const procore = await startRecordingProxy('procore', sandboxes.procoreUrl, note);
  const jde = await startRecordingProxy('jde', sandboxes.jdeUrl, note);
  try {
    company.writeConnection({ procoreUrl: procore.url, jdeUrl: jde.url });
    const { temporalAddress } = servers;
    const product = await startProduct({ checkout, company, temporalAddress, place, isMapped: true, log });
    try {
      await product.command(['connection', 'go-live', '--take-over', 'none']);
      await untilDelivered(product.temporal, 1);
      login = calls.find(({ path }) => path.endsWith('/tokenrequest'));
      calls.length = 0;
      await approve(sandboxes);
      await product.command(['poll', 'now', '--all', '--feed', 'requisitions']);
      await untilDelivered(product.temporal, 2);
    } finally {
      await product.stop();
    }
  } finally {
    await Promise.all([procore.stop(), jde.stop()]);
    await place.drop();
  }
  const isOfAPoll = ({ path }: RecordedCall): boolean => path.startsWith('/rest/v1.1/requisitions?');
  // Before the document is read, a feed may have asked the ERP for something else.
  const first = calls.findIndex((call) => call.system === 'procore' && !isOfAPoll(call));
  const own = calls
    .slice(Math.max(first, 0))
    .filter((call) => !isOfAPoll(call) && !call.path.includes('/tokenrequest'));
  const systems = new Set(own.map(({ system }) => system));
  if (systems.size < 2 || login === undefined) {
    throw new Error(`no whole requisition was recorded, only ${calls.map(({ path }) => path).join(', ')}`);
  }
  // The product has ended its session by now.
  const token = await logIn(sandboxes, login);
  return own.map((call) =>
    call.system === 'jde' ? { ...call, headers: { ...call.headers, [tokenHeader]: token } } : call,
  );
}

async function logIn({ jdeUrl }: RunningSandboxes, { path, headers, body }: RecordedCall): Promise<string> {
  const answer = await request(`${jdeUrl}${path}`, { method: 'POST', headers, body });
  const { userInfo } = (await answer.body.json()) as { readonly userInfo?: { readonly token?: string } };
  if (userInfo?.token === undefined) throw new Error(`${path} was answered ${answer.statusCode}, without a token`);
  return userInfo.token;
}

async function approve({ procoreControlUrl }: RunningSandboxes): Promise<void> {
  const url = `${procoreControlUrl}/control/projects/${workedProjectId}/requisitions/${recordedId}`;
  const { statusCode, body } = await request(url, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'approved' }),
  });
  const said = await body.text();
  if (statusCode !== 200) throw new Error(`the requisition cannot be approved: ${statusCode} ${said}`);
}
