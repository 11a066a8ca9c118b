import { pool } from '../src/database.js';

// Holds in a lane and on the template: names without a schema are found on the connection's path.
test('tables are found where the connection looks', async () => {
  const { rows } = await pool.query(`SELECT 'slot'::regclass::oid = to_regclass(current_schema() || '.slot')::oid AS same`);
  expect(rows).toEqual([{ same: true }]);
});

test.runIf(process.env.PGLANES_URL_1)('the worker is in the lane of its number', async () => {
  const { rows } = await pool.query('SELECT pglanes.lane() AS lane');
  expect(`${rows[0].lane}`).toBe(process.env.VITEST_POOL_ID);
});
