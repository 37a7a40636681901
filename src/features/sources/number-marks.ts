/** What stands around the digits of a number: sign, currency, per cent, a word for thousands, the accountant's parentheses. */
type Bare = {
  readonly digits: string;
  readonly isNegative: boolean;
  readonly isPercent: boolean;
  /** By which power of ten the digits are multiplied: 6 for 3.2M. */
  readonly power: number;
};

type Found = { sign: string; parentheses: '' | '(' | '()'; percent: boolean; currency: boolean; power: number };

/** More than any number has that can be read. */
const longestNumber = 400;

/** Takes them away one by one, each at most once; what is left is for a column's decimal mark to read. */
export function strip(cell: string): Bare {
  const found: Found = { sign: '', parentheses: '', percent: false, currency: false, power: 0 };
  let text = cell.trim();
  if (text.length > longestNumber) return { digits: '', isNegative: false, isPercent: false, power: 0 };
  for (;;) {
    const rest = withoutFirst(text, found) ?? withoutLast(text, found);
    if (rest === null) break;
    text = rest.trim();
  }
  const isBroken = found.parentheses === '(' || (found.percent && found.power !== 0);
  return {
    digits: isBroken ? '' : text,
    isNegative: found.parentheses === '()' || (found.sign !== '' && found.sign !== '+'),
    isPercent: found.percent,
    power: found.power,
  };
}

const signs = '-−+';

function withoutFirst(text: string, found: Found): string | null {
  const first = text.charAt(0);
  const isOpen = found.sign === '' && found.parentheses === '';
  if (first !== '' && isOpen && (signs.includes(first) || first === '(')) {
    if (first === '(') found.parentheses = '(';
    else found.sign = first;
    return text.slice(1);
  }
  const word = /^[\p{L}\p{Sc}/]{1,5}/u.exec(text.slice(0, 8))?.[0];
  if (word === undefined || found.currency) return null;
  const isCut = text.charAt(word.length) === '.' && (isCurrency(`${word}.`) || /\s/.test(text.charAt(word.length + 1)));
  const length = isCut ? word.length + 1 : word.length;
  if (!isCurrency(word) && !isCurrency(text.slice(0, length))) return null;
  found.currency = true;
  return text.slice(length);
}

function withoutLast(text: string, found: Found): string | null {
  const last = text.at(-1) ?? '';
  const before = text.slice(0, -1);
  if (last === ')' && found.parentheses === '(') {
    found.parentheses = '()';
    return before;
  }
  // SAP writes its minus behind the number.
  if ((last === '-' || last === '−') && found.sign === '' && found.parentheses === '') {
    found.sign = last;
    return before;
  }
  if (last === '%' && !found.percent) {
    found.percent = true;
    return before;
  }
  const word = /[\p{L}\p{Sc}/]{1,8}\.?$/u.exec(text.slice(-9))?.[0];
  if (word === undefined) return null;
  const power = found.power === 0 ? powerOf(word) : 0;
  if (power > 0) {
    found.power = power;
    return text.slice(0, -word.length);
  }
  const sign = found.currency ? '' : currencyAtEnd(word);
  if (sign === '') return null;
  found.currency = true;
  return text.slice(0, -sign.length);
}

/** The currency that a word is or, behind a word for thousands, ends with: M€, kEUR. */
function currencyAtEnd(word: string): string {
  for (let at = 0; at < word.length; at += 1) {
    const sign = word.slice(at);
    if (isCurrency(sign) && (at === 0 || powerOf(word.slice(0, at)) > 0)) return sign;
  }
  return '';
}

/** A small m is a metre to some, a billion a thousand of them in France: neither is guessed at. */
const powers: Readonly<Record<string, number>> = {
  k: 3,
  K: 3,
  M: 6,
  Mio: 6,
  mio: 6,
  million: 6,
  millions: 6,
  B: 9,
  bn: 9,
  Bn: 9,
  Md: 9,
  Mds: 9,
  Mrd: 9,
  milliard: 9,
};

function powerOf(word: string): number {
  return Object.hasOwn(powers, word) ? (powers[word] ?? 0) : 0;
}

const codes = new Set(Intl.supportedValuesOf('currency'));
const usualCodes = new Set(['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CAD']);

/** An ISO code, or a sign that Intl knows; a single letter could be anything. Codes are upper case, or `all` and `try` were some. */
function isCurrency(word: string): boolean {
  if (/^\p{Sc}$/u.test(word) || codes.has(word) || usualCodes.has(word.toUpperCase())) return true;
  return word.length > 1 && /^(?:\p{L}|\p{Sc}|[./])+$/u.test(word) && currencySigns().has(word);
}

let signsKnown: ReadonlySet<string> | null = null;

/** In English, British and French: `kr`, `zł`, `US$`, `$US`. Made when the first unusual word stands beside a number: it takes a while. */
function currencySigns(): ReadonlySet<string> {
  signsKnown ??= new Set(
    [...codes].flatMap((currency) =>
      ['en', 'en-GB', 'fr'].flatMap((locale) =>
        (['symbol', 'narrowSymbol'] as const).map(
          (currencyDisplay) =>
            new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
              .formatToParts(0)
              .find(({ type }) => type === 'currency')?.value ?? '',
        ),
      ),
    ),
  );
  return signsKnown;
}
