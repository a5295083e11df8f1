using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Tests.Domain.Strategies;

public sealed class StrategySpecTests
{
    private static readonly Instrument Bitcoin = Domain.Instruments.Instruments.Of(0, "BTC/USD");
    private static readonly StrategySpec Spec = new() { Id = new StrategyId("x"), Kind = "k", Symbols = ["*"] };

    [Test]
    public void Trades_EverySymbolOrItsOwn_IsTrue()
    {
        Assert.That(Spec.Trades(Bitcoin), Is.True);
        Assert.That((Spec with { Symbols = ["BTC/USD"], AssetClasses = [AssetClass.Crypto] }).Trades(Bitcoin), Is.True);
    }

    [Test]
    public void Trades_AnyReasonNotTo_IsFalse()
    {
        Assert.That((Spec with { Enabled = false }).Trades(Bitcoin), Is.False);
        Assert.That((Spec with { Symbols = ["ETH/USD"] }).Trades(Bitcoin), Is.False);
        Assert.That((Spec with { DisabledSymbols = ["BTC/USD"] }).Trades(Bitcoin), Is.False);
        Assert.That((Spec with { AssetClasses = [AssetClass.Forex] }).Trades(Bitcoin), Is.False);
    }
}
