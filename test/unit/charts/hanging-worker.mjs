/** Never answers. */
export async function drawChart() {
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
