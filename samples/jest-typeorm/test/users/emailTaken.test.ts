import { leave } from '../../src/users';
import { make } from '../helpers';

test('an address belongs to one account', async () => {
  await make.user({ email: 'one@readers.example' });
  await expect(make.user({ email: 'One@Readers.example' })).rejects.toThrow('There is an account with this address.');
});

test('an address is free again when its account is gone', async () => {
  const { id } = await make.user({ email: 'one@readers.example' });
  await leave(id);
  await expect(make.user({ email: 'one@readers.example' })).resolves.toMatchObject({ email: 'one@readers.example' });
});
