import { type Problem, RollwrightError } from '../errors';

/** One rule that Kubernetes has for names. */
export interface NameRule {
  /** What such a name is, for the message. */
  readonly says: string;
  readonly pattern: RegExp;
  readonly max: number;
}

/** Most object names. Upstream: k8s.io/apimachinery/pkg/util/validation, `IsDNS1123Subdomain`. */
export const dnsSubdomain: NameRule = {
  says: 'lower-case letters, digits, "-" and ".", beginning and ending with a letter or digit',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  max: 253,
};

/** Names that become a label, a host name or a container name. Upstream: `IsDNS1123Label`. */
export const dnsLabel: NameRule = {
  says: 'lower-case letters, digits and "-", beginning and ending with a letter or digit',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 63,
};

/** Service names, as every supported Kubernetes takes them. Upstream: `IsDNS1035Label`. */
export const dnsServiceName: NameRule = {
  says: 'lower-case letters, digits and "-", beginning with a letter and ending with a letter or digit',
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  max: 63,
};

/** Label values; empty is none of ours, since an empty value in a selector is nearly always a mistake. Upstream: `IsValidLabelValue`. */
export const labelValue: NameRule = {
  says: 'letters, digits, "-", "_" and ".", beginning and ending with a letter or digit',
  pattern: /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
  max: 63,
};

/** Keys of a ConfigMap or Secret. Upstream: `IsConfigMapKey`. */
export const configKey: NameRule = {
  says: 'letters, digits, "-", "_" and ".", other than "." and "..*"',
  pattern: /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/,
  max: 253,
};

/** Environment variables that every shell can read. Kubernetes itself takes more (`IsRelaxedEnvVarName`); `$A.B` is no variable to any shell. */
export const shellName: NameRule = {
  says: 'letters, digits and "_", not beginning with a digit',
  pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
  max: 253,
};

/** Why a text breaks a rule, or `undefined` when it keeps it. `room` is how many characters something else will add. */
export function nameError(rule: NameRule, name: string, room = 0): string | undefined {
  if (typeof name !== 'string' || name === '') return 'it is empty';
  if (name.length > rule.max - room) return `it has ${name.length} characters, at most ${rule.max - room} fit`;
  return rule.pattern.test(name) ? undefined : `it must be ${rule.says}`;
}

/** What a name is for, in the error. */
export interface NameUse {
  /** The prop that gives it, or what it names: `name of the ConfigMap`. */
  readonly what: string;
  /** The construct path. */
  readonly construct?: string | undefined;
  /**
   * Characters that are added to the name later (a hash, a suffix).
   * @default 0
   */
  readonly room?: number | undefined;
}

/** The problem with a name, or none. */
export function nameProblem(rule: NameRule, name: string, use: NameUse): Problem | undefined {
  const why = nameError(rule, name, use.room);
  return why === undefined
    ? undefined
    : { code: 'NAME_INVALID', message: `the ${use.what} cannot be ${JSON.stringify(name)}: ${why}`, construct: use.construct };
}

/**
 * The name itself, when it keeps the rule.
 * @throws RollwrightError NAME_INVALID
 */
export function validName(rule: NameRule, name: string, use: NameUse): string {
  const problem = nameProblem(rule, name, use);
  if (problem !== undefined) throw new RollwrightError(problem);
  return name;
}
