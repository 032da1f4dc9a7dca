import { eachSetting, type Setting } from '../values';

export interface TextPlace {
  readonly setting: Setting;
  readonly path: readonly string[];
  readonly schema: Setting['schema'];
}

/** Texts and the keys of records. */
export function texts(tree: Setting): readonly TextPlace[] {
  return [...eachSetting(tree)].flatMap((setting): TextPlace[] => {
    const { path, schema } = setting;
    if (setting.kind === 'string') return [{ setting, path, schema }];
    const names = schema.propertyNames as Setting['schema'] | undefined;
    return setting.kind === 'record' && names?.enum === undefined ? [{ setting, path: [...path, '~'], schema: names ?? { type: 'string' } }] : [];
  });
}
