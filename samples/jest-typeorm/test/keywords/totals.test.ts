import { refreshTrending } from '../../src/cron/trending';
import { database } from '../../src/database';
import { tag } from '../../src/keywords';
import { make } from '../helpers';

const totals = () => database.query('SELECT status, keywords, occurrences FROM keyword_total ORDER BY status');
const atFirst = [
  { status: 'allowed', keywords: 3, occurrences: 0 },
  { status: 'denied', keywords: 1, occurrences: 0 },
  { status: 'synonym', keywords: 2, occurrences: 0 },
];

test('totals are those of the reference words at first', async () => {
  expect(await totals()).toEqual(atFirst);
});

test('totals change when they are worked out anew', async () => {
  await tag((await make.post()).id, 'js', 'quantum');
  expect(await totals()).toEqual(atFirst);
  await refreshTrending();
  expect(await totals()).toMatchObject([{ status: 'pending', keywords: 1 }, { status: 'allowed', occurrences: 1 }, {}, {}]);
});
