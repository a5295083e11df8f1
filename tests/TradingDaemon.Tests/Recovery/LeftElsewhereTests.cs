using NUnit.Framework;
using TradingDaemon.Composition;
using TradingDaemon.Configuration;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Secrets;
using TradingDaemon.Recovery;
using TradingDaemon.Tests.Configuration;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Recovery;

/// <summary>A start whose venues differ from those where its books have something: refused while that works or is held, and by name.</summary>
public sealed class LeftElsewhereTests
{
    private const string Eth = "ETH/USD";
    private const string Btc = "BTC/USD";

    /// <summary>Bug: an order at a venue that was taken off, renamed, put behind another or had no key this time was left to itself, and its cancel ended the sending of everything.</summary>
    [TestCase(null, "Order {0} in ETH/USD works at simulated, and is traded at elsewhere now. Trade ETH/USD at simulated again until it has ended;")]
    [TestCase("the key of simulated is not in the environment", "Order {0} in ETH/USD works at simulated, and is traded at elsewhere now (the key of simulated is not in the environment).")]
    public void Check_AnOrderThatWorksWhereNothingIsTradedAnyMore_RefusesTheStartAndNamesIt(string? why, string expected)
    {
        var (books, order) = Resting();
        var check = new LeftElsewhere(books, Moved(TestMarket.Eth), static _ => null, _ => why, []);
        Assert.That(check.Check, Throws.TypeOf<InvalidDataException>().With.Message.StartsWith(string.Format(null, expected, order)).And.Message.EndsWith("start once with --set recovery:movedSymbols:0=ETH/USD."));
    }

    /// <summary>Bug: with its instrument gone from the configuration, the first entry anywhere threw out of the engine, at each start.</summary>
    [Test]
    public void Check_AnOrderInAnInstrumentThatIsConfiguredNoMore_RefusesTheStartAndNamesIt()
    {
        var (books, order) = Resting();
        Assert.That(new LeftElsewhere(books, Without(TestMarket.Eth), static _ => null, static _ => null, []).Check, Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"Order {order} in ETH/USD works at simulated, and the configuration no longer names it."));
    }

    [Test]
    public void Check_OrdersWhoseSymbolMovedByAPersonsWord_AreOver([Values] bool isConfigured)
    {
        var (books, order) = Resting();
        var catalog = isConfigured ? Moved(TestMarket.Eth) : Without(TestMarket.Eth);
        Assert.That(new LeftElsewhere(books, catalog, static _ => null, static _ => null, [Eth]).Check(), Is.EqualTo(new[] { order }));
        Assert.That(new LeftElsewhere(books, catalog, static _ => null, static _ => null, [Btc]).Check, Throws.TypeOf<InvalidDataException>());
    }

    /// <summary>Bug: with a pair's venues in another order, exits were sent to the venue that had nothing of it.</summary>
    [Test]
    public void Check_APositionThatWasFilledElsewhere_RefusesTheStartAndNamesIt()
    {
        var books = Holding(2m);
        var check = new LeftElsewhere(books, Moved(TestMarket.Btc), static _ => "simulated", static _ => null, []);
        Assert.That(check.Check, Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            "BTC/USD is held at simulated, and is traded at elsewhere now, and exits would be sent there. Trade BTC/USD at simulated again until it is closed; where what is held was moved, or simulated is gone for good, set recovery:movedSymbols:0=BTC/USD until it is closed."));
        Assert.That(new LeftElsewhere(books, Moved(TestMarket.Btc), static _ => "simulated", static _ => null, [Btc]).Check(), Is.Empty, "a person moved it");
    }

    [Test]
    public void Check_WhatIsWhereItWas_OrHasNoWitness_OrIsFlatOrDust_Passes()
    {
        var (resting, _) = Resting();
        Assert.That(Passes(resting, TestMarket.Catalog), Is.True, "its own venue");
        Assert.That(Passes(resting, Moved(TestMarket.Btc)), Is.True, "another instrument's venue");
        Assert.That(Passes(Holding(2m), TestMarket.Catalog), Is.True, "filled where it is traded");
        Assert.That(Passes(Holding(2m), Moved(TestMarket.Btc), filledAt: null), Is.True, "no fill tells where: adopted");
        Assert.That(Passes(Holding(0m), Moved(TestMarket.Btc)), Is.True, "flat");
        var coarse = new InstrumentCatalog(Moved(TestMarket.Btc).All.Select(static one => one with { QuantityMin = 3m }));
        Assert.That(Passes(Holding(2m), coarse), Is.True, "no order can close it");
    }

    /// <summary>What a fallback filled exists in the simulation alone, whatever venue is configured.</summary>
    [Test]
    public void Check_WhatExistsInTheFallbackAlone_Passes()
    {
        var bench = AccountBench.Running();
        var at = bench.Now;
        var intent = Intent(FallbackBook.Venue, at);
        bench.Engine.Account.Log.Emit(new Fact.OrderIntended(intent), at);
        Assert.That(Passes(bench.Books, Moved(TestMarket.Btc)), Is.True, "its order");
        bench.Engine.Account.Log.Emit(new Fact.FillBooked(FillOf(intent, "f-1"), intent.Strategy, OrderStatus.Filled), at);
        Assert.That(Passes(bench.Books, Moved(TestMarket.Btc)), Is.True, "its fill");
        Assert.That(bench.Books.Positions.NetBase(TestMarket.At(TestMarket.Btc).Id), Is.EqualTo(1m));
    }

    /// <summary>On the real store: what was filled at a venue, or works there, and the venue's key is not there at this start.</summary>
    [Test]
    public void Assemble_WithoutTheKeyOfWhereSomethingIs_IsRefused_UnlessNothingIs([Values] bool isFilled)
    {
        using var folder = new ConfigurationFolder();
        using (Assemble(folder, Keys))
        {
            // a store that has nothing anywhere
        }

        using (Assemble(folder, []))
        {
            // opens without the key
        }

        var intent = Intent("kraken", DateTimeOffset.UtcNow);
        using (var parts = Assemble(folder, Keys))
        {
            var (engine, now) = (parts.Engine, DateTimeOffset.UtcNow);
            engine.Boot(parts.Store.Journal.Epoch, parts.StartUp.Boot, "test", now);
            engine.Account.Log.Emit(new Fact.OrderIntended(intent), now);
            if (isFilled)
            {
                engine.Account.Log.Emit(new Fact.FillBooked(FillOf(intent, "e-1"), intent.Strategy, OrderStatus.Filled), now);
                var simulated = Intent(FallbackBook.Venue, now) with { ClientOrderId = new("alp-1-98") };
                engine.Account.Log.Emit(new Fact.OrderIntended(simulated), now);
                engine.Account.Log.Emit(new Fact.FillBooked(FillOf(simulated, "f-1"), intent.Strategy, OrderStatus.Filled), now);
            }

            parts.Store.Journal.Commit([engine.TakeBatch()!]);
        }

        var expected = isFilled ? "BTC/USD is held at kraken, and is traded at simulated now (the key of kraken is not in the environment" : $"Order {intent.ClientOrderId} in BTC/USD works at kraken, and is traded at simulated now (the key of kraken";
        Assert.That(() => Assemble(folder, []), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith(expected));
        using (var again = Assemble(folder, Keys)) Assert.That(again.StartUp.OrdersOver, Is.Empty, "with its key it opens as before");
        using (var told = Assemble(folder, [], "recovery:movedSymbols:0=BTC/USD")) Assert.That(told.StartUp.OrdersOver, Is.EqualTo(isFilled ? [] : new[] { intent.ClientOrderId }));
    }

    private static Dictionary<string, string> Keys => new() { ["KRAKEN_API_KEY"] = "key", ["KRAKEN_API_SECRET"] = Convert.ToBase64String(new byte[64]) };

    private static bool Passes(AccountBooks books, InstrumentCatalog catalog, string? filledAt = "simulated") => new LeftElsewhere(books, catalog, _ => filledAt, static _ => null, []).Check().Count == 0;

    private static (AccountBooks Books, ClientOrderId Order) Resting()
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec(style: OrderStyle.PostOnly)));
        bench.Signal(SignalKind.Buy, TestMarket.Eth);
        bench.Accept(bench.LastOrder);
        return (bench.Books, bench.LastOrder.ClientOrderId);
    }

    private static AccountBooks Holding(decimal quantity)
    {
        var bench = AccountBench.Running(TestMarket.Setup(TestMarket.Spec()));
        bench.Trade(SignalKind.Buy, quantity: 2m);
        if (quantity == 0m) bench.Trade(SignalKind.Close);
        return bench.Books;
    }

    private static InstrumentCatalog Moved(int instrument) => new(TestMarket.Catalog.All.Select(one => one.Id.Index == instrument ? one with { Venue = "elsewhere" } : one));

    private static InstrumentCatalog Without(int instrument) => new(TestMarket.Catalog.All.Select(one => one.Id.Index == instrument ? one with { Symbol = new Symbol("DOGE/USD"), Base = new("DOGE") } : one));

    private static OrderIntent Intent(string venue, DateTimeOffset at) => new()
    {
        ClientOrderId = new("alp-1-99"), Strategy = AccountBench.Alpha, Symbol = new Symbol(Btc), Venue = venue, Side = OrderSide.Buy, Terms = new OrderTerms.Market(Quantity.From(1m)),
        IsReduceOnly = false, Reason = "Because.", DecisionBid = 99m, DecisionAsk = 100m, DecidedAt = at,
    };

    private static Fill FillOf(OrderIntent intent, string execution) => new()
    {
        ExecutionId = execution, ExecutionSequence = 1, ClientOrderId = intent.ClientOrderId, Venue = intent.Venue, Symbol = intent.Symbol, Side = intent.Side, Price = Price.From(100m),
        Quantity = intent.Terms.Quantity, Fee = new Money(0m, new Currency("USD")), Liquidity = Liquidity.Taker, At = intent.DecidedAt, IsSimulated = intent.Venue == FallbackBook.Venue,
    };

    private static DaemonParts Assemble(ConfigurationFolder folder, Dictionary<string, string> environment, params string[] assignments)
    {
        string[] given = ["venues:kraken:kind=kraken", "venues:kraken:url=http://127.0.0.1:9", "routing:venues:crypto=kraken", "operations:logLevel=none", $"storage:directory={Path.Combine(folder.Directory, "data")}", .. assignments];
        var report = ConfigurationLoad.Load(folder.Inputs(given) with { Environment = environment });
        return PartsAssembly.Assemble(report.Config ?? throw new InvalidOperationException(string.Join('\n', report.Faults)), new SecretRedactor());
    }
}
