import { makeFeed, read, wantSource } from '../../src/feeds';
import { make } from '../helpers';

test('a feed shows posts of its sources', async () => {
  const source = await make.source();
  await make.post({ title: 'Theirs', sourceId: source.id });
  await make.post({ title: 'Ours' });
  const { id } = await makeFeed((await make.user()).id);
  await wantSource(id, source.id);
  expect(await read(id)).toEqual(['Theirs']);
});

test('a source that is blocked and not wanted any more is neither', async () => {
  const source = await make.source();
  await make.post({ title: 'Theirs', sourceId: source.id });
  const { id } = await makeFeed((await make.user()).id);
  await wantSource(id, source.id);
  await wantSource(id, source.id, true);
  expect(await read(id)).toEqual([]);
});
