import { requireAddress, type Addresses } from '../../local/addresses';

/** What `worker` and `api` need of the world. */
export interface ServiceAddresses {
  readonly databaseUrl: string;
  readonly masterKeyFile: string | undefined;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
}

export function serviceAddresses(addresses: Addresses): ServiceAddresses {
  return {
    databaseUrl: requireAddress(addresses, 'databaseUrl'),
    masterKeyFile: addresses.masterKeyFile ?? undefined,
    temporalAddress: requireAddress(addresses, 'temporalAddress'),
    temporalNamespace: addresses.temporalNamespace,
  };
}
