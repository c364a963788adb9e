import { randomBytes } from 'node:crypto';
import { prepareNamespace } from '../../src/local/stack/temporal/prepare-namespace';

/** A namespace of the test's own on the Temporal server of the whole run, as our programs are told of one. */
export async function prepareTestNamespace(): Promise<Record<'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE', string>> {
  const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
  const namespace = `test-${randomBytes(4).toString('hex')}`;
  await prepareNamespace({ address }, namespace);
  return { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
}
