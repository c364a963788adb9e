/**
 * How a call may fail. `refused`: said no, nothing done. `unavailable`: no usable answer, nothing done. `notSent`: it never
 * left. `answerLost`: done, and the answer is lost. `neverArrived`: the answer is lost, and nothing was done.
 * `lateCommit`: the answer is lost, and it is done only later. `halfWritten`: only the first line of a journal was written,
 * and the answer is lost.
 */
export type FaultHow =
  'refused' | 'unavailable' | 'notSent' | 'answerLost' | 'neverArrived' | 'lateCommit' | 'halfWritten';

export type WriteCall = 'draftOrder' | 'submitOrder' | 'parkInvoice' | 'bookJournal' | 'createCreditor';
export type ReadCall = 'readDocuments' | 'listInvoices' | 'readMasterData';
type Call = WriteCall | ReadCall;

export interface Fault {
  readonly how: FaultHow;
  /** Absent: the next write, whichever it is. */
  readonly call?: Call;
  /** Of `lateCommit`: how long after the call it is done; without it, when `arriveLate` is called. */
  readonly afterMs?: number;
}

/** What a call of Kontor ends in when it gives no answer. The client makes of it what it means for a posting. */
export class KontorFailure extends Error {
  override readonly name = 'KontorFailure';

  constructor(
    readonly how: 'refused' | 'unavailable' | 'notSent' | 'answerLost',
    message: string,
    /** Members of a journal that a refusal is about. */
    readonly members: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Faults that tests planned, each for one call, and writes that are still on their way. */
export class PlannedFaults {
  #faults: Fault[] = [];
  #late: { readonly dueMs: number; readonly commit: () => unknown }[] = [];

  plan(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** Carries out what is due, unless it is refused by then. Called before anything else happens in Kontor. */
  arrive(nowMs: number): void {
    const due = this.#late.filter((one) => one.dueMs <= nowMs);
    this.#late = this.#late.filter((one) => one.dueMs > nowMs);
    for (const { commit } of due) {
      try {
        commit();
      } catch (error) {
        if (!(error instanceof KontorFailure)) throw error;
      }
    }
  }

  /** Throws a `KontorFailure` where one is planned for this read. */
  onRead(call: ReadCall): void {
    if (this.#take((fault) => fault.call === call) !== undefined) throw new KontorFailure('unavailable', 'no answer');
  }

  /** Commits, or fails as planned. `commitHalf` where the call can be half done. */
  onWrite<Answer>(call: WriteCall, nowMs: number, commit: () => Answer, commitHalf: () => unknown = commit): Answer {
    const fault = this.#take(({ call: planned }) => planned === undefined || planned === call);
    switch (fault?.how) {
      case undefined:
        return commit();
      case 'refused':
        throw new KontorFailure('refused', `${call} was refused`);
      case 'unavailable':
      case 'notSent':
        throw new KontorFailure(fault.how, 'no connection');
      case 'answerLost':
        commit();
        break;
      case 'halfWritten':
        commitHalf();
        break;
      case 'lateCommit':
        this.#late.push({ dueMs: fault.afterMs === undefined ? Infinity : nowMs + fault.afterMs, commit });
        break;
      case 'neverArrived':
        break;
    }
    throw new KontorFailure('answerLost', 'the answer was lost');
  }

  #take(fits: (fault: Fault) => boolean): Fault | undefined {
    const index = this.#faults.findIndex(fits);
    return index === -1 ? undefined : this.#faults.splice(index, 1)[0];
  }
}
