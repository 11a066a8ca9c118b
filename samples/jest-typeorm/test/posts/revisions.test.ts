import { edit, hide, revisions } from '../../src/posts';
import { make } from '../helpers';

const titlesOf = async (postId: string) => (await revisions().find({ where: { postId }, order: { id: 'ASC' } })).map((r) => r.title);

test('what a post said before is kept', async () => {
  const { id } = await make.post({ title: 'First' });
  await edit(id, { title: 'Second' });
  await edit(id, { title: 'Third' });
  expect(await titlesOf(id)).toEqual(['First', 'Second']);
});

test('to change nothing keeps nothing', async () => {
  const { id } = await make.post({ title: 'First' });
  await edit(id, { title: 'First' });
  await hide(id);
  expect(await titlesOf(id)).toEqual([]);
});

test('a body counts, too', async () => {
  const { id } = await make.post({ body: 'one' });
  await edit(id, { body: 'two' });
  expect(await revisions().find({ where: { postId: id } })).toMatchObject([{ body: 'one' }]);
});
