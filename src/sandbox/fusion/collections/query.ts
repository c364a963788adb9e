import { badRequest } from '../front/fusion-error';
import type { Item } from '../items/item';
import { attributeOf, type Attribute, type ResourceDefinition } from '../resources/definition';
import type { FusionSandboxSettings } from '../settings';
import { compareWith, type Literal, type Operator, type Test } from './condition';
import { tokensOf, type Token } from './query-tokens';

type QuerySettings = Pick<FusionSandboxSettings, 'queryable' | 'andTrap' | 'semicolonAfterV1' | 'quoteDoubling'>;

/** On this one `and` between two attributes answers zero rows (reference 2.3, silent trap). */
const TRAPPED = 'accountCombinationsLOV';

const failed = (text: string) =>
  badRequest(`Failed to build ViewCriteria from expression "${text}"`, { code: '29140' });

export function isQueryable(definition: ResourceDefinition, attribute: Attribute, settings: QuerySettings): boolean {
  return settings.queryable[`${definition.name}.${attribute.name}`] ?? (attribute.isQueryable && !attribute.isHidden);
}

/** `q` of framework 1 (conditions joined by `;`) or of later ones (expressions with and, or, parentheses). */
export function compileQuery(
  text: string,
  definition: ResourceDefinition,
  framework: number,
  settings: QuerySettings,
): Test {
  // In framework 1 nothing escapes a semicolon, not even quotes: a value with one adds a condition or breaks.
  const parts = framework === 1 ? text.split(';') : [text];
  const tests = parts.map((part) => {
    const tokens = tokensOf(part, settings.quoteDoubling);
    if (tokens === undefined || tokens.length === 0) {
      throw failed(text);
    }
    return new QueryParser(text, tokens, definition, framework, settings).parse();
  });
  return (item) => tests.every((test) => test(item));
}

class QueryParser {
  #at = 0;
  readonly #asked = new Set<string>();
  #hasAnd = false;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly definition: ResourceDefinition,
    private readonly framework: number,
    private readonly settings: QuerySettings,
  ) {}

  parse(): Test {
    const test = this.framework === 1 ? this.#example() : this.#or();
    if (this.#at < this.tokens.length) {
      throw failed(this.text);
    }
    const { andTrap } = this.settings;
    const isTrap = andTrap === 'always' || (andTrap === 'v1' && this.framework === 1);
    return this.#hasAnd && this.#asked.size > 1 && isTrap && this.definition.name === TRAPPED ? () => false : test;
  }

  /** Query by example, one part of `A='x';B>=1 and <=5`. */
  #example(): Test {
    const attribute = this.#attribute();
    let test = this.#comparison(attribute);
    for (let word = this.#takeWord('and', 'or'); word !== undefined; word = this.#takeWord('and', 'or')) {
      this.#hasAnd = true;
      const isRange = this.#peek()?.kind === 'operator';
      if (!isRange && this.definition.name !== TRAPPED) {
        throw failed(this.text);
      }
      const [one, other] = [test, this.#comparison(isRange ? attribute : this.#attribute())];
      test = word === 'and' ? (item) => one(item) && other(item) : (item) => one(item) || other(item);
    }
    return test;
  }

  #or(): Test {
    const tests = [this.#and()];
    while (this.#takeWord('or') !== undefined) {
      tests.push(this.#and());
    }
    return (item) => tests.some((test) => test(item));
  }

  #and(): Test {
    const tests = [this.#primary()];
    for (;;) {
      if (this.#takeWord('and') !== undefined) {
        this.#hasAnd = true;
      } else if (!(this.settings.semicolonAfterV1 === 'and' && this.#takeMark(';'))) {
        return (item) => tests.every((test) => test(item));
      }
      tests.push(this.#primary());
    }
  }

  #primary(): Test {
    if (this.#takeMark('(')) {
      const test = this.#or();
      this.#expectMark(')');
      return test;
    }
    const word = this.#peek();
    const next = this.tokens[this.#at + 1];
    const isUpper = word?.kind === 'word' && word.text.toUpperCase() === 'UPPER' && next?.text === '(';
    if (isUpper) {
      this.#at += 2;
      const attribute = this.#attribute();
      this.#expectMark(')');
      return this.#comparison(attribute, (text) => text.toUpperCase());
    }
    const path = word?.kind === 'word' && word.text.includes('.') ? word.text.split('.') : [];
    return path.length > 1 ? this.#childTest(path) : this.#comparison(this.#attribute());
  }

  /** `lines.POLineId = 1`: true when one child fits. */
  #childTest(path: readonly string[]): Test {
    this.#at += 1;
    let definition = this.definition;
    for (const name of path.slice(0, -1)) {
      const child = definition.children.find((each) => each.name === name);
      if (child === undefined) throw failed(this.text);
      definition = child;
    }
    const test = this.#comparison(this.#known(definition, path.at(-1) ?? ''));
    const anyChild = (item: Item, names: readonly string[]): boolean => {
      const [name, ...rest] = names;
      return name === undefined ? test(item) : item.list(name).some((child) => anyChild(child, rest));
    };
    return (item) => anyChild(item, path.slice(0, -1));
  }

  #attribute(): Attribute {
    const token = this.#next();
    if (token?.kind !== 'word') throw failed(this.text);
    return this.#known(this.definition, token.text);
  }

  #known(definition: ResourceDefinition, name: string): Attribute {
    const attribute = attributeOf(definition, name);
    if (attribute === undefined || !isQueryable(definition, attribute, this.settings)) throw failed(this.text);
    this.#asked.add(name);
    return attribute;
  }

  #comparison(attribute: Attribute, change: (text: string) => string = (text) => text): Test {
    const { name } = attribute;
    if (this.framework > 1) {
      if (this.#takeWord('is') !== undefined) {
        const isNot = this.#takeWord('not') !== undefined;
        if (this.#takeWord('null') === undefined) throw failed(this.text);
        return (item) => ((item.values[name] ?? null) === null) !== isNot;
      }
      if (this.#takeWord('in') !== undefined) {
        const tests = this.#list().map((literal) => this.#test(attribute, '=', literal, change));
        return (item) => tests.some((test) => test(item));
      }
      if (this.#takeWord('between') !== undefined) {
        const from = this.#test(attribute, '>=', this.#literal(), change);
        if (this.#takeWord('and') === undefined) throw failed(this.text);
        const to = this.#test(attribute, '<=', this.#literal(), change);
        return (item) => from(item) && to(item);
      }
    }
    const isNot = this.#takeWord('not') !== undefined;
    if (this.#takeWord('like') !== undefined) {
      const like = this.#test(attribute, 'like', this.#literal(), change);
      return (item) => like(item) !== isNot;
    }
    const operator = this.#next();
    if (operator?.kind !== 'operator' || isNot) throw failed(this.text);
    return this.#test(attribute, operator.text as Operator, this.#literal(), change);
  }

  #test(attribute: Attribute, operator: Operator, literal: Literal, change: (text: string) => string): Test {
    const compare = compareWith(attribute, operator, literal);
    if (compare === undefined) throw failed(this.text);
    return (item) => {
      const cell = item.values[attribute.name] ?? null;
      return compare(typeof cell === 'string' ? change(cell) : cell);
    };
  }

  #list(): Literal[] {
    const literals: Literal[] = [];
    this.#expectMark('(');
    do {
      literals.push(this.#literal());
    } while (this.#takeMark(','));
    this.#expectMark(')');
    return literals;
  }

  #literal(): Literal {
    const token = this.#next();
    if (token?.kind !== 'text' && token?.kind !== 'word') throw failed(this.text);
    return { text: token.text, isQuoted: token.kind === 'text' };
  }

  #peek(): Token | undefined {
    return this.tokens[this.#at];
  }

  #next(): Token | undefined {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #takeWord(...words: readonly string[]): string | undefined {
    const token = this.#peek();
    const word = token?.kind === 'word' ? token.text.toLowerCase() : '';
    if (!words.includes(word)) return undefined;
    this.#at += 1;
    return word;
  }

  #takeMark(mark: string): boolean {
    const token = this.#peek();
    if (token?.kind !== 'mark' || token.text !== mark) return false;
    this.#at += 1;
    return true;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw failed(this.text);
  }
}
