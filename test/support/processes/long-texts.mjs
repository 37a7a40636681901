/**
 * Gives very long texts to whatever reads what people, files and `copil.yml` say, and prints the name of each reader
 * before its turn: whoever stops the process in the end knows which one never came back.
 */
import { readOptions } from '../../../src/features/decisions/option-lines.ts';
import { plainWords } from '../../../src/features/decisions/search-text.ts';
import { readPlanned } from '../../../src/features/decisions/surface/planned-value.ts';
import { plainText as decisionText } from '../../../src/features/decisions/surface/read-fields.ts';
import { readCommand } from '../../../src/features/follow-up/capture/command-line.ts';
import { parseLine } from '../../../src/features/follow-up/capture/parse-line.ts';
import { readAway } from '../../../src/features/home/away/away-days.ts';
import { readKpiLine, withoutSlackMarks } from '../../../src/features/kpi-commands/kpi-line.ts';
import { readTypedValue } from '../../../src/features/kpi-commands/typed-value.ts';
import { sniffDelimiter } from '../../../src/features/sources/csv/dialect.ts';
import { adviceOnTitles, isDate } from '../../../src/features/sources/csv/title-lines.ts';
import { compileDateFormat } from '../../../src/features/sources/dates/date-format.ts';
import { explainDate } from '../../../src/features/sources/dates/explain-date.ts';
import { dateShapeOf, labelled, readDate } from '../../../src/features/sources/dates/read-date.ts';
import { didYouMean } from '../../../src/features/sources/did-you-mean.ts';
import { personalMarkIn } from '../../../src/features/sources/personal-marks.ts';
import { namePattern } from '../../../src/features/sources/plan/name-pattern.ts';
import { explainNumber, readDuration, readNumber, shapeOf } from '../../../src/features/sources/values.ts';
import { csvRecord } from '../../../src/kernel/csv.ts';
import { parseMoney } from '../../../src/kernel/money.ts';
import { parsePeriod } from '../../../src/kernel/periods.ts';
import { readDateWords } from '../../../src/kernel/spoken-days/spoken-days.ts';
import { storable } from '../../../src/kernel/well-formed.ts';
import { createLogger } from '../../../src/platform/log.ts';
import { clampText, escapeMrkdwn, plainInMrkdwn, unescapeMrkdwn } from '../../../src/platform/slack/escape.ts';
import { peopleNamed, plainText } from '../../../src/platform/slack/plain-text.ts';

const today = '2026-11-19';
/** Now in English, now in French. */
const places = ['en', 'fr'].map((locale) => ({ today, locale }));
const people = Array.from({ length: 300 }, (_, index) => ({ key: `p${index}`, name: `Ana Maria Lopes ${index}` }));
const known = { kpiKeys: ['leads', 'orders'], projectKeys: ['redesign'] };
const kpi = { rollUp: 'sum', format: { style: 'number', decimals: 0 } };
const log = createLogger({ level: 'info', destination: { write: () => undefined } });

const readers = {
  'a line of capture': (text, place) => parseLine(text.slice(0, 100_000), { ...place, ...known, people }),
  'the words of a command': (text) => readCommand('action', text, known),
  'people in a text': (text) => peopleNamed(text),
  'a plain text': plainText,
  'days away': readAway,
  'the words of a day': readDateWords,
  'a line of /kpi': (text) => readKpiLine(withoutSlackMarks(text)),
  'a typed value': (text, { locale }) => readTypedValue(text, kpi, locale),
  'a planned value': (text, { locale }) => readPlanned(text, kpi, locale),
  'an amount': (text, { locale }) => parseMoney(text, 'EUR', locale),
  'options of a decision': (text) => readOptions(text),
  'a text that is searched': plainWords,
  'a field of a decision': decisionText,
  'the label of a period': (text) => attempt(() => parsePeriod(text)),
  'the start of a file': (text) => [sniffDelimiter(text), adviceOnTitles(text), isDate(text)],
  'a date of a file': (text) => {
    for (const order of ['iso', 'french', 'us']) readDate(text, order) ?? explainDate(text, order);
    return [dateShapeOf(text), labelled(text)];
  },
  'a number of a file': (text) => [
    shapeOf(text),
    ...['.', ','].map((mark) => readNumber(text, mark) ?? explainNumber(text, mark)),
    readDuration(text, 'minutes'),
  ],
  'the format of a date': (text) => attempt(() => compileDateFormat(`YYYY-MM-DD ${text}`)?.(`2026-01-01 ${text}`)),
  'a pattern of columns': (text) => namePattern(`*a*a*a*${text.slice(0, 40)}*b`).test(text),
  'the name of a segment': personalMarkIn,
  'a mistyped name': (text) => didYouMean(text, ['leads', 'orders', 'redesign']),
  'a cell of an export': (text) => csvRecord([text]),
  'a text for Slack': (text) => [clampText(text, 3_000), unescapeMrkdwn(escapeMrkdwn(text)), plainInMrkdwn(text)],
  'a text to be stored': storable,
  'a line of the log': (text) => log.info(text),
};

function attempt(read) {
  try {
    return read();
  } catch {
    return null;
  }
}

const units = [
  ...' a1.,:-/\'")([<|*_&\n\u00a0\u0301💥',
  ...[
    '<@',
    '<#',
    '<!',
    '<@U1> ',
    'a-',
    '1 ',
    ' .',
    '&lt;',
    '@ana ',
    '#a ',
    'a@',
    'a://b:',
    '"token":"',
    'by ',
    'next ',
  ],
  ...['from monday to ', 'du lundi au ', '2026-01-01 ', '1h', '(a', 'FR76 ', '+33 '],
];

for (const [name, read] of Object.entries(readers)) {
  for (const [index, unit] of units.entries()) {
    process.stdout.write(`${name}: ${JSON.stringify(unit)}\n`);
    const long = unit.repeat(Math.ceil(Number(process.argv[2]) / unit.length));
    const [place] = places.slice(index % places.length);
    for (const text of [`@Ana ${long}!`, `1${long}\u0001`]) attempt(() => read(text, place));
  }
}
process.stdout.write('all were read\n');
