import { numberOf, type JsonObject } from '../../../http/json-value';
import type { Orchestration, OrchestrationCall } from '../orchestration';
import { standingOrder } from './order-key';

const NOTES = 'F00165';

/** Attachments are not idempotent: each call adds one more text. */
export const addNote: Orchestration = {
  name: 'PC_ADD_NOTE',
  description: 'Adds a text attachment to a purchase order',
  inputs: { OrderNumber: 'String', OrderType: 'String', OrderCompany: 'String', Suffix: 'String', Text: 'String' },
  outputs: ['Sequence'],
  run,
};

function run({ state, inputs, username }: OrchestrationCall): JsonObject {
  const { key } = standingOrder(state, inputs);
  const notes = state.database.find(NOTES) ?? state.database.addUnknownTable(NOTES);
  for (const alias of ['OBNM', 'TXKY', 'TXFT', 'USER', 'UPMJ']) {
    notes.addUntypedColumn(alias, 'untypedText');
  }
  notes.addUntypedColumn('MOSEQN', 'untypedNumber');
  const place = { OBNM: 'GT4301', TXKY: Object.values(key).join('|') };
  const sequence = notes.find(place).length + 1;
  notes.insert({
    ...place,
    MOSEQN: String(sequence),
    TXFT: inputs.required('Text'),
    USER: username,
    UPMJ: state.today(),
  });
  return { Sequence: numberOf(sequence) };
}
