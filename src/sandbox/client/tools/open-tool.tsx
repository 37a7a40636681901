import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

/** What stands open beside or over the workspace; one at a time. */
export type ToolName = 'requests' | 'conditions' | 'tour' | 'reset' | 'help';

interface OpenTool {
  readonly open: ToolName | null;
  /** Null closes. */
  setOpen(tool: ToolName | null): void;
}

const OpenToolContext = createContext<OpenTool | null>(null);

/** What is open, shared by the top bar, the list in the sidebar and the panels; stands above the three, once. */
export function ToolsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useState<ToolName | null>(null);
  const value = useMemo(() => ({ open, setOpen }), [open]);
  return <OpenToolContext value={value}>{children}</OpenToolContext>;
}

/** @throws Error outside of ToolsProvider */
export function useOpenTool(): OpenTool {
  const value = useContext(OpenToolContext);
  if (!value) throw new Error('useOpenTool needs a ToolsProvider above it');
  return value;
}
