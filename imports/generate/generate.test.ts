import { type Documents, fetchDocuments, mergeSchemas } from './documents';
import { moduleText } from './module-text';
import type { Schema, Schemas } from './schema';
import { select } from './selection';
import { addEnums } from './unpublished-enums';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const gvk = (group: string, version: string, kind: string) => ({ 'x-kubernetes-group-version-kind': [{ group, version, kind }] });

/** A server with a Pod, a claim that the Pod's spec embeds, a Gadget of another group whose Spec has the same name, and a type nobody reaches. */
const core: Readonly<Record<string, Schema>> = {
  'a.Meta': { type: 'object', properties: { name: { type: 'string' } } },
  'a.Pod': {
    type: 'object',
    description: 'A pod.',
    properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: ref('a.Meta'), spec: ref('a.Spec'), status: ref('a.Unreached') },
    ...gvk('', 'v1', 'Pod'),
  },
  'a.Claim': { type: 'object', properties: { metadata: ref('a.Meta'), size: { type: 'string' }, status: ref('a.Unreached') }, ...gvk('', 'v1', 'Claim') },
  'a.Spec': { type: 'object', required: ['policy'], properties: { policy: { type: 'string' }, claims: { type: 'array', items: ref('a.Claim') } } },
  'a.Unreached': { type: 'object', properties: { x: { type: 'string' } } },
};
const other: Readonly<Record<string, Schema>> = {
  'a.Meta': { properties: { name: { type: 'string' } }, type: 'object' },
  'b.Gadget': { type: 'object', required: ['spec'], properties: { metadata: ref('a.Meta'), spec: ref('b.Spec') }, ...gvk('b.io', 'v1', 'Gadget') },
  'b.Spec': { type: 'object', properties: { 'x-kind': { type: 'boolean' } } },
};
const documents = (...all: readonly Readonly<Record<string, Schema>>[]): Documents =>
  new Map(all.map((schemas, index) => [`${index}.json`, { components: { schemas } }]));
const schemas = (): Schemas => mergeSchemas(documents(core, other));

describe('select', () => {
  it('takes the wanted kinds and what they reach, without status', () => {
    const { kinds, types } = select(schemas(), { v1: ['Pod'] }, {});
    expect(kinds.map(({ apiVersion, kind, schemaName }) => [apiVersion, kind, schemaName])).toEqual([['v1', 'Pod', 'a.Pod']]);
    expect([...types.keys()]).toEqual(['a.Claim', 'a.Meta', 'a.Spec']);
    expect(Object.keys(types.get('a.Claim')?.properties ?? {})).toEqual(['metadata', 'size']);
  });

  it('refuses two types of one name, unless one is renamed', () => {
    const wanted = { v1: ['Pod'], 'b.io/v1': ['Gadget'] };
    expect(() => select(schemas(), wanted, {})).toThrow('Spec: a.Spec, b.Spec');
    expect(select(schemas(), wanted, { 'b.Spec': 'GadgetSpec' }).names.get('b.Spec')).toBe('GadgetSpec');
  });

  it('refuses a kind that the server does not publish, and a reference to nothing', () => {
    expect(() => select(schemas(), { v1: ['Pot'] }, {})).toThrow('publishes no Pot of v1');
    expect(() => select(mergeSchemas(documents(other)), { 'b.io/v1': ['Gadget'] }, {})).not.toThrow();
    const { 'b.Spec': _, ...incomplete } = other;
    expect(() => select(mergeSchemas(documents(incomplete)), { 'b.io/v1': ['Gadget'] }, {})).toThrow('no schema b.Spec');
  });
});

describe('mergeSchemas', () => {
  it('takes a type that two documents write in another order as one', () => {
    expect(schemas().has('a.Meta')).toBe(true);
  });

  it('leaves out a type that two documents disagree about', () => {
    const merged = mergeSchemas(documents(core, { 'a.Meta': { type: 'string' } }, core));
    expect(merged.has('a.Meta')).toBe(false);
    expect(() => select(merged, { v1: ['Pod'] }, {})).toThrow('no schema a.Meta');
  });
});

describe('addEnums', () => {
  const selection = () => select(schemas(), { v1: ['Pod'] }, {});

  it('narrows a plain string', () => {
    expect(addEnums(selection(), { 'Spec.policy': ['A'] }).types.get('a.Spec')?.properties?.policy).toEqual({ type: 'string', enum: ['A'] });
  });

  it.each(['Spec.gone', 'Gone.policy'])('refuses %s, which is not there', (place) => {
    expect(() => addEnums(selection(), { [place]: ['A'] })).toThrow('no such field any more');
  });

  it('refuses a field whose values the server publishes itself', () => {
    const once = addEnums(selection(), { 'Spec.policy': ['A'] });
    expect(() => addEnums(once, { 'Spec.policy': ['A'] })).toThrow('no longer a plain string');
    expect(() => addEnums(once, { 'Spec.claims': ['A'] })).toThrow('no longer a plain string');
  });
});

describe('moduleText', () => {
  const write = (all: Documents, openTypes = {}) =>
    moduleText(select(mergeSchemas(all), { v1: ['Pod'], 'b.io/v1': ['Gadget'] }, { 'b.Spec': 'GadgetSpec' }), '1.2.3', openTypes);

  it('is the same for the same schemas, however the server orders them', () => {
    const reversed = Object.fromEntries(Object.entries(core).reverse());
    expect(write(documents(other, reversed))).toBe(write(documents(core, other)));
  });

  it('has another input hash when a description behind the cut changes', () => {
    const longer = { ...core, 'a.Meta': { ...core['a.Meta'], description: 'One. Two. Three.' } };
    const longest = { ...core, 'a.Meta': { ...core['a.Meta'], description: 'One. Two. Four.' } };
    const [a = '', b = ''] = [longer, longest].map((variant) => write(documents(variant, { ...other, 'a.Meta': variant['a.Meta'] as Schema })));
    expect(/input.*/.exec(a)).not.toEqual(/input.*/.exec(b));
    expect(/content.*/.exec(a)?.[0]).toBe(/content.*/.exec(b)?.[0]);
  });

  it.each([
    [
      'the props of a kind, without apiVersion, kind and status',
      'export interface KubePodProps {\n  readonly metadata?: Meta | undefined;\n  readonly spec?: Spec | undefined;\n}\n',
    ],
    ['a kind that needs nothing', 'constructor(scope: Construct, id: string, props: KubePodProps = {}) {'],
    ['a kind that needs its spec', 'constructor(scope: Construct, id: string, props: KubeGadgetProps) {'],
    ['the group in the GVK', "static readonly GVK = { apiVersion: 'b.io/v1', kind: 'Gadget' } as const;"],
    ['required and optional fields', 'export interface Spec {\n  readonly claims?: readonly Claim[] | undefined;\n  readonly policy: string;\n}\n'],
    ['a renamed type, and a name that needs quotes', "export interface GadgetSpec {\n  readonly 'x-kind'?: boolean | undefined;\n}\n"],
    ['an open type as the table says', 'export type Claim = null | GadgetSpec;\n'],
  ])('writes %s', (_what, expected) => {
    expect(write(documents(core, other), { 'a.Claim': 'null | GadgetSpec' })).toContain(expected);
  });
});

describe('fetchDocuments', () => {
  it('asks for every document of the index, and for the version', async () => {
    const answers: Record<string, unknown> = {
      '/openapi/v3': { paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1?hash=1' } } },
      '/openapi/v3/api/v1?hash=1': { components: {} },
      '/version': { gitVersion: 'v1.36.3' },
    };
    const source = await fetchDocuments(async (path) => JSON.stringify(answers[path]));
    expect(source).toEqual({ documents: new Map([['api/v1', { components: {} }]]), version: '1.36.3' });
  });
});
