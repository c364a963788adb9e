import { shortHash } from '../../text/short-hash';

const maxLength = 25;

/** One key per item key, in the same order, at most 25 characters, each different. */
export function orderLineKeys(itemKeys: readonly string[]): readonly string[] {
  const taken = new Set(itemKeys.filter((key) => key.length <= maxLength));
  return itemKeys.map((key) => {
    if (key.length <= maxLength) return key;
    for (let round = 0; ; round += 1) {
      const short = shortKey(key, round);
      if (!taken.has(short)) {
        taken.add(short);
        return short;
      }
    }
  });
}

function shortKey(key: string, round: number): string {
  const mark = `~${shortHash(round === 0 ? key : `${key}#${round}`, 8)}`;
  return key.slice(0, maxLength - mark.length) + mark;
}
