using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Recovery;
using TradingDaemon.Storage;
using TradingDaemon.Tests.Engine.Account;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A crash anywhere between an entry and its stop, on the real store: what the journal has of the entry guards its position.</summary>
public sealed class ProtectionCrashTests
{
    private static readonly AccountSetup Setup = TestMarket.Setup(TestMarket.Spec() with { Protection = new ProtectionSpec { StopFraction = 0.02m, TrailFraction = 0.01m } });

    [Test]
    public void Crash_AfterTheIntent_TheFillThatComesLaterIsGuarded([Values] bool isCheckpointed)
    {
        using var directory = new ScratchDirectory();
        var before = AccountBench.Running(Setup);
        before.Signal(SignalKind.Buy);
        var entry = before.LastOrder;
        Write(directory.Path, before, isCheckpointed);

        var after = Recovered(directory.Path, before.Now);
        after.Boot();
        after.Report(new VenueEvent.Executed(before.FillOf(entry, entry.Terms.Quantity.Base, 100.05m)));
        after.Statement();
        after.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
        after.Mark(TestMarket.Btc, 90m, 90.1m);
        Assert.That((after.LastOrder.IsReduceOnly, after.LastOrder.Terms.Quantity, after.Facts.OfType<Fact.ProtectionTriggered>().Single().LevelQuote), Is.EqualTo((true, entry.Terms.Quantity, 98.049m)));
    }

    [Test]
    public void Crash_AfterTheLevelWasReached_GoesOnClosing_WhereverThePriceIs([Values] bool isCheckpointed)
    {
        using var directory = new ScratchDirectory();
        var before = AccountBench.Running(Setup);
        before.Trade(SignalKind.Buy);
        before.Mark(TestMarket.Btc, 110m, 110.1m);
        before.Mark(TestMarket.Btc, 105m, 105.1m);
        var exit = before.LastOrder;
        Write(directory.Path, before, isCheckpointed);

        var after = Recovered(directory.Path, before.Now);
        after.Boot();
        after.Report(new VenueEvent.Expired(exit.ClientOrderId, "Nobody bids.", after.Now));
        after.Statement();
        after.Command(new Command.ChangeState(EngineState.Running, "Books and venue agree."));
        after.Mark(TestMarket.Btc, 120m, 120.1m);
        Assert.That((after.Orders.Count, after.LastOrder.IsReduceOnly, after.LastOrder.Reason), Is.EqualTo((1, true, "Trailing stop at 108.9995 reached: bid 120, entry 100.05.")));
    }

    [Test]
    public void Books_OfAVersionWithoutProtections_AreReadAsBefore()
    {
        var bench = AccountBench.Running();
        bench.Trade(SignalKind.Buy);
        string Without(string json, string member) => System.Text.RegularExpressions.Regex.Replace(json, $",?\"{member}\":(null|\\[\\]|\\{{\\}})", "");
        var old = Without(Without(bench.Canonical(), "protections"), "trades");
        Assert.That(old, Does.Not.Contain("protections").And.Not.Contain("\"trades\":{"));
        var read = System.Text.Json.JsonSerializer.Deserialize(old, TradingDaemon.Storage.Json.Spelling.AccountState)!;
        Assert.That(AccountBench.Canonical(new AccountEngine(bench.Setup, read).Capture()), Is.EqualTo(bench.Canonical()));
        var intended = TradingDaemon.Storage.Json.FactJson.Serialize(bench.Facts.OfType<Fact.OrderIntended>().Last());
        Assert.That(TradingDaemon.Storage.Json.FactJson.Deserialize(Without(intended, "protection")), Is.EqualTo(bench.Facts.OfType<Fact.OrderIntended>().Last()));
    }

    private static void Write(string path, AccountBench bench, bool isCheckpointed)
    {
        using var store = SqliteStore.Open(new StoreOptions { Directory = path, Epoch = 7 }, new SetClock(SetClock.Noon));
        store.Journal.Commit([new JournalBatch(bench.Recorded, bench.Orders, bench.Cancels)]);
        if (isCheckpointed) store.Checkpoints.Write(bench.Engine.Capture(), bench.Now);
    }

    private static AccountBench Recovered(string path, DateTimeOffset now)
    {
        using var store = SqliteStore.Open(new StoreOptions { Directory = path, Epoch = 7 }, new SetClock(SetClock.Noon));
        var (engine, _) = BooksRecovery.Recover(Setup, store.Journal, store.Checkpoints, NullLogger.Instance);
        return new AccountBench(Setup, engine.Capture()) { Now = now.AddMinutes(1) };
    }
}
