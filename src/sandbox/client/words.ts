import { inLanguage } from '../../platform/pages/in-language.js';
import { type PageWords, pageWords } from '../../platform/pages/words.js';

/** The words of the page in the browser: those of every drawing, and its own. */
export interface ClientWords extends PageWords {
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
  readonly lastReply: (when: string) => string;
  readonly unread: (count: number) => string;
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
  readonly actingAs: (name: string) => string;
  readonly actAs: string;
  readonly guest: string;
  readonly apps: string;
  readonly home: string;
  readonly messagesTab: string;
  readonly tabsOf: (app: string) => string;
  readonly disconnected: string;
  readonly gone: string;
  readonly loading: string;
  readonly dismissToast: string;
  readonly news: string;
  readonly newMessages: (count: number) => string;
  readonly toNewest: string;
  readonly messageFrom: (author: string, text: string) => string;
  readonly messageActions: string;
  readonly replyInThread: string;
  readonly moreActions: string;
  readonly copyLink: string;
  readonly linkCopied: string;
  readonly linkNotCopied: string;
  readonly dismiss: string;
  readonly repliedToThread: string;
  readonly beginning: (channel: string) => string;
  readonly messageTo: (place: string) => string;
  readonly replyTo: (place: string) => string;
  readonly reply: string;
  readonly send: string;
  readonly composerHint: string;
  readonly shortcuts: string;
  readonly globalShortcuts: string;
  readonly commands: string;
  readonly suggestions: string;
  readonly suggestionCount: (count: number) => string;
  readonly notInThreads: (command: string) => string;
  readonly archivedHere: string;
  readonly notWritableHere: string;
  readonly appTakesNoMessages: string;
  readonly image: string;
  readonly closeImage: string;
  readonly fullSize: string;
  readonly fitSize: string;
  readonly openInTab: string;
}

const english: ClientWords = {
  ...pageWords('en'),
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
  lastReply: (when) => `Last reply ${when}`,
  unread: (count) => `${count} unread`,
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
  actingAs: (name) => `Acting as ${name}`,
  actAs: 'Act as someone else',
  guest: 'Guest',
  apps: 'Apps',
  home: 'Home',
  messagesTab: 'Messages',
  tabsOf: (app) => `Tabs of ${app}`,
  disconnected: 'The sandbox does not answer. What you see may be old; the page tries again by itself.',
  gone: 'The sandbox does not answer. Nothing was sent; try again in a moment.',
  loading: 'Loading messages…',
  dismissToast: 'Close this notice',
  news: 'New',
  newMessages: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  toNewest: 'Go to the newest message',
  messageFrom: (author, text) => `Message from ${author}: ${text}`,
  messageActions: 'Message actions',
  replyInThread: 'Reply in thread',
  moreActions: 'More actions',
  copyLink: 'Copy link',
  linkCopied: 'Link copied.',
  linkNotCopied: 'The browser did not let the link be copied.',
  dismiss: 'Dismiss message',
  repliedToThread: 'replied to a thread',
  beginning: (channel) => `This is the beginning of ${channel}.`,
  messageTo: (place) => `Message ${place}`,
  replyTo: (place) => `Reply to the thread in ${place}`,
  reply: 'Reply…',
  send: 'Send',
  composerHint: 'Enter sends, Shift + Enter starts a new line, / lists commands',
  shortcuts: 'Shortcuts and commands',
  globalShortcuts: 'Shortcuts',
  commands: 'Commands',
  suggestions: 'Suggestions',
  suggestionCount: (count) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  notInThreads: (command) => `${command} is not supported in threads. Sorry!`,
  archivedHere: 'This channel is archived: nothing can be written in it.',
  notWritableHere: 'You are not a member of this channel, so you cannot write in it.',
  appTakesNoMessages: 'Sending messages to this app has been turned off.',
  image: 'Image',
  closeImage: 'Close the image',
  fullSize: 'Full size',
  fitSize: 'Fit to the window',
  openInTab: 'Open in a tab',
};

const french: ClientWords = {
  ...pageWords('fr'),
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
  lastReply: (when) => `Dernière réponse : ${when}`,
  unread: (count) => `${count} ${count < 2 ? 'non lu' : 'non lus'}`,
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
  actingAs: (name) => `Vous êtes ${name}`,
  actAs: 'Agir en tant que quelqu’un d’autre',
  guest: 'Invité',
  apps: 'Applis',
  home: 'Accueil',
  messagesTab: 'Messages',
  tabsOf: (app) => `Onglets de ${app}`,
  disconnected: 'Le bac à sable ne répond pas. Ce que vous voyez peut dater ; la page réessaie d’elle-même.',
  gone: 'Le bac à sable ne répond pas. Rien n’a été envoyé ; réessayez dans un instant.',
  loading: 'Chargement des messages…',
  dismissToast: 'Fermer cet avis',
  news: 'Nouveau',
  newMessages: (count) => (count < 2 ? `${count} nouveau message` : `${count} nouveaux messages`),
  toNewest: 'Aller au dernier message',
  messageFrom: (author, text) => `Message de ${author} : ${text}`,
  messageActions: 'Actions sur le message',
  replyInThread: 'Répondre dans un fil',
  moreActions: 'Autres actions',
  copyLink: 'Copier le lien',
  linkCopied: 'Lien copié.',
  linkNotCopied: 'Le navigateur n’a pas permis de copier le lien.',
  dismiss: 'Masquer le message',
  repliedToThread: 'a répondu à un fil',
  beginning: (channel) => `C’est ici que commence ${channel}.`,
  messageTo: (place) => `Envoyer un message à ${place}`,
  replyTo: (place) => `Répondre au fil dans ${place}`,
  reply: 'Répondre…',
  send: 'Envoyer',
  composerHint: 'Entrée envoie, Maj + Entrée passe à la ligne, / liste les commandes',
  shortcuts: 'Raccourcis et commandes',
  globalShortcuts: 'Raccourcis',
  commands: 'Commandes',
  suggestions: 'Suggestions',
  suggestionCount: (count) => (count < 2 ? `${count} suggestion` : `${count} suggestions`),
  notInThreads: (command) => `${command} n’est pas disponible dans les fils de discussion. Désolé !`,
  archivedHere: 'Ce canal est archivé : on ne peut plus y écrire.',
  notWritableHere: 'Vous n’êtes pas membre de ce canal, vous ne pouvez donc pas y écrire.',
  appTakesNoMessages: 'L’envoi de messages à cette appli est désactivé.',
  image: 'Image',
  closeImage: 'Fermer l’image',
  fullSize: 'Taille réelle',
  fitSize: 'Ajuster à la fenêtre',
  openInTab: 'Ouvrir dans un onglet',
};

export function clientWords(locale: string): ClientWords {
  return inLanguage(locale, { en: english, fr: french });
}
