import { fileFor } from './filing.ts';
import { figure } from './figures.ts';
import { anInstallation } from './installation.ts';

/** (e) Resident memory of web and worker: just started, and after filing under load with the messages that follow. */
export async function benchMemory(size: number): Promise<void> {
  const installation = await anInstallation();
  try {
    const web = await installation.start('web');
    const worker = await installation.start('worker');
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    const idle = { web: await web.residentMb(), worker: await worker.residentMb() };
    const filed = await fileFor(web.port, 20_000 * size);
    await new Promise((resolve) => setTimeout(resolve, 4_000 * size));
    figure('memory', 'web_mb_idle', idle.web);
    figure('memory', 'web_mb_after_load', await web.residentMb(), { filings: filed.millis.length });
    figure('memory', 'worker_mb_idle', idle.worker);
    figure('memory', 'worker_mb_after_load', await worker.residentMb());
    figure('memory', 'filings_per_second_beside_a_worker', filed.perSecond);
  } finally {
    await installation.close();
  }
}
