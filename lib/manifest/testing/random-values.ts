import type { Json } from '../json';
import { randomStrings, seeded } from './random-strings';

/** Random trees of every JSON value: texts that are dangerous in YAML, also as keys, and numbers of every size. */
export function randomValues(count: number, seed: number): readonly Json[] {
  const random = seeded(seed);
  const texts = randomStrings(3000, seed + 1);
  const text = () => texts[Math.floor(random() * texts.length)] as string;
  const number = () => {
    const any = (random() - 0.5) * 10 ** (Math.floor(random() * 60) - 30);
    return random() < 0.5 ? any : Math.round(any) + 0;
  };
  const leaf = (): Json => {
    const kind = random();
    if (kind < 0.4) return text();
    if (kind < 0.6) return number();
    return kind < 0.7 ? null : kind < 0.8 ? random() < 0.5 : kind < 0.9 ? [] : {};
  };
  const tree = (depth: number): Json => {
    if (depth === 0 || random() < 0.2) return leaf();
    const children = Array.from({ length: Math.floor(random() * 4) }, () => tree(depth - 1));
    return random() < 0.5 ? children : Object.fromEntries(children.map((child, index) => [index === 0 ? text() : `k${index}`, child]));
  };
  // Through JSON, so that -0, which no manifest can say, is 0.
  return Array.from({ length: count }, () => JSON.parse(JSON.stringify(tree(5))) as Json);
}
