import { describe, expect, it } from '@jest/globals';
import { asPayload } from './as-payload.js';
import { readDeskFilter, ruleWords, withFilter } from './desk-filter.js';

const read = (search: string) => readDeskFilter(new URLSearchParams(search));

describe('the filter of the dead-letter desk', () => {
  it('is what the address says', () => {
    const search = 'device=my-pack&site=01JD00000000000000000000AB&rule=out-of-range&kind=value&replayed=true';
    expect(read(search)).toEqual(Object.fromEntries(new URLSearchParams(search)));
  });

  it('shows what is still to be done, unless the address says otherwise', () => {
    expect(read('')).toEqual({ replayed: 'false' });
    expect(read('replayed=all')).toEqual({});
  });

  it('leaves out what the API would not take', () => {
    expect(read('device=a/b&site=here&rule=OUT&kind=shed')).toEqual({ replayed: 'false' });
  });

  it('changes one field and leaves the others', () => {
    const search = new URLSearchParams('device=a&rule=b');
    expect(withFilter(search, 'rule', '').toString()).toBe('device=a');
    expect(withFilter(search, 'kind', 'value').toString()).toBe('device=a&rule=b&kind=value');
  });

  it('says a rule in words, also one that it does not know', () => {
    expect([ruleWords('not-json'), ruleWords('some-new-rule')]).toEqual(['Not JSON', 'Some new rule']);
  });
});

describe('what is read of a letter', () => {
  const reason = { rule: 'wrong-type', message: 'voltage is not a number', metric: 'voltage' };

  it('is a reading of one metric where a single value was refused', () => {
    expect(JSON.parse(asPayload({ kind: 'value', reason }, '"3.7"'))).toEqual({ values: { voltage: '3.7' } });
  });

  it('is what was sent where the whole reading was', () => {
    expect(asPayload({ kind: 'reading', reason }, '{"voltage":"3.7"}')).toBe('{"voltage":"3.7"}');
  });
});
