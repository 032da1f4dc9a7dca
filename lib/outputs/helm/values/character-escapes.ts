import { type CharacterSet, complement, setOf } from './character-set';

export const ESCAPES: { readonly [letter: string]: CharacterSet } = {
  d: setOf('09'),
  D: complement(setOf('09')),
  w: setOf('09', 'AZ', '__', 'az'),
  W: complement(setOf('09', 'AZ', '__', 'az')),
  s: setOf('\t\r', '  ', '\u00a0\u00a0', '\u1680\u1680', '\u2000\u200a', '\u2028\u2029', '\u202f\u202f', '\u205f\u205f', '\u3000\u3000', '\ufeff\ufeff'),
  n: setOf('\n\n'),
  r: setOf('\r\r'),
  t: setOf('\t\t'),
  f: setOf('\f\f'),
  v: setOf('\v\v'),
  0: setOf('\0\0'),
};
