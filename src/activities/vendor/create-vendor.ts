import type { VendorBody } from '../../domain/jde/posting-body';
import type { PassEnd } from '../../domain/posting/pass';
import type { ProcoreVendor } from '../../clients/procore/vendors';
import type { DocumentRef } from '../../workflows/messages';
import { endWithHold } from '../end-with-hold';
import { postThroughLedger } from '../../ledger/post-through-ledger';
import { ledgerDeps } from '../ledger-deps';
import { postingKey } from '../../ledger/posting-key';
import type { ActivityPorts } from '../ports';
import { linkVendorTo } from './link-vendor-to';
import { vendorContext } from './vendor-context';

/** Creates the supplier through the ledger, so that an answer that is lost never makes a second one. */
export function createCreateVendor(ports: ActivityPorts) {
  const { store } = ports;
  return async function createVendor(ref: DocumentRef): Promise<PassEnd> {
    const context = await vendorContext(ports, ref);
    if ('end' in context) return context.end;
    const { connection, document, asOf, vendor } = context;
    const gateway = await ports.erp(connection);
    const planId = await store.inTenant(document.tenantId, (tx) =>
      tx.plans.store(document, {
        hintNo: document.hintNo,
        asOf,
        mappingVersion: 0,
        contentHash: '',
        body: vendor,
      }),
    );
    const result = await postThroughLedger<VendorBody>(ledgerDeps(ports, connection), {
      document: { ...document, planId },
      plan: { id: planId, hintNo: document.hintNo },
      step: 'vendor',
      ignoreDates: true,
      keyOf: (ordinal) => postingKey(connection, document, 'vendor', ordinal),
      bodyOf: (erpKey) => vendorBody(erpKey, vendor),
      port: gateway.vendor,
      mayGo: (tx) => tx.connections.mayPost(document.connectionId),
      onConfirmed: () => Promise.resolve(),
    });
    switch (result.kind) {
      // Created, and changed in Procore before it was linked: it is the same party all the same.
      case 'changed':
      case 'confirmed': {
        const number = result.posting.reference?.['addressNumber'] ?? '';
        return linkVendorTo(ports, context, { number, taxId: vendor.businessRegister?.identifier ?? '' }, 'created');
      }
      case 'stale':
        return { next: 'again' };
      case 'wait':
        return { next: 'wait', afterMs: result.afterMs, why: 'the answer to the creation was lost' };
      case 'held':
        return endWithHold(ports, document, { problems: result.problems, asOf });
    }
  };
}

function vendorBody(erpKey: string, vendor: ProcoreVendor): VendorBody {
  return {
    kind: 'vendor',
    erpKey,
    sourceKey: vendor.id,
    name: vendor.name,
    mailingName: vendor.legalName ?? vendor.name,
    taxId: vendor.businessRegister?.identifier ?? '',
    addressLines: vendor.address === null ? [] : [vendor.address],
    city: vendor.city ?? '',
    state: vendor.stateCode ?? '',
    postalCode: vendor.zip ?? '',
    country: vendor.countryCode ?? '',
    phone: vendor.businessPhone ?? '',
    fax: vendor.faxNumber ?? '',
    email: vendor.emailAddress ?? '',
    currency: '',
  };
}
