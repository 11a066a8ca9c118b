import { addSlot, book, setState, takings } from '../src/bookings.js';

test('paid bookings count, by exhibition', async () => {
  const maps = await addSlot(1, '2030-01-01T12:00:00Z', 10);
  const clocks = await addSlot(2, '2030-01-01T12:00:00Z', 10);
  await setState(await book(maps, 'Ada', 2), 'paid');
  await setState(await book(clocks, 'Grace', 2), 'paid');
  await book(clocks, 'Edsger', 5);
  expect(await takings()).toEqual([{ title: 'Clocks', sum: 19 }, { title: 'Maps', sum: 24 }]);
});

test('nothing is taken at first', async () => {
  expect(await takings()).toEqual([]);
});
