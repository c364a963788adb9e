import type { CheckStep } from '../../erp-adapter';
import { ClientError } from '../../http/client-error';

/** Whatever fails is told with whom to ask for what. Gives whether it went. */
export async function tried(
  steps: CheckStep[],
  name: string,
  ask: string,
  step: () => Promise<string>,
): Promise<boolean> {
  try {
    steps.push({ name, ok: true, detail: await step() });
    return true;
  } catch (error) {
    if (!(error instanceof ClientError || error instanceof RangeError)) throw error;
    // A token's error carries no words of the domain (see `tokenErrorOf`); those of a read name an attribute or a role.
    const said = error instanceof ClientError ? error.saidTexts() : [];
    steps.push({ name, ok: false, detail: [error.message, ...said.slice(0, 1)].join(': '), ask });
    return false;
  }
}
