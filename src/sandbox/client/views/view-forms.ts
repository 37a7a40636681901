import { useState } from 'react';
import { type ElementForm, makeElementForm } from '../elements/element-form.js';

/** What is typed in each open modal: it stays while another one covers it, and goes when the modal does. */
export interface ViewForms {
  of(viewId: string): ElementForm;
  keepOnly(viewIds: readonly string[]): void;
}

export function makeViewForms(): ViewForms {
  const forms = new Map<string, ElementForm>();
  return {
    of: (viewId) => {
      const known = forms.get(viewId) ?? makeElementForm();
      forms.set(viewId, known);
      return known;
    },
    keepOnly: (viewIds) => {
      for (const id of forms.keys()) if (!viewIds.includes(id)) forms.delete(id);
    },
  };
}

export function useViewForms(): ViewForms {
  return useState(makeViewForms)[0];
}

/** A submission as the server takes it: each input's state by block. */
export function submittedValues(form: ElementForm): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const entries = Object.entries(form.values()).flatMap(([blockId, actions]) => {
    const [state] = Object.values(actions);
    return state ? [[blockId, state] as const] : [];
  });
  return Object.fromEntries(entries);
}
