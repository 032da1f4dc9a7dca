import { Construct } from 'constructs';
import type { ConfigSource } from './config-source';
import { External } from './external';
import { configKey, dnsSubdomain, validName } from './names';

/** What is known of a Secret that somebody else makes. */
export interface ExistingSecretProps {
  /** Its `metadata.name`. */
  readonly name: string;
  /**
   * Any text that changes whenever its data does (a version number, the revision of the secret store, a date): pods that read it then roll. rollwright never
   * sees the data itself.
   * @default none: its readers do not roll by it
   */
  readonly version?: string | number | undefined;
  /**
   * Its keys. References to single keys are then checked, and so are variables that two sources set.
   * @default unknown
   */
  readonly keys?: readonly string[] | undefined;
  /**
   * Whether pods start without it.
   * @default false
   */
  readonly optional?: boolean | undefined;
}

/** A reference to a Secret. Nothing is written for it, and no secret value passes through. */
export class AppSecretRef extends Construct implements ConfigSource {
  /**
   * A Secret that somebody else makes: a person, ExternalSecret, a chart of another team. It is declared external, so that referring to it is no error.
   * @throws RollwrightError NAME_INVALID when the name or a key is none that a Secret can have
   */
  static existing(scope: Construct, id: string, props: ExistingSecretProps): AppSecretRef {
    return new AppSecretRef(scope, id, props);
  }

  readonly kind = 'Secret';
  readonly name: string;
  readonly version?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly optional?: boolean | undefined;

  private constructor(scope: Construct, id: string, props: ExistingSecretProps) {
    super(scope, id);
    const construct = this.node.path;
    this.name = validName(dnsSubdomain, props.name, { what: 'name of a Secret', construct });
    this.version = props.version === undefined ? undefined : String(props.version);
    this.keys = props.keys?.map((key) => validName(configKey, key, { what: `key of the Secret ${this.name}`, construct }));
    this.optional = props.optional;
    External.secret(this, this.name, { keys: this.keys });
  }
}
