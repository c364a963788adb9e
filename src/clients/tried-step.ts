import type { CheckStep } from './erp-adapter';
import { ClientError } from './http/client-error';

/**
 * One step of a connection check; what fails is told with whom to ask for what. Gives whether it went. Errors of a login carry
 * no words of the server: those of a read name a table, an attribute or an authority.
 */
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
    const said = error instanceof ClientError ? error.saidTexts() : [];
    steps.push({ name, ok: false, detail: [error.message, ...said.slice(0, 1)].join(': '), ask });
    return false;
  }
}
