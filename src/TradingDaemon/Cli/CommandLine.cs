using System.CommandLine;
using System.CommandLine.Help;
using TradingDaemon.Cli.Agents;
using TradingDaemon.Cli.Closing;
using TradingDaemon.Cli.Context;
using TradingDaemon.Cli.Gatekeeping;
using TradingDaemon.Cli.MonteCarlo;
using TradingDaemon.Cli.Prices;
using TradingDaemon.Cli.Screens;
using TradingDaemon.Cli.Tilts;

namespace TradingDaemon.Cli;

/// <summary>The whole command line: reads the arguments, runs one verb, and turns every expected failure into one sentence and an exit code.</summary>
internal sealed class CommandLine(ICommandActions actions, Surroundings surroundings)
{
    private const string Description =
        "TradingDaemon turns market data into orders: feed, strategies, risk gate, execution and durable books in one process. " +
        "Without a verb it runs, on paper, until it is told to stop.";

    private const string Examples = """

        Examples:
          tradingdaemon                                    run on the simulated market
          tradingdaemon --set feed:speed=10                the same, ten times as fast
          tradingdaemon replay quotes.csv.gz --json        replay recorded data, one JSON object at the end
          tradingdaemon rehearse                           one simulated hour at full speed, checked at the end
          tradingdaemon simulate --seeds 1000              the daemon in worlds that lie, kill and cut the power
          tradingdaemon sandbox --port 9090                an exchange of your own on this machine
          tradingdaemon config check                       every fault of the configuration at once
          tradingdaemon status                             ask the running daemon
          tradingdaemon explain                            the newest decisions; with an id, its whole story
          tradingdaemon halt --reason "prices look wrong"  stop everything at once

        Exit codes: 0 done, 1 refused or failed, 2 wrong usage or configuration, 130 ended by a second interrupt.
        """;

    /// <summary>Runs the verb the arguments name.</summary>
    /// <param name="arguments">Without the executable.</param>
    /// <param name="stopping">Asks a running verb to end in good order.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CancellationToken stopping)
    {
        var result = Build().Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors) await surroundings.Error.WriteLineAsync($"error: {error.Message}");
            await surroundings.Error.WriteLineAsync("Try --help.");
            return ExitCode.Misused;
        }

        try
        {
            var invocation = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await result.InvokeAsync(invocation, stopping);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await surroundings.Error.WriteLineAsync($"error: {failure.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("Stopped before it was done.");
            return ExitCode.Failed;
        }
    }

    private RootCommand Build()
    {
        var options = new ConfigurationOptions(actions, surroundings);
        var run = new RunVerb(actions, options);
        var root = new RootCommand(Description) { HelpName = "tradingdaemon" };
        root.SetAction(run.InvokeAsync);
        foreach (var option in options.All) root.Add(option);
        root.Add(run.Build());
        root.Add(run.BuildAlias());
        root.Add(new TradeVerb(actions, options).Build());
        root.Add(new ReplayVerb(actions, options, surroundings).Build());
        var rehearse = new RehearseVerb(actions, options, surroundings);
        root.Add(rehearse.Build());
        root.Add(rehearse.BuildAlias());
        root.Add(new SimulateVerb(actions, surroundings).Build());
        root.Add(new SandboxVerb(actions, options, surroundings).Build());
        root.Add(new VenueVerbs(options, surroundings).Build());
        root.Add(new ConfigVerbs(actions, options, surroundings).Build());
        root.Add(new StatusVerb(options, surroundings).Build());
        foreach (var verb in new EmergencyVerbs(options, surroundings).Build()) root.Add(verb);
        root.Add(new AlertVerbs(actions, options, surroundings).Build());
        root.Add(new ExplainVerb(actions, options, surroundings).Build());
        root.Add(new ParentVerbs(options, surroundings).Build());
        root.Add(new StrategyVerbs(options, surroundings).Build());
        root.Add(new TiltVerbs(options, surroundings).Build());
        root.Add(new SignalVerbs(options, surroundings).Build());
        root.Add(new QualityVerb(actions, options, surroundings).Build());
        root.Add(new PricesVerb(actions, options, surroundings).Build());
        root.Add(new GatekeeperVerbs(actions, options, surroundings).Build());
        root.Add(new MonteCarloVerb(actions, options, surroundings).Build());
        root.Add(new DoctorVerb(actions, options, surroundings).Build());
        var database = new DatabaseVerbs(actions, options, surroundings);
        root.Add(database.Build());
        root.Add(database.BuildMigrateAlias());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, root, Examples);
        return root;
    }
}
