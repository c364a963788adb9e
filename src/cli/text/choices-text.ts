import type { ChoiceKind, OfferedChoice, OrderChoiceKind } from '../../domain/holds/choice';
import type { ShownChoices } from '../../application/holds/show-choices';
import { decisionWords } from './decision-words';
import { table } from '../output';

/** Each choice as it would be carried out, with the mark by which it is made. */
export function choicesText({ name, held, offer, order }: ShownChoices): string {
  const reasons = held?.hold.reasons.join(', ') ?? '';
  const choices = [...(offer?.choices ?? []), ...(order ?? [])];
  if (choices.length === 0) {
    return `${name} is ${reasons === '' ? 'not held' : `held for ${reasons}`}, about which nothing is chosen here; "hold show" says what ends it\n`;
  }
  const asked = held?.hold.problems.find((problem) => problem.offer !== undefined)?.message ?? '';
  const why = asked !== '' ? asked : reasons === '' ? 'not held; its order stands.' : `held for ${reasons}.`;
  return [`${name}: ${why}\n`, ...choices.map(choiceText)].join('\n');
}

function choiceText({ kind, says, shown, moves, facts }: OfferedChoice<ChoiceKind | OrderChoiceKind>): string {
  const word = decisionWords[kind];
  if (shown === '') return `${word}: not offered. ${says}\n`;
  const rows = moves.map(({ account, orderLine, amount }) => [account, orderLine, amount]);
  const known = Object.entries(facts).map(([fact, value]) => `  ${fact}: ${value}\n`);
  const moved = rows.length === 0 ? '' : indented(table(['account', 'order line', 'amount'], rows));
  return `${word} --shown ${shown}\n  ${says}\n${known.join('')}${moved}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
