import { addSlot, book, freeSeats } from '../src/bookings.js';

test('of five who come at once three get in', async () => {
  const slot = await addSlot(2, '2030-01-01T12:00:00Z', 3);
  const results = await Promise.allSettled(['A', 'B', 'C', 'D', 'E'].map((visitor) => book(slot, visitor)));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3);
  expect(await freeSeats(slot)).toBe(0);
});
