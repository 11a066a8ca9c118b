import { defineConfig } from 'vitest/config';

// The switch: `pglanes run` sets PGLANES_URL_1, and then each worker has a lane; without it all files share the template, one after the other.
const inLanes = Boolean(process.env.PGLANES_URL_1);

export default defineConfig({
  test: {
    globals: true,
    setupFiles: [inLanes ? './test/lane.js' : './test/template.js'],
    fileParallelism: inLanes,
    maxWorkers: inLanes ? Number(process.env.PGLANES_LANES) : 1,
  },
});
