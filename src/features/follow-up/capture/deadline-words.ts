import type { Locale } from '../../../kernel/numbers.js';
import { unaccented } from '../../../kernel/spoken-days/date-vocabulary.js';

/** The words around a date that tell a deadline from a date in a name. All lower case, as `SlackWord.core`; accents are left out of account. */

/** Strong words promise a deadline ("by"); weak ones stand before deadlines and before much else ("for", « pour »). */
export type Lead = { readonly strength: 'strong' | 'weak'; readonly language: Locale; readonly length: number };

const leads: readonly (readonly [Lead['strength'], Locale, readonly string[]])[] = [
  [
    'strong',
    'en',
    [
      ...[
        'by',
        'before',
        'until',
        'till',
        'due',
        'due by',
        'due on',
        'due before',
        'due date',
        'due date is',
        'deadline',
      ],
      ...['deadline is', 'deadline by', 'no later than', 'not later than', 'on or before', 'by or before', 'by latest'],
      ...['latest by', 'latest on', 'at the latest by', 'at the latest on', 'at the latest', 'in time for'],
    ],
  ],
  ['weak', 'en', ['on', 'for', 'at', 'due for']],
  [
    'strong',
    'fr',
    [
      ...['avant', "d'ici", "d'ici à", "d'ici a", 'au plus tard', 'échéance', 'échéance au'],
      ...['pour échéance', 'avec échéance', 'date limite', 'date butoir', 'deadline au'],
      ...['à rendre', 'à rendre pour', 'à rendre avant', 'à faire pour', 'à faire avant', 'pour au plus tard'],
    ],
  ],
  ['weak', 'fr', ['pour']],
];

const leadsByText = new Map<string, Omit<Lead, 'length'>>(
  leads.flatMap(([strength, language, texts]) =>
    texts.map((text) => [unaccented(text), { strength, language }] as const),
  ),
);

const longestLead = 4;

/** The longest lead that these words begin with. */
export function leadOf(cores: readonly string[]): Lead | null {
  for (let length = Math.min(longestLead, cores.length); length > 0; length -= 1) {
    const found = leadsByText.get(unaccented(cores.slice(0, length).join(' ')));
    if (found) return { ...found, length };
  }
  return null;
}

/** Words with a space between them, with and without their accents. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').flatMap((word) => [word, unaccented(word)]));
}

/** After one of these, a date at the end of a line belongs to what stands before it: "numbers of Friday", "Black Friday". */
export const bindingWords = wordSet(
  'of from since after starting as per than to into and or with vs versus between every each all any a an the this that these those ' +
    'last past during about over via is was were are moved black cyber good easter whit ash palm shrove super giving casual ' +
    'de du des depuis après dès au aux à a et ou par entre sur sous chaque tous toutes un une le la les ce cet cette ces dernier ' +
    "jusqu'au jusqu'à jusqu'a " +
    'durant pendant contre comme est était sont version v no n° ' +
    'first second third fourth fifth other half mid early late premier première deuxième second seconde troisième autre mi ' +
    'days weeks months jours semaines mois ' +
    'expire expires expired expiring ends ended starts started begins began dated termine terminé finit commence débute daté datée',
);

/** What may follow a date that ends its phrase; any other word may be what the date is part of ("Friday newsletter"). */
export const continuingWords = wordSet(
  'with to and for at in on from by via as so because since if when while after then but or please pls thanks latest ' +
    'the a an all our my your their his her its this these those every both some any i we you they it ' +
    'asap unless without about into otherwise including incl cc ' +
    'avec et à au aux pour dans sur chez par car si quand lorsque puis mais ou afin sans merci svp stp dont ' +
    "le la les un une nos notre mon ma mes votre vos ton ta tes leur leurs son sa ses ce cet cette ces tous toutes on il elle nous vous sinon en selon y compris parce qu'on que",
);

/** French says what a date belongs to after it: « vendredi de Pâques », « vendredi noir ». */
export const frenchBelonging = wordSet('de du des saint noir blanc gras férié prochains derniers');

/** Asked politely at the end of a line, after the date. */
export const courtesies = wordSet('please pls plz thanks thx asap svp stp merci merci! cheers');

/** "not before Friday", « pas avant lundi » set no deadline. */
export const negations = wordSet("not don't dont doesn't won't can't cannot never pas jamais");

/** "two days before Friday", « une semaine avant lundi »: a date counted from another, which is not read. */
export const unitWords = wordSet(
  'day days week weeks month months hour hours minutes min jour jours ouvrés ouvrables semaine semaines mois heure heures veille ' +
    'just right shortly well long juste peu bien longtemps',
);
