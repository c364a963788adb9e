import type { DecisionKind } from '../../domain/holds/decision';
import type { Problem } from '../../domain/holds/hold-reason';
import type { Remedies, Remedy } from '../../domain/holds/remedy';
import { documentName } from '../../application/documents/document-name';
import { decisionWords } from './decision-words';
import { oneLine } from '../output';

/** What a remedy is about, as the commands name it. */
export interface RemedyContext {
  readonly connectionId: string;
  readonly document: string;
}

/** A problem for a program: the remedies as data, and `fix`, which says them to a person. */
export function problemView(problem: Problem, about: RemedyContext): Problem & { readonly fix: string } {
  return { ...problem, fix: remedyLines(problem.remedies, about).join('\n') };
}

/**
 * What a person reads: one remedy a line. A command stands at the end of its line and can be copied; what only the person
 * knows, such as a reason, is told in parentheses behind it.
 */
export function remedyLines(remedies: Remedies, about: RemedyContext): string[] {
  const sentences = remedies.flatMap((remedy) => {
    const isAlternative = !besides.has(remedy.act);
    return sentencesOf(remedy, about).map((text) => ({ text: oneLine(text), isAlternative }));
  });
  return sentences.map(({ text, isAlternative }, index) =>
    index > 0 && isAlternative ? `Or ${text.charAt(0).toLowerCase()}${text.slice(1)}` : text,
  );
}

/** These say more about the others than what else could be done. */
const besides: ReadonlySet<Remedy['act']> = new Set(['byItself', 'seeDocument', 'checkConnection', 'resume']);

function sentencesOf(remedy: Remedy, about: RemedyContext): string[] {
  const command = (words: string, ...values: readonly string[]): string =>
    ['ml-connector', words, '--connection', ...[about.connectionId, ...values].map(shellWord)].join(' ');
  const resumeCommand = command('hold resume', about.document);
  const decideCommand = (choice: DecisionKind): string => {
    const named = choice === 'nameFound' || choice === 'postedByHand';
    const words = [decisionWords[choice], ...(named ? ['--reference'] : ['--note'])];
    return `${command('hold decide', about.document, ...words)} ${named ? '(and what it is called there, --note and why)' : '(and why)'}`;
  };
  switch (remedy.act) {
    case 'inErp':
    case 'inProcore':
    case 'byHand': {
      const { text, andThen } = remedy;
      if (andThen === undefined) return [`${text}.`];
      if (andThen.act === 'resume') return [`${text}, then: ${resumeCommand}`];
      const once = andThen.choice === 'neverArrived' ? `, once ${nothingArrives}` : '';
      return [`${text}, then${once}: ${decideCommand(andThen.choice)}`];
    }
    case 'byItself':
      return [`${remedy.text}.`];
    case 'resume':
      return [`To have it looked at again at once: ${resumeCommand}`];
    case 'decide':
      return [`${decisionMeanings[remedy.choice]}: ${decideCommand(remedy.choice)}`];
    case 'addMapping': {
      const { project, subJob, code, type } = remedy.costCode;
      const row = [
        ...['--project', project],
        ...(subJob === '' ? [] : ['--sub-job', subJob]),
        ...['--cost-code', code, '--cost-type', type === '' ? '*' : type],
      ];
      return [`Map it: ${command('mapping set', ...row)} (and --account with the account as the ERP prints it)`];
    }
    case 'changeMapping':
      return [`${remedy.text}: ${command('mapping set')} (and the row)`];
    case 'changeSetting': {
      const { path, to, add, onlyIf } = remedy;
      const change =
        add !== undefined
          ? `add ${add} to ${path} of the connection`
          : to !== undefined
            ? `set ${path} of the connection to ${to}`
            : `fill ${path} of the connection`;
      // The file names the connection itself.
      return [`${capital(onlyIf === undefined ? change : `if ${onlyIf}, ${change}`)}: ${addConnection}`];
    }
    case 'handOverVendor':
      return [
        `Where vendor ${remedy.from} is gone from Procore (merge the two there if they are one): ${command('vendor hand-over', remedy.from, remedy.to)}`,
      ];
    case 'goOnWith':
      return [
        `${capital(`if ${remedy.onlyIf}`)}: ${command('vendor go-on', remedy.vendorId, remedy.earlier, '--with', remedy.with, '--note')} (and why)`,
      ];
    case 'takeSide': {
      const { vendorId, field, take, shown } = remedy;
      const whose = take === 'erp' ? "the ERP's" : "Procore's";
      const words = ['--field', field, '--take', take, '--shown', shown, '--note'];
      return [`Take ${whose} value: ${command('vendor choose', vendorId, ...words)} (and why)`];
    }
    case 'matchVendors':
      return [matchSentence(remedy, command)];
    case 'linkVendor':
      return linkSentences(remedy, command);
    case 'seeDocument':
      return [`What keeps it: ${command('hold show', documentName(remedy.document))}`];
    case 'choose':
      return [`Choose what becomes of it; each choice is shown first: ${command('hold choices', about.document)}`];
    case 'chooseOrder': {
      const name = documentName({ kind: 'commitment', sourceId: remedy.commitmentId });
      return [`${remedy.text}; each choice is shown first: ${command('hold choices', name)}`];
    }
    case 'chooseCommitment':
      return [
        `Choose for each such commitment: ${command('commitment export')} writes them as CSV; fill in "choice" and what it asks for, then ${command('commitment import')} (and the CSV file)`,
      ];
    case 'importOpeningBalance':
      return [
        `Import the opening balance of the commitment, compare it with the books and confirm it: ${command('opening-balance import')} (and the CSV file), then ${command('opening-balance confirm', '--commitment', remedy.commitmentId)}`,
      ];
    case 'confirmOpeningBalance':
      return [
        `Compare the opening balance with the books, then: ${command('opening-balance confirm', '--commitment', remedy.commitmentId)}`,
      ];
    case 'goLive':
      return [
        `Go live: ${command('connection go-live', '--take-over')} (and all, none, or through and a day; it then goes on by itself)`,
      ];
    case 'unpause':
      return [`End the pause; it then goes on by itself: ${command('connection unpause')}`];
    case 'rebuildLedger':
      return [
        `Rebuild the ledger; it then goes on by itself: ${command('ledger rebuild', '--since')} (and the time of the backup)`,
      ];
    case 'checkConnection':
      return [
        `What is wrong or missing, and whom to ask for it; once all is well, it goes on: ${command('connection check')}`,
      ];
  }
}

const addConnection = 'ml-connector connection add --file connection.json';

const nothingArrives = 'it is certain that nothing of it arrived or will arrive';

const decisionMeanings: Readonly<Record<DecisionKind, string>> = {
  acceptOverContract: 'Accept it as it is',
  acceptOverReleased: 'Accept the release as it is',
  neverArrived: `Once ${nothingArrives}, have it sent again under a new name`,
  confirmVoided: 'Once nothing of it stands in the ERP any more',
  acceptFound: 'Accept what stands there as posted',
  nameFound: 'Name what is ours there',
  noneStands: 'Once it is certain that nothing of it stands there',
  notDuplicate: 'Once it is certain that both are to be paid, have it posted beside the other',
  otherWork: 'If it is other work, have it counted as billed beside this',
  notAccrued: 'Have nothing accrued for it at the end of that period',
  adoptRecord: 'If it is the same, have it count as written from here',
  adjust: 'Have the difference posted',
  postAgain: 'Have it posted again',
  leave: 'Leave what stands as it is',
  byHand: 'Have it count as posted by hand',
  cancelOrder: 'Have the open lines of its order canceled',
  closeOrder: 'Have the order closed',
  reopenOrder: 'Have the order opened again',
  newLine: 'Have a new line for what comes back',
  keepOrder: 'Leave the order as it is',
  reopen: 'Choose anew about what was left',
  postedByHand: 'If somebody posted it in the ERP, have that count',
};

function matchSentence(
  remedy: Extract<Remedy, { readonly act: 'matchVendors' }>,
  command: (words: string, ...values: readonly string[]) => string,
): string {
  switch (remedy.to) {
    case 'close':
      return `Once the two lists are matched ("ml-connector vendor match status" says how far that is): ${command('vendor match close')}`;
    case 'decide':
      return `Decide about it: ${command('vendor match export')} writes what is open as CSV; fill in "decision", then ${command('vendor match import')} (and the CSV file)`;
    case 'undo':
      return `Take that back: ${command('vendor match undo', '--vendor', remedy.vendorId)}`;
  }
}

function linkSentences(
  { vendorId, candidates }: Extract<Remedy, { readonly act: 'linkVendor' }>,
  command: (words: string, ...values: readonly string[]) => string,
): string[] {
  if (vendorId === null) {
    return [
      `Link the vendor with a supplier: ${command('vendor link')} (and the vendor's id, which "ml-connector vendor list" shows, and the supplier's number)`,
    ];
  }
  if (candidates.length === 0) {
    return [`Link the vendor with a supplier: ${command('vendor link', vendorId)} (and the supplier's number)`];
  }
  return candidates.map(
    ({ number, name }) => `Link it with ${name}, if that is the right one: ${command('vendor link', vendorId, number)}`,
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** As it is typed on a command line, also where a code holds a blank, a star or a quotation mark. */
function shellWord(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
