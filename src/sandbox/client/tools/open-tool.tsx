import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

/** What opens over the page; the inspector is no dialog and stays open beside them. */
export type ToolDialog = 'conditions' | 'tour' | 'reset' | 'help';

interface OpenTools {
  readonly dialog: ToolDialog | null;
  /** Null closes. */
  setDialog(dialog: ToolDialog | null): void;
  readonly isInspecting: boolean;
  setInspecting(isInspecting: boolean): void;
}

const OpenToolsContext = createContext<OpenTools | null>(null);

/** What is open, shared by the top bar, the list in the sidebar and the panels; stands above the three, once. */
export function ToolsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [dialog, setDialog] = useState<ToolDialog | null>(null);
  const [isInspecting, setInspecting] = useState(false);
  const value = useMemo(
    () => ({
      dialog,
      setDialog,
      isInspecting,
      setInspecting,
    }),
    [dialog, isInspecting],
  );
  return <OpenToolsContext value={value}>{children}</OpenToolsContext>;
}

/** @throws Error outside of ToolsProvider */
export function useOpenTools(): OpenTools {
  const value = useContext(OpenToolsContext);
  if (!value) throw new Error('useOpenTools needs a ToolsProvider above it');
  return value;
}
