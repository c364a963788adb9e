import type { AisRequest } from '../ais-request';
import { jsonAnswer } from '../answer';
import type { Answer } from '../../http/send-answer';
import type { SandboxState } from '../sandbox-state';

const CAPABILITIES = [
  'grid',
  'outputType',
  'dataservice',
  'dataServiceAggregation',
  'validate',
  'orchestrator',
  'report',
];

/** No credentials needed: the first thing a connection check asks. */
export function defaultConfig(state: SandboxState, request: AisRequest): Answer {
  const required = (request.query.get('requiredCapabilities') ?? '').split(',').filter((name) => name !== '');
  return jsonAnswer(200, {
    jasHost: 'jas.sandbox',
    jasPort: '8080',
    jasProtocol: 'http',
    defaultEnvironment: state.settings.environments[0] ?? '',
    defaultRole: state.settings.roles[0] ?? '',
    defaultJasServer: 'http://jas.sandbox:8080',
    aisVersion: state.settings.release,
    capabilityList: CAPABILITIES.map((name) => ({
      name,
      shortDescription: name,
      longDescription: name,
      asOfRelease: '9.2',
      sinceVersion: '1.0.0',
    })),
    requiredCapabilityMissing: required.some((name) => !CAPABILITIES.includes(name)),
  });
}
