using TradingDaemon.Benchmarks.Cli;
using TradingDaemon.Benchmarks.Verbs;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true; // the daemons this program started must not outlive it
    stopping.Cancel();
};

return await new BenchCommandLine([new ReplayBench(), new RoomsBench(), new GateBench(), new GateAuditBench(), new RoutingBench(), new RoutingReport(), new LatencyBench(), new WireBench(), new WireReadingBench(), new RequestsBench(), new StrategiesBench(), new StartupBench(), new RecoveryBench(), new MemoryBench(), new MicroBench(), new KillsBench()]).InvokeAsync(args, stopping.Token);
