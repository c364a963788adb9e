import { isJsonArray, isJsonObject, type JsonObject } from '../../http/json-value';
import { parseDecimal, type Decimal } from '../../decimal';
import { decimalsOf } from '../rules/currencies';
import type { JdeSandboxSettings } from '../settings';
import { OrchestrationError } from './orchestration-error';

/** A list of texts names the members of an array input. */
export type InputNames = Readonly<Record<string, 'String' | readonly string[]>>;

const SESSION_MEMBERS = new Set(['token', 'deviceName', 'environment', 'role', 'username', 'password', 'jasserver']);

/** What a designer left to the steps: inputs that are missing, and names that no input has. */
export type InputRules = Pick<JdeSandboxSettings, 'missingInputs' | 'unknownInputs'>;

/** The named inputs of a call. Strict by default: a misspelt name or a number for a text must show at once. */
export class Inputs {
  constructor(
    private readonly members: JsonObject,
    private readonly place: string,
    private readonly rules: InputRules,
  ) {}

  static ofCall(body: JsonObject, names: InputNames, orchestration: string, rules: InputRules): Inputs {
    if (rules.unknownInputs === 'ignored') {
      return new Inputs(body, orchestration, rules);
    }
    checkNames(body, Object.keys(names), orchestration, true);
    for (const [name, members] of Object.entries(names)) {
      const value = body[name];
      if (members !== 'String' && isJsonArray(value)) {
        value.forEach((each, index) => {
          if (isJsonObject(each)) {
            checkNames(each, members, `${orchestration} ${name}[${index}]`, false);
          }
        });
      }
    }
    return new Inputs(body, orchestration, rules);
  }

  /** Empty when left out. */
  text(name: string): string {
    const value = this.members[name];
    if (value === undefined) {
      return '';
    }
    if (typeof value !== 'string') {
      throw new OrchestrationError(`${this.place}: input ${name} must be a String`);
    }
    return value.trim();
  }

  has(name: string): boolean {
    return this.members[name] !== undefined;
  }

  /** A missing input arrives blank at the step: a form refuses that, another step takes the blank. */
  required(name: string): string {
    const text = this.text(name);
    if (text === '' && this.rules.missingInputs === 'refused') {
      throw new OrchestrationError(`${this.place}: ${name} is blank; the form needs a value`);
    }
    return text;
  }

  /** yyyyMMdd from an input yyyy-MM-dd; empty when left out. */
  date(name: string): string {
    const text = this.text(name);
    const plain = text.replaceAll('-', '');
    if (text !== '' && (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`)))) {
      throw new OrchestrationError(`${this.place}: input ${name} "${text}" must be a date yyyy-MM-dd`);
    }
    return plain;
  }

  decimal(name: string): Decimal | undefined {
    const text = this.text(name);
    const value = text === '' ? undefined : parseDecimal(text);
    if (text !== '' && value === undefined) {
      throw new OrchestrationError(`${this.place}: input ${name} "${text}" must be a number such as 1250.00`);
    }
    return value;
  }

  amount(name: string, currency: string): Decimal | undefined {
    const value = this.decimal(name);
    if (value !== undefined && value.decimalPlaces() > decimalsOf(currency)) {
      throw new OrchestrationError(
        `${this.place}: input ${name} ${value.toFixed()} has more decimals than ${currency} has`,
      );
    }
    return value;
  }

  list(name: string): Inputs[] {
    const value = this.members[name];
    if (value === undefined) {
      return [];
    }
    if (!isJsonArray(value)) {
      throw new OrchestrationError(`${this.place}: input ${name} must be an array`);
    }
    return value.map((each, index) => {
      const place = `${this.place} ${name}[${index}]`;
      if (!isJsonObject(each)) {
        throw new OrchestrationError(`${place} must be an object`);
      }
      return new Inputs(each, place, this.rules);
    });
  }
}

function checkNames(members: JsonObject, names: readonly string[], place: string, isCall: boolean): void {
  for (const name of Object.keys(members)) {
    if (!names.includes(name) && !(isCall && SESSION_MEMBERS.has(name))) {
      throw new OrchestrationError(`${place}: there is no input ${name}; there are ${names.join(', ')}`);
    }
  }
}
