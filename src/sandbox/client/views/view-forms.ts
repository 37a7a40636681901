import { useState } from 'react';
import { type ElementForm, makeElementForm } from '../elements/element-form.js';

/**
 * What is typed in each open modal: it stays while another one covers it or one acts as somebody else, and goes when
 * the modal does.
 */
export interface ViewForms {
  of(actorId: string, viewId: string): ElementForm;
  /** Forgets every other form of this person. */
  keepOnly(actorId: string, viewIds: readonly string[]): void;
}

export function makeViewForms(): ViewForms {
  const byActor = new Map<string, Map<string, ElementForm>>();
  const formsOf = (actorId: string) => {
    const forms = byActor.get(actorId) ?? new Map<string, ElementForm>();
    byActor.set(actorId, forms);
    return forms;
  };
  return {
    of: (actorId, viewId) => {
      const form = formsOf(actorId).get(viewId) ?? makeElementForm();
      formsOf(actorId).set(viewId, form);
      return form;
    },
    keepOnly: (actorId, viewIds) => {
      const forms = formsOf(actorId);
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
