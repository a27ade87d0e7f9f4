import { format, isDateFormat } from 'numfmt';

/** Days between the two dates from which workbooks count (ECMA-376 part 1 §18.17.4.1). */
const macintoshDays = 1_462;
/** Stands for a format that cannot be read, which costs its look and not the number. */
const invalid = '\0';

/**
 * A number as Excel shows it in this format. Whole numbers without a format are written out up to the 15 digits that
 * Excel keeps: a narrow cell shows 6.90123E+12, but what people ask for is 6901234567890.
 */
export function showNumber(value: number, code: string, countsFrom1904: boolean): string {
  if (/^general$/i.test(code)) {
    if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
    return format('General', value, { throws: false });
  }
  const serial = countsFrom1904 && isDateFormat(code) ? value + macintoshDays : value;
  const shown = format(code, serial, { throws: false, invalid });
  return shown === invalid ? String(value) : shown;
}
