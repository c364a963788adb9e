import type { PassEnd } from '../../domain/posting/stages/pass';
import type { ActivityPorts } from '../ports';
import { linkCreatedVendor } from '../vendor/link-created-vendor';
import type { StepContext } from './step-context';

type Conclude = (ports: ActivityPorts, context: StepContext) => Promise<PassEnd>;

/** What is to be done of our own when the last step of a document's plan is, by kind of document. */
const conclusions: Readonly<Record<string, Conclude>> = { vendor: linkCreatedVendor };

/** Null: nothing. */
export async function concludeDocument(ports: ActivityPorts, context: StepContext): Promise<PassEnd | null> {
  return (await conclusions[context.document.kind]?.(ports, context)) ?? null;
}
