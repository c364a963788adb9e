const DECIMAL_TEXT = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** A decimal number without rounding: `units` divided by ten to the power of `scale`. */
export class ExactDecimal {
  static readonly zero = new ExactDecimal(0n, 0);

  private constructor(
    readonly units: bigint,
    readonly scale: number,
  ) {}

  /** Undefined for anything but plain digits with an optional sign and decimal point (no exponent, no separators). */
  static parse(text: string): ExactDecimal | undefined {
    const match = DECIMAL_TEXT.exec(text.trim());
    if (match === null) {
      return undefined;
    }
    const fraction = match[3] ?? '';
    const units = BigInt(`${match[2] ?? ''}${fraction}`);
    return new ExactDecimal(match[1] === '-' ? -units : units, fraction.length);
  }

  /** For text that a table already holds; blank is zero, as a number column of JDE is never null. */
  static of(text: string | undefined): ExactDecimal {
    if (text === undefined || text.trim() === '') {
      return ExactDecimal.zero;
    }
    const value = ExactDecimal.parse(text);
    if (value === undefined) {
      throw new Error(`"${text}" is not a decimal number such as 1250.00`);
    }
    return value;
  }

  static sum(values: Iterable<ExactDecimal>): ExactDecimal {
    let total = ExactDecimal.zero;
    for (const value of values) {
      total = total.plus(value);
    }
    return total;
  }

  plus(other: ExactDecimal): ExactDecimal {
    const scale = Math.max(this.scale, other.scale);
    return new ExactDecimal(this.#unitsAt(scale) + other.#unitsAt(scale), scale);
  }

  minus(other: ExactDecimal): ExactDecimal {
    return this.plus(other.negated());
  }

  negated(): ExactDecimal {
    return new ExactDecimal(-this.units, this.scale);
  }

  times(other: ExactDecimal): ExactDecimal {
    return new ExactDecimal(this.units * other.units, this.scale + other.scale);
  }

  dividedBy(other: ExactDecimal, scale: number): ExactDecimal {
    const guardDigits = scale + 2 + other.scale;
    const numerator = this.units * 10n ** BigInt(guardDigits);
    return new ExactDecimal(numerator / other.units, this.scale + guardDigits - other.scale).rounded(scale);
  }

  /** Half away from zero. */
  rounded(scale: number): ExactDecimal {
    if (scale >= this.scale) {
      return new ExactDecimal(this.#unitsAt(scale), scale);
    }
    const divisor = 10n ** BigInt(this.scale - scale);
    const magnitude = this.units < 0n ? -this.units : this.units;
    const rounded = (magnitude + divisor / 2n) / divisor;
    return new ExactDecimal(this.units < 0n ? -rounded : rounded, scale);
  }

  compare(other: ExactDecimal): number {
    const difference = this.minus(other).units;
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }

  equals(other: ExactDecimal): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  /** Decimal places that carry a digit other than zero at the end. */
  significantScale(): number {
    let { units, scale } = this;
    while (scale > 0 && units % 10n === 0n) {
      units /= 10n;
      scale -= 1;
    }
    return scale;
  }

  /** Never drops a digit: `scale` only adds zeros at the end. */
  toText(scale = 0): string {
    const shownScale = Math.max(scale, this.significantScale());
    const value = this.rounded(shownScale);
    const digits = (value.units < 0n ? -value.units : value.units).toString().padStart(shownScale + 1, '0');
    const whole = digits.slice(0, digits.length - shownScale);
    const fraction = shownScale === 0 ? '' : `.${digits.slice(digits.length - shownScale)}`;
    return `${value.units < 0n ? '-' : ''}${whole}${fraction}`;
  }

  #unitsAt(scale: number): bigint {
    return this.units * 10n ** BigInt(scale - this.scale);
  }
}
