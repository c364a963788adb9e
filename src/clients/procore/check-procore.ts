import { ClientError } from '../http/client-error';
import { allPages } from './calls/all-pages';
import type { ProcoreClient } from './calls/client';
import { listCompanies } from './records/companies';
import { countInsurances } from './records/insurances';
import { showMe } from './records/me';
import { listActiveProjects } from './records/projects';

export interface ConnectionCheckStep {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Null when all is well. */
  readonly whatToAskWhom: string | null;
}

interface StepResult {
  readonly detail: string;
  readonly whatToAskWhom?: string;
}

/**
 * Tries what every later call needs, in the order in which it breaks. Without a token nothing else is tried.
 * https://developers.procore.com/documentation/developer-managed-service-accounts , /troubleshooting
 */
export async function checkProcore(
  client: ProcoreClient,
  /** Whether insurances of vendors count. */
  { insurances = false } = {},
): Promise<readonly ConnectionCheckStep[]> {
  const token = await step('token', 'ask who registered the Procore app for its client id and secret', async () => {
    await client.authenticate();
    return { detail: 'the credentials are accepted' };
  });
  if (!token.ok) return [token];
  const administrator = "ask the company's Procore administrator";
  return [
    token,
    await step('me', `${administrator} to install the app in App Management`, async () => {
      const { userId } = await showMe(client);
      return { detail: `the service account is user ${userId}` };
    }),
    await step('company installed', `${administrator} to install the app in App Management`, async () => {
      const companies = await allPages((page) => listCompanies(client, { page }));
      const company = companies.find((one) => one.id === client.companyId);
      if (company === undefined) {
        return {
          detail: `company ${client.companyId} is not among the ${String(companies.length)} that installed the app`,
          whatToAskWhom: `${administrator} to install the app in App Management, or correct companyId`,
        };
      }
      return company.isActive === false
        ? { detail: `company ${client.companyId} is not active`, whatToAskWhom: 'ask Procore to activate the company' }
        : { detail: `the app is installed in company ${client.companyId}` };
    }),
    await step('projects permitted', `${administrator} to set the app's permitted projects`, async () => {
      const { items, total, hasNext } = await listActiveProjects(client, { page: 1 });
      const found = String(total ?? items.length);
      return items.length > 0
        ? { detail: `${found}${total === null && hasNext ? ' or more' : ''} active projects are permitted` }
        : {
            detail: 'no active project is permitted',
            whatToAskWhom: `${administrator} to set the permitted projects of the app (each update of the app resets them)`,
          };
    }),
    ...(insurances ? [await insurancesStep(client, administrator)] : []),
  ];
}

/** Without it every vendor would count as one whose insurances cannot be seen. */
function insurancesStep(client: ProcoreClient, administrator: string): Promise<ConnectionCheckStep> {
  const advice = `${administrator} to let the service account see the insurances of companies in the company directory`;
  return step('insurances', advice, async () => {
    const known = await countInsurances(client);
    return { detail: `${known === null ? 'the' : String(known)} insurances of vendors can be seen` };
  });
}

async function step(
  name: string,
  usualAdvice: string,
  attempt: () => Promise<StepResult>,
): Promise<ConnectionCheckStep> {
  try {
    const { detail, whatToAskWhom } = await attempt();
    return { name, ok: whatToAskWhom === undefined, detail, whatToAskWhom: whatToAskWhom ?? null };
  } catch (error) {
    // A failed step is the result that was asked for; anything but a classified error is a fault of ours.
    if (!(error instanceof ClientError)) throw error;
    return { name, ok: false, detail: error.message, whatToAskWhom: adviceFor(error, usualAdvice) };
  }
}

function adviceFor(error: ClientError, usualAdvice: string): string {
  if (error.kind === 'NotSent') return 'ask whoever runs the network for a way to the named host';
  if (error.kind === 'Throttled' || error.kind === 'Unavailable') return 'try again later; then ask Procore support';
  return usualAdvice;
}
