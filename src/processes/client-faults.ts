import { HttpConnection } from '../clients/http/http-connection';
import { jdeSettings } from '../clients/jde/settings';
import type { ConnectionSettings } from '../config/connection-settings';

/** What only the clients know to be wrong. */
export async function clientFaults(
  procore: ConnectionSettings['procore'],
  jde: ConnectionSettings['jde'],
): Promise<string[]> {
  const faults: string[] = [];
  try {
    const { baseUrl, environment, role, orchestrations } = jde;
    jdeSettings({
      connectionId: '',
      username: '',
      password: '',
      baseUrl,
      environment,
      role,
      orchestrations,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    faults.push(`jde.${error.message}`);
  }
  for (const [place, system, caBundlePem] of [
    ['procore.caBundle', 'procore', procore.caBundle],
    ['jde.caBundle', 'jde', jde.caBundle],
  ] as const) {
    if (caBundlePem === undefined) continue;
    try {
      await new HttpConnection({ system, caBundlePem }).close();
    } catch {
      faults.push(`${place}: is no PEM certificate; put the text of the bundle here, from -----BEGIN CERTIFICATE-----`);
    }
  }
  return faults;
}
