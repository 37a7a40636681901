/** French for any French locale, English for every other. */
export function inLanguage<Words>(locale: string, words: { readonly en: Words; readonly fr: Words }): Words {
  return /^fr\b/i.test(locale) ? words.fr : words.en;
}
