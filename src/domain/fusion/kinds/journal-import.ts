import { equals } from '../../money/money';
import type { Entry } from '../../posting/books/entry';
import { asMultiset, lineDifferences, textDifferences, type NamedAmount } from '../../posting/differences';
import type { Found } from '../../posting/look';
import type { PostingKind } from '../../posting/posting-kind';
import type { JournalImportBody, JournalImportDraft, ShownGroup } from '../bodies/journal-import-body';
import type { JournalMember } from '../bodies/journal-member';
import { storedBody } from '../bodies/stored-body';
import { groupIdOf } from '../journals/group-id';
import { totalsOf } from '../journals/journal-totals';
import { lineReference, referenceIn } from '../journals/line-reference';
import { lostProblem } from './lost-problem';

/** Journals of many documents that are imported as one group: all of it stands, or nothing. */
export const journalImport: PostingKind<JournalImportDraft, JournalImportBody> = {
  name: 'journalImport',
  called: 'journal batch',
  system: 'fusion',
  nature: 'adds',
  mostSends: 2,
  occupiesUntil: null,
  restsAt: 'posted',
  takenFurtherBy: 'Post the journal batch in Fusion',

  parse: (stored) => storedBody<JournalImportBody>(stored, 'journalImport', ['members']),

  complete: (draft, { key, today: createdOn }) => ({ ...draft, key, createdOn }),

  reduced: (draft, left) => {
    const { members, ...rest } = draft as JournalImportDraft;
    return { ...rest, members: members.filter(({ document }) => left.has(document)) };
  },

  fingerprint: ({ kind, setup, members }, { ignoreDates }) => [
    kind,
    setup,
    [...new Set(members.map(({ ledger, period, currency }) => `${ledger.id} ${period} ${currency}`))].sort(),
    ignoreDates ? [] : members.map(({ document, accountingDate }) => `${document} ${accountingDate}`).sort(),
    asMultiset(members.flatMap(linesOf)),
  ],

  compare: (body, found) => compareGroup(body, found),

  entries: ({ members }) => members.flatMap(memberEntries),

  comparedFrom: 'stands',

  shownAmounts: ({ shown }) => (shown as ShownGroup).lines.map(({ account, amount }) => ({ account, amount })),

  terms: () => ({ supplier: '', number: '' }),

  review: (_body, standing) => [lostProblem('journal batch', standing)].filter((one) => one !== null),
};

/** What a member's lines mean for the books, where its document does not say more. */
function memberEntries({ accountingDate, lines, book: own }: JournalMember): readonly Entry[] {
  const book = own ?? 'cost';
  return lines.map(({ account, amount, lineId: item }) => ({
    book,
    supplier: '',
    account,
    orderLine: '',
    item,
    amount,
    gross: item === '' || book !== 'cost' ? '0' : amount,
    withheld: '0',
    tax: '0',
    period: accountingDate.slice(0, 7),
  }));
}

function compareGroup({ key, setup, members }: JournalImportBody, { shown }: Found): string[] {
  const there = shown as ShownGroup;
  const [first] = members;
  const sent = {
    group: groupIdOf(key),
    source: setup?.source ?? '',
    ledger: first?.ledger.name ?? '',
    period: first?.period ?? '',
    currency: first?.currency ?? '',
  };
  const { group, source, ledger, period, currency } = there;
  // People may mark any batch; what was to be marked must be.
  const marked = first?.reversalPeriod;
  const totals = totalsOf(members.flatMap(({ lines }) => lines));
  const journals = new Set(members.map(({ journal }) => journal));
  return [
    ...textDifferences(sent, { group, source, ledger, period, currency }),
    ...(marked === undefined
      ? []
      : textDifferences({ 'reversal period': marked }, { 'reversal period': there.reversalPeriod ?? '' })),
    ...(['debit', 'credit'] as const).flatMap((side) =>
      equals(totals[side], there[side]) ? [] : [`${side}: sent ${totals[side]}, found ${there[side]}`],
    ),
    ...lineDifferences(
      inOrder(members.flatMap(linesOf)),
      inOrder(there.lines.map((line) => shownLine(line, journals))),
    ),
  ];
}

function linesOf({ document, journal, lines }: JournalMember): readonly NamedAmount[] {
  return lines.map(({ account, amount, lineId }) => ({
    name: `${journal} ${lineReference(document, lineId)} ${account}`,
    amount,
  }));
}

function shownLine(
  { journal, account, amount, description }: ShownGroup['lines'][number],
  journals: ReadonlySet<string>,
): NamedAmount {
  return { name: `${ownName(journal, journals)} ${referenceIn(description)} ${account}`, amount };
}

/** A pod may put category and currency behind the journal's name. */
function ownName(name: string, journals: ReadonlySet<string>): string {
  const words = name.split(' ');
  for (let length = words.length; length > 0; length -= 1) {
    const own = words.slice(0, length).join(' ');
    if (journals.has(own)) return own;
  }
  return name;
}

/** Alike lines one beside the other, so that pairing them off stays quick where there are thousands. */
function inOrder(lines: readonly NamedAmount[]): readonly NamedAmount[] {
  return lines.toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}
