using NUnit.Framework;
using TradingDaemon.Cli.Quality;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Cli;

/// <summary>What <c>GET /api/v1/quality</c> answers, from a store that is written meanwhile.</summary>
public sealed class QualityReadingsTests
{
    [Test]
    public async Task Read_AgainAndAgain_CountsEachFactOnceAndTellsWhatTheVerbTells()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(), TestMarket.Spec("beta")));
        bench.Trade(SignalKind.Buy, TestMarket.Ibm, quantity: 2m);
        using var scratch = new ScratchDirectory();
        using var store = scratch.Open();
        var known = bench.Recorded.Count;
        store.Commit([.. bench.Recorded]);
        using var readings = new QualityReadings(scratch.Path);
        Assert.That(await readings.ReadAsync(default), Is.EqualTo(Told(bench.Recorded)));
        Assert.That(await readings.ReadAsync(default), Is.EqualTo(Told(bench.Recorded)), "nothing came meanwhile");
        bench.Trade(SignalKind.Close, TestMarket.Ibm);
        bench.Trade(SignalKind.Buy, TestMarket.Btc, "beta", 1m);
        store.Commit([.. bench.Recorded.Skip(known)]);
        var answers = await Task.WhenAll(readings.ReadAsync(default), readings.ReadAsync(default));
        Assert.That(answers, Is.All.EqualTo(Told(bench.Recorded)).And.All.Contain("beta"));
        Assert.That(async () => await readings.ReadAsync(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await readings.ReadAsync(default), Is.EqualTo(Told(bench.Recorded)), "who gives up keeps nobody out");
    }

    private static string Told(IEnumerable<RecordedFact> facts)
    {
        var sums = new QualitySums();
        foreach (var recorded in facts) sums.Take(recorded.Fact);
        return QualityPrint.Json(sums.Lines());
    }
}
