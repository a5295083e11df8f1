using NUnit.Framework;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Execution.Requests;

namespace TradingDaemon.Tests.Execution;

public sealed class BackoffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(30);

    [Test]
    public void BoundAfter_EachAttempt_DoublesUpToTheLongest() =>
        Assert.That(Enumerable.Range(1, 12).Select(attempt => new Backoff(First, Max, new Random(1)).BoundAfter(attempt).TotalMilliseconds),
            Is.EqualTo(new[] { 100d, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000 }));

    [Test]
    public void BoundAfter_AnAbsurdAttempt_IsTheLongest() => Assert.That(new Backoff(First, Max, new Random(1)).BoundAfter(int.MaxValue), Is.EqualTo(Max));

    [Test]
    public void After_ManyDraws_SpreadOverTheWholeBound()
    {
        var backoff = new Backoff(First, Max, new Random(3));
        for (var attempt = 1; attempt <= 12; attempt++)
        {
            var bound = backoff.BoundAfter(attempt);
            var draws = Enumerable.Range(0, 2_000).Select(_ => backoff.After(attempt)).ToList();
            Assert.That(draws, Is.All.InRange(TimeSpan.Zero, bound));
            Assert.That(draws.Min(), Is.LessThan(bound * 0.02));
            Assert.That(draws.Max(), Is.GreaterThan(bound * 0.98));
            Assert.That(draws.Average(static draw => draw.TotalMilliseconds), Is.EqualTo(bound.TotalMilliseconds / 2d).Within(bound.TotalMilliseconds * 0.03));
        }
    }

    [Test]
    public void After_AFaultThatNamesAPause_IsNeverShorter()
    {
        var backoff = new Backoff(First, Max, new Random(1));
        Assert.That(backoff.After(1, Fault(VenueFaultKind.RateLimited, TimeSpan.FromMinutes(2))), Is.EqualTo(TimeSpan.FromMinutes(2)));
        Assert.That(backoff.After(9, Fault(VenueFaultKind.RateLimited, TimeSpan.FromTicks(1))), Is.GreaterThan(TimeSpan.FromTicks(1)));
    }

    [Test]
    public void After_AuthenticationRefused_IsTheLongestAtOnce()
    {
        var backoff = new Backoff(First, Max, new Random(1));
        Assert.That(backoff.After(1, Fault(VenueFaultKind.Authentication, null)), Is.EqualTo(Max));
        Assert.That(backoff.After(1, Fault(VenueFaultKind.Authentication, TimeSpan.FromMinutes(15))), Is.EqualTo(TimeSpan.FromMinutes(15)));
    }

    private static VenueFault Fault(VenueFaultKind kind, TimeSpan? retryAfter) => new(kind, "test", "test", retryAfter);
}
