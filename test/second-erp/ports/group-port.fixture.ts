import type { Posted, PostingPort } from '../../../src/clients/erp-adapter';
import type { Found } from '../../../src/domain/posting/look';
import type { KontorJournal } from '../erp/documents.fixture';
import { groupLines, type GroupBody, type ShownJournal } from '../kinds/group.fixture';
import type { KontorClient } from './client.fixture';
import { bodyOf, changedOfOurs, lookByNote, oursFound } from './looks.fixture';

const journalStages = { booked: 'posted', voided: 'voided' } as const;

/** Journals of several documents. Members that were not written yet are what is missing, by the names of the documents. */
export function groupPort(client: KontorClient): PostingPort {
  return {
    look: async (of) => lookByNote(client, 'journal', of, foundJournal),
    send: async (one, missing) => {
      const { books, currency, date, members } = bodyOf<GroupBody>(one);
      const wanted = members.filter(({ document }) => missing === undefined || missing.includes(document));
      const given = { books, currency, date, note: one.key, lines: [...groupLines(wanted)] };
      const standing = missing === undefined ? undefined : standingNumber(client, one);
      return { journal: client.write('bookJournal', (erp) => erp.bookJournal(given, standing)) };
    },
    changedWithin: async (days) =>
      changedOfOurs(client, 'journal', days).map(({ key }) => ({ key, isLost: true, facts: {} })),
    ours: async (days) => oursFound(changedOfOurs(client, 'journal', days), 'group', 'journal', journalStages),
  };
}

/** Of the journal that is to be completed. */
function standingNumber(client: KontorClient, one: Posted): string | undefined {
  const { books } = bodyOf<GroupBody>(one);
  const read = client.read('look at journal', (erp) => erp.readNoted('journal', books, [one.key]));
  return read.documents.find(({ state }) => state === 'booked')?.number;
}

function foundJournal({ number, state, currency, lines }: KontorJournal, one: Posted): Found {
  const written = new Set(lines.map((line) => line.member));
  const shown: ShownJournal = { currency, lines };
  return {
    reference: { journal: number },
    stage: journalStages[state],
    stageWord: state,
    missing: bodyOf<GroupBody>(one)
      .members.map(({ document }) => document)
      .filter((document) => !written.has(document)),
    shown,
    facts: {},
  };
}
