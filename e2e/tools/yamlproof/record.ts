/**
 * Records lib/manifest/corpus: YAML text that Go's yaml.v2, yaml.v3 and sigs.k8s.io/yaml read back as what it was written from, and canonical JSON with its
 * sha256 as encoding/json writes it. Tests compare with it where Go is not installed. Run by `npx tsx e2e/tools/yamlproof/record.ts` after the emitter changed on purpose.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Json } from '../../../lib/manifest';
import { yamlDocument } from '../../../lib/manifest';
import { randomStrings } from '../../../lib/manifest/testing/random-strings';
import { randomValues } from '../../../lib/manifest/testing/random-values';
import { trapStrings } from '../../../lib/manifest/testing/trap-strings';
import { yamlProof } from '../../../lib/manifest/testing/yaml-proof';

const FOLDER = resolve(__dirname, '../../../lib/manifest/corpus');
const SHORT = 120;

/** One entry a line, in ASCII, so that a difference can be read whatever the characters are. */
function record(file: string, field: string, entries: readonly Json[]): void {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, file), `{\n  "recordedBy": "e2e/tools/yamlproof/record.ts",\n  "${field}": [\n${lines.join(',\n')}\n  ]\n}\n`);
}

const texts = [...trapStrings, ...randomStrings(300, 99)].filter((text) => text.length <= SHORT);
const documents = texts.map((text) => {
  const json: Json = { [text]: text, list: [text, { [text]: text }], last: text };
  return { text, json, yaml: yamlDocument(json) };
});
const wrong = yamlProof<object>('documents', documents).slice(0, -1);
if (wrong.length > 0) throw new Error(`Go reads something else:\n${wrong.map((line) => JSON.stringify(line)).join('\n')}`);
record(
  'yaml-text.json',
  'documents',
  documents.map(({ text, yaml }) => [text, yaml]),
);

const values = [...texts.slice(0, 500).map((text): Json => ({ [text]: text })), ...randomValues(250, 98)].filter(
  (value) => JSON.stringify(value).length <= 2 * SHORT,
);
const canonical = yamlProof<{ json: string; sha256: string }>('canonical', values);
record(
  'canonical-json.json',
  'values',
  values.map((value, index) => [value, canonical[index]?.json ?? '', canonical[index]?.sha256 ?? '']),
);
