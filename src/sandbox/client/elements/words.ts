import { inLanguage } from '../../../platform/pages/in-language.js';

/** What elements, modals and the Home tab say by themselves; the rest is the app's. */
export interface ElementWords {
  readonly choose: string;
  readonly chooseSeveral: string;
  readonly chooseDate: string;
  readonly chooseTime: string;
  readonly chooseDateTime: string;
  readonly options: string;
  readonly text: string;
  readonly optional: string;
  readonly loading: string;
  readonly noResults: string;
  readonly typeMore: (count: number) => string;
  readonly maxReached: (max: number) => string;
  readonly chosen: string;
  readonly clear: string;
  readonly remove: (name: string) => string;
  readonly required: string;
  readonly invalidEmail: string;
  readonly invalidUrl: string;
  readonly invalidNumber: string;
  readonly invalidInteger: string;
  readonly tooSmall: (min: string) => string;
  readonly tooLarge: (max: string) => string;
  readonly tooShort: (min: number) => string;
  readonly tooLong: (max: number) => string;
  readonly charactersLeft: (count: number) => string;
  readonly charactersOver: (count: number) => string;
  readonly pressEnter: string;
  readonly inZone: (zone: string) => string;
  readonly noFiles: string;
  readonly plainOnly: string;
  readonly opensOutside: string;
  readonly undrawn: (type: string) => string;
  readonly close: string;
  readonly cancel: string;
  readonly submitting: string;
  readonly fixErrors: (count: number) => string;
  readonly discardTitle: string;
  readonly discardText: string;
  readonly discard: string;
  readonly keepEditing: string;
  readonly home: string;
  readonly homeEmpty: string;
  readonly homeEmptyHint: string;
  readonly homeLoading: string;
  readonly noHome: string;
}

const english: ElementWords = {
  choose: 'Choose an option',
  chooseSeveral: 'Choose options',
  chooseDate: 'Choose a date',
  chooseTime: 'Choose a time',
  chooseDateTime: 'Choose a date and time',
  options: 'Options',
  text: 'Text',
  optional: '(optional)',
  loading: 'Loading…',
  noResults: 'No results',
  typeMore: (count) => `Type at least ${count} ${count === 1 ? 'character' : 'characters'}.`,
  maxReached: (max) => `No more than ${max} can be chosen.`,
  chosen: 'Chosen',
  clear: 'Clear',
  remove: (name) => `Remove ${name}`,
  required: 'Please complete this required field.',
  invalidEmail: 'This is not an email address. It should look like name@company.com.',
  invalidUrl: 'This is not a link. It should look like https://company.com.',
  invalidNumber: 'This is not a number.',
  invalidInteger: 'This must be a whole number.',
  tooSmall: (min) => `This must be ${min} or more.`,
  tooLarge: (max) => `This must be ${max} or less.`,
  tooShort: (min) => `Write at least ${min} ${min === 1 ? 'character' : 'characters'}.`,
  tooLong: (max) => `Write no more than ${max} characters.`,
  charactersLeft: (count) => `${count} ${count === 1 ? 'character' : 'characters'} left`,
  charactersOver: (count) => `${count} ${count === 1 ? 'character' : 'characters'} too many`,
  pressEnter: 'Press Enter to send.',
  inZone: (zone) => `Time of ${zone}`,
  noFiles: 'The sandbox takes no files. In Slack, one would be added here.',
  plainOnly: 'Formatting is not offered in the sandbox; the app gets this as plain paragraphs.',
  opensOutside: '(opens in a new tab)',
  undrawn: (type) => `An element of type “${type}” cannot be used here.`,
  close: 'Close',
  cancel: 'Cancel',
  submitting: 'Sending…',
  fixErrors: (count) => `${count} ${count === 1 ? 'field needs' : 'fields need'} another look.`,
  discardTitle: 'Discard changes?',
  discardText: 'What you typed in this form will be lost.',
  discard: 'Discard',
  keepEditing: 'Keep editing',
  home: 'Home',
  homeEmpty: 'Nothing here yet',
  homeEmptyHint: 'The app has published nothing for you on this tab.',
  homeLoading: 'Loading the Home tab…',
  noHome: 'This app has no Home tab.',
};

const french: ElementWords = {
  choose: 'Choisir une option',
  chooseSeveral: 'Choisir des options',
  chooseDate: 'Choisir une date',
  chooseTime: 'Choisir une heure',
  chooseDateTime: 'Choisir une date et une heure',
  options: 'Options',
  text: 'Texte',
  optional: '(facultatif)',
  loading: 'Chargement…',
  noResults: 'Aucun résultat',
  typeMore: (count) => `Saisissez au moins ${count} ${count < 2 ? 'caractère' : 'caractères'}.`,
  maxReached: (max) => `Pas plus de ${max} choix possibles.`,
  chosen: 'Choix',
  clear: 'Effacer',
  remove: (name) => `Retirer ${name}`,
  required: 'Ce champ est obligatoire : complétez-le.',
  invalidEmail: 'Ce n’est pas une adresse e-mail. Forme attendue : nom@entreprise.fr.',
  invalidUrl: 'Ce n’est pas un lien. Forme attendue : https://entreprise.fr.',
  invalidNumber: 'Ce n’est pas un nombre.',
  invalidInteger: 'Il faut un nombre entier.',
  tooSmall: (min) => `Il faut ${min} ou plus.`,
  tooLarge: (max) => `Il faut ${max} ou moins.`,
  tooShort: (min) => `Écrivez au moins ${min} ${min < 2 ? 'caractère' : 'caractères'}.`,
  tooLong: (max) => `Écrivez au plus ${max} caractères.`,
  charactersLeft: (count) => (count < 2 ? `Il reste ${count} caractère` : `Il reste ${count} caractères`),
  charactersOver: (count) => `${count} ${count < 2 ? 'caractère' : 'caractères'} de trop`,
  pressEnter: 'Appuyez sur Entrée pour envoyer.',
  inZone: (zone) => `Heure de ${zone}`,
  noFiles: 'Le bac à sable ne prend pas de fichiers. Dans Slack, on en ajouterait ici.',
  plainOnly: 'Le bac à sable n’offre pas de mise en forme ; l’appli reçoit de simples paragraphes.',
  opensOutside: '(s’ouvre dans un nouvel onglet)',
  undrawn: (type) => `Un élément de type « ${type} » n’est pas utilisable ici.`,
  close: 'Fermer',
  cancel: 'Annuler',
  submitting: 'Envoi…',
  fixErrors: (count) => `${count} ${count < 2 ? 'champ est à revoir' : 'champs sont à revoir'}.`,
  discardTitle: 'Abandonner les modifications ?',
  discardText: 'Ce que vous avez saisi dans ce formulaire sera perdu.',
  discard: 'Abandonner',
  keepEditing: 'Continuer la saisie',
  home: 'Accueil',
  homeEmpty: 'Rien ici pour l’instant',
  homeEmptyHint: 'L’appli n’a rien publié pour vous sur cet onglet.',
  homeLoading: 'Chargement de l’onglet Accueil…',
  noHome: 'Cette appli n’a pas d’onglet Accueil.',
};

export function elementWords(locale: string): ElementWords {
  return inLanguage(locale, { en: english, fr: french });
}
