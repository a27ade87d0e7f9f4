/** A number exactly as written: `units` of 10^-scale. Money is never a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Reads "1,234.50", "-3" or "1234"; undefined where the text is no decimal number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.replace(/[,，\s]/g, ''));
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** The shortest decimal string of the same value: no exponent, no trailing zeros. */
export function formatDecimal({ units, scale }: Decimal): string {
  const negative = units < 0n;
  const digits = String(negative ? -units : units).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: raise(a, scale) + raise(b, scale), scale };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** Below, at or above zero as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = raise(a, scale) - raise(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value times 10^power, exact: 3.5 × 10^8. */
export function shiftDecimal({ units, scale }: Decimal, power: number): Decimal {
  const moved = scale - power;
  return moved >= 0 ? { units, scale: moved } : { units: units * 10n ** BigInt(-moved), scale: 0 };
}

function raise({ units, scale }: Decimal, to: number): bigint {
  return units * 10n ** BigInt(to - scale);
}
