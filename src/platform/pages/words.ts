import { inLanguage } from './in-language.js';

/** The page's own words. What the app writes comes in its messages; these are the frame around them. */
export interface PageWords {
  readonly language: 'en' | 'fr';
  readonly sandbox: string;
  readonly sampleData: string;
  readonly channels: string;
  readonly directMessages: string;
  readonly openChannels: string;
  readonly closeChannels: string;
  readonly skipToMessages: string;
  readonly messages: string;
  readonly thread: string;
  readonly closeThread: string;
  readonly backTo: (channel: string) => string;
  readonly replies: (count: number) => string;
  readonly lastReply: (when: string) => string;
  readonly unread: (count: number) => string;
  readonly app: string;
  readonly edited: string;
  readonly onlyYou: string;
  readonly privateChannel: string;
  readonly shared: string;
  readonly archived: string;
  readonly emptyChannel: string;
  readonly emptyHint: string;
  readonly noChannel: string;
  readonly noReply: string;
  readonly goneThread: string;
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
  sandbox: 'Sandbox',
  sampleData: 'sample data',
  channels: 'Channels',
  directMessages: 'Direct messages',
  openChannels: 'Show channels',
  closeChannels: 'Close channels',
  skipToMessages: 'Skip to messages',
  messages: 'Messages',
  thread: 'Thread',
  closeThread: 'Close thread',
  backTo: (channel) => `Back to ${channel}`,
  replies: (count) => `${count} ${count === 1 ? 'reply' : 'replies'}`,
  lastReply: (when) => `Last reply ${when}`,
  unread: (count) => `${count} unread`,
  app: 'App',
  edited: '(edited)',
  onlyYou: 'Only visible to you',
  privateChannel: 'private channel',
  shared: 'shared with another company',
  archived: 'archived',
  emptyChannel: 'No message here yet.',
  emptyHint: 'What Copil posts to this conversation appears here by itself.',
  noChannel: 'This workspace has no such conversation. Choose one from the list.',
  noReply: 'No reply yet.',
  goneThread: 'This thread is not in this conversation. It may have been deleted.',
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
  sandbox: 'Bac à sable',
  sampleData: 'données d’exemple',
  channels: 'Canaux',
  directMessages: 'Messages directs',
  openChannels: 'Afficher les canaux',
  closeChannels: 'Fermer les canaux',
  skipToMessages: 'Aller aux messages',
  messages: 'Messages',
  thread: 'Fil de discussion',
  closeThread: 'Fermer le fil',
  backTo: (channel) => `Retour à ${channel}`,
  replies: (count) => `${count} ${count < 2 ? 'réponse' : 'réponses'}`,
  lastReply: (when) => `Dernière réponse : ${when}`,
  unread: (count) => `${count} ${count < 2 ? 'non lu' : 'non lus'}`,
  app: 'Appli',
  edited: '(modifié)',
  onlyYou: 'Visible par vous uniquement',
  privateChannel: 'canal privé',
  shared: 'partagé avec une autre entreprise',
  archived: 'archivé',
  emptyChannel: 'Aucun message ici pour l’instant.',
  emptyHint: 'Ce que Copil publie dans cette conversation s’affiche ici de lui-même.',
  noChannel: 'Cette conversation n’existe pas dans cet espace. Choisissez-en une dans la liste.',
  noReply: 'Aucune réponse pour l’instant.',
  goneThread: 'Ce fil n’est pas dans cette conversation. Il a peut-être été supprimé.',
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
