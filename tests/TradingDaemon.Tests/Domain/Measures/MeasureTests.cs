using System.Diagnostics;
using NUnit.Framework;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Tests.Domain.Measures;

public sealed class MeasureTests
{
    [TestCase("0")]
    [TestCase("-0.00000001")]
    [TestCase("-1")]
    public void TryFrom_NotAboveZero_IsNull(string text)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(Price.TryFrom(value), Is.Null);
            Assert.That(Quantity.TryFrom(value), Is.Null);
            Assert.That(() => Price.From(value), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Quantity.From(value), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void From_TheSmallestDecimal_KeepsEveryDigit()
    {
        const decimal smallest = 0.0000000000000000000000000001m;
        Assert.Multiple(() =>
        {
            Assert.That(Price.From(smallest).QuotePerBase, Is.EqualTo(smallest));
            Assert.That(Quantity.From(smallest).Base, Is.EqualTo(smallest));
        });
    }

    [Test]
    public void Default_WhenRead_FailsLoudly() => Assert.Multiple(() =>
    {
        Assert.That(() => default(Price).QuotePerBase, Throws.TypeOf<UnreachableException>());
        Assert.That(() => default(Quantity).Base, Throws.TypeOf<UnreachableException>());
    });

    [Test]
    public void Price_Order_FollowsItsValue()
    {
        var (low, high, alsoLow) = (Price.From(1m), Price.From(2m), Price.From(1.00m));
        Assert.Multiple(() =>
        {
            Assert.That(low < high && high > low && low <= alsoLow && low >= alsoLow && !(high <= low) && !(low >= high), Is.True);
            Assert.That(low.CompareTo(high), Is.Negative);
            Assert.That(low, Is.EqualTo(alsoLow), "trailing zeros are the same price");
            Assert.That(low.GetHashCode(), Is.EqualTo(alsoLow.GetHashCode()));
        });
    }

    [Test]
    public void Quantity_Order_FollowsItsValue()
    {
        var (low, high, alsoLow) = (Quantity.From(1m), Quantity.From(2m), Quantity.From(1.0m));
        Assert.Multiple(() =>
        {
            Assert.That(low < high && high > low && low <= alsoLow && low >= alsoLow && !(high <= low) && !(low >= high), Is.True);
            Assert.That(high.CompareTo(low), Is.Positive);
            Assert.That(low, Is.EqualTo(alsoLow));
        });
    }

    [Test]
    public void ToString_InAnyCulture_UsesADot()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Price.From(1234.5m).ToString(), Is.EqualTo("1234.5"));
            Assert.That(Quantity.From(0.001m).ToString(), Is.EqualTo("0.001"));
            Assert.That(new Money(-3.25m, Currency.Usd).ToString(), Is.EqualTo("-3.25 USD"));
            Assert.That(Currency.Usd.ToString(), Is.EqualTo("USD"));
        });
    }

    [Test]
    public void Money_OfOneCurrency_AddsAndNegates()
    {
        var three = new Money(3m, Currency.Usd);
        Assert.Multiple(() =>
        {
            Assert.That(three + new Money(-5m, Currency.Usd), Is.EqualTo(new Money(-2m, Currency.Usd)));
            Assert.That(-three, Is.EqualTo(new Money(-3m, Currency.Usd)));
            Assert.That(-(-three), Is.EqualTo(three));
        });
    }

    [Test]
    public void Money_OfTwoCurrencies_NeverAdds() =>
        Assert.That(() => new Money(1m, Currency.Usd) + new Money(1m, new Currency("EUR")), Throws.InvalidOperationException.With.Message.Contains("EUR").And.Message.Contains("USD"));

    [Test]
    public void Currency_OfAnotherCase_IsAnother() => Assert.That(new Currency("usd"), Is.Not.EqualTo(Currency.Usd));
}
