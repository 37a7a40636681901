/** Setup: an organisation's file, the sample organisation, and what an operator asks. */
export { applyOrganisation } from './organisation/organisation-apply.js';
export { loadOrganisation } from './organisation/organisation-file.js';
export { prepareSandbox } from './sample/prepare-sandbox.js';
export { loadSampleOrganisation, sampleChannels, samplePeople } from './sample/sample-organisation.js';
