/** The page in the browser: a Slack workspace one can use, drawn from what the sandbox's server says. */
export {};
