/** A program's settings as a chart sees them: a tree of settings, what each takes, and random values of it. */
export { freezable, freezableAt, valueAt, withValue } from './change';
export { ANY_CHARACTER, setOf } from './character-set';
export { bounded, classOf, type Domain, type ExcludedKeys, IMPOSSIBLE_KEYS, WHOLE_DOMAIN } from './domain';
export { type Drawing, draw, drawing, unwritablePattern } from './draw';
export { drawText } from './draw-scalar';
export { drawValues, type HostileDrawing, settingsOfChart } from './draw-values';
export { parseRegex } from './parse-regex';
export { Random } from './random';
export { onlyHas, type Regex, writeRegex } from './regex';
export { eachSetting, inputSchema, type Setting, settingTree } from './setting';
export { ANY_TEXT, compiled, isOfClass, NAMESPACE_NAME, RELEASE_NAME, SHORT_NAMES, TEXT_CLASSES, type TextClass } from './text-class';
export { fitsRule, textRule } from './text-rule';
export { HOSTILE_NUMBERS, HOSTILE_TEXTS } from './wild';
