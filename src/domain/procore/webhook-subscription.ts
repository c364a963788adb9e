/** A resource of Procore's webhooks, and the kind of document that it is asked for. */
export interface Subscription {
  /** As Procore lists it: requisitions are Draw Requests, change orders of commitments Change Order Packages. */
  readonly resource: string;
  readonly kind: 'requisition' | 'commitment' | 'changeOrder' | 'directCost' | 'payment' | 'vendor';
  /** Of a hook of each project; else of the company's. */
  readonly ofProject: boolean;
}

/** `Commitment Contracts` is understood where it comes, and no company lists it. */
export const subscriptions: readonly Subscription[] = [
  { resource: 'Draw Requests', kind: 'requisition', ofProject: true },
  { resource: 'Work Order Contracts', kind: 'commitment', ofProject: true },
  { resource: 'Purchase Order Contracts', kind: 'commitment', ofProject: true },
  { resource: 'Change Order Packages', kind: 'changeOrder', ofProject: true },
  { resource: 'Direct Costs', kind: 'directCost', ofProject: true },
  { resource: 'Contract Payments', kind: 'payment', ofProject: true },
  { resource: 'Company Vendors', kind: 'vendor', ofProject: false },
];

export interface SubscribedEvent {
  readonly resourceName: string;
  readonly eventType: 'create' | 'update' | 'delete';
}

const eventTypes = ['create', 'update', 'delete'] as const;

/**
 * The events of these resources that can be asked for. Without `update` a resource is of no use; `create` and `delete` come as far as they
 * are offered, for the polls find both.
 */
export function eventsOffered(
  wanted: readonly Subscription[],
  offered: readonly { readonly name: string; readonly actions: readonly string[] }[],
): { readonly events: readonly SubscribedEvent[]; readonly missing: readonly string[] } {
  const actionsOf = new Map(
    offered.map(({ name, actions }) => [name, actions.map((action) => action.toLowerCase())] as const),
  );
  const events = wanted.flatMap(({ resource }) =>
    eventTypes
      .filter((type) => actionsOf.get(resource)?.includes(type) === true)
      .map((eventType) => ({ resourceName: resource, eventType })),
  );
  const missing = wanted
    .map(({ resource }) => resource)
    .filter((resource) => actionsOf.get(resource)?.includes('update') !== true);
  return { events, missing };
}

/** What every hook of ours is found by, in Procore's form: a-z, 0-9 and hyphens. Sandbox and production never meet. */
export function hookNamespace(of: { readonly environment: string; readonly connectionId: string }): string {
  return `ml-connector-${of.environment}-${of.connectionId}`;
}
