using NUnit.Framework;
using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Tests.Domain.Instruments;

public sealed class InstrumentCatalogTests
{
    private static readonly Instrument Bitcoin = Instruments.Of(0, "BTC/USD");
    private static readonly Instrument Apple = Instruments.Of(1, "AAPL");

    [Test]
    public void Find_AKnownSymbol_IsTheInstrumentAtItsId()
    {
        var catalog = new InstrumentCatalog([Bitcoin, Apple]);
        Assert.Multiple(() =>
        {
            Assert.That(catalog.Count, Is.EqualTo(2));
            Assert.That(catalog.All, Is.EqualTo(new[] { Bitcoin, Apple }));
            Assert.That(catalog.Find(new Symbol("AAPL")), Is.SameAs(Apple));
            Assert.That(catalog[Apple.Id], Is.SameAs(Apple));
        });
    }

    [TestCase("MSFT")]
    [TestCase("aapl")]
    [TestCase("BTCUSD")]
    public void Find_AnUnknownSymbol_IsNull_NeverAGuess(string symbol) =>
        Assert.That(new InstrumentCatalog([Bitcoin, Apple]).Find(new Symbol(symbol)), Is.Null);

    [Test]
    public void Constructor_WithIdsOutOfOrder_Throws() =>
        Assert.That(() => new InstrumentCatalog([Apple, Bitcoin]), Throws.ArgumentException.With.Message.Contains("AAPL"));

    [Test]
    public void Constructor_WithASymbolTwice_Throws() =>
        Assert.That(() => new InstrumentCatalog([Bitcoin, Bitcoin with { Id = new InstrumentId(1) }]), Throws.ArgumentException);

    [Test]
    public void Symbol_Order_IsOrdinal()
    {
        var (upper, lower) = (new Symbol("Z"), new Symbol("a"));
        Assert.Multiple(() =>
        {
            Assert.That(upper < lower && lower > upper && upper <= lower && lower >= upper && !(lower <= upper) && !(upper >= lower), Is.True);
            Assert.That(upper.ToString(), Is.EqualTo("Z"));
        });
    }
}
