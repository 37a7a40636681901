import { pageWords } from '../../platform/pages/words.js';

/** What the page's server says to a person; the form of words is Slack's where Slack says it. */
export interface DeskWords {
  readonly noScript: string;
  readonly unknownPerson: string;
  readonly notInvited: string;
  readonly archived: string;
  readonly appReadOnly: string;
  readonly goneChannel: string;
  readonly goneThread: string;
  readonly goneMessage: string;
  readonly goneForm: string;
  readonly goneElement: string;
  readonly unknownCommand: (command: string) => string;
  readonly commandUnanswered: (command: string) => string;
  readonly commandFailed: (command: string, why: string) => string;
  readonly unanswered: string;
  readonly answeredStatus: (status: number) => string;
  readonly unreachable: string;
  readonly wrongAnswer: string;
  readonly formFailed: string;
  readonly formErrors: string;
  readonly required: string;
  readonly unknownShortcut: string;
  readonly clockBusy: string;
  readonly clockFailed: string;
  readonly resetFailed: string;
  readonly failed: string;
  readonly transcript: TranscriptWords;
}

export interface TranscriptWords {
  readonly title: (workspace: string) => string;
  readonly seenBy: (name: string, zone: string) => string;
  readonly onlyThem: string;
  readonly edited: string;
  readonly file: string;
  readonly empty: string;
  readonly sample: string;
}

const english: DeskWords = {
  noScript: 'This page needs JavaScript. Switch it on and reload: everything comes from this machine alone.',
  unknownPerson: 'Nobody of this workspace has that id.',
  notInvited: 'You are not a member of this channel.',
  archived: 'This channel is archived: nobody can write in it.',
  appReadOnly: 'Sending messages to this app has been turned off.',
  goneChannel: 'This conversation does not exist, or you were not invited to it.',
  goneThread: 'This thread is gone: its first message was deleted.',
  goneMessage: 'This message was deleted meanwhile.',
  goneForm: 'This form was closed meanwhile.',
  goneElement: 'The app changed this meanwhile. Look again and choose once more.',
  unknownCommand: (command) =>
    `${command} is not a valid command. All messages that start with “/” are taken for commands: put a space before it to send it as text.`,
  commandUnanswered: (command) => `${command} failed because the app did not respond`,
  commandFailed: (command, why) => `${command} failed with the error “${why}”`,
  unanswered: 'The app did not respond within 3 seconds. Try again.',
  answeredStatus: (status) => `The app responded with status code ${status}. Try again.`,
  unreachable: 'The app could not be reached. Try again when it runs.',
  wrongAnswer: 'The app’s answer is not one that Slack can show; the inspector says why.',
  formFailed: 'We had some trouble connecting. Try again?',
  formErrors: 'Some fields need another look.',
  required: 'Please complete this required field.',
  unknownShortcut: 'The app no longer has this shortcut.',
  clockBusy: 'The clock is moving, or the workspace is being reset. Wait until that is done.',
  clockFailed: 'The clock stopped on its way. What had left stays; try again.',
  resetFailed: 'The workspace could not be reset.',
  failed: 'The sandbox could not do this; its log says why.',
  transcript: {
    title: (workspace) => `${workspace}: transcript`,
    seenBy: (name, zone) => `As ${name} sees it; times of the workspace’s clock, ${zone}.`,
    onlyThem: 'only visible to this person',
    edited: 'edited',
    file: 'File',
    empty: 'No message.',
    sample: 'Sandbox with sample data: nothing here was ever sent to Slack.',
  },
};

const french: DeskWords = {
  noScript: 'Cette page a besoin de JavaScript. Activez-le et rechargez : tout vient de cette seule machine.',
  unknownPerson: 'Personne dans cet espace n’a cet identifiant.',
  notInvited: 'Vous n’êtes pas membre de ce canal.',
  archived: 'Ce canal est archivé : personne ne peut plus y écrire.',
  appReadOnly: 'L’envoi de messages à cette appli est désactivé.',
  goneChannel: 'Cette conversation n’existe pas, ou vous n’y êtes pas invité.',
  goneThread: 'Ce fil n’existe plus : son premier message a été supprimé.',
  goneMessage: 'Ce message a été supprimé entre-temps.',
  goneForm: 'Ce formulaire a été fermé entre-temps.',
  goneElement: 'L’application a changé ceci entre-temps. Regardez de nouveau et refaites votre choix.',
  unknownCommand: (command) =>
    `${command} n’est pas une commande valide. Tout message qui commence par « / » est pris pour une commande : mettez une espace devant pour l’envoyer comme texte.`,
  commandUnanswered: (command) => `Échec de ${command} : l’application n’a pas répondu`,
  commandFailed: (command, why) => `Échec de ${command} avec l’erreur « ${why} »`,
  unanswered: 'L’application n’a pas répondu en 3 secondes. Réessayez.',
  answeredStatus: (status) => `L’application a répondu par le code d’état ${status}. Réessayez.`,
  unreachable: 'L’application est injoignable. Réessayez quand elle fonctionnera.',
  wrongAnswer: 'Slack ne peut pas afficher la réponse de l’application ; l’inspecteur dit pourquoi.',
  formFailed: 'Nous avons eu des difficultés de connexion. Réessayer ?',
  formErrors: 'Certains champs sont à revoir.',
  required: 'Veuillez remplir ce champ obligatoire.',
  unknownShortcut: 'L’application n’a plus ce raccourci.',
  clockBusy: 'L’horloge avance, ou l’espace est en cours de réinitialisation. Attendez que ce soit fini.',
  clockFailed: 'L’horloge s’est arrêtée en chemin. Ce qui est parti reste ; réessayez.',
  resetFailed: 'L’espace n’a pas pu être réinitialisé.',
  failed: 'Le bac à sable n’a pas pu le faire ; son journal dit pourquoi.',
  transcript: {
    title: (workspace) => `${workspace} : transcription`,
    seenBy: (name, zone) => `Telle que ${name} la voit ; heures de l’horloge de l’espace, ${zone}.`,
    onlyThem: 'visible par cette personne uniquement',
    edited: 'modifié',
    file: 'Fichier',
    empty: 'Aucun message.',
    sample: 'Bac à sable, données d’exemple : rien de ceci n’a jamais été envoyé à Slack.',
  },
};

/** French for any French locale, English for every other. */
export function deskWords(locale: string): DeskWords {
  return languageOf(locale) === 'fr' ? french : english;
}

/** The language in which the page itself speaks to them. */
export function languageOf(locale: string): 'en' | 'fr' {
  return pageWords(locale).language;
}
