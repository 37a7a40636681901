import type { ReactNode } from 'react';

/**
 * What Slack has not and the sandbox needs: the clock, "try this", the inspector, bad days, reset. Four parts, all
 * below the page's two contexts:
 *
 *     <ToolsProvider>
 *       <header className="topbar">… <Tools /></header>         the rest of the bar's width
 *       <nav className="sidebar">… lists … <TourCard /></nav>   last in the sidebar, below what scrolls
 *       <ToolPanels />                                          last of all; a row of its own below the workspace
 *     </ToolsProvider>
 *
 * The inspector takes room instead of covering the composer: whatever holds these gives it a last grid row of height
 * `auto`.
 */
export { ToolsProvider } from './open-tool.js';

/** The clock, and the buttons that open the rest. */
export function Tools(): ReactNode {
  return <div className="tools" />;
}

/** The "try this" list at the foot of the sidebar; nothing on a phone, where the bar opens it. */
export function TourCard(): ReactNode {
  return null;
}

/** What opens: the inspector as a block in the page's flow, everything else over the page. */
export function ToolPanels(): ReactNode {
  return null;
}
