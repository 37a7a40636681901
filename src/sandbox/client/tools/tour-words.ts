import { inLanguage } from '../../../platform/pages/in-language.js';
import type { PageTourStep } from '../../desk/page-api.js';

interface StepWords {
  readonly title: string;
  readonly hint: string;
  /** The button that brings one there, or does it. */
  readonly button: string;
}

/** What a step's words speak of. */
export interface StepNames {
  /** With its `#`. */
  readonly channel: string;
  /** Who has to do it, where one cannot as oneself. */
  readonly actor: string | null;
}

export interface TourWords {
  readonly title: string;
  readonly progress: (done: number, all: number) => string;
  readonly fold: string;
  readonly unfold: string;
  readonly done: string;
  readonly toDo: string;
  readonly congratulation: string;
  readonly readNext: string;
  readonly step: (id: PageTourStep['id'], names: StepNames) => StepWords;
}

type Steps = Readonly<Record<PageTourStep['id'], (names: StepNames) => StepWords>>;

const englishSteps: Steps = {
  'read-digest': ({ channel }) => ({
    title: 'Read the digest',
    hint: `Open ${channel}: what changed this week, and a board of all KPIs.`,
    button: `Open ${channel}`,
  }),
  'open-chart': ({ channel }) => ({
    title: 'Open a chart',
    hint: `Click the board in ${channel} to see it large; the thread has a chart for each KPI that needs attention.`,
    button: 'Show the board',
  }),
  'raise-blocker': ({ channel }) => ({
    title: 'Raise a blocker',
    hint: `Type /blocker in ${channel} and say what stands in the way.`,
    button: 'Go and raise one',
  }),
  'make-action': ({ channel }) => ({
    title: 'Turn a message into an action',
    hint: `Open the ⋯ menu of a message in ${channel} and choose the shortcut.`,
    button: 'Go to the messages',
  }),
  approve: ({ channel, actor }) => ({
    title: 'Approve as the executive',
    hint: `Open the digest’s thread in ${channel} and press Approve.`,
    button: actor ? `Act as ${actor}` : 'Go to the request',
  }),
  decide: ({ channel, actor }) => ({
    title: 'Vote on a decision',
    hint: `Open the digest’s thread in ${channel} and vote by A, B or C; the chair then records the outcome.`,
    button: actor ? `Act as ${actor}` : 'Go to the question',
  }),
  'next-run': () => ({
    title: 'Go to next Monday',
    hint: 'Readings go on with the clock, and the next digest leaves in its time.',
    button: 'Move the clock',
  }),
};

const frenchSteps: Steps = {
  'read-digest': ({ channel }) => ({
    title: 'Lire le point de la semaine',
    hint: `Ouvrez ${channel} : ce qui a changé cette semaine, et un tableau de tous les KPI.`,
    button: `Ouvrir ${channel}`,
  }),
  'open-chart': ({ channel }) => ({
    title: 'Ouvrir un graphique',
    hint: `Cliquez sur le tableau dans ${channel} pour l’agrandir ; le fil a un graphique par KPI à surveiller.`,
    button: 'Voir le tableau',
  }),
  'raise-blocker': ({ channel }) => ({
    title: 'Signaler un blocage',
    hint: `Tapez /blocker dans ${channel} et dites ce qui bloque.`,
    button: 'Aller en signaler un',
  }),
  'make-action': ({ channel }) => ({
    title: 'Faire d’un message une action',
    hint: `Ouvrez le menu ⋯ d’un message dans ${channel} et choisissez le raccourci.`,
    button: 'Aller aux messages',
  }),
  approve: ({ channel, actor }) => ({
    title: 'Approuver côté direction',
    hint: `Ouvrez le fil du point dans ${channel} et cliquez sur Approuver.`,
    button: actor ? `Agir comme ${actor}` : 'Aller à la demande',
  }),
  decide: ({ channel, actor }) => ({
    title: 'Voter sur une décision',
    hint: `Ouvrez le fil du point dans ${channel} et votez A, B ou C ; la présidence consigne ensuite le résultat.`,
    button: actor ? `Agir comme ${actor}` : 'Aller à la question',
  }),
  'next-run': () => ({
    title: 'Aller au lundi suivant',
    hint: 'Les relevés avancent avec l’horloge, et le prochain point part à son heure.',
    button: 'Avancer l’horloge',
  }),
};

const english: TourWords = {
  title: 'Try this',
  progress: (done, all) => `${done} of ${all} done`,
  fold: 'Fold the list',
  unfold: 'Unfold the list',
  done: 'Done',
  toDo: 'To do',
  congratulation: 'Well done: you have seen it all work.',
  readNext: 'Next: switch on a bad day, look under the hood in Requests, or read README.md, “Run it in your Slack”.',
  step: (id, names) => englishSteps[id](names),
};

const french: TourWords = {
  title: 'À essayer',
  progress: (done, all) => `${done} sur ${all} ${done < 2 ? 'fait' : 'faits'}`,
  fold: 'Replier la liste',
  unfold: 'Déplier la liste',
  done: 'Fait',
  toDo: 'À faire',
  congratulation: 'Bravo : vous avez tout vu fonctionner.',
  readNext:
    'Ensuite : activez un mauvais jour, regardez sous le capot dans Requêtes, ou lisez README.md, « Run it in your Slack ».',
  step: (id, names) => frenchSteps[id](names),
};

export function tourWords(locale: string): TourWords {
  return inLanguage(locale, { en: english, fr: french });
}
