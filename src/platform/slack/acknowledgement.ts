/** The one acknowledgement that Slack takes of a request, within three seconds. */
export type Acknowledgement = {
  /** Sends it, if it is the first and Slack still waits. @returns whether it was sent */
  give(send: () => Promise<void>): Promise<boolean>;
  isGiven(): boolean;
};

/** Slack has told the person that we did not answer; what comes after this is not looked at. */
const tooLateMs = 2_900;

/**
 * @param receivedAt `performance.now()` when the request arrived
 * @param onGiven told after how many seconds the request was answered, also when that was too late
 */
export function createAcknowledgement(receivedAt: number, onGiven: (seconds: number) => void): Acknowledgement {
  let isGiven = false;
  return {
    isGiven: () => isGiven,
    async give(send) {
      if (isGiven) return false;
      isGiven = true;
      const elapsedMs = performance.now() - receivedAt;
      onGiven(elapsedMs / 1_000);
      if (elapsedMs > tooLateMs) return false;
      await send();
      return true;
    },
  };
}
