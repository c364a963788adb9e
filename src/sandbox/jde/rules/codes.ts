import type { SandboxState } from '../sandbox-state';

const LISTS = {
  unit: { title: 'Unit of measure', SY: '00', RT: 'UM', length: 2 },
  state: { title: 'State', SY: '00', RT: 'S', length: 3 },
  country: { title: 'Country', SY: '00', RT: 'CN', length: 3 },
} as const;

/** Why a code is refused; undefined when it is blank, on its list in F0005, or when that list was not loaded. */
export function codeProblem(state: SandboxState, list: keyof typeof LISTS, code: string): string | undefined {
  const { title, SY, RT, length } = LISTS[list];
  const codes = state.database.table('F0005').find({ SY, RT });
  const entered = state.settings.longTexts === 'cut' ? code.slice(0, length) : code;
  return code === '' || codes.length === 0 || codes.some((row) => row['KY'] === entered)
    ? undefined
    : `${title} ${code} is not in the user defined codes ${SY}/${RT}`;
}
