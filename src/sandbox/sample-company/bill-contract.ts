import type { AppliedLine } from './application';
import { share } from './cents';
import type { ContractLine } from './contract';
import type { SeededRandom } from './seeded-random';

/** What was applied for on a line up to and with the application before. */
export interface LineBefore {
  readonly id: bigint;
  readonly work: bigint;
  readonly stored: bigint;
  readonly workRetained: bigint;
  readonly storedRetained: bigint;
}

export interface LineStep {
  /** Goal of the whole contract on this application, in millionths. */
  readonly goal: number;
  readonly rate: bigint;
  /** Part of what is new on a line of materials stays stored, in percent; 0 when this application stores nothing. */
  readonly storedPercent: number;
  readonly movesMaterials: boolean;
  readonly release: 'none' | 'part' | 'all';
  /** No work at all. */
  readonly isReleaseOnly: boolean;
}

const MILLION = 1_000_000;
const NOTHING = { work: 0n, stored: 0n, workRetained: 0n, storedRetained: 0n };

/** The amounts of one line on one application; they follow from the ones before, from nothing else. */
export function billLine(
  line: ContractLine,
  id: bigint,
  before: LineBefore | undefined,
  step: LineStep,
  random: SeededRandom,
): AppliedLine {
  const previous = before ?? NOTHING;
  const totalBefore = previous.work + previous.stored;
  const total = step.isReleaseOnly ? totalBefore : totalOf(line, totalBefore, step, random);
  const moved = step.movesMaterials ? previous.stored : 0n;
  const workBefore = previous.work + moved;
  const room = total - workBefore;
  const canBeStored = line.coding?.costType.code === 'M' && room > 0n;
  const stored = canBeStored ? share(room, BigInt(step.storedPercent), 100n) : 0n;
  const workNow = room - stored;
  const movedRetained = step.movesMaterials ? previous.storedRetained : 0n;
  const retainedBefore = previous.workRetained + movedRetained;
  const retainedNow = share(workNow, step.rate, 10_000n);
  const releasedNow = releasedOf(step.release, retainedBefore, retainedNow);
  const storedRetained = share(stored, step.rate, 10_000n);
  const withheldBefore = previous.workRetained + previous.storedRetained;
  const withheld = retainedBefore + retainedNow - releasedNow + storedRetained;
  const gross = total - totalBefore;
  return {
    id,
    previousId: before?.id ?? null,
    line,
    workBefore,
    workNow,
    stored,
    storedBefore: previous.stored,
    moved,
    total,
    totalBefore,
    retainedBefore,
    retainedNow,
    releasedNow,
    storedRetained,
    storedRetainedBefore: previous.storedRetained,
    movedRetained,
    rate: step.rate,
    gross,
    net: gross - (withheld - withheldBefore),
  };
}

export function lineAfter(applied: AppliedLine): LineBefore {
  return {
    id: applied.id,
    work: applied.workBefore + applied.workNow,
    stored: applied.stored,
    workRetained: applied.retainedBefore + applied.retainedNow - applied.releasedNow,
    storedRetained: applied.storedRetained,
  };
}

/** A deduction is taken in full at once; a line never shrinks and never passes its scheduled value. */
function totalOf(line: ContractLine, totalBefore: bigint, step: LineStep, random: SeededRandom): bigint {
  if (line.scheduled < 0n) {
    return line.scheduled;
  }
  const spread = step.goal >= MILLION ? 0 : random.between(-24_000, 24_000);
  const part = Math.min(MILLION, Math.max(0, step.goal + spread));
  const goal = share(line.scheduled, BigInt(part), BigInt(MILLION));
  return goal > totalBefore ? goal : totalBefore;
}

function releasedOf(release: LineStep['release'], retainedBefore: bigint, retainedNow: bigint): bigint {
  switch (release) {
    case 'none':
      return 0n;
    case 'part':
      return share(retainedBefore, 60n, 100n);
    case 'all':
      return retainedBefore + retainedNow;
  }
}
