export * from './people';
export * from './sources';
export * from './posts';
export * from './reactions';
export * from './feeds';
