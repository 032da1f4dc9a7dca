/** A Kubernetes object as plain data: what it is, what it refers to, how its text is written and hashed. Knows no other room. */
export * from './derived';
export * from './intent';
export * from './json';
export * from './object';
export * from './rendered';
