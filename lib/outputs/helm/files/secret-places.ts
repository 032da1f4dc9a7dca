import type { Problem } from '../../../errors';
import { pointer } from '../../../manifest';
import { isSecretPath, type SettingsSchema } from '../../../settings';
import { type Derived, type Node, type Place, rangesSettings, type Scopes, type Sequence, settingAt, settingId } from '../template';
import { eachSetting, type Setting } from '../values';

/** A place of a template that would hold a secret, as a JSON pointer with `*` for what is ranged over, and the setting. */
interface SecretPlace {
  readonly path: string;
  readonly setting: string;
}

/**
 * The places of a chart where the text of a secret setting would stand outside of a Secret: as it is, encoded, or inside a longer text. Hashes of it, and what only
 * asks whether it is there, hold none.
 */
export function secretsOutside(schema: SettingsSchema, { templates, order, tree }: Pick<Derived, 'templates' | 'order' | 'tree'>): readonly Problem[] {
  return order.flatMap(({ group, example, name }) => {
    const template = templates.objects.get(group);
    if (template === undefined || (example.kind === 'Secret' && example.apiVersion === 'v1')) return [];
    const walk = new Walk((setting) => isSecretSetting(schema, setting));
    walk.node(template.node, '', rangesSettings(tree, template.ranges));
    return walk.found.map(({ path, setting }) => ({
      code: 'SECRET_IN_OUTPUT',
      object: `${example.kind} ${name}`,
      path,
      message: `the chart would write the secret setting ${setting} here, readable by everybody who may read the object`,
      fix: 'Write it into the data of a Secret, and refer to that (secretKeyRef, envFrom, a volume); nothing was written',
    }));
  });
}

/** Whether a setting is a secret, or holds one. */
export function isSecretSetting(schema: SettingsSchema, setting: Setting): boolean {
  return [...eachSetting(setting)].some(({ path }) => path.length > 0 && isSecretPath(schema, path.map(stepOf)));
}

/** An element, as the schema is asked for one: the first of a list, which any key of a record may be called too. */
function stepOf(step: string): string | number {
  return step === '*' ? 0 : step;
}

class Walk {
  readonly found: SecretPlace[] = [];

  constructor(private readonly isSecret: (setting: Setting) => boolean) {}

  node(node: Node, path: string, scopes: Scopes): void {
    switch (node.op) {
      case 'setting':
      case 'join':
        this.reads(node.place, path, scopes);
        break;
      case 'apply':
        if (node.fn !== 'sha256sum') this.node(node.of, path, scopes);
        break;
      case 'text':
      case 'cut':
      case 'scaled':
        this.node(node.of, path, scopes);
        break;
      case 'concat':
        for (const part of node.parts) this.node(part, path, scopes);
        break;
      case 'if':
        this.node(node.yes, path, scopes);
        this.node(node.no, path, scopes);
        break;
      case 'map':
        this.sequence(node.entries, () => '*', path, scopes);
        break;
      case 'list':
        this.sequence(node.items, (at) => at, path, scopes);
        break;
      case 'lines':
        this.sequence(node.items, undefined, path, scopes);
        break;
    }
  }

  /** @param stepTo what leads to an item without a fixed key; undefined where all are parts of one text */
  private sequence(items: Sequence, stepTo: ((at: number) => string | number) | undefined, path: string, scopes: Scopes): void {
    for (const [at, item] of items.entries()) {
      if (item.op === 'range') {
        this.sequence(item.body, stepTo && (() => '*'), path, [...scopes, settingAt(scopes, item.over)?.element]);
        continue;
      }
      const { key, node } = item;
      if (key !== undefined) this.node(key, path, scopes);
      const step = key?.op === 'constant' ? String(key.value) : stepTo?.(at);
      this.node(node, step === undefined ? path : pointer(path, step), scopes);
    }
  }

  private reads(place: Place, path: string, scopes: Scopes): void {
    const setting = settingAt(scopes, place);
    if (setting === undefined || !this.isSecret(setting)) return;
    const id = settingId(setting.path);
    if (!this.found.some((one) => one.path === path && one.setting === id)) this.found.push({ path, setting: id });
  }
}
