import { ask } from "./http.ts";
import { live } from "./live.ts";
import { session } from "./session.ts";
import type { Model } from "./types.ts";

let models: Promise<Map<number, Model>> | undefined;
live.on("model", () => { models = undefined; });
live.on("reset", () => { models = undefined; });

/** All models by id, also those that are no longer used: history stays. */
export function knownModels(): Promise<Map<number, Model>> {
  models ??= ask<Model[]>("/models?active_only=false&limit=1000").then(
    (list) => new Map(list.map((model) => [model.id, model])),
    (failure) => {
      models = undefined;
      throw failure;
    },
  );
  return models;
}

const NAME = "llmlab.name";

/** Who acts: the key's name, or what the person said once, which the browser alone keeps. */
export const myName = (): string => session.name ?? (localStorage.getItem(NAME) || "dashboard");
export const setMyName = (name: string): void => localStorage.setItem(NAME, name.trim());
