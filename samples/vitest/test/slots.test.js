import { addSlot, freeSeats } from '../src/bookings.js';

const noon = '2030-01-01T12:00:00Z';

test('a new slot is free', async () => {
  expect(await freeSeats(await addSlot(1, noon, 20))).toBe(20);
});

test('an exhibition has one slot at a time', async () => {
  await addSlot(1, noon, 20);
  await addSlot(2, noon, 20);
  await expect(addSlot(1, noon, 5)).rejects.toMatchObject({ constraint: 'slot_once' });
});

test('slots are numbered from one', async () => {
  expect(await addSlot(1, noon, 20)).toBe(1);
});

test('a slot has room', async () => {
  await expect(addSlot(1, noon, 0)).rejects.toThrow(/slot_capacity_check/);
});
