import type { AppliedLine } from './application';
import { ZERO, type Decimal } from '../../decimal';
import { share } from '../amounts';
import type { ContractLine } from './contract';
import type { SeededRandom } from '../seeded-random';

/** What was applied for on a line up to and with the application before. */
export interface LineBefore {
  readonly id: bigint;
  readonly work: Decimal;
  readonly stored: Decimal;
  readonly workRetained: Decimal;
  readonly storedRetained: Decimal;
}

export interface LineStep {
  /** Goal of the whole contract on this application, in millionths. */
  readonly goal: number;
  /** In percent. */
  readonly rate: Decimal;
  /** Part of what is new on a line of materials stays stored, in percent; 0 when this application stores nothing. */
  readonly storedPercent: number;
  readonly movesMaterials: boolean;
  readonly release: 'none' | 'part' | 'all';
  /** No work at all. */
  readonly isReleaseOnly: boolean;
}

const MILLION = 1_000_000;
const NOTHING = { work: ZERO, stored: ZERO, workRetained: ZERO, storedRetained: ZERO };

/** The amounts of one line on one application; they follow from the ones before, from nothing else. */
export function billLine(
  line: ContractLine,
  id: bigint,
  before: LineBefore | undefined,
  step: LineStep,
  random: SeededRandom,
): AppliedLine {
  const previous = before ?? NOTHING;
  const totalBefore = previous.work.plus(previous.stored);
  const total = step.isReleaseOnly ? totalBefore : totalOf(line, totalBefore, step, random);
  const moved = step.movesMaterials ? previous.stored : ZERO;
  const workBefore = previous.work.plus(moved);
  const room = total.minus(workBefore);
  const canBeStored = line.coding?.costType.code === 'M' && room.greaterThan(0);
  const stored = canBeStored ? share(room, step.storedPercent, 100) : ZERO;
  const workNow = room.minus(stored);
  const movedRetained = step.movesMaterials ? previous.storedRetained : ZERO;
  const retainedBefore = previous.workRetained.plus(movedRetained);
  const retainedNow = share(workNow, step.rate, 100);
  const releasedNow = releasedOf(step.release, retainedBefore, retainedNow);
  const storedRetained = share(stored, step.rate, 100);
  const withheldBefore = previous.workRetained.plus(previous.storedRetained);
  const withheld = retainedBefore.plus(retainedNow).minus(releasedNow).plus(storedRetained);
  const gross = total.minus(totalBefore);
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
    net: gross.minus(withheld.minus(withheldBefore)),
  };
}

/** Withheld on the work of a line to date; what is withheld on its stored materials stands beside it. */
export function retainedOnWork({ retainedBefore, retainedNow, releasedNow }: AppliedLine): Decimal {
  return retainedBefore.plus(retainedNow).minus(releasedNow);
}

export function lineAfter(applied: AppliedLine): LineBefore {
  return {
    id: applied.id,
    work: applied.workBefore.plus(applied.workNow),
    stored: applied.stored,
    workRetained: retainedOnWork(applied),
    storedRetained: applied.storedRetained,
  };
}

/** A deduction is taken in full at once; a line never shrinks and never passes its scheduled value. */
function totalOf(line: ContractLine, totalBefore: Decimal, step: LineStep, random: SeededRandom): Decimal {
  if (line.scheduled.isNegative()) {
    return line.scheduled;
  }
  const spread = step.goal >= MILLION ? 0 : random.between(-24_000, 24_000);
  const part = Math.min(MILLION, Math.max(0, step.goal + spread));
  const goal = share(line.scheduled, part, MILLION);
  return goal.greaterThan(totalBefore) ? goal : totalBefore;
}

function releasedOf(release: LineStep['release'], retainedBefore: Decimal, retainedNow: Decimal): Decimal {
  switch (release) {
    case 'none':
      return ZERO;
    case 'part':
      return share(retainedBefore, 60, 100);
    case 'all':
      return retainedBefore.plus(retainedNow);
  }
}
