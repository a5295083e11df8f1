using NUnit.Framework;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Domain.Instruments;

public sealed class SymbolSyntaxTests
{
    [TestCase("AAPL", AssetClass.Equity)]
    [TestCase("F", AssetClass.Equity)]
    [TestCase("BRK.B", AssetClass.Equity)]
    [TestCase("GOOGLE", AssetClass.Equity)]
    [TestCase("EUR/USD", AssetClass.Forex)]
    [TestCase("USD/JPY", AssetClass.Forex)]
    [TestCase("BTC/USD", AssetClass.Crypto)]
    [TestCase("ETH/BTC", AssetClass.Crypto)]
    [TestCase("USD/BTC", AssetClass.Crypto)]
    [TestCase("1INCH/USDT", AssetClass.Crypto)]
    [TestCase("AAPL250117C00150000", AssetClass.Option)]
    [TestCase("AAPL  250117C00150000", AssetClass.Option)]
    [TestCase("", null)]
    [TestCase("aapl", null)]
    [TestCase("GOOGLES", null)]
    [TestCase("BTC-USD", null)]
    [TestCase("BTC1", null)]
    [TestCase("/USD", null)]
    [TestCase("BTC/", null)]
    [TestCase("btc/usd", null)]
    [TestCase("BTC/USD/EUR", null)]
    public void Classify_ASpelling_IsItsClassOrNothing(string text, AssetClass? expected) =>
        Assert.That(SymbolSyntax.Classify(text), Is.EqualTo(expected));

    [TestCase("USD", true)]
    [TestCase("TRY", true)]
    [TestCase("USDT", false)]
    [TestCase("usd", false)]
    public void IsFiat_ACode_IsTrueForGovernmentCurrencies(string code, bool expected) => Assert.That(SymbolSyntax.IsFiat(code), Is.EqualTo(expected));
}
