/** Setup: an organisation's file, the sample organisation, and what an operator asks. */

export type { Organisation } from './organisation/organisation.js';
export { applyOrganisation } from './organisation/organisation-apply.js';
export { loadOrganisation } from './organisation/organisation-file.js';
export { refuseProductionAt } from './sample/install-sample.js';
export { findSandboxMade, prepareSandbox, type SandboxAsk, type SandboxSample } from './sample/prepare-sandbox.js';
export { raiseSampleDecision } from './sample/sample-decision.js';
export { loadSampleOrganisation, sampleChannels, samplePeople } from './sample/sample-organisation.js';
export { raiseSampleRequest } from './sample/sample-request.js';
export {
  findSweptUntil,
  forgetSlack,
  forgetUploadsBut,
  listPosted,
  postAgain,
  type SampleMade,
} from './sample/sample-state.js';
export { wipeSandbox } from './sample/wipe-sandbox.js';
