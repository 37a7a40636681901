/** What a name of a KPI or a segment may not be: Copil keeps aggregates, and no row about a person. */
type PersonalMark = 'an e-mail address' | 'a telephone number' | 'an IBAN' | 'a French social security number';

/** What in a text points at one person; null when nothing does. Long texts are looked at in their first part. */
export function personalMarkIn(text: string): PersonalMark | null {
  const plain = text.normalize('NFKC').slice(0, 300);
  if (/[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/u.test(plain)) return 'an e-mail address';
  if (digitsOf(plain).length < 8) return null;
  if (hasIban(plain)) return 'an IBAN';
  const runs = plain.match(/[+(]?\d[\d ().\u2010\u2011A-B-]*\d/gi) ?? [];
  if (runs.some(isSocialSecurityNumber)) return 'a French social security number';
  return runs.some(isTelephone) ? 'a telephone number' : null;
}

/** Why a name is refused; the name itself is not repeated. */
export function personalFault(what: 'KPI' | 'segment' | 'label', text: string): string | null {
  const mark = personalMarkIn(text);
  return mark && `the ${what} looks like ${mark}: Copil keeps aggregates only, nothing about one person`;
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** International, French and most national ones with a leading 0, and American ones in their groups. */
function isTelephone(run: string): boolean {
  const text = run.trim();
  if (/[a-b]/i.test(text)) return false;
  const digits = digitsOf(text);
  if (/^(?:\+|00[1-9])/.test(text)) return digits.length >= 8 && digits.length <= 15;
  if (/^\(?0[1-9]/.test(text)) return digits.length >= 10 && digits.length <= 11 && !isDate(text);
  return /^(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/.test(text);
}

/** 05.01.2026 and what stands behind it, such as an hour. */
function isDate(text: string): boolean {
  return /^\d{1,2}([.-])\d{1,2}\1\d{4}/.test(text);
}

/** Its last two digits are 97 less the rest of the others by 97; the departments of Corsica have a letter. */
function isSocialSecurityNumber(run: string): boolean {
  const text = run.replaceAll(/[ ().\u2010\u2011-]/g, '').toUpperCase();
  if (!/^[1-478]\d{4}(?:\d{2}|2[AB])\d{8}$/.test(text)) return false;
  const number = Number(text.slice(0, 13).replace('2A', '19').replace('2B', '18'));
  return 97 - (number % 97) === Number(text.slice(13));
}

/** Alone, in groups of four, or as one word among others. */
function hasIban(text: string): boolean {
  const grouped = text.match(/\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b/gi) ?? [];
  return grouped.some((found) => isIban(found.replaceAll(/[ -]/g, '')));
}

function isIban(text: string): boolean {
  if (text.length < 15 || text.length > 34) return false;
  let rest = 0;
  for (const character of `${text.slice(4)}${text.slice(0, 4)}`.toUpperCase()) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
