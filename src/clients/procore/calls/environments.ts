export type ProcoreEnvironment = 'production' | 'developerSandbox' | 'onDemandSandbox' | 'monthlySandbox' | 'federal';

export interface ProcoreBaseUrls {
  readonly login: string;
  readonly api: string;
}

/**
 * Tokens are not valid across these, and the developer sandbox has credentials of its own.
 * https://developers.procore.com/documentation/development-environments , /federal-zone-overview
 */
export const procoreBaseUrls: Readonly<Record<ProcoreEnvironment, ProcoreBaseUrls>> = {
  production: { login: 'https://login.procore.com', api: 'https://api.procore.com' },
  developerSandbox: { login: 'https://login-sandbox.procore.com', api: 'https://sandbox.procore.com' },
  onDemandSandbox: { login: 'https://login.procore.com', api: 'https://api.procore.com' },
  monthlySandbox: { login: 'https://login-sandbox-monthly.procore.com', api: 'https://api-monthly.procore.com' },
  federal: { login: 'https://login.procoregov.com', api: 'https://api.procoregov.com' },
};
