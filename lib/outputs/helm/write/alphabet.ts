import type { Node } from '../template';
import { alphabetOf, keyAlphabet, settingOf, type Writing } from './writing';

/** The characters that a text may have. */
export function alphabet(node: Node, at: Writing): 'word' | 'quoted' | 'any' {
  switch (node.op) {
    case 'constant':
      return /^[A-Za-z0-9_./-]*$/.test(String(node.value)) ? 'word' : /^[ !#-[\]-~]*$/.test(String(node.value)) ? 'quoted' : 'any';
    case 'setting':
      return isBound(node.place, at) ? 'word' : alphabetOf(settingOf(node.place, at), at.domain);
    case 'key':
      return at.scopes[node.scope] === undefined
        ? 'any'
        : keyAlphabet({ ...(at.scopes[node.scope] as NonNullable<(typeof at.scopes)[0]>), path: (at.scopes[node.scope]?.path ?? []).slice(0, -1) }, at.domain);
    case 'text':
      return 'quoted';
    case 'hash':
      return 'word';
    case 'apply':
      return node.fn === 'sha256sum' ? 'word' : node.fn === 'b64enc' ? 'quoted' : alphabet(node.of, at) === 'any' ? 'any' : 'quoted';
    case 'cut':
      return alphabet(node.of, at) === 'any' ? 'any' : 'quoted';
    case 'concat':
      return widest(node.parts.map((part) => alphabet(part, at)));
    case 'if':
      return widest([alphabet(node.yes, at), alphabet(node.no, at)]);
    case 'join': {
      const element = settingOf(node.place, at)?.element;
      return element?.kind === 'number' ? 'quoted' : alphabetOf(element, at.domain) === 'any' ? 'any' : 'quoted';
    }
    default:
      return 'any';
  }
}

function widest(all: readonly ('word' | 'quoted' | 'any')[]): 'word' | 'quoted' | 'any' {
  return all.includes('any') ? 'any' : all.includes('quoted') ? 'quoted' : 'word';
}

function isBound({ scope, path }: { scope: number; path: readonly (string | number)[] }, { binding }: Writing): boolean {
  return scope === 0 && (path.join('.') === binding.name || path.join('.') === binding.namespace);
}
