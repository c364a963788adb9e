import { newestConfirmed } from '../../domain/posting/stages/document-stage';
import type { PassEnd } from '../../domain/posting/stages/pass';
import type { ActivityPorts } from '../ports';
import { targetOf, type StepContext } from '../steps/step-context';
import { agreeOnCarried } from './agree-on-carried';
import { endLinked } from './end-linked';
import { linkVendorTo } from './link-vendor-to';
import { vendorContext } from './vendor-context';

/**
 * The supplier was created: its number is what the system calls it, and the party is linked with it. Of one that was linked, what was set is
 * what both sides are agreed on.
 */
export async function linkCreatedVendor(ports: ActivityPorts, { document, targets }: StepContext): Promise<PassEnd> {
  const context = await vendorContext(ports, document);
  if ('end' in context) return context.end;
  if ('linked' in context) {
    if (context.linked.inFlight) return { next: 'close', stage: 'recorded' };
    await agreeOnCarried(ports, context.linked);
    return endLinked(ports, context.linked);
  }
  const created = await ports.store.inTenant(document.tenantId, async (tx) =>
    newestConfirmed(await tx.postings.of(document.id), 'vendor'),
  );
  if (created?.reference == null) throw new RangeError(`vendor ${document.sourceId} was created and has no number`);
  const { words } = targetOf(targets, created).target;
  const taxId = context.vendor.businessRegister?.identifier ?? '';
  return linkVendorTo(ports, context, { number: words.identity(created.reference), taxId }, 'created');
}
