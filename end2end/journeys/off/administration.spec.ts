import { test } from '../../administration';
import { changesAreFound, othersAreTurnedAway } from '../../administration/audit';
import { choicesAreMadeAndOffered } from '../../administration/choices';
import { catalogComesBackChanged } from '../../administration/files';
import { gameIsMadeChangedAndRetired } from '../../administration/games';
import { itemIsGivenAndRetired } from '../../administration/items';
import { somebodyComesAndGoes } from '../../administration/people';
import { serverIsConnected } from '../../administration/servers';
import { twoSaveTheSame } from '../../administration/together';
import { newsArePosted } from '../../administration/webhooks';

// Each walks over a dozen pages, of several people.
test.describe.configure({ timeout: 60_000 });

test('a game is made, corrected where it was refused, changed, and taken out of use', gameIsMadeChangedAndRetired);
test('a server is connected, its secret is shown once, and a test call says who errs', serverIsConnected);
test('an item is given within its limit, retires, and is not forgotten', itemIsGivenAndRetired);
test('reasons, messages and ID kinds are made and asked for', choicesAreMadeAndOffered);
test('two people save the same entry, and the second is told and loses nothing', twoSaveTheSame);
test('a catalog goes out as a file and comes back changed, and a wrong row is refused', catalogComesBackChanged);
test('news of a game are posted to a channel of its own', newsArePosted);
test('somebody is invited, may more and less, and is gone', somebodyComesAndGoes);
test('what was changed is found in the audit log and taken away as a file', changesAreFound);
test('who may not administrate is offered nothing and gets nothing', othersAreTurnedAway);
