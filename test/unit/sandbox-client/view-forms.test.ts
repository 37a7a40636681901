import { describe, expect, it } from 'vitest';
import { makeViewForms } from '../../../src/sandbox/client/views/view-forms.js';

describe('what is typed in modals', () => {
  it('stays while somebody else is acted as, who has no modal open', () => {
    const forms = makeViewForms();
    forms.of('U0ANA', 'V1').set('note', 'text', { value: 'Unsaved' });

    forms.keepOnly('U0BEN', []);

    expect(forms.of('U0ANA', 'V1').state('note', 'text')).toEqual({ value: 'Unsaved' });
  });

  it('goes when the modal does, and no other', () => {
    const forms = makeViewForms();
    for (const view of ['V1', 'V2']) forms.of('U0ANA', view).set('note', 'text', { value: view });

    forms.keepOnly('U0ANA', ['V2']);

    expect(forms.of('U0ANA', 'V1').isTouched()).toBe(false);
    expect(forms.of('U0ANA', 'V2').state('note', 'text')).toEqual({ value: 'V2' });
  });
});
