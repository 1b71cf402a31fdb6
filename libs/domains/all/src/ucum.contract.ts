import { createRequire } from 'node:module';

/** The part of the NLM's UCUM library, which has no types, that is used here. */
interface UcumLibrary {
  readonly UcumLhcUtils: {
    getInstance(): {
      validateUnitString(unit: string): {
        readonly status: 'valid' | 'invalid' | 'error';
        readonly ucumCode: string | null;
      };
    };
  };
}

const { UcumLhcUtils } = createRequire(import.meta.url)('@lhncbc/ucum-lhc') as UcumLibrary;

/** True for a unit in UCUM's own spelling; aliases that the library forgives are none. */
export function isUcum(unit: string): boolean {
  const { status, ucumCode } = UcumLhcUtils.getInstance().validateUnitString(unit);
  return status === 'valid' && ucumCode === unit;
}
