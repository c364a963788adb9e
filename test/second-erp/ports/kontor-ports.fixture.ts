import type { PostingPort } from '../../../src/clients/erp-adapter';
import type { KontorSettings } from '../settings.fixture';
import type { KontorClient } from './client.fixture';
import { creditorPort } from './creditor-port.fixture';
import { groupPort } from './group-port.fixture';
import { invoicePort } from './invoice-port.fixture';
import { matchPort } from './match-port.fixture';
import { orderPort } from './order-port.fixture';
import { submitPort } from './submit-port.fixture';

/** The port of each kind of posting in Kontor, by the kind's name. */
export function kontorPorts(client: KontorClient, settings: KontorSettings): ReadonlyMap<string, PostingPort> {
  return new Map([
    ['draftOrder', orderPort(client)],
    ['submitOrder', submitPort(client)],
    ['invoice', invoicePort(client, settings)],
    ['match', matchPort(client)],
    ['group', groupPort(client)],
    ['creditor', creditorPort(client)],
  ]);
}
