import type { PlaceTemplate, ReleaseBinding } from './derive-input';

/** What the chart of one program says beside its templates. Words of Chart.yaml mean what they mean there. */
export interface ChartOptions {
  /** The chart's version (SemVer 2). */
  readonly version: string;
  /**
   * The environment whose settings complete those that all environments share: together they are values.yaml.
   * @default the first environment
   */
  readonly defaults?: string | undefined;
  /**
   * The chart's name.
   * @default the program's
   */
  readonly name?: string | undefined;
  /**
   * The version of what the chart installs; `{ setting: 'image.tag' }` takes it from the chart's default values.
   * @default none
   */
  readonly appVersion?: string | { readonly setting: string } | undefined;
  /**
   * The Kubernetes versions that the chart is for, as Helm reads them.
   * @default '>=1.30.0-0', since which Kubernetes takes by default all that the constructs write
   */
  readonly kubeVersion?: string | undefined;
  /** @default the program's name, and that rollwright made it */
  readonly description?: string | undefined;
  /** @default none */
  readonly keywords?: readonly string[] | undefined;
  /** The URL of the program's home page. @default none */
  readonly home?: string | undefined;
  /** URLs of the source. @default none */
  readonly sources?: readonly string[] | undefined;
  /** @default none */
  readonly maintainers?: readonly { readonly name: string; readonly email?: string | undefined; readonly url?: string | undefined }[] | undefined;
  /** The URL of a picture. @default none */
  readonly icon?: string | undefined;
  /**
   * Settings that are the release's: `{ name: 'name', namespace: 'namespace' }` makes them `.Release.Name` and `.Release.Namespace`. They leave the values.
   * @default none
   */
  readonly release?: ReleaseBinding | undefined;
  /**
   * Settings that are the same in every release, as paths: the chart refuses other values.
   * @default none
   */
  readonly fixed?: readonly string[] | undefined;
  /**
   * Template text for places that cannot be learned.
   * @default none
   */
  readonly templates?: readonly PlaceTemplate[] | undefined;
  /**
   * The container that `helm test` runs against each Service: `wget` of this image asks for the path.
   * @default { image: 'busybox:1.37.0', path: '/' }
   */
  readonly test?: { readonly image?: string | undefined; readonly path?: string | undefined } | false | undefined;
}
