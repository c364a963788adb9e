import { causeKey } from '../../holds/cause-key';
import type { Problem } from '../../holds/hold-reason';
import { fits } from '../columns';

/** By Procore's name of a unit, in any case: the unit in JDE (UDC 00/UM, at most 2 characters). */
export type Units = Readonly<Record<string, string>>;

export interface CountedUnits {
  /** Procore's `uom`; '' where the line names none. */
  readonly uom: string;
  /** UM of the account (F0901), '' where it counts in none of its own. */
  readonly accountUnit: string;
  readonly units: Units;
}

/**
 * The unit in which a quantity of Procore is posted: by the connection's `units`, else the account's own where Procore names
 * the same one or none. Null: none is known, or the account counts in another one.
 */
export function unitOfMeasure({ uom, accountUnit, units }: CountedUnits): string | null {
  const own = accountUnit.trim();
  if (uom.trim() === '') return own === '' ? null : own;
  const row = Object.entries(units).find(([name]) => isSame(name, uom));
  const unit = row?.[1] ?? (isSame(uom, own) ? own : null);
  if (unit === null || (own !== '' && !isSame(unit, own)) || !fits('F0911Z1.UM', unit)) return null;
  return unit;
}

export function unitProblem(account: string, counted: CountedUnits): Problem {
  const { uom, accountUnit } = counted;
  const own = accountUnit.trim();
  const counts = own === '' ? 'names no unit of its own (UM in F0901)' : `counts in ${own}`;
  return {
    reason: 'unitsRequired',
    kind: 'person',
    field: 'UM',
    value: uom,
    message:
      uom.trim() === ''
        ? `Account ${account} requires units and ${counts}, and the line in Procore names no unit (uom).`
        : `Account ${account} requires units and ${counts}; no unit of JDE is known for "${uom}" of Procore that fits it.`,
    remedies:
      uom.trim() === ''
        ? [
            { act: 'inProcore', text: 'Name the unit of the line in Procore' },
            { act: 'inErp', text: 'Name the unit of the account in JDE (F0901)' },
          ]
        : [
            {
              act: 'changeSetting',
              path: 'posting.units',
              add: `"${uom}" with ${own === '' ? 'the unit of UDC 00/UM' : `"${own}"`}`,
            },
            { act: 'inErp', text: "Change the account's unit in JDE (F0901)" },
            { act: 'changeMapping', text: 'Map the cost code to another account' },
          ],
    causeKeys: [causeKey.account(account), causeKey.connection()],
  };
}

function isSame(one: string, other: string): boolean {
  return one.trim().toUpperCase() === other.trim().toUpperCase();
}
