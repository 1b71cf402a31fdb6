import { allPacks } from './all-packs.js';
import { describePackRules, describePacksTogether } from './pack-rules.contract.js';

for (const pack of allPacks) describePackRules(pack);
describePacksTogether(allPacks);
