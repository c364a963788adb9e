import { Listener } from '../http/listener';
import { apiApp } from './api-app';
import { CallLog } from './control/call-log';
import { controlApp } from './control/control-app';
import { faultQueue } from './control/fault';
import { loadDataFolder } from './folder/load-data-folder';
import { RecordChanges } from './records/record-changes';
import type { SandboxContext } from './sandbox-context';
import { sandboxSettings, type ProcoreSandboxOptions } from './sandbox-settings';
import { TokenRegistry } from './gate/token-registry';
import { HookRegistry } from './webhooks/hook-registry';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher';

export interface ProcoreSandbox {
  /** Both for the API and for `/oauth`. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

/** Throws a DataFolderError when the folder is wrong, before any port is taken. */
export async function startProcoreSandbox(options: ProcoreSandboxOptions): Promise<ProcoreSandbox> {
  const settings = sandboxSettings(options);
  const { now } = settings;
  const store = loadDataFolder(settings.dataFolder);
  const hooks = new HookRegistry();
  const timing = { timeLimitMs: settings.webhookTimeLimitMs, timeScale: settings.webhookTimeScale };
  const dispatcher = new WebhookDispatcher(hooks, timing, store.companyId(), now);
  const context: SandboxContext = {
    settings,
    answers: settings.answers,
    store,
    hooks,
    dispatcher,
    now,
    tokens: new TokenRegistry(settings.tokenLifetimeSeconds, now),
    changes: new RecordChanges(store, now, (event) => dispatcher.emit(event)),
  };
  const faults = faultQueue();
  const calls = new CallLog();
  const api = new Listener(apiApp(context, faults, calls), settings.port, settings.host);
  const control = new Listener(controlApp(context, faults, calls), settings.controlPort, settings.host);
  await api.open();
  try {
    await control.open();
  } catch (error) {
    // The second port is taken: the first must not stay behind.
    await api.close();
    throw error;
  }
  return {
    url: api.url,
    controlUrl: control.url,
    close: async () => {
      dispatcher.close();
      await Promise.all([api.close(), control.close()]);
    },
  };
}
