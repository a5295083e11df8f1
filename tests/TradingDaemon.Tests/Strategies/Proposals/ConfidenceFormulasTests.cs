using NUnit.Framework;
using TradingDaemon.Strategies.Proposals;

namespace TradingDaemon.Tests.Strategies.Proposals;

public sealed class ConfidenceFormulasTests
{
    [Test]
    public void Separation_BareCross_IsOneHalf() => Assert.That(ConfidenceFormulas.Separation(100d, 100d, 0d, 20), Is.EqualTo(0.5));

    [Test]
    public void Separation_OneDeviationOfTheWalk_IsHandComputed() =>
        Assert.That(ConfidenceFormulas.Separation(104d, 100d, 0.01, 16), Is.EqualTo(0.5 + (0.5 * Math.Tanh(1d))).Within(1e-12));

    [Test]
    public void Separation_MoveWithoutVolatility_IsOne() => Assert.That(ConfidenceFormulas.Separation(101d, 100d, 0d, 20), Is.EqualTo(1d));

    [TestCase(0.7, 0.7)]
    [TestCase(-0.7, 0.7)]
    [TestCase(1.2, 1d)]
    public void Momentum_IsItsOwnConfidence(double momentum, double expected) => Assert.That(ConfidenceFormulas.Momentum(momentum), Is.EqualTo(expected));

    [TestCase(30d, 0d)]
    [TestCase(15d, 0.5)]
    [TestCase(0d, 1d)]
    [TestCase(60d, 0d)]
    public void Oversold_IsTheShareBelowTheThreshold(double rsi, double expected) => Assert.That(ConfidenceFormulas.Oversold(rsi, 30d), Is.EqualTo(expected));

    [TestCase(70d, 0d)]
    [TestCase(85d, 0.5)]
    [TestCase(100d, 1d)]
    public void Overbought_IsTheShareAboveTheThreshold(double rsi, double expected) => Assert.That(ConfidenceFormulas.Overbought(rsi, 70d), Is.EqualTo(expected));

    [Test]
    public void Bounded_NotANumber_IsZero() => Assert.That(ConfidenceFormulas.Bounded(double.NaN), Is.Zero);
}
