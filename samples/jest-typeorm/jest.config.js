// The switch: `pglanes run` sets PGLANES_URL_1, and then each worker has a lane; without it all share the template, one after the other.
const inLanes = Boolean(process.env.PGLANES_URL_1);

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  maxWorkers: inLanes ? Number(process.env.PGLANES_LANES) : 1,
  setupFilesAfterEnv: [inLanes ? './test/lane.ts' : './test/template.ts', './test/connect.ts'],
};
