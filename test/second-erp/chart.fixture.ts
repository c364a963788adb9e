import type { Chart, Segments } from '../../src/domain/coding/chart';

/** An account of Kontor: building site, cost centre, nature (what is spent on). All trimmed, none empty. */
export interface KontorAccount {
  readonly site: string;
  readonly costCentre: string;
  readonly nature: string;
}

/** `S-12/400/6150`. */
export function printAccount({ site, costCentre, nature }: KontorAccount): string {
  return [site, costCentre, nature].join('/');
}

/** What a mapping leads to, as an account of Kontor. */
export function accountOf({ site = '', costCentre = '', nature = '' }: Segments): KontorAccount {
  return { site, costCentre, nature };
}

/** The reverse of `printAccount`. Throws a RangeError when it is not of that form. */
export function parseAccount(name: string): KontorAccount {
  const [site, costCentre, nature, ...rest] = name.split('/').map((part) => part.trim());
  if (!site || !costCentre || !nature || rest.length > 0) {
    throw new RangeError(`account "${name}": expected SITE/COST_CENTRE/NATURE`);
  }
  return { site, costCentre, nature };
}

export const kontorChart: Chart = {
  segments: [
    { name: 'site', column: 'site', maxLength: 8, required: true },
    { name: 'costCentre', column: 'cost_centre', maxLength: 5, required: true },
    { name: 'nature', column: 'nature', maxLength: 8, required: true },
  ],
  separator: '/',
  print: (segments) => printAccount(accountOf(segments)),
  parse: (name) => ({ ...parseAccount(name) }),
};
