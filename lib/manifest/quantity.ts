const DECIMAL: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const QUANTITY = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:([KMGTPE]i)|[eE]([+-]?\d{1,3})|([numkMGTPE]?))$/;

/**
 * A resource quantity in billionths, the finest that Kubernetes keeps, rounded away from zero (apimachinery pkg/api/resource/quantity.go, `ParseQuantity`); undefined for a
 * text that is none.
 */
export function quantityNanos(quantity: unknown): bigint | undefined {
  const match = QUANTITY.exec(typeof quantity === 'number' ? String(quantity) : typeof quantity === 'string' ? quantity : '');
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', binary = '', exponent, suffix = ''] = match;
  const digits = BigInt(`${whole}${fraction}`) * 1024n ** BigInt(BINARY.indexOf(binary));
  const power = 9 - fraction.length + (exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent));
  const nanos = power >= 0 ? digits * 10n ** BigInt(power) : divideUp(digits, 10n ** BigInt(-power));
  return sign === '-' ? -nanos : nanos;
}

/** A quantity in units of so many billionths, rounded up as `Quantity.ScaledValue` does. */
export function inUnits(nanos: bigint, unit: bigint): number {
  return Number(nanos < 0n ? nanos / unit : divideUp(nanos, unit));
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
