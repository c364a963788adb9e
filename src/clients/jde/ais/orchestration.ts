import { Rejected } from '../../http/client-error';
import { lostAnswer } from '../../http/lost-answer';
import type { AisCaller } from './ais-caller';
import { answerError, jdeErrorTexts, nestedFormErrors, passes, warningOutcome } from './errors';
import { isJdeBody } from './jde-marks';
import { outputsSchema } from './schemas';
import type { LogicalOrchestration } from './orchestrations';
import { orchestrationName, type JdeSettings } from '../settings';

/** Inputs by our names; an empty text is left out, as reference 22.1 has it. */
export type OrchestrationInputs = Readonly<Record<string, string | readonly Readonly<Record<string, string>>[]>>;

/** Named outputs of the top level, by our names. */
export interface OrchestrationOutputs {
  /** Undefined when it is absent or empty. */
  text(name: string): string | undefined;
  rowCount(name: string): number;
}

/** Writes by `POST orchestrator/{name}` (reference 5). */
export class Orchestrator {
  readonly #caller: AisCaller;
  readonly #settings: JdeSettings;

  constructor(caller: AisCaller, settings: JdeSettings) {
    this.#caller = caller;
    this.#settings = settings;
  }

  /** Success is only what reference 5.4 calls so; whether the expected outputs are there, the caller looks. */
  async run(logical: LogicalOrchestration, inputs: OrchestrationInputs): Promise<OrchestrationOutputs> {
    const name = orchestrationName(this.#settings, logical);
    const setting = this.#settings.orchestrations[logical];
    const { answer } = await this.#caller.call({
      operation: logical,
      effect: 'write',
      method: 'POST',
      path: `${this.#settings.paths.orchestrator}/${encodeURIComponent(name)}`,
      json: renamed(inputs, setting?.inputs ?? {}),
    });
    const ask = `ask the JDE administrator whether orchestration "${name}" exists and the service user may run it`;
    const { reservedTexts } = this.#settings;
    if (answer.status !== 200 || answer.body.kind === 'foreign') {
      throw answerError(answer, { operation: logical, effect: 'write', ask, reservedTexts });
    }
    const facts = { system: 'jde', operation: logical, status: 200, correlationId: answer.correlationId } as const;
    const outputs = outputsSchema.safeParse(answer.body.kind === 'json' ? answer.body.value : {});
    if (!outputs.success) throw lostAnswer('write', 'answered 200 without an object', facts);
    const values = outputs.data;
    const formErrors = nestedFormErrors(values);
    const status = typeof values['jde__status'] === 'string' ? values['jde__status'].toUpperCase() : 'SUCCESS';
    const continued = values['continuedOnError'];
    const said = [...(jdeErrorTexts(values) ?? []), ...formErrors];
    if (status === 'WARNING' || (Array.isArray(continued) && continued.length > 0)) {
      throw warningOutcome(logical, said, reservedTexts);
    }
    if (status !== 'SUCCESS' || formErrors.length > 0) {
      if (!isJdeBody(values)) throw lostAnswer('write', 'answered 200 with errors that are not of JDE', facts);
      const sentence = `jde ${logical}: answered 200, but the run ended with errors; JDE's words are kept with the posting`;
      throw new Rejected(sentence, {
        ...facts,
        detail: { reason: 'formErrors' },
        said,
        passes: passes(said, reservedTexts),
      });
    }
    const valueOf = (output: string): unknown => values[setting?.outputs?.[output] ?? output];
    return {
      text: (output) => {
        const value = valueOf(output);
        return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
      },
      rowCount: (output) => {
        const value = valueOf(output);
        return Array.isArray(value) ? value.length : 0;
      },
    };
  }
}

/** The body that is sent: the customer's names in place of ours, and no empty inputs. */
export function renamed(inputs: OrchestrationInputs, names: Readonly<Record<string, string>>): object {
  const given = Object.entries(inputs).filter(([, value]) => value.length > 0);
  return Object.fromEntries(
    given.map(([name, value]) => [names[name] ?? name, typeof value === 'string' ? value : rowsOf(name, value, names)]),
  );
}

function rowsOf(
  array: string,
  rows: readonly Readonly<Record<string, string>>[],
  names: Readonly<Record<string, string>>,
): readonly object[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [names[`${array}.${name}`] ?? name, value]),
    ),
  );
}
