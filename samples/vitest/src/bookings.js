import { pool } from './database.js';

export async function addSlot(exhibition, startsAt, capacity) {
  const { rows } = await pool.query(
    'INSERT INTO slot (exhibition_id, starts_at, capacity) VALUES ($1, $2, $3) RETURNING id', [exhibition, startsAt, capacity]);
  return rows[0].id;
}

export async function book(slot, visitor, seats = 1) {
  const { rows } = await pool.query('INSERT INTO booking (slot_id, visitor, seats) VALUES ($1, $2, $3) RETURNING id', [slot, visitor, seats]);
  return rows[0].id;
}

export async function setState(booking, state) {
  await pool.query('UPDATE booking SET state = $2 WHERE id = $1', [booking, state]);
}

export async function freeSeats(slot) {
  const { rows } = await pool.query(
    `SELECT capacity - (SELECT coalesce(sum(seats), 0)::integer FROM booking WHERE slot_id = slot.id AND state <> 'cancelled') AS free
     FROM slot WHERE id = $1`, [slot]);
  return rows[0].free;
}

export async function takings() {
  const { rows } = await pool.query(
    `SELECT title, sum(seats * price)::float AS sum FROM booking JOIN slot ON slot.id = slot_id JOIN exhibition ON exhibition.id = exhibition_id
     WHERE state = 'paid' GROUP BY title ORDER BY title`);
  return rows;
}
