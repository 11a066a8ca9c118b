const worker = process.env.VITEST_POOL_ID;
process.env.DATABASE_URL = process.env[`PGLANES_URL_${worker}`] ?? '';
if (!process.env.DATABASE_URL) throw new Error(`Worker ${worker} has no lane: give pglanes run more --lanes.`);
const { pool } = await import('../src/database.js');
beforeEach(() => pool.query('SELECT pglanes.reset()'));
