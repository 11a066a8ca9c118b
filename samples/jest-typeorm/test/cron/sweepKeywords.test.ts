import { sweep } from '../../src/cron/sweep';
import { keywords, tag, untag } from '../../src/keywords';
import { make } from '../helpers';

test('words that no post has, and nobody allowed, are forgotten', async () => {
  const { id } = await make.post();
  await tag(id, 'quantum', 'qubit');
  await untag(id, 'qubit');
  expect(await sweep(new Date())).toBe(1);
  expect(await keywords().existsBy({ value: 'quantum' })).toBe(true);
});

test('reference words stay', async () => {
  expect(await sweep(new Date())).toBe(0);
  expect(await keywords().count()).toBe(6);
});
