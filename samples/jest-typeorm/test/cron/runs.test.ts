import { sendReminders } from '../../src/cron/reminders';
import { refreshTrending } from '../../src/cron/trending';
import { database } from '../../src/database';

const runs = async () => Object.fromEntries(
  (await database.query('SELECT name, runs FROM cron_run ORDER BY name')).map((row: { name: string; runs: number }) => [row.name, row.runs]));

test('each run is remembered', async () => {
  await refreshTrending();
  await refreshTrending();
  await sendReminders(new Date());
  expect(await runs()).toMatchObject({ reminders: 1, trending: 2 });
});

test('and forgotten by the next test', async () => {
  expect(await runs()).toMatchObject({ reminders: 0, trending: 0 });
});
