import { defineConfig } from 'vitest/config';

// The switch: `pglanes run` sets PGLANES_URL_1, and then each worker has a lane.
const inLanes = Boolean(process.env.PGLANES_URL_1);

export default defineConfig({
  test: {
    globals: true,
    setupFiles: [inLanes ? './test/lane.js' : './test/template.js'],
    // Without lanes all files share one database, one after the other.
    fileParallelism: inLanes,
  },
});
