import type { ChoiceOffer, OfferedChoice } from '../../domain/holds/choice';
import type { HeldView } from '../../application/holds/held-view';
import { decisionWords } from './decision-words';
import { table } from '../output';

/** Each choice as it would be carried out, with the mark by which it is made. */
export function choicesText({ name, hold }: HeldView, offer: ChoiceOffer | null): string {
  if (offer === null) {
    return `${name} is held for ${hold.reasons.join(', ')}, about which nothing is chosen here; "hold show" says what ends it\n`;
  }
  const asked = hold.problems.find((problem) => problem.offer !== undefined);
  return [`${name}: ${asked?.message ?? ''}\n`, ...offer.choices.map(choiceText)].join('\n');
}

function choiceText({ kind, says, shown, moves, facts }: OfferedChoice): string {
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
