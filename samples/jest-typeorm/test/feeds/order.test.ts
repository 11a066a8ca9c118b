import { makeFeed, read } from '../../src/feeds';
import { make } from '../helpers';

test('the best come first', async () => {
  const [poor, good, fair] = await make.posts('Poor', 'Good', 'Fair');
  await make.votes(good.id, 3);
  await make.votes(fair.id, 2, 1);
  await make.votes(poor.id, 0, 1);
  expect(await read((await makeFeed((await make.user()).id)).id)).toEqual(['Good', 'Fair', 'Poor']);
});
