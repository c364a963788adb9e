import type { EventType } from './source-event';

export interface Hook {
  readonly id: string;
  readonly apiVersion: string;
  readonly namespace: string;
  /** A disabled one is told nothing. */
  readonly status: 'active' | 'disabled';
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly destinationUrl: string;
  readonly destinationHeaders: Readonly<Record<string, string>>;
  /** Null: owned by the company. */
  readonly projectId: string | null;
}

export interface Trigger {
  readonly id: string;
  readonly hookId: string;
  readonly resourceName: string;
  readonly eventType: EventType;
}

export class HookRegistry {
  readonly #hooks = new Map<string, Hook>();
  readonly #triggers = new Map<string, Trigger>();

  hooks(): readonly Hook[] {
    return [...this.#hooks.values()];
  }

  hook(id: string): Hook | undefined {
    return this.#hooks.get(id);
  }

  putHook(hook: Hook): void {
    this.#hooks.set(hook.id, hook);
  }

  removeHook(id: string): void {
    this.#hooks.delete(id);
    for (const trigger of this.triggersOf(id)) {
      this.#triggers.delete(trigger.id);
    }
  }

  triggersOf(hookId: string): readonly Trigger[] {
    return [...this.#triggers.values()].filter((trigger) => trigger.hookId === hookId);
  }

  putTrigger(trigger: Trigger): void {
    this.#triggers.set(trigger.id, trigger);
  }

  removeTrigger(id: string): boolean {
    return this.#triggers.delete(id);
  }

  /** Company hooks hear company-level events, and those of projects for which they were given triggers; project hooks those of their project. */
  hooksFor(resourceName: string, eventType: EventType, projectId: string | null): readonly Hook[] {
    return this.hooks().filter(
      (hook) =>
        (hook.projectId === projectId || hook.projectId === null) &&
        hook.status === 'active' &&
        this.triggersOf(hook.id).some(
          (trigger) => trigger.resourceName === resourceName && trigger.eventType === eventType,
        ),
    );
  }
}
