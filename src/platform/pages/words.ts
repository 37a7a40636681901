import { inLanguage } from './in-language.js';

/** The words of a drawing itself. What the app writes comes in its messages; these are the frame around them. */
export interface PageWords {
  readonly language: 'en' | 'fr';
  readonly replies: (count: number) => string;
  readonly app: string;
  readonly openImage: string;
  /** Before what the image shows. */
  readonly missingImage: string;
  readonly remoteImage: string;
  readonly readOnly: string;
  readonly moreOptions: string;
  readonly chartData: string;
  readonly table: string;
  readonly undrawn: (type: string) => string;
  readonly preview: string;
  readonly notSent: string;
  readonly goesTo: string;
  readonly inThread: string;
  readonly notificationText: string;
  readonly nothingToSend: string;
}

const english: PageWords = {
  language: 'en',
  replies: (count) => `${count} ${count === 1 ? 'reply' : 'replies'}`,
  app: 'App',
  openImage: 'open large',
  missingImage: 'Image not available yet:',
  remoteImage: 'Image on another site, not loaded here:',
  readOnly: 'This page shows the workspace; nothing can be clicked in it.',
  moreOptions: 'More options',
  chartData: 'Figures of this chart',
  table: 'Table',
  undrawn: (type) => `A block of type “${type}” is not drawn here.`,
  preview: 'Preview',
  notSent: 'nothing was sent',
  goesTo: 'Goes to',
  inThread: 'In its thread',
  notificationText: 'Text for notifications and screen readers',
  nothingToSend: 'There is no message to send.',
};

const french: PageWords = {
  language: 'fr',
  replies: (count) => `${count} ${count < 2 ? 'réponse' : 'réponses'}`,
  app: 'Appli',
  openImage: 'ouvrir en grand',
  missingImage: 'Image pas encore disponible :',
  remoteImage: 'Image d’un autre site, non chargée ici :',
  readOnly: 'Cette page montre l’espace de travail ; rien ne s’y clique.',
  moreOptions: 'Plus d’options',
  chartData: 'Chiffres de ce graphique',
  table: 'Tableau',
  undrawn: (type) => `Un bloc de type « ${type} » n’est pas dessiné ici.`,
  preview: 'Aperçu',
  notSent: 'rien n’a été envoyé',
  goesTo: 'Destination',
  inThread: 'Dans son fil',
  notificationText: 'Texte des notifications et des lecteurs d’écran',
  nothingToSend: 'Il n’y a aucun message à envoyer.',
};

export function pageWords(locale: string): PageWords {
  return inLanguage(locale, { en: english, fr: french });
}
