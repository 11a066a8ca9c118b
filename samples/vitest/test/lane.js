process.env.DATABASE_URL = process.env[`PGLANES_URL_${process.env.VITEST_POOL_ID}`];
const { pool } = await import('../src/database.js');
beforeEach(() => pool.query('SELECT pglanes.reset()'));
