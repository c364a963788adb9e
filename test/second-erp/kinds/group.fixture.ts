import type { Entry } from '../../../src/domain/posting/books/entry';
import type { PostingKind } from '../../../src/domain/posting/posting-kind';
import { asMultiset, lineDifferences, textDifferences } from './differences.fixture';
import { lostProblem } from './lost-problem.fixture';
import { storedBody } from './stored.fixture';

/** One document's part in the journal. */
export interface GroupMember {
  readonly document: string;
  readonly lines: readonly {
    readonly itemKey: string;
    readonly account: string;
    readonly amount: string;
    /** Of the item. Absent: nothing is kept back. */
    readonly withheld?: string;
  }[];
}

export interface GroupDraft {
  readonly kind: 'group';
  readonly books: string;
  readonly currency: string;
  readonly date: string;
  readonly text: string;
  readonly members: readonly GroupMember[];
}

export interface GroupBody extends GroupDraft {
  readonly key: string;
}

/** What a look shows of a journal. */
export interface ShownJournal {
  readonly currency: string;
  readonly lines: readonly { readonly member: string; readonly account: string; readonly amount: string }[];
}

/** One journal of Kontor for several documents. Its parts, by which it may stand half-written, are its members. */
export const group: PostingKind<GroupDraft, GroupBody> = {
  name: 'group',
  called: 'journal group',
  system: 'kontor',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: 'posted',
  restsAt: 'posted',

  parse: (stored) => storedBody<GroupBody>(stored, 'group', ['members']),

  complete: (draft, { key }) => ({ ...draft, key }),

  reduced: (draft, left) => {
    const { members, ...rest } = draft as GroupDraft;
    return { ...rest, members: members.filter(({ document }) => left.has(document)) };
  },

  fingerprint: ({ kind, books, currency, date, members }, { ignoreDates }) => [
    kind,
    [books, currency],
    ignoreDates ? [] : [date],
    asMultiset(byMember(groupLines(members))),
  ],

  compare: ({ currency, members }, { shown, missing }) => {
    const there = shown as ShownJournal;
    const written = members.filter((member) => !missing.includes(member.document));
    return [
      ...textDifferences({ currency }, { currency: there.currency }),
      ...lineDifferences(byMember(groupLines(written)), byMember(there.lines)),
    ];
  },

  entries: (body) => body.members.flatMap((member) => memberEntries(body, member)),

  terms: () => ({ supplier: '', number: '' }),

  review: (_body, standing) => [lostProblem('journal', standing)].filter((one) => one !== null),
};

/** What the journal means for one document of it. */
export function memberEntries({ date }: GroupDraft, { lines }: GroupMember): readonly Entry[] {
  return lines.map(({ itemKey: item, account, amount, withheld = '0' }) => ({
    book: 'cost',
    supplier: '',
    account,
    orderLine: '',
    item,
    amount,
    gross: item === '' ? '0' : amount,
    withheld,
    tax: '0',
    period: date.slice(0, 7),
  }));
}

/** As Kontor takes them: every line names the document that it is of. */
export function groupLines(members: readonly GroupMember[]): ShownJournal['lines'] {
  return members.flatMap(({ document: member, lines }) =>
    lines.map(({ account, amount }) => ({ member, account, amount })),
  );
}

function byMember(lines: ShownJournal['lines']) {
  return lines.map(({ member, account, amount }) => ({ name: `${member} ${account}`, amount }));
}
