const LONGEST = 260;
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|cf)\.$/;
const POINTS_TO_CONVENTIONS = /^More info: https:\/\/git\.k8s\.io\/community\//;

/** The TSDoc of a description: its first sentence or two, and `@deprecated` where it says so. Empty for none. */
export function docText(description: string | undefined, indent: string): string {
  const text = (description ?? '')
    .replace(/Possible enum values:[\s\S]*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const [about = '', deprecated] = text.split(/\bDeprecated: /);
  const lines = [opening(about), ...(deprecated === undefined ? [] : [`@deprecated ${opening(deprecated)}`])].filter((line) => line !== '');
  if (lines.length === 0) return '';
  return lines.length === 1 ? `${indent}/** ${lines[0]} */\n` : `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

/** The first sentence, and the second while both stay short; cut at a word where one sentence runs on. */
function opening(text: string): string {
  const [first = '', second = ''] = sentences(text).filter((sentence) => !POINTS_TO_CONVENTIONS.test(sentence));
  const both = `${first} ${second}`.trim();
  if (both.length <= LONGEST) return escaped(both);
  if (first.length <= LONGEST) return escaped(first);
  return `${escaped(first.slice(0, first.lastIndexOf(' ', LONGEST)))} …`;
}

function sentences(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?](?=\s+["'`(]?[A-Z])/g)) {
    const sentence = text.slice(start, match.index + 1);
    if (ABBREVIATION.test(sentence)) continue;
    found.push(sentence.trim());
    start = match.index + 1;
  }
  return [...found, text.slice(start).trim()];
}

/** Keeps TSDoc and Markdown from reading anything into the words; in a code span nothing but the comment's end needs it. */
function escaped(text: string): string {
  const parts = text.replaceAll('*/', '*\\/').split('`');
  const plain = (part: string): string => part.replace(/[{}<>@]/g, '\\$&');
  if (parts.length % 2 === 0) return parts.map(plain).join("'");
  return parts.map((part, index) => (index % 2 === 0 ? plain(part) : part)).join('`');
}
