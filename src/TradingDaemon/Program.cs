using TradingDaemon.Cli;
using TradingDaemon.Cli.Context;
using TradingDaemon.Composition;
using TradingDaemon.Stopping;

using var signals = new StopSignals(Environment.Exit);
return await new CommandLine(new DaemonActions(), Surroundings.OfThisProcess()).InvokeAsync(args, signals.Token);
