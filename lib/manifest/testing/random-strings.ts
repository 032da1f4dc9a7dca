/** A small seeded generator (mulberry32), so that a proof names the same texts on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const PIECES = [
  ...'abzABZ0189eExXoO_-+.~:/#!&*?|>%@`=,;<>()[]{}\'"\\$^'.split(''),
  ...[
    ' ',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u00a0',
    '\x7f',
    '\x9f',
    '\0',
    '\x1b',
    '\ufffe',
    '\uffff',
    '\u{1fffe}',
  ],
  ...[
    'é',
    '日',
    '한',
    '😀',
    'e\u0301',
    '\ue000',
    '- ',
    ': ',
    ' #',
    '# ',
    '---',
    '...',
    '{{',
    '}}',
    '<<',
    '!!',
    '0x',
    '0o',
    '.inf',
    'true',
    'null',
    'no',
    '1e3',
    'a: b',
    '- a',
    '  a\n',
    '\\n',
    '\\u',
  ],
];

/** Random texts made from what is dangerous in YAML, many of several lines, and some of any characters at all. */
export function randomStrings(count: number, seed: number): readonly string[] {
  const random = seeded(seed);
  const pick = (most: number) => Math.floor(random() * most);
  const anywhere = () => {
    const point = pick(random() < 0.7 ? 0x300 : 0x110000);
    return point >= 0xd800 && point <= 0xdfff ? '\ufffd' : String.fromCodePoint(point);
  };
  return Array.from({ length: count }, () => {
    const piece = random() < 0.2 ? anywhere : () => PIECES[pick(PIECES.length)] as string;
    return Array.from({ length: 1 + pick(random() < 0.2 ? 40 : 8) }, piece).join('');
  });
}
