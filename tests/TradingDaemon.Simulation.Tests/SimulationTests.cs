using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Cli.Replay;
using TradingDaemon.Cli.Simulate;
using TradingDaemon.Simulation.Runs;

namespace TradingDaemon.Simulation.Tests;

/// <summary>The whole daemon on seeds: TRADINGDAEMON_SEEDS=5000 runs that many. What fails is seen again with the command it prints.</summary>
public sealed class SimulationTests
{
    private const int Ticks = 300;

    // What a daemon does by its configuration, and no fault.
    private static readonly string[] Configured =
    [
        "level reached", "stop trailed", "quote waited for", "entry waited for its quote", "entry downgraded", "entry routed elsewhere", "conflict settled", "no room to wait", "proposal too soon", "tilt measure",
        "tilt lock", "entry kept out by tilt", "gated tier entered", "tier entered", "entry shrunk", "files written", "reload",
        "entry by TWAP", "entry by VWAP", "entry by iceberg", "entry split", "parts filled, ended and at work", "parent order completed", "parent order out of time", "parent order ended early",
        "conflict settled by votes", "conflict settled for the surest", "conflict settled for the first", "quote placed", "quote placed under a second name", "quote that reduces placed", "quote taken back whole", "market maker ended", "files give no strategy capital", "signal from outside taken", "signal from outside not taken", "signal from outside again", "tilt weighed by tier", "trial on paper begun", "trial on paper passed", "trial on paper not passed", "trial of another told",
        "tilt lock-out below a lock", "recovery without a lock", "capital rebalanced", "mode of capital moved", "entry kept out by the gatekeeper", "entry kept out by a panic", "pair filled at its second venue", "parent order too dear",
    ];

    private static int Seeds => int.TryParse(Environment.GetEnvironmentVariable("TRADINGDAEMON_SEEDS"), CultureInfo.InvariantCulture, out var seeds) ? seeds : 500;

    // One run, looked at by two tests.
    private static readonly Lazy<Task<SimulateReport>> ManySeeds = new(static () => RunAsync(new SimulateRequest(1, Seeds, Ticks, "all", Environment.ProcessorCount)));

    [Test]
    public async Task Swarm_OfManySeeds_EveryPromiseHoldsAndAllConverge()
    {
        var report = await ManySeeds.Value;
        Assert.Multiple(() =>
        {
            Assert.That(report.Failed, Is.Zero, Told(report));
            Assert.That(report.Converged, Is.EqualTo(Seeds), "All was known, agreed and tradable again within a minute.");
            Assert.That(report.ConvergedMax, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(60)));
        });
    }

    // A run in which nothing goes wrong proves nothing.
    [Test]
    public async Task Swarm_OfManySeeds_EverythingGoesWrongSomewhere()
    {
        var report = await ManySeeds.Value;
        string[] deeds =
        [
            "order sent, then timed out", "order sent, then 500", "order lost, outcome unknown", "connection refused", "rate limited", "market closed", "rejected on the way", "existing order not shown",
            "question unanswered", "cancel failed", "event lost", "event overtaken", "event repeated", "stream cut", "stream muted", "disk refused", "venue restart", "order forgotten", "order by hand",
            "trade by hand", "deposit", "withdrawal", "fee rebate", "trade busted", "newest trade busted", "order of ours enlarged", "order of ours reduced", "order of ours repriced", "fault looked at",
            "simulated fill", "signal from outside again, to a later process", "list of fills behind", "list of orders behind", "clock skew", "restart", "checkpoint", "SetEmergency", "part sent by a later process",
            .. Configured,
        ];
        Assert.Multiple(() =>
        {
            Assert.That(report.Failed, Is.Zero, Told(report));
            Assert.That(report.Kills, Is.GreaterThan(100));
            Assert.That(report.PowerLosses, Is.GreaterThan(100));
            Assert.That(report.Fills, Is.GreaterThan(report.Runs * 20));
            Assert.That(report.Points.Select(static point => point.Visits), Has.All.GreaterThan(0), "Every kind of fault point was passed.");
            foreach (var deed in deeds) Assert.That(report.Deeds.GetValueOrDefault(deed), Is.GreaterThan(0), deed);
        });
    }

    [Test]
    public async Task Swarm_SameSeedsTwice_DecidesTheSameToTheBit()
    {
        var (first, second) = (await RunAsync(new SimulateRequest(501, 20, Ticks, "all", 1)), await RunAsync(new SimulateRequest(501, 20, Ticks, "all", 4)));
        Assert.That(first.Failed + second.Failed, Is.Zero, Told(first));
        Assert.That(second.Hash, Is.EqualTo(first.Hash), "Nor does it matter on how many threads.");
        Assert.That(second.Points, Is.EqualTo(first.Points));
    }

    [Test]
    public async Task Swarm_WithoutFaults_NothingIsRetriedLookedUpOrBroken()
    {
        var report = await RunAsync(new SimulateRequest(1, 10, Ticks, "none", Environment.ProcessorCount));
        Assert.That(report.Failed, Is.Zero, Told(report));
        Assert.That(report.Deeds.Keys, Is.SupersetOf(["checkpoint", "connection", "level reached", "order arrived", "placement", "question"]));
        Assert.That(report.Deeds.Keys, Is.SubsetOf(["checkpoint", "connection", "order arrived", "placement", "question", .. Configured]));
        Assert.That(report.Deeds["placement"], Is.EqualTo(report.Orders), "Each order is sent once.");
    }

    /// <summary>Nothing but other people goes wrong: what they change is adopted or flagged within a minute, not only once all is quiet.</summary>
    [Test]
    public async Task Swarm_WhereOnlyStrangersAct_WhatTheyChangeIsToldWithinAMinute()
    {
        var report = await RunAsync(new SimulateRequest(1, 12, 1_500, "strangers", Environment.ProcessorCount));
        Assert.That(report.Failed, Is.Zero, Told(report));
        foreach (var deed in new[] { "order of ours repriced", "fee rebate", "trade busted", "newest trade busted", "deposit" }) Assert.That(report.Deeds.GetValueOrDefault(deed), Is.GreaterThan(0), deed);
    }

    /// <summary>The venue's lists of fills and orders are seconds behind its balances, its stream and each other: nothing of that is a difference, and nothing is booked twice or never.</summary>
    [Test]
    public async Task Swarm_WhereTheVenuesListsLag_NoFillIsLostDoubledOrAdopted()
    {
        var report = await RunAsync(new SimulateRequest(1, 40, Ticks, "reports,lists,kill", Environment.ProcessorCount));
        Assert.That(report.Failed, Is.Zero, Told(report));
        Assert.That(report.Converged, Is.EqualTo(report.Runs));
        foreach (var deed in new[] { "list of fills behind", "list of orders behind" }) Assert.That(report.Deeds.GetValueOrDefault(deed), Is.GreaterThan(200), deed);
    }

    /// <summary>What broke, and the one command that shows it again.</summary>
    internal static string Told(SimulateReport report) => string.Join('\n', report.Failures.Select(static failure => $"{failure.What}\n  again: {failure.Command}"));

    internal static Task<SimulateReport> RunAsync(SimulateRequest request) => new Swarm(request, new Quiet(), TimeProvider.System).RunAsync(CancellationToken.None);

    internal sealed class Quiet : IReplayProgress
    {
        public void Report(in ReplayProgress progress) { }
    }
}
