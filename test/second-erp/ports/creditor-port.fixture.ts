import type { PostingPort } from '../../../src/clients/erp-adapter';
import type { Found } from '../../../src/domain/posting/look';
import type { KontorCreditor } from '../erp/documents.fixture';
import type { CreditorBody, ShownCreditor } from '../kinds/creditor.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf, changedOfOurs, lookByNote, oursFound } from './looks.fixture';

const creditorStages = { active: 'stands', voided: 'voided' } as const;

/** Creditors that were opened from here. */
export function creditorPort(client: KontorClient): PostingPort {
  return {
    look: async (of) => lookByNote(client, 'creditor', of, foundCreditor),
    send: async (one) => {
      const { kind: _kind, key: note, sourceKey: externalId, ...rest } = bodyOf<CreditorBody>(one);
      return { creditor: client.write('createCreditor', (erp) => erp.createCreditor({ ...rest, note, externalId })) };
    },
    ours: async (days) => oursFound(changedOfOurs(client, 'creditor', days), 'vendor', 'creditor', creditorStages),
  };
}

function foundCreditor({ number, state, name, externalId: sourceKey }: KontorCreditor): Found {
  const shown: ShownCreditor = { name, sourceKey };
  return {
    reference: { creditor: number },
    stage: creditorStages[state],
    stageWord: state,
    missing: [],
    shown,
    facts: {},
  };
}
