export interface ForbiddenAdvice {
  readonly reason: 'appNotConnected' | 'projectOrToolNotPermitted';
  readonly text: string;
}

/**
 * What to ask whom for after a 403. Only the missing installation concerns every call; the others concern one project
 * or one tool.
 * https://developers.procore.com/documentation/developer-managed-service-accounts , /troubleshooting
 */
export function forbiddenAdvice(said: readonly string[]): ForbiddenAdvice {
  if (said.some((text) => /app is not connected/i.test(text))) {
    return {
      reason: 'appNotConnected',
      text: "the app is not installed in this company; ask the company's Procore administrator to install or reconnect it in App Management and to set the permitted projects",
    };
  }
  return {
    reason: 'projectOrToolNotPermitted',
    text: "ask the company's Procore administrator to add the project to the app's permitted projects (each update of the app resets them), to switch the tool on in the project, and to give the service account its permission for it",
  };
}
