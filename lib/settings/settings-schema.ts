/**
 * A zod schema (of zod or zod/mini), by the one member that its types are read from. The public types name this instead of zod's own: zod's declarations need
 * `esModuleInterop` or `skipLibCheck`, which a project made by `cdk8s init` has not, and such a project may use rollwright without any schema.
 */
export interface SettingsSchema<Output = unknown> {
  readonly _zod: { readonly output: Output };
}
