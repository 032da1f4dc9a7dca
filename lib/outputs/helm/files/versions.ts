/** What SemVer 2 says a version is (semver.org, its own expression). */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$/;

export function isSemVer(text: unknown): boolean {
  return typeof text === 'string' && SEMVER.test(text);
}

// The words of Masterminds/semver/v3 (constraints.go, `init`), with which Helm reads kubeVersion.
const NUMBER = '(?:0|[1-9][0-9]*)';
const WILD = '[xX*]';
const PART = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
/** There a part may also be a mixture such as `1x`, which is accepted and then means nothing; here it is refused. */
const VERSION = `v?(?:${WILD}|${NUMBER}(?:\\.(?:${WILD}|${NUMBER})(?:\\.(?:${WILD}|${NUMBER}))?)?)(?:-${PART})?(?:\\+${PART})?`;
const OPERATOR = '(?:=|!=|>=|=>|<=|=<|>|<|~>|~|\\^)?';
const ONE = `${OPERATOR}\\s*${VERSION}`;
const ALL = new RegExp(`^\\s*(?:${VERSION}\\s+-\\s+${VERSION}|${ONE}(?:(?:\\s+|\\s*,\\s*)${ONE})*)\\s*$`);

/** Whether Helm takes a text as a constraint on Kubernetes versions: `>=1.27.0-0 <1.38.0-0 || ^2`. */
export function isKubeVersion(text: unknown): boolean {
  return typeof text === 'string' && text.split('||').every((alternative) => ALL.test(alternative));
}
