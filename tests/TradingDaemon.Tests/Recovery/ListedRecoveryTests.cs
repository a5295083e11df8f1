using NUnit.Framework;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Control;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;
using TradingDaemon.Recovery;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A store that outlives a change of a pair's venues: one added, one taken away where nothing was traded and where something was, and the venues in another order.</summary>
public sealed class ListedRecoveryTests
{
    private const int Further = TestMarket.BtcUsdt;
    private const string Second = "second";
    private static readonly Symbol Bitcoin = TestMarket.SymbolOf(TestMarket.Btc);
    private static readonly AccountSetup Alone = TestMarket.Setup(TestMarket.Spec());

    private static readonly AccountSetup AtBoth = Alone with { Catalog = Listed("simulated", Second, "simulated") }; // without its key: traded in the simulation

    [Test]
    public void Recover_AnOldStore_WithASecondVenueAddedBehind_IsWhatItWas([Values] bool byCheckpoint)
    {
        var before = AccountBench.Running(Alone);
        before.Trade(SignalKind.Buy, quantity: 2m);
        var after = Recover(before, AtBoth, byCheckpoint).Account;
        Assert.That((after.Books.Positions.NetBase(TestMarket.At(TestMarket.Btc).Id), after.Books.Positions.NetBase(new InstrumentId(Further))), Is.EqualTo((2m, 0m)));
        Assert.That(after.Books.Cash.At("simulated"), Is.EqualTo(before.Books.Cash.At("simulated")));
    }

    [Test]
    public void Recover_WithAVenueTakenAwayWhereNothingWasTraded_IsWhatItWas()
    {
        var before = AccountBench.Running(AtBoth);
        before.Trade(SignalKind.Buy, quantity: 2m);
        var after = Recover(before, Alone, byCheckpoint: true).Account;
        Assert.That(after.Books.Positions.NetBase(TestMarket.At(TestMarket.Btc).Id), Is.EqualTo(2m));
    }

    /// <summary>As any instrument that was traded: its name stays in the configuration, flat or not, for the books have its profit.</summary>
    [Test]
    public void Recover_WithAVenueTakenAwayWhereAPositionIsOrWas_DoesNotOpen_AndNamesIt([Values] bool byCheckpoint, [Values] bool isFlat)
    {
        var before = AccountBench.Running(AtBoth);
        before.Quote(Further, 99.95m, 100.05m);
        before.Trade(SignalKind.Buy, Further, quantity: 2m);
        if (isFlat) before.Trade(SignalKind.Close, Further);
        Assert.That(() => Recover(before, Alone, byCheckpoint), Throws.TypeOf<InvalidDataException>().With.Message.Contains("BTC/USD@second, which the configuration"));
    }

    /// <summary>Bug: the bare name means the first venue, and put in another order what was bought at the old first one was sold at the new one.</summary>
    [Test]
    public void Start_WithTheVenuesInAnotherOrder_IsRefusedWhileSomethingIsHeld([Values] bool isFlat)
    {
        var before = AccountBench.Running(Alone);
        before.Trade(SignalKind.Buy, quantity: 2m);
        if (isFlat) before.Trade(SignalKind.Close);
        var check = new LeftElsewhere(before.Books, Listed(Second, "simulated", "simulated"), static _ => "simulated", static _ => null, []);
        Assert.That(check.Check, isFlat ? Throws.Nothing : Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("BTC/USD is held at simulated, and is traded at second now"));
    }

    /// <summary>Where a person says that it moved: what is still held at the old first venue is told as a difference at both, and nothing is entered before it is explained.</summary>
    [Test]
    public void Recover_WithTheVenuesInAnotherOrder_IsADifferenceThatBlocksEntries()
    {
        var before = AccountBench.Running(Alone);
        before.Trade(SignalKind.Buy, quantity: 2m);
        var cash = before.Books.Cash.At("simulated").ToDictionary();
        var after = new AccountBench(Alone with { Catalog = Listed(Second, "simulated", "simulated") }, before.Engine.Capture()) { Now = before.Now };
        after.Boot();
        var named = Bitcoin.ListedAt("simulated").Text;
        Assert.That(after.Statement(cash: new(cash, StringComparer.Ordinal), held: new(StringComparer.Ordinal) { [named] = 2m }), Is.EqualTo(1), "what the venue has is told under the name it has there now");
        Assert.That((after.Breaks.Last().Subject, after.Books.IsBlocked("simulated", BlockCause.ReconcilePending)), Is.EqualTo(($"position {named}", true)));
        Assert.That(after.Books.Positions.NetBase(TestMarket.At(TestMarket.Btc).Id), Is.EqualTo(2m), "and books are not moved by a guess");
    }

    // In the place of bitcoin for another currency.
    private static InstrumentCatalog Listed(string first, string mark, string second) => new(TestMarket.Catalog.All.Select(one => one.Id.Index == TestMarket.Btc ? one with { Venue = first }
        : one.Id.Index == Further ? TestMarket.At(TestMarket.Btc) with { Id = one.Id, Symbol = Bitcoin.ListedAt(mark), Venue = second } : one));

    private static AccountEngine Recover(AccountBench before, AccountSetup setup, bool byCheckpoint)
    {
        var engine = new AccountEngine(setup, byCheckpoint ? before.Engine.Capture() : new AccountState());
        if (!byCheckpoint)
            foreach (var fact in before.Recorded) engine.Recover(fact);
        return engine;
    }
}
