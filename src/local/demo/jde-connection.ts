import type { Row } from './demo-tables';

/** What the demo's connection file says: the form a user writes, with secrets named in the environment. */
export function demoConnection(addresses: {
  readonly procoreUrl: string;
  readonly jdeUrl: string;
  readonly companyId: string;
  readonly companyAccounts: Readonly<Record<string, Row>>;
}) {
  const companies = Object.entries(addresses.companyAccounts).map(([company, accounts]) => [
    company,
    { retainageAccount: accounts['retainage'], taxAccount: accounts['tax'], roundingAccount: accounts['rounding'] },
  ]);
  return {
    id: 'northgate-jde',
    tenant: 'northgate',
    tenantName: 'Northgate Builders',
    environment: 'sandbox',
    erp: 'jde',
    procore: {
      companyId: addresses.companyId,
      environment: 'sandbox',
      loginUrl: addresses.procoreUrl,
      apiUrl: addresses.procoreUrl,
      clientId: { env: 'DEMO_PROCORE_CLIENT_ID' },
      clientSecret: { env: 'DEMO_PROCORE_CLIENT_SECRET' },
    },
    jde: {
      baseUrl: `${addresses.jdeUrl}/jderest`,
      environment: 'JDV920',
      username: { env: 'DEMO_JDE_USERNAME' },
      password: { env: 'DEMO_JDE_PASSWORD' },
    },
    posting: {
      branchPlant: { rule: 'businessUnit' },
      orderCommitment: 'untracked',
      companies: Object.fromEntries(companies) as Record<string, unknown>,
      glDatePolicy: 'periodEnd',
      ediUser: 'PROCORE',
      negativeOrderLines: true,
    },
    poll: { every: '1m' },
  };
}

/** The sandboxes' own credentials, as the environment gives them to the commands. */
export const demoSecrets = {
  DEMO_PROCORE_CLIENT_ID: 'sandbox-client',
  DEMO_PROCORE_CLIENT_SECRET: 'sandbox-secret',
  DEMO_JDE_USERNAME: 'PROCORE',
  DEMO_JDE_PASSWORD: 'sandbox',
} as const;
