import { signIn, test } from '../../desk';
import { sendWhatWasTypedAgain } from '../../signed-out';

test('what somebody typed before their session ended is given back, and sent again', async ({ page, faults }) => {
  faults.allow(/status of 401/);
  await signIn(page, 'operator2');
  await sendWhatWasTypedAgain(page);
});
