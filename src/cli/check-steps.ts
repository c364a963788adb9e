import { ClientError } from '../clients/http/client-error';
import type { Connection } from '../store/connections/connections';
import type { Gateways } from '../processes/gateways';

export interface CheckedStep {
  readonly system: string;
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** Null when all is well. */
  readonly ask: string | null;
}

/** Every step of both sides, whatever becomes of the other side's. */
export async function checkSteps(
  gateways: Pick<Gateways, 'procore' | 'erp'>,
  connection: Connection,
): Promise<{ readonly steps: readonly CheckedStep[]; readonly procoreUserId: string | null }> {
  const procore = await gateways.procore(connection);
  const erp = await gateways.erp(connection);
  const ofProcore = (await procore.check()).map(({ name, ok, detail, whatToAskWhom }) => ({
    system: 'procore',
    name,
    ok,
    detail,
    ask: whatToAskWhom,
  }));
  const ofErp = (await erp.check()).map(({ name, ok, detail, ask }) => ({
    system: erp.system,
    name,
    ok,
    detail,
    ask: ask ?? null,
  }));
  const meIsFine = ofProcore.some((step) => step.name === 'me' && step.ok);
  return { steps: [...ofProcore, ...ofErp], procoreUserId: meIsFine ? await userId(procore) : null };
}

async function userId(procore: Awaited<ReturnType<Gateways['procore']>>): Promise<string | null> {
  try {
    return (await procore.me()).userId;
  } catch (error) {
    // The step went well a moment ago; the feed of projects asks again.
    if (error instanceof ClientError) return null;
    throw error;
  }
}
