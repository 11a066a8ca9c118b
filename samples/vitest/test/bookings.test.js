import { addSlot, book, freeSeats, setState } from '../src/bookings.js';

let slot;
beforeEach(async () => {
  slot = await addSlot(1, '2030-01-01T12:00:00Z', 3);
});

test('bookings take seats', async () => {
  await book(slot, 'Ada', 2);
  expect(await freeSeats(slot)).toBe(1);
});

test('a full slot takes nobody', async () => {
  await book(slot, 'Ada', 3);
  await expect(book(slot, 'Grace')).rejects.toThrow(`slot ${slot} is full`);
});

test('a cancelled booking gives its seats back', async () => {
  await setState(await book(slot, 'Ada', 3), 'cancelled');
  await book(slot, 'Grace', 3);
  expect(await freeSeats(slot)).toBe(0);
});

test('a booking has a state that is known', async () => {
  await expect(book(slot, 'Ada').then((id) => setState(id, 'lost'))).rejects.toThrow(/booking_state/);
});
