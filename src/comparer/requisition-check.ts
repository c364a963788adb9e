import { amountOf, amountText, type Amount } from './amount';
import type { Share, Standing } from './checked-document';
import { differenceOf, documentName, type Difference, type DifferenceKind } from './difference';
import type { ListedDocument } from './read-documents';

const STANDS: readonly Standing[] = ['delivered', 'vouchered', 'posted'];
const SHARE_OF_STAGE: Readonly<Record<string, Share>> = {
  held: 'held',
  waiting: 'waiting',
  checking: 'inProgress',
  ordering: 'inProgress',
  ordered: 'inProgress',
  vouchering: 'inProgress',
  byHand: 'byHand',
  left: 'left',
  takenOver: 'takenOver',
  recorded: 'releasesLeftToAp',
};

/** What an approved requisition is asked whichever ERP it stands in, and all that does not agree of it. */
export class RequisitionCheck {
  readonly stage: string;
  /** The stage, when it says that something stands in the ERP. */
  readonly stands: Standing | undefined;
  readonly differences: Difference[];
  readonly #document: ListedDocument;

  constructor(document: ListedDocument, found: readonly Difference[]) {
    this.#document = document;
    this.stage = document.stage ?? '';
    this.stands = STANDS.find((one) => one === this.stage);
    this.differences = [...found];
  }

  report(kind: DifferenceKind, message: string): void {
    this.differences.push(differenceOf(this.#document, kind, message));
  }

  differ(kind: DifferenceKind, what: string, found: Amount, where: string, expected: Amount): void {
    if (!found.equals(expected)) this.report(kind, `${what} ${amountText(found)}, ${where} ${amountText(expected)}`);
  }

  /** Where a payable is counted of which nothing stands in the ERP. */
  shareOfStage(): Share | undefined {
    const { stage } = this;
    const share = SHARE_OF_STAGE[stage];
    if (share === undefined) {
      const kind = stage === 'withdrawn' ? 'withdrawnButApproved' : 'noStage';
      this.report(kind, `approved in Procore, but its stage is ${stage === '' ? 'none' : stage}`);
    }
    return share;
  }

  /** As far as the last of what stands has come; where nothing does, as the stage says. */
  reached(stands: Standing, found: readonly { readonly name: string; readonly stage: Standing }[]): Standing {
    const behind = found.find((one) => STANDS.indexOf(one.stage) < STANDS.indexOf(stands));
    if (behind !== undefined) {
      this.report('stageAhead', `its stage is ${this.stage}, but ${behind.name} is only ${behind.stage}`);
    }
    return STANDS[Math.min(...found.map((one) => STANDS.indexOf(one.stage)))] ?? stands;
  }

  /** Null where the list of documents does not say it. */
  listed(field: 'payable' | 'gross'): Amount | null {
    const value = this.#document[field];
    return value == null ? null : amountOf(value, `${documentName(this.#document)}, ${field}`);
  }
}
